//! A sentence shown once on the next page, carried in a cookie of its own.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

/// The cookie's name.
pub const COOKIE: &str = "dengwen_flash";

/// How the sentence is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FlashKind {
    Success,
    Notice,
    Warning,
}

impl FlashKind {
    /// The suffix of its style.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Notice => "notice",
            Self::Warning => "warning",
        }
    }
}

/// The sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    pub kind: FlashKind,
    pub text: String,
}

impl Flash {
    pub fn success(text: impl Into<String>) -> Self {
        Self { kind: FlashKind::Success, text: text.into() }
    }

    pub fn notice(text: impl Into<String>) -> Self {
        Self { kind: FlashKind::Notice, text: text.into() }
    }

    pub fn warning(text: impl Into<String>) -> Self {
        Self { kind: FlashKind::Warning, text: text.into() }
    }

    pub(crate) fn to_cookie(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    pub(crate) fn from_cookie(value: &str) -> Option<Self> {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(value).ok()?).ok()
    }
}
