//! Whose seal it is: a key, and the certificate that names its holder.

use crate::SealError;
use chrono::{DateTime, Utc};
use der::{
    Encode, EncodePem, Tag, Tagged,
    asn1::{AnyRef, ObjectIdentifier},
};
use getrandom::SysRng;
use p256::ecdsa::{SigningKey, signature::Signer};
use rsa::{
    pkcs8::{DecodePrivateKey, EncodePublicKey, LineEnding},
    traits::PublicKeyParts,
};
use sha2::{Digest, Sha256};
use x509_cert::{Certificate, ext::pkix::KeyUsage, spki::AlgorithmIdentifierOwned};

/// RFC 3370 section 3.2: what readers of PDF expect beside RSA with any digest.
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// RFC 5758 section 3.2.
const ECDSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
/// As [`stamp`] believes them.
const RSA_BITS: u32 = 2048;

#[derive(Clone)]
enum Key {
    Rsa(Box<rsa::PrivateKey>),
    P256(Box<SigningKey>),
}

/// A key with its certificate, and the certificates above it. Never shown.
#[derive(Clone)]
pub struct Identity {
    key: Key,
    /// The holder's own comes first.
    chain: Vec<Certificate>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("name", &self.name()).finish_non_exhaustive()
    }
}

fn public(key: &Key) -> Option<Vec<u8>> {
    let document = match key {
        Key::Rsa(key) => key.to_public_key().to_public_key_der(),
        Key::P256(key) => key.verifying_key().to_public_key_der(),
    };
    document.ok().map(|d| d.as_bytes().to_vec())
}

impl Identity {
    /// Reads a key (PKCS#8, RFC 5208) and certificates (RFC 7468), both PEM; the holder's may stand anywhere among them.
    pub fn from_pem(key: &str, certificates: &str) -> Result<Self, SealError> {
        let key = match rsa::PrivateKey::from_pkcs8_pem(key) {
            Ok(key) if key.n().bit_width() < RSA_BITS => return Err(SealError::Key),
            Ok(key) => Key::Rsa(Box::new(key)),
            Err(_) => {
                Key::P256(Box::new(SigningKey::from_pkcs8_pem(key).map_err(|_| SealError::Key)?))
            }
        };
        let mut chain = Certificate::load_pem_chain(certificates.as_bytes())
            .map_err(|_| SealError::Certificate)?;
        if chain.is_empty() {
            return Err(SealError::Certificate);
        }
        let public = public(&key);
        let own = chain.iter().position(|certificate| {
            let key = certificate.tbs_certificate().subject_public_key_info();
            key.to_der().ok() == public
        });
        chain.swap(0, own.ok_or(SealError::Mismatch)?);
        let identity = Self { key, chain };
        let usage = identity.certificate().tbs_certificate().get_extension::<KeyUsage>();
        let usage = usage.map_err(|_| SealError::Certificate)?;
        match usage {
            Some((_, usage)) if !usage.digital_signature() && !usage.non_repudiation() => {
                Err(SealError::Usage)
            }
            _ => Ok(identity),
        }
    }

    #[expect(clippy::indexing_slicing, reason = "`from_pem` takes no empty chain")]
    pub(crate) fn certificate(&self) -> &Certificate {
        &self.chain[0]
    }

    pub(crate) fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    /// The certificate's subject (RFC 4514).
    pub fn name(&self) -> String {
        self.certificate().tbs_certificate().subject().to_string()
    }

    /// Whether the certificate names the holder so, in any of its subject's texts.
    pub fn is_of(&self, name: &str) -> bool {
        let subject = self.certificate().tbs_certificate().subject();
        let mut texts = subject.iter().map(|part| text(&part.value));
        texts.any(|text| text.contains(name))
    }

    /// From when until when the certificate is valid (RFC 5280 section 4.1.2.5).
    pub fn validity(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let validity = self.certificate().tbs_certificate().validity();
        let moment = |time: x509_cert::time::Time| {
            let seconds = i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
            DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
        };
        (moment(validity.not_before), moment(validity.not_after))
    }

    /// Whether the certificate is valid at that moment.
    pub fn is_valid(&self, at: DateTime<Utc>) -> bool {
        let (from, until) = self.validity();
        (from..=until).contains(&at)
    }

    /// The certificates as PEM, the holder's first (RFC 7468).
    pub fn certificates(&self) -> Result<String, SealError> {
        let pem: Result<Vec<_>, _> = self.chain.iter().map(|c| c.to_pem(LineEnding::LF)).collect();
        Ok(pem?.concat())
    }

    /// Signs, and says with what algorithm.
    pub(crate) fn sign(
        &self,
        message: &[u8],
    ) -> Result<(AlgorithmIdentifierOwned, Vec<u8>), SealError> {
        match &self.key {
            Key::Rsa(key) => {
                let null = Some(AnyRef::NULL.into());
                let algorithm = AlgorithmIdentifierOwned { oid: RSA_ENCRYPTION, parameters: null };
                // With blinding, so that the time it takes says nothing of the key (RUSTSEC-2023-0071).
                let digest = Sha256::digest(message);
                let signed = key.pkcs1v15_sign_prehash_with_rng::<Sha256, _>(&mut SysRng, &digest);
                Ok((algorithm, signed.map_err(|e| SealError::Signature(e.to_string()))?))
            }
            Key::P256(key) => {
                let algorithm = AlgorithmIdentifierOwned { oid: ECDSA_SHA256, parameters: None };
                let signed: p256::ecdsa::Signature =
                    key.try_sign(message).map_err(|e| SealError::Signature(e.to_string()))?;
                Ok((algorithm, signed.to_der().as_bytes().to_vec()))
            }
        }
    }
}

/// A text of a name; older authorities write Chinese as `BMPString` (RFC 5280 section 4.1.2.4).
fn text(value: &der::Any) -> String {
    if value.tag() == Tag::BmpString {
        let units = value.value().chunks_exact(2).filter_map(|pair| pair.try_into().ok());
        let units: Vec<u16> = units.map(u16::from_be_bytes).collect();
        return String::from_utf16_lossy(&units);
    }
    String::from_utf8_lossy(value.value()).into_owned()
}
