//! What stands in the log: that something was committed to, and when; never what.

use crate::{
    Hash, Moment, Statement,
    canonical::{self, NotCanonical},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::Value;
use std::fmt;

/// The first part of what is hashed, so that no hash made for another purpose is a commitment.
const DOMAIN: &[u8] = b"dengwen-commitment-1";

/// 32 random octets that keep a commitment from being guessed: a file's hash, an amount or a name alone could be tried out
/// (docs/proof.md, “Commitments”). Written as 64 lower-case hexadecimal digits. It does not show itself in debug output.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; 32]);

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(…)")
    }
}

impl Serialize for Salt {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Hash(self.0).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Hash::deserialize(from).map(|hash| Self(hash.0))
    }
}

/// The commitment to a statement: SHA-256 over domain, salt, kind and canonical statement, each after its length in eight
/// octets (docs/proof.md, “Commitments”).
pub fn commit(salt: Salt, kind: &str, statement: &str) -> Hash {
    let mut message = Vec::new();
    for part in [DOMAIN, &salt.0, kind.as_bytes(), statement.as_bytes()] {
        message.extend((part.len() as u64).to_be_bytes());
        message.extend(part);
    }
    Hash::sha256(&message)
}

/// An entry of the log (docs/proof.md, “Leaves”).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// When it was written.
    pub at: Moment,
    /// To what, hidden.
    pub commitment: Hash,
    /// What kind of statement.
    pub kind: Kind,
    v: Version,
}

impl Leaf {
    /// The octets in the log: canonical JSON (docs/proof.md, “Leaves”).
    pub fn text(&self) -> String {
        let Self { at, commitment, kind, v: Version } = self;
        format!(r#"{{"at":"{at}","commitment":"{commitment}","kind":"{kind}","v":1}}"#)
    }

    /// Its hash in the tree (RFC 9162 section 2.1.1).
    pub fn hash(&self) -> Hash {
        Hash::leaf(self.text().as_bytes())
    }

    /// Reads an entry of the log; what deviates in one octet is none (docs/proof.md, “Leaves”).
    pub fn parse(text: &str) -> Result<Self, NotCanonical> {
        let leaf = serde_json::from_value::<Self>(canonical::parse(text)?);
        leaf.map_err(|_| NotCanonical::NotJson)
    }
}

/// The name of a kind of statement, known or not: `[a-z][a-z0-9_]*`, at most 64 octets (docs/proof.md, “Leaves”).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kind(String);

impl Kind {
    /// The name (docs/proof.md, “Leaves”).
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        let sound = canonical::is_name(&name) && name.len() <= 64;
        sound.then_some(Self(name)).ok_or_else(|| D::Error::custom("not a kind"))
    }
}

/// The number 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version;

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(1)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let one = u8::deserialize(from)? == 1;
        one.then_some(Self).ok_or_else(|| D::Error::custom("another version"))
    }
}

/// What opens a commitment. The court keeps it sealed, the person concerned gets it in the receipt (docs/proof.md,
/// “Commitments”).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Chosen for this one commitment.
    pub salt: Salt,
    /// What was stated, of whatever kind.
    pub statement: Value,
}

impl Opening {
    /// Commits to a statement (docs/proof.md, “Commitments”). `salt` must be fresh from a source of secure randomness, and
    /// used once.
    pub fn new(salt: Salt, statement: &Statement) -> Result<Self, NotCanonical> {
        let statement = canonical::parse(&canonical::encode(statement)?)?;
        Ok(Self { salt, statement })
    }

    /// The kind that the statement says it is (docs/proof.md, “Statements”).
    pub fn kind(&self) -> Option<Kind> {
        Kind::deserialize(self.statement.get("kind")?).ok()
    }

    /// The commitment (docs/proof.md, “Commitments”).
    pub fn commitment(&self) -> Result<Hash, NotCanonical> {
        let kind = self.kind().ok_or(NotCanonical::Name)?;
        Ok(commit(self.salt, kind.as_str(), &canonical::encode_value(&self.statement)?))
    }

    /// The entry for the log (docs/proof.md, “Leaves”).
    pub fn leaf(&self, at: Moment) -> Result<Leaf, NotCanonical> {
        let kind = self.kind().ok_or(NotCanonical::Name)?;
        Ok(Leaf { at, commitment: self.commitment()?, kind, v: Version })
    }
}
