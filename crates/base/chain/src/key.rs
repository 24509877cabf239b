//! Keys that sign checkpoints: Ed25519 as C2SP signed-note has it, and beside it SM2 with SM3.
//!
//! C2SP assigns no signature type to SM2. As it recommends for such, the type is the octet `0xff` and a longer
//! identifier, here the object identifier of the algorithm in ASCII (GM/T 0006-2012: SM2 with SM3):
//!
//! ```text
//! type    = 0xff "1.2.156.10197.1.501"
//! key     = 0x04 x y                          65 octets, GB/T 32918.1-2016 section 4.2.9, uncompressed
//! key ID  = SHA-256(name 0x0A type key)[:4]
//! sign    = r s                               64 octets, GB/T 32918.2-2016, over the text of the note,
//!                                             identifier of the signer "1234567812345678" (GB/T 35276-2017 section 10)
//! ```

use crate::Hash;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::Signer as _;
use sm2::dsa::signature::Verifier as _;
use std::{fmt, str::FromStr};

/// The identifier of the signer where none was agreed on (GB/T 35276-2017 section 10).
const SIGNER: &str = "1234567812345678";
const ED25519: &[u8] = &[1];
const SM2: &[u8] = b"\xff1.2.156.10197.1.501";

/// How a key signs (C2SP signed-note, “Signature types”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Algorithm {
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// SM2 with SM3 (GB/T 32918.2-2016, GB/T 32905-2016).
    Sm2,
}

impl Algorithm {
    /// The octets before the public key (C2SP signed-note, “Signature types”; for SM2 docs/proof.md, “Keys”).
    fn identifier(self) -> &'static [u8] {
        match self {
            Self::Ed25519 => ED25519,
            Self::Sm2 => SM2,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ed25519 => "Ed25519",
            Self::Sm2 => "SM2",
        })
    }
}

/// Four octets that, with the name, tell which key a signature belongs to (C2SP signed-note, “Signatures”). They are a
/// label, not a fingerprint.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId(pub [u8; 4]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text or the octets are no key (C2SP signed-note; docs/proof.md, “Keys”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("不是有效的签名密钥")]
pub struct NotAKey;

/// The signature is not this key's over this text (RFC 8032 section 5.1.7, GB/T 32918.2-2016 section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("签名与内容不符")]
pub struct BadSignature;

#[derive(Clone)]
enum Public {
    Ed25519(ed25519_dalek::VerifyingKey),
    Sm2(sm2::dsa::VerifyingKey),
}

/// A public key with the name of who signs, written `name+id+base64` (C2SP signed-note; the notation of verifier keys is
/// that of golang.org/x/mod/sumdb/note).
#[derive(Clone)]
pub struct VerifyingKey {
    name: String,
    public: Public,
}

impl VerifyingKey {
    fn new(name: &str, algorithm: Algorithm, octets: &[u8]) -> Result<Self, NotAKey> {
        if !is_key_name(name) {
            return Err(NotAKey);
        }
        let public = match algorithm {
            Algorithm::Ed25519 => {
                let octets: &[u8; 32] = octets.try_into().map_err(|_| NotAKey)?;
                let key = ed25519_dalek::VerifyingKey::from_bytes(octets).map_err(|_| NotAKey)?;
                // Of two spellings of one point only the RFC's is taken.
                if key.is_weak() || key.to_edwards().compress().as_bytes() != octets {
                    return Err(NotAKey);
                }
                Public::Ed25519(key)
            }
            Algorithm::Sm2 => {
                if octets.len() != 65 {
                    return Err(NotAKey);
                }
                let key = sm2::dsa::VerifyingKey::from_sec1_bytes(SIGNER, octets);
                Public::Sm2(key.map_err(|_| NotAKey)?)
            }
        };
        Ok(Self { name: name.to_owned(), public })
    }

    /// Who signs; for a log's own key the log's origin (C2SP tlog-checkpoint, “Signatures”).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How it signs (C2SP signed-note, “Signature types”).
    pub fn algorithm(&self) -> Algorithm {
        match self.public {
            Public::Ed25519(_) => Algorithm::Ed25519,
            Public::Sm2(_) => Algorithm::Sm2,
        }
    }

    /// The type and the public key, as they are hashed and written (C2SP signed-note, “Signatures”).
    fn octets(&self) -> Vec<u8> {
        let mut octets = self.algorithm().identifier().to_vec();
        match &self.public {
            Public::Ed25519(key) => octets.extend(key.as_bytes()),
            Public::Sm2(key) => octets.extend(key.to_sec1_bytes()),
        }
        octets
    }

    /// The label beside the name in a signature line (C2SP signed-note, “Signatures”).
    pub fn id(&self) -> KeyId {
        let hash = Hash::sha256(&[self.name.as_bytes(), b"\n", &self.octets()].concat()).0;
        KeyId([hash[0], hash[1], hash[2], hash[3]])
    }

    /// What people compare: SHA-256 of the key as it is written (docs/proof.md, “Keys”).
    pub fn fingerprint(&self) -> Hash {
        Hash::sha256(self.to_string().as_bytes())
    }

    /// Checks a signature over a text (RFC 8032 section 5.1.7, strict; GB/T 32918.2-2016 section 7).
    pub fn verify(&self, text: &str, signature: &[u8]) -> Result<(), BadSignature> {
        let signature: &[u8; 64] = signature.try_into().map_err(|_| BadSignature)?;
        match &self.public {
            Public::Ed25519(key) => {
                let signature = ed25519_dalek::Signature::from_bytes(signature);
                key.verify_strict(text.as_bytes(), &signature).map_err(|_| BadSignature)
            }
            Public::Sm2(key) => sm2::dsa::Signature::from_slice(signature)
                .and_then(|signature| key.verify(text.as_bytes(), &signature))
                .map_err(|_| BadSignature),
        }
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}+{}", self.name, self.id(), STANDARD.encode(self.octets()))
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for VerifyingKey {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.octets() == other.octets()
    }
}

impl Eq for VerifyingKey {}

impl FromStr for VerifyingKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let (name, rest) = text.split_once('+').ok_or(NotAKey)?;
        let (_, octets) = rest.split_once('+').ok_or(NotAKey)?;
        let octets = STANDARD.decode(octets).map_err(|_| NotAKey)?;
        let key = [Algorithm::Ed25519, Algorithm::Sm2].into_iter().find_map(|algorithm| {
            let public = octets.strip_prefix(algorithm.identifier())?;
            Self::new(name, algorithm, public).ok()
        });
        // The ID and any other spelling are seen by writing it again.
        key.filter(|key| key.to_string() == text).ok_or(NotAKey)
    }
}

/// Whether a name may stand in a signature line (C2SP signed-note, “Format”).
pub(crate) fn is_key_name(name: &str) -> bool {
    let bad = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    !name.is_empty() && name.len() <= 255 && !name.contains(bad)
}

#[derive(Clone)]
enum Secret {
    Ed25519(ed25519_dalek::SigningKey),
    Sm2(sm2::dsa::SigningKey),
}

/// A key that signs (C2SP signed-note). Its 32 secret octets are the caller's to make, seal and keep.
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    secret: Secret,
}

impl SigningKey {
    /// The Ed25519 key of these secret octets (RFC 8032 section 5.1.5). Any 32 random octets are one.
    pub fn ed25519(name: &str, secret: &[u8; 32]) -> Result<Self, NotAKey> {
        let secret = Secret::Ed25519(ed25519_dalek::SigningKey::from_bytes(secret));
        is_key_name(name).then(|| Self { name: name.to_owned(), secret }).ok_or(NotAKey)
    }

    /// The SM2 key of this secret number (GB/T 32918.1-2016 section 6.1). Of 2³² random ones about one is refused; then
    /// others are taken.
    pub fn sm2(name: &str, secret: &[u8; 32]) -> Result<Self, NotAKey> {
        let secret = sm2::dsa::SigningKey::from_slice(SIGNER, secret).map_err(|_| NotAKey)?;
        let secret = Secret::Sm2(secret);
        is_key_name(name).then(|| Self { name: name.to_owned(), secret }).ok_or(NotAKey)
    }

    /// The key that everyone may have (C2SP signed-note, “Signatures”).
    pub fn verifying_key(&self) -> VerifyingKey {
        let public = match &self.secret {
            Secret::Ed25519(key) => Public::Ed25519(key.verifying_key()),
            Secret::Sm2(key) => Public::Sm2(key.verifying_key().clone()),
        };
        VerifyingKey { name: self.name.clone(), public }
    }

    /// Signs a text; the same text is signed the same (RFC 8032 section 5.1.6; GB/T 32918.2-2016 section 6, its random number
    /// chosen as in RFC 6979).
    pub fn sign(&self, text: &str) -> Result<Vec<u8>, NotAKey> {
        match &self.secret {
            Secret::Ed25519(key) => Ok(key.sign(text.as_bytes()).to_bytes().to_vec()),
            Secret::Sm2(key) => key
                .try_sign(text.as_bytes())
                .map(|signature| signature.to_bytes().to_vec())
                .map_err(|_| NotAKey),
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.verifying_key())
    }
}
