//! SHA-256 and SM3 of the same bytes, computed beside the writing.
use bytes::Bytes;
use sha2::{Digest, Sha256};
use sm3::Sm3;
use std::io;
use tokio::task::spawn_blocking;

/// Both digests so far.
#[derive(Clone, Default)]
pub(super) struct Digests {
    sha256: Sha256,
    sm3: Sm3,
}

impl Digests {
    /// Both digests with these bytes added, one thread each.
    pub(super) async fn add(&self, bytes: Vec<Bytes>) -> io::Result<Self> {
        let Self { mut sha256, mut sm3 } = self.clone();
        let same = bytes.clone();
        let one = spawn_blocking(move || {
            for b in &bytes {
                sha256.update(b);
            }
            sha256
        });
        let other = spawn_blocking(move || {
            for b in &same {
                sm3.update(b);
            }
            sm3
        });
        let (sha256, sm3) = tokio::try_join!(one, other).map_err(io::Error::other)?;
        Ok(Self { sha256, sm3 })
    }

    /// SHA-256 and SM3 in hex.
    pub(super) fn finish(self) -> (String, String) {
        (hex::encode(self.sha256.finalize()), hex::encode(self.sm3.finalize()))
    }
}
