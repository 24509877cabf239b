//! Stretches of resumable uploads: what arrived is kept even if the stream breaks off.
use super::{BlobError, Blobs, Stored, digest::Digests, missing, place, writer::Writer};
use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt, stream, stream::BoxStream};
use object_store::{ObjectStoreExt, path::Path as Key};
use std::{io, path::PathBuf};

impl Blobs {
    /// Puts a stretch of an upload at `parts/…`, at most `limit` bytes, and returns how many bytes
    /// are safe there, with their digests. A stream that breaks off is no error: what came before is kept. It goes on
    /// even if the caller is dropped, as web servers do when a connection is lost. No bytes leave
    /// no part.
    pub async fn put_part(
        &self,
        key: &str,
        bytes: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
        limit: u64,
    ) -> Result<Stored, BlobError> {
        let (blobs, key) = (self.clone(), part_key(key)?);
        let task = tokio::spawn(async move { blobs.take_part(key, bytes, limit).await });
        task.await.map_err(io::Error::other)?
    }

    async fn take_part(
        &self,
        key: Key,
        bytes: impl Stream<Item = io::Result<Bytes>> + Send,
        limit: u64,
    ) -> Result<Stored, BlobError> {
        let mut writer = Writer::new(self.clone(), key.clone());
        // A broken stream ends here; only the store's own failures are errors.
        let whole = bytes.take_while(|chunk| std::future::ready(chunk.is_ok()));
        let finished = match writer.take(whole, limit).await {
            Ok(digests) => close(&mut writer, digests, &key).await,
            Err(e) => Err(e),
        };
        if finished.is_err() {
            writer.sink.abort().await;
        }
        finished
    }

    /// The file of this machine in which a part lies, if it lies in one.
    pub fn part_file(&self, key: &str) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(part_key(key).ok()?.as_ref()))
    }

    /// Makes a part a content, without its bytes passing through here; the part stays. `stored` is what
    /// [`Blobs::put_part`] said of it.
    pub async fn adopt_part(&self, key: &str, stored: &Stored) -> Result<(), BlobError> {
        let place = place(&stored.sha256)?;
        if self.has(&place, stored.size).await? {
            return Ok(());
        }
        Ok(self.store.copy(&part_key(key)?, &place).await?)
    }

    /// The parts one after the other, as one stream.
    pub fn concat_parts(&self, keys: Vec<String>) -> BoxStream<'static, io::Result<Bytes>> {
        let store = self.store.clone();
        stream::iter(keys)
            .then(move |key| {
                let store = store.clone();
                async move {
                    let place = part_key(&key).map_err(io::Error::other)?;
                    let part = store.get(&place).await;
                    let part = part.map_err(|e| io::Error::other(missing(&key, e)))?;
                    Ok::<_, io::Error>(part.into_stream().map_err(io::Error::other))
                }
            })
            .try_flatten()
            .boxed()
    }

    /// Deletes a part. One that is not there is no error.
    pub async fn delete(&self, key: &str) -> Result<(), BlobError> {
        match self.store.delete(&part_key(key)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(e) => Err(e.into()),
        }
    }
}

/// Sends the rest, and says what the whole part is. No bytes leave no part.
async fn close(writer: &mut Writer, digests: Digests, key: &Key) -> Result<Stored, BlobError> {
    let (size, rest) = (writer.queue.size(), writer.queue.rest());
    let (sha256, sm3) = digests.add(rest.clone()).await?.finish();
    if size > 0 {
        writer.sink.finish(rest, key).await?;
    }
    Ok(Stored { sha256, sm3, size })
}

/// Only keys under `parts/` of plain ASCII, so that no caller can touch a content.
fn part_key(key: &str) -> Result<Key, BlobError> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/');
    if key.starts_with("parts/") && key.bytes().all(plain) && !key.contains("//") {
        Ok(Key::from(key))
    } else {
        Err(BlobError::Key(key.to_owned()))
    }
}
