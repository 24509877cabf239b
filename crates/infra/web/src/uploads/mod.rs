//! Files on their way in: resumable (tus 1.0) for scripts, one plain form for everybody else.
//!
//! What has arrived is safe: a part is on disk before its offset is told, and stays when the
//! connection breaks off. A whole file is looked at before it is kept (see [`crate::inspect`]); one
//! that is refused leaves nothing behind but the reason. Nothing is held in memory whole.
mod finish;
mod looked_at;
mod multipart;
mod signature;
mod store;
mod sweep;
mod tus;

pub use looked_at::{LookedAt, look_at};
pub use multipart::{FORM_LIMIT, Parts, Received, ReceivedFile, keep_bytes, receive_multipart};
pub use signature::receive_signature;
pub use store::{TakeError, take};
pub use sweep::sweep;
pub use tus::routes;

use crate::inspect::Found;
use db::blobs::Stored;

/// How long an upload waits for its next byte, and a finished one to be used.
pub const KEPT: chrono::Duration = chrono::Duration::hours(24);

/// A file that is whole, looked at and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// The name of its content.
    pub sha256: String,
    pub media_type: String,
    pub size: i64,
    pub pages: Option<i64>,
    pub width: Option<i64>,
    pub height: Option<i64>,
    /// As the sender calls it, with the ending that fits the content.
    pub file_name: String,
}

impl Finished {
    fn new(stored: &Stored, found: &Found, file_name: &str) -> Self {
        Self {
            sha256: stored.sha256.clone(),
            media_type: found.media_type().to_owned(),
            size: i64::try_from(stored.size).unwrap_or(i64::MAX),
            pages: found.pages,
            width: found.width,
            height: found.height,
            file_name: found.kind.named(file_name),
        }
    }
}
