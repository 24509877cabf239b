#![deny(missing_docs)]
//! 电子印章: the court's seal on its papers, to be seen and to be checked.
//!
//! A seal is an incremental update of the PDF (ISO 32000-1 section 7.5.6): the octets before stay as they are. It adds a
//! signature field with the drawn seal as its appearance, and a `PAdES` signature (ETSI EN 319 142-1, level B-B; B-T with
//! a time stamp) over everything but itself. Any reader of PDF checks it; [`verify()`] does so here.
//!
//! Seals may follow one another; each later one leaves the earlier valid.

mod cms;
mod demo;
mod identity;
mod increment;
mod look;
mod place;
mod put;
mod ring;
mod structure;
mod verify;

pub use identity::Identity;
pub use increment::Begun;
pub use look::{DIAMETER, Drawing, Image, Picture};
pub use place::Place;
pub use put::{Look, Mark, Seal};
pub use verify::{Found, verify};

/// Why nothing was sealed, or nothing could be checked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SealError {
    /// No key that seals are made with.
    #[error("印章私钥无法读取：须为 PKCS#8 PEM 格式，RSA（2048 位以上）或者 ECDSA P-256，不加密")]
    Key,
    /// No certificate.
    #[error("印章证书无法读取：须为 PEM 格式，可以附上级证书")]
    Certificate,
    /// No certificate is of this key.
    #[error("印章证书与私钥不是一对")]
    Mismatch,
    /// The certificate is for something else (RFC 5280 section 4.2.1.3).
    #[error("印章证书不能用于签名（密钥用途不含数字签名或者不可否认）")]
    Usage,
    /// Nothing to be seen.
    #[error("印章图样无法使用：{0}")]
    Picture(String),
    /// The paper is no PDF that can be sealed.
    #[error("PDF 无法加盖或者核验印章：{0}")]
    Pdf(String),
    /// The signature was not made.
    #[error("签名没有做成：{0}")]
    Signature(String),
}

impl From<lopdf::Error> for SealError {
    fn from(e: lopdf::Error) -> Self {
        Self::Pdf(e.to_string())
    }
}

impl From<der::Error> for SealError {
    fn from(e: der::Error) -> Self {
        Self::Signature(e.to_string())
    }
}
