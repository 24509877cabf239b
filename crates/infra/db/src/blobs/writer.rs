//! Hands bytes to the store in pieces of equal size: one put if they fit into one piece, a
//! multipart upload otherwise.
use super::{BlobError, Blobs, digest::Digests};
use bytes::Bytes;
use futures::{Stream, StreamExt, future::join};
use object_store::{MultipartUpload, ObjectStoreExt, PutPayload, path::Path as Key};
use std::{collections::VecDeque, io, mem, pin::pin};

/// Bytes on their way to `key`: what waits for a whole piece, and what has been handed over.
pub(super) struct Writer {
    pub(super) queue: Queue,
    pub(super) sink: Sink,
}

impl Writer {
    pub(super) fn new(blobs: Blobs, key: Key) -> Self {
        let queue =
            Queue { piece: blobs.piece, waiting: VecDeque::new(), waiting_size: 0, sent: 0 };
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
        let (mut digests, mut piece) = (Digests::default(), Vec::new());
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

/// What has come and waits for a whole piece.
pub(super) struct Queue {
    piece: usize,
    waiting: VecDeque<Bytes>,
    waiting_size: usize,
    sent: u64,
}

impl Queue {
    /// Bytes so far.
    pub(super) fn size(&self) -> u64 {
        self.sent + self.waiting_size as u64
    }

    /// Reads until there is a whole piece and more; `None` when the stream has ended.
    async fn fill(
        &mut self,
        bytes: &mut (impl Stream<Item = io::Result<Bytes>> + Unpin),
        limit: u64,
    ) -> Result<Option<Vec<Bytes>>, BlobError> {
        loop {
            if let Some(piece) = self.full_piece() {
                return Ok(Some(piece));
            }
            let Some(chunk) = bytes.next().await else { return Ok(None) };
            self.push(chunk.map_err(BlobError::Broken)?);
            if self.size() > limit {
                return Err(BlobError::TooLarge { limit });
            }
        }
    }

    fn push(&mut self, bytes: Bytes) {
        if !bytes.is_empty() {
            self.waiting_size += bytes.len();
            self.waiting.push_back(bytes);
        }
    }

    /// The next whole piece to send, if there is more than one piece waiting.
    fn full_piece(&mut self) -> Option<Vec<Bytes>> {
        if self.waiting_size <= self.piece {
            return None;
        }
        let mut piece = Vec::new();
        let mut missing = self.piece;
        while let Some(mut bytes) = self.waiting.pop_front() {
            if bytes.len() > missing {
                piece.push(bytes.split_to(missing));
                self.waiting.push_front(bytes);
                break;
            }
            missing -= bytes.len();
            piece.push(bytes);
            if missing == 0 {
                break;
            }
        }
        self.take(&piece);
        Some(piece)
    }

    /// What is left when the stream has ended; to be given to `finish`.
    pub(super) fn rest(&mut self) -> Vec<Bytes> {
        let rest: Vec<Bytes> = mem::take(&mut self.waiting).into();
        self.take(&rest);
        rest
    }

    fn take(&mut self, piece: &[Bytes]) {
        let size: usize = piece.iter().map(Bytes::len).sum();
        self.waiting_size -= size;
        self.sent += size as u64;
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
    async fn send(&mut self, piece: Vec<Bytes>) -> Result<(), BlobError> {
        if piece.is_empty() {
            return Ok(());
        }
        let upload = match &mut self.upload {
            Some(upload) => upload,
            none @ None => none.insert(self.blobs.store.put_multipart(&self.key).await?),
        };
        Ok(upload.put_part(PutPayload::from_iter(piece)).await?)
    }

    /// Sends the rest and puts everything at `place`, durably.
    pub(super) async fn finish(&mut self, rest: Vec<Bytes>, place: &Key) -> Result<(), BlobError> {
        let store = &self.blobs.store;
        let Some(upload) = &mut self.upload else {
            store.put(place, PutPayload::from_iter(rest)).await?;
            return Ok(());
        };
        upload.put_part(PutPayload::from_iter(rest)).await?;
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
