//! Hands bytes to the store in pieces of equal size: one put if they fit into one piece, a
//! multipart upload otherwise.
use super::{BlobError, Blobs, digest::Digests};
use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt, future::join};
use object_store::{MultipartUpload, ObjectStoreExt, path::Path as Key};
use std::{io, mem, pin::pin};

/// Bytes on their way to `key`: what waits for a whole piece, and what has been handed over.
pub(super) struct Writer {
    pub(super) queue: Queue,
    pub(super) sink: Sink,
}

impl Writer {
    pub(super) fn new(blobs: Blobs, key: Key) -> Self {
        let (waiting, chunk) = (BytesMut::new(), Bytes::new());
        let queue = Queue { piece: blobs.piece, waiting, chunk, sent: 0 };
        Self { queue, sink: Sink { blobs, key, upload: None } }
    }

    /// Takes what comes, at most `limit` bytes, until it ends: hashed, and sent but for the last piece. While a piece
    /// is hashed and sent, the next one is already read.
    pub(super) async fn take(
        &mut self,
        bytes: impl Stream<Item = io::Result<Bytes>> + Send,
        limit: u64,
    ) -> Result<Digests, BlobError> {
        let (Self { queue, sink }, mut bytes) = (self, pin!(bytes));
        let (mut digests, mut piece) = (Digests::default(), Bytes::new());
        loop {
            let sent = async {
                let (hashed, sent) = join(digests.add(piece.clone()), sink.send(piece)).await;
                sent.and(hashed.map_err(BlobError::Io))
            };
            let (next, hashed) = join(queue.fill(&mut bytes, limit), sent).await;
            digests = hashed?;
            match next? {
                Some(whole) => piece = whole,
                None => return Ok(digests),
            }
        }
    }
}

/// What has come and waits for a whole piece. It is copied: what a server hands on is often a small part of a large
/// buffer, and keeping it would keep the whole.
pub(super) struct Queue {
    piece: usize,
    waiting: BytesMut,
    chunk: Bytes,
    sent: u64,
}

impl Queue {
    /// Bytes so far.
    pub(super) fn size(&self) -> u64 {
        self.sent + (self.waiting.len() + self.chunk.len()) as u64
    }

    /// Reads until there is a whole piece and more; `None` when the stream has ended.
    async fn fill(
        &mut self,
        bytes: &mut (impl Stream<Item = io::Result<Bytes>> + Unpin),
        limit: u64,
    ) -> Result<Option<Bytes>, BlobError> {
        loop {
            if let Some(piece) = self.full_piece() {
                return Ok(Some(piece));
            }
            let Some(chunk) = bytes.next().await else { return Ok(None) };
            self.chunk = chunk.map_err(BlobError::Broken)?;
            if self.size() > limit {
                return Err(BlobError::TooLarge { limit });
            }
        }
    }

    /// The next whole piece to send, if more than one piece has come; then the chunk is used up but for what follows.
    fn full_piece(&mut self) -> Option<Bytes> {
        if self.waiting.capacity() == 0 {
            self.waiting.reserve(self.piece);
        }
        let room = self.piece - self.waiting.len();
        self.waiting.extend_from_slice(&self.chunk.split_to(room.min(self.chunk.len())));
        if self.chunk.is_empty() {
            return None;
        }
        let piece = mem::take(&mut self.waiting).freeze();
        self.sent += piece.len() as u64;
        Some(piece)
    }

    /// What is left when the stream has ended; to be given to `finish`.
    pub(super) fn rest(&mut self) -> Bytes {
        let rest = mem::take(&mut self.waiting).freeze();
        self.sent += rest.len() as u64;
        rest
    }
}

/// Where pieces go.
pub(super) struct Sink {
    blobs: Blobs,
    key: Key,
    upload: Option<Box<dyn MultipartUpload>>,
}

impl Sink {
    /// Sends a whole piece; an empty one is none.
    async fn send(&mut self, piece: Bytes) -> Result<(), BlobError> {
        if piece.is_empty() {
            return Ok(());
        }
        let upload = match &mut self.upload {
            Some(upload) => upload,
            none @ None => none.insert(self.blobs.store.put_multipart(&self.key).await?),
        };
        Ok(upload.put_part(piece.into()).await?)
    }

    /// Sends the rest and puts everything at `place`, durably.
    pub(super) async fn finish(&mut self, rest: Bytes, place: &Key) -> Result<(), BlobError> {
        let store = &self.blobs.store;
        let Some(upload) = &mut self.upload else {
            store.put(place, rest.into()).await?;
            return Ok(());
        };
        upload.put_part(rest.into()).await?;
        upload.complete().await?;
        self.upload = None;
        if *place != self.key
            && let Err(e) = store.rename(&self.key, place).await
        {
            let _ = store.delete(&self.key).await;
            return Err(e.into());
        }
        Ok(())
    }

    /// Leaves nothing behind.
    pub(super) async fn abort(&mut self) {
        if let Some(mut upload) = self.upload.take()
            && let Err(e) = upload.abort().await
        {
            tracing::warn!(error = %e, "incoming file cannot be removed, the next sweep will");
        }
    }
}
