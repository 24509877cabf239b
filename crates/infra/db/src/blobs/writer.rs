//! Hands bytes to the store in pieces of equal size: one put if they fit into one piece, a
//! multipart upload otherwise.
use super::{BlobError, Blobs};
use bytes::Bytes;
use object_store::{MultipartUpload, ObjectStoreExt, PutPayload, path::Path as Key};
use std::{collections::VecDeque, mem};

/// Bytes on their way to `key`.
pub(super) struct Writer {
    blobs: Blobs,
    key: Key,
    upload: Option<Box<dyn MultipartUpload>>,
    waiting: VecDeque<Bytes>,
    waiting_size: usize,
    sent: u64,
}

impl Writer {
    pub(super) fn new(blobs: Blobs, key: Key) -> Self {
        Self { blobs, key, upload: None, waiting: VecDeque::new(), waiting_size: 0, sent: 0 }
    }

    /// Bytes so far.
    pub(super) fn size(&self) -> u64 {
        self.sent + self.waiting_size as u64
    }

    /// Takes bytes; nothing is sent yet.
    pub(super) fn push(&mut self, bytes: Bytes) {
        if !bytes.is_empty() {
            self.waiting_size += bytes.len();
            self.waiting.push_back(bytes);
        }
    }

    /// The next whole piece to send, if there is more than one piece waiting.
    pub(super) fn full_piece(&mut self) -> Option<Vec<Bytes>> {
        if self.waiting_size <= self.blobs.piece {
            return None;
        }
        let mut piece = Vec::new();
        let mut missing = self.blobs.piece;
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

    /// Sends a whole piece.
    pub(super) async fn send(&mut self, piece: Vec<Bytes>) -> Result<(), BlobError> {
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
