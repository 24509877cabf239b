//! 存证凭证: one JSON document with all that is needed to check, without the court, what it stated and when
//! (docs/proof.md, “Receipts”).

use crate::{
    Hash, Leaf, Moment, Opening, Salt, SignedCheckpoint, VerifyingKey,
    canonical::{self, NotCanonical},
    tree::MAX_PROOF,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::Value;

/// The format that is written and read here (docs/proof.md, “Receipts”).
pub const FORMAT: &str = "dengwen-proof/1";

/// A longer document is not read (docs/proof.md, “Receipts”).
pub const MAX_RECEIPT: usize = 4 * 1024 * 1024;

/// The document is no receipt (docs/proof.md, “Receipts”).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAReceipt {
    /// It is of another version, which this program cannot read.
    #[error("凭证版本是“{0}”，本工具只认识“{FORMAT}”，请使用新版核验工具")]
    Version(String),
    /// It is spelled otherwise than it was issued.
    #[error("凭证无法读取：{0}")]
    Spelling(#[from] NotCanonical),
    /// A field is missing, not known or not what it must be.
    #[error("凭证的字段不合规范：{0}")]
    Field(String),
}

/// 存证凭证 (docs/proof.md, “Receipts”).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The checkpoint under which the entry is proven, as it was signed and stamped.
    #[serde(with = "checkpoint")]
    pub checkpoint: SignedCheckpoint,
    format: Format,
    /// The number of the entry, from 0.
    pub index: u64,
    /// The public keys that signed, as the court publishes them. Whoever checks compares them with the published ones.
    #[serde(with = "keys")]
    pub keys: Vec<VerifyingKey>,
    /// A later checkpoint that contains this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<Later>,
    /// The entry.
    pub leaf: Leaf,
    /// From the leaf to the root.
    pub path: Vec<Hash>,
    /// What opens the commitment, with `statement`.
    pub salt: Salt,
    /// An RFC 3161 token over the text of the checkpoint.
    #[serde(default, with = "stamp", skip_serializing_if = "Option::is_none")]
    pub stamp: Option<Vec<u8>>,
    /// What the court stated.
    pub statement: Value,
}

/// A later state of the log (docs/proof.md, “Receipts”; RFC 9162 section 2.1.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Later {
    /// The later checkpoint.
    #[serde(with = "checkpoint")]
    pub checkpoint: SignedCheckpoint,
    /// The consistency proof from the receipt's checkpoint to it.
    pub consistency: Vec<Hash>,
}

impl Receipt {
    /// Puts a receipt together (docs/proof.md, “Receipts”). Its time is that of the entry.
    pub fn new(
        opening: &Opening,
        at: Moment,
        index: u64,
        path: Vec<Hash>,
        checkpoint: SignedCheckpoint,
        keys: Vec<VerifyingKey>,
    ) -> Result<Self, NotCanonical> {
        let leaf = opening.leaf(at)?;
        let Opening { salt, statement } = opening.clone();
        let (later, stamp) = (None, None);
        Ok(Self {
            checkpoint,
            format: Format,
            index,
            keys,
            later,
            leaf,
            path,
            salt,
            stamp,
            statement,
        })
    }

    /// Reads a receipt; what deviates in one octet from how it was written is none (docs/proof.md, “Receipts”). Only
    /// spaces and line ends after it are let pass, because programs put them there.
    pub fn parse(document: &[u8]) -> Result<Self, NotAReceipt> {
        let field = |why: &dyn ToString| NotAReceipt::Field(why.to_string());
        if document.len() > MAX_RECEIPT {
            return Err(field(&"太长"));
        }
        let text = str::from_utf8(document).map_err(|_| NotCanonical::NotJson)?;
        let value = canonical::parse(text.trim_end_matches([' ', '\t', '\r', '\n']))?;
        match value.get("format").and_then(Value::as_str) {
            Some(FORMAT) => {}
            Some(other) => return Err(NotAReceipt::Version(other.to_owned())),
            None => return Err(field(&"format")),
        }
        let receipt: Self = serde_json::from_value(value).map_err(|why| field(&why))?;
        let long = |proof: &[Hash]| proof.len() > MAX_PROOF;
        if long(&receipt.path) || receipt.later.as_ref().is_some_and(|l| long(&l.consistency)) {
            return Err(field(&"path"));
        }
        if receipt.opening().kind().is_none() {
            return Err(field(&"statement"));
        }
        Ok(receipt)
    }

    /// The document: canonical JSON (docs/proof.md, “Receipts”).
    pub fn text(&self) -> Result<String, NotCanonical> {
        canonical::encode(self)
    }

    /// What opens the entry (docs/proof.md, “Commitments”).
    pub fn opening(&self) -> Opening {
        Opening { salt: self.salt, statement: self.statement.clone() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Format;

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(FORMAT)
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let known = String::deserialize(from)? == FORMAT;
        known.then_some(Self).ok_or_else(|| D::Error::custom("another format"))
    }
}

mod checkpoint {
    use super::{Deserialize, Deserializer, Serializer, SignedCheckpoint};
    use serde::de::Error as _;

    pub(super) fn serialize<S: Serializer>(
        checkpoint: &SignedCheckpoint,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(checkpoint.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<SignedCheckpoint, D::Error> {
        SignedCheckpoint::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

mod keys {
    use super::{Deserialize, Deserializer, Serializer, VerifyingKey};
    use serde::de::Error as _;

    pub(super) fn serialize<S: Serializer>(
        keys: &[VerifyingKey],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(keys.iter().map(ToString::to_string))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<VerifyingKey>, D::Error> {
        let keys = Vec::<String>::deserialize(from)?;
        if keys.len() > 64 {
            return Err(D::Error::custom("too many keys"));
        }
        keys.iter().map(|key| key.parse().map_err(D::Error::custom)).collect()
    }
}

mod stamp {
    use super::{Deserialize, Deserializer, Serializer};
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use serde::de::Error as _;

    #[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
    pub(super) fn serialize<S: Serializer>(
        stamp: &Option<Vec<u8>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(stamp.as_deref().unwrap_or_default()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Vec<u8>>, D::Error> {
        STANDARD.decode(String::deserialize(from)?).map(Some).map_err(D::Error::custom)
    }
}
