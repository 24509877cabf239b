//! 电子签章: the court's seal on its papers, to be seen and to be checked.
//!
//! A seal is an incremental update of the PDF (ISO 32000-1 section 7.5.6): the octets before stay as they are. It adds a
//! signature field with the drawn seal as its appearance, and a `PAdES` signature (ETSI EN 319 142-1, level B-B; B-T with
//! a time stamp) over everything but itself. Any reader of PDF checks it; [`verify::signatures`] does so here.
//!
//! Seals may follow one another; each later one leaves the earlier valid.

mod cms;
mod court;
mod demo;
mod identity;
mod increment;
mod look;
mod place;
mod structure;
pub mod verify;

pub use court::{CourtSeal, Look, Stamps};
pub use identity::Identity;
pub use increment::{Begun, Mark, begin};
pub use look::{DIAMETER, Drawing, Image};
pub use place::Place;

/// Why nothing was sealed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SealError {
    #[error("印章私钥无法读取：须为 PKCS#8 PEM 格式，RSA（2048 位以上）或者 ECDSA P-256，不加密")]
    Key,
    #[error("印章证书无法读取：须为 PEM 格式，签章证书在前，其后是上级证书")]
    Certificate,
    #[error("印章证书与私钥不是一对")]
    Mismatch,
    #[error("印章证书不能用于签名（密钥用途不含数字签名或者不可否认）")]
    Usage,
    #[error("印章图片无法使用：{0}")]
    Picture(String),
    #[error("PDF 无法加盖印章：{0}")]
    Pdf(String),
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
