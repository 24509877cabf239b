//! SHA-256 as RFC 6962 uses it, and the digests of a file.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::{Digest, Sha256};
use sm3::Sm3;
use std::{fmt, io, str::FromStr};

/// 32 octets: a SHA-256 or SM3 digest, or a node of the tree (RFC 6962 section 2.1). Written as 64 lower-case
/// hexadecimal digits.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

/// The text is not 64 lower-case hexadecimal digits (docs/proof.md, “Words”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("不是64位小写十六进制数")]
pub struct NotAHash;

impl Hash {
    /// The SHA-256 digest of `data` (FIPS 180-4).
    pub fn sha256(data: &[u8]) -> Self {
        Self(Sha256::digest(data).into())
    }

    /// The SM3 digest of `data` (GB/T 32905-2016).
    pub fn sm3(data: &[u8]) -> Self {
        Self(Sm3::digest(data).into())
    }

    /// The hash of a leaf: SHA-256 over `0x00` and the entry (RFC 6962 section 2.1).
    pub fn leaf(entry: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(entry).finalize().into())
    }

    /// The hash of an inner node: SHA-256 over `0x01` and both children (RFC 6962 section 2.1).
    pub fn node(left: Self, right: Self) -> Self {
        let both = Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0);
        Self(both.finalize().into())
    }

    /// The root of the tree without leaves: SHA-256 of nothing (RFC 6962 section 2.1).
    pub fn of_nothing() -> Self {
        Self::sha256(&[])
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let lower = text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let mut octets = [0; 32];
        if !lower || hex::decode_to_slice(text, &mut octets).is_err() {
            return Err(NotAHash);
        }
        Ok(Self(octets))
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// What a receipt says of a file's octets (docs/proof.md, “Statements”).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileDigest {
    /// SHA-256 (FIPS 180-4).
    pub sha256: Hash,
    /// SM3 (GB/T 32905-2016).
    pub sm3: Hash,
    /// The number of octets.
    pub size: u64,
}

/// Computes a [`FileDigest`] from parts, so that no file need be in memory (docs/proof.md, “Statements”).
#[derive(Clone, Default)]
pub struct Digester {
    sha256: Sha256,
    sm3: Sm3,
    size: u64,
}

impl Digester {
    /// Takes the next octets of the file (FIPS 180-4, GB/T 32905-2016).
    pub fn update(&mut self, part: &[u8]) {
        self.sha256.update(part);
        self.sm3.update(part);
        self.size += part.len() as u64;
    }

    /// The digests of all that was taken (FIPS 180-4, GB/T 32905-2016).
    pub fn finish(self) -> FileDigest {
        let Self { sha256, sm3, size } = self;
        FileDigest {
            sha256: Hash(sha256.finalize().into()),
            sm3: Hash(sm3.finalize().into()),
            size,
        }
    }
}

impl io::Write for Digester {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.update(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl FileDigest {
    /// The digests of octets that are in memory (FIPS 180-4, GB/T 32905-2016).
    pub fn of(data: &[u8]) -> Self {
        let mut digester = Digester::default();
        digester.update(data);
        digester.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4 and GB/T 32905-2016 annex A.1: the digests of “abc”.
    #[test]
    fn the_digests_of_abc_are_those_of_the_standards() {
        let digest = FileDigest::of(b"abc");
        assert_eq!(
            digest.sha256.to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            digest.sm3.to_string(),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
        assert_eq!(digest.size, 3);
    }

    #[test]
    fn parts_give_the_digest_of_the_whole() {
        let data: Vec<u8> = (0_u8..=255).cycle().take(10_000).collect();
        let mut digester = Digester::default();
        for part in data.chunks(977) {
            io::Write::write_all(&mut digester, part).unwrap();
        }
        assert_eq!(digester.finish(), FileDigest::of(&data));
    }

    #[test]
    fn only_one_spelling_of_a_hash_is_read() {
        let hash = Hash::sha256(b"x");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        for wrong in ["", "00", &hash.to_string().to_uppercase(), &format!("{hash}0"), "zz"] {
            assert_eq!(wrong.parse::<Hash>(), Err(NotAHash), "{wrong}");
        }
    }
}
