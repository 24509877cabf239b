#![deny(missing_docs)]
//! 时间戳: asks for time stamps and checks them without the authority (RFC 3161, RFC 5816).
//!
//! A token says that certain octets existed at a certain time. [`verify`] believes it only if everything that RFC 3161
//! section 2.3 and RFC 5280 section 6 ask for holds: the imprint is of these octets; the signed attributes cover the
//! content and name the signer's certificate; the signature is right; the certificate is for time stamping and nothing
//! else; it leads to a root that the caller trusts; and all certificates were valid at the time stated. Revocation is not
//! looked up, that needs a network: the report of a check should say so where it matters.
//!
//! The signature of a document is the same structure over the document itself: [`detached`] reads it by the same rules.
//!
//! Nothing here opens a connection or knows the time: the caller brings nonces and octets.

mod asn1;
mod authorities;
pub mod detached;
mod request;
mod signature;
mod token;

pub use authorities::{Authorities, NotACertificate};
pub use request::{Algorithm, Answer, Request};
pub use token::{Stamp, verify};

/// Why a time stamp is not believed (RFC 3161 sections 2.2 and 2.4.2, RFC 5652, RFC 5280 section 6).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is no answer, token or certificate in DER.
    #[error("时间戳的格式不正确（{0}）")]
    Malformed(&'static str),
    /// The authority did not grant what was asked: its status and words.
    #[error("时间戳机构没有签发（状态{0}）：{1}")]
    NotGranted(u8, String),
    /// It answers another question.
    #[error("时间戳不是对本次请求的答复：随机数不同")]
    Nonce,
    /// It is over other octets.
    #[error("时间戳不是对这一内容的：摘要不同")]
    Imprint,
    /// It uses an algorithm that is not known or no longer safe.
    #[error("时间戳使用了不支持的算法（{0}）")]
    Algorithm(String),
    /// The signed attributes are not about this content.
    #[error("时间戳的签名属性与内容不符")]
    Attributes,
    /// The signer's certificate is not there, or the signed attributes name another.
    #[error("时间戳没有指明或者没有附带签名证书")]
    Signer,
    /// The signature is wrong.
    #[error("时间戳的签名不正确")]
    Signature,
    /// The signer's certificate is not one for time stamping only.
    #[error("签名证书不是专用于时间戳的证书")]
    Purpose,
    /// The certificate does not lead to a trusted root, through certificates that were valid then.
    #[error("签名证书不能追溯到受信任的根证书，或者当时不在有效期内")]
    Untrusted,
}
