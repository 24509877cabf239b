//! SHA-256 and SM3 of the same bytes, computed beside the writing.
use bytes::Bytes;
use sha2::{Digest, Sha256};
use sm3::Sm3;
use std::{io, sync::LazyLock, thread::available_parallelism};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// How many pieces are hashed at once: more than there are cores would only wait in threads, which cost memory.
static AT_ONCE: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(available_parallelism().map_or(2, usize::from)));

/// Both digests so far.
#[derive(Clone, Default)]
pub(super) struct Digests {
    sha256: Sha256,
    sm3: Sm3,
}

impl Digests {
    /// Both digests with these bytes added, one thread each, off the threads that serve.
    pub(super) async fn add(&self, bytes: Bytes) -> io::Result<Self> {
        let _turn = AT_ONCE.acquire().await.map_err(io::Error::other)?;
        let (Self { mut sha256, mut sm3 }, same) = (self.clone(), bytes.clone());
        let one = spawn_blocking(move || {
            sm3.update(&bytes);
            sm3
        });
        let other = spawn_blocking(move || {
            sha256.update(&same);
            sha256
        });
        let (sm3, sha256) = tokio::try_join!(one, other).map_err(io::Error::other)?;
        Ok(Self { sha256, sm3 })
    }

    /// SHA-256 and SM3 in hex.
    pub(super) fn finish(self) -> (String, String) {
        (hex::encode(self.sha256.finalize()), hex::encode(self.sm3.finalize()))
    }
}
