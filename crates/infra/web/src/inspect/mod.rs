//! What a file really is, decided by its content and never by its name, and whether it can be kept.
//!
//! Works on a path with bounded reads: nothing here holds a file in memory or decodes a picture.
mod kind;
mod office;
mod ole;
mod pdf;
mod picture;
mod refusal;
mod sniff;
#[cfg(test)]
mod tests;
mod tiff;
mod unpack;

pub use kind::{Kind, clean as clean_name};
pub use refusal::Refusal;
pub use tiff::turn_to_page;
pub use unpack::{TextError, docx_text};

use std::{fs::File, io, path::Path};

/// The largest single file, in bytes: 单份文件不超过 20M, as the courts' own filing services have it.
pub const LIMIT: u64 = 20 * 1024 * 1024;
/// The largest picture, in pixels: twice an A3 page at 400 dpi. A small file can claim far more.
pub const MAX_PIXELS: u64 = 100_000_000;

/// What was found in a file that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub kind: Kind,
    /// Of a PDF or TIFF.
    pub pages: Option<i64>,
    /// Of a picture, in pixels.
    pub width: Option<i64>,
    pub height: Option<i64>,
}

impl Found {
    const fn plain(kind: Kind) -> Self {
        Self { kind, pages: None, width: None, height: None }
    }

    /// The media type to store and to answer with.
    pub const fn media_type(&self) -> &'static str {
        self.kind.media_type()
    }
}

/// Why a file was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum InspectError {
    /// The file's own fault; the sender is told.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Ours: the file cannot be read, or an outside tool is missing.
    #[error("检查文件：{0}")]
    Io(#[from] io::Error),
}

/// Looks at the file at `path`.
pub async fn inspect(path: &Path) -> Result<Found, InspectError> {
    let owned = path.to_owned();
    let found = tokio::task::spawn_blocking(move || by_structure(&owned))
        .await
        .map_err(io::Error::other)??;
    match found.kind {
        Kind::Pdf => pdf::ask_poppler(path).await,
        Kind::Jpeg | Kind::Png | Kind::Tiff | Kind::Doc | Kind::Docx => Ok(found),
    }
}

fn by_structure(path: &Path) -> Result<Found, InspectError> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    if size == 0 {
        return Err(Refusal::Empty.into());
    }
    if size > LIMIT {
        return Err(Refusal::TooLarge { size }.into());
    }
    let head = sniff::head(&mut file)?;
    match sniff::seems(&head) {
        sniff::Seems::Jpeg => picture::jpeg(file),
        sniff::Seems::Png => picture::png(file, size),
        sniff::Seems::Tiff => tiff::tiff(file, size),
        sniff::Seems::Pdf { at } => pdf::structure(file, size, at),
        sniff::Seems::Ole => ole::ole(file, size),
        sniff::Seems::Zip => office::zip(file, size),
        sniff::Seems::Other(what) => Err(Refusal::NotAllowed { seems: what }.into()),
    }
}

/// Pixels within the bound, as the columns of our tables have them.
fn measured(kind: Kind, width: u64, height: u64) -> Result<Found, InspectError> {
    if width == 0 || height == 0 {
        return Err(Refusal::Damaged { kind }.into());
    }
    let too_many = || Refusal::TooManyPixels { width, height };
    if width.checked_mul(height).is_none_or(|pixels| pixels > MAX_PIXELS) {
        return Err(too_many().into());
    }
    let narrow = |n: u64| i64::try_from(n).map_err(|_| too_many());
    Ok(Found { kind, pages: None, width: Some(narrow(width)?), height: Some(narrow(height)?) })
}

/// Reading past the end of a file means that its end is missing; anything else is our trouble.
fn cut_off(kind: Kind) -> impl Fn(io::Error) -> InspectError {
    move |e| {
        if e.kind() == io::ErrorKind::UnexpectedEof {
            Refusal::Truncated { kind }.into()
        } else {
            e.into()
        }
    }
}
