//! Digests and signatures by the names that ASN.1 gives them.

use crate::Refused;
use der::{
    Decode, Encode, Sequence,
    asn1::{AnyRef, ObjectIdentifier, Uint},
};
use rsa::{Pkcs1v15Sign, Pss, pkcs8::DecodePublicKey, traits::PublicKeyParts};
use sha2::{Digest, Sha256, Sha384, Sha512};
use sm2::dsa::signature::{Verifier as _, hazmat::PrehashVerifier as _};
use sm3::Sm3;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

pub(crate) const SHA256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
const SHA384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
const SHA512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");
/// GM/T 0006-2012.
pub(crate) const SM3: ObjectIdentifier = oid("1.2.156.10197.1.401");

/// RFC 8017 appendix A.
const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
const RSA_SHA256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
const RSA_SHA384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
const RSA_SHA512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");
const MGF1: ObjectIdentifier = oid("1.2.840.113549.1.1.8");
/// RFC 5480 and RFC 5758.
const EC: ObjectIdentifier = oid("1.2.840.10045.2.1");
const P256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = oid("1.3.132.0.34");
const ECDSA_SHA256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
const ECDSA_SHA384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
const ECDSA_SHA512: ObjectIdentifier = oid("1.2.840.10045.4.3.4");
/// GM/T 0006-2012.
const SM2: ObjectIdentifier = oid("1.2.156.10197.1.301");
const SM2_SM3: ObjectIdentifier = oid("1.2.156.10197.1.501");

/// Signers' identifiers in Z (GB/T 32918.2-2016 section 5.5): the default of GB/T 35276-2017, and the empty one that OpenSSL
/// takes when none is given. Z only separates signers; a signature under either is by the same key over the same text.
const SM2_SIGNERS: [&str; 2] = ["1234567812345678", ""];

/// RSA keys below this are no longer safe (GM/T 0006-2012 and NIST SP 800-57 agree).
const RSA_BITS: u32 = 2048;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
    Sha512,
    Sm3,
}

fn unknown(oid: ObjectIdentifier) -> Refused {
    Refused::Algorithm(oid.to_string())
}

impl Hash {
    pub(crate) fn named(algorithm: &AlgorithmIdentifierOwned) -> Result<Self, Refused> {
        if algorithm.parameters.as_ref().is_some_and(|any| !any.is_null()) {
            return Err(unknown(algorithm.oid));
        }
        match algorithm.oid {
            SHA256 => Ok(Self::Sha256),
            SHA384 => Ok(Self::Sha384),
            SHA512 => Ok(Self::Sha512),
            SM3 => Ok(Self::Sm3),
            other => Err(unknown(other)),
        }
    }

    pub(crate) fn of(self, data: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(data).to_vec(),
            Self::Sha384 => Sha384::digest(data).to_vec(),
            Self::Sha512 => Sha512::digest(data).to_vec(),
            Self::Sm3 => Sm3::digest(data).to_vec(),
        }
    }
}

/// RFC 4055 section 3.1: the parameters of RSASSA-PSS.
#[derive(Sequence)]
struct PssParameters {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    hash: Option<AlgorithmIdentifierOwned>,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", optional = "true")]
    mask: Option<AlgorithmIdentifierOwned>,
    #[asn1(context_specific = "2", tag_mode = "EXPLICIT", optional = "true")]
    salt: Option<u16>,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT", optional = "true")]
    trailer: Option<u8>,
}

/// Checks a signature over `message` by the key, with the algorithm that is named beside the signature. Where that names no
/// digest (RFC 3370 section 3.2, rsaEncryption), `digest` is taken; where both are named they must agree.
pub(crate) fn check(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    digest: Option<Hash>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Refused> {
    let named = match algorithm.oid {
        RSA => digest.ok_or_else(|| unknown(RSA))?,
        RSA_SHA256 | ECDSA_SHA256 => Hash::Sha256,
        RSA_SHA384 | ECDSA_SHA384 => Hash::Sha384,
        RSA_SHA512 | ECDSA_SHA512 => Hash::Sha512,
        SM2_SM3 => Hash::Sm3,
        RSA_PSS => return pss(key, algorithm, digest, message, signature),
        other => return Err(unknown(other)),
    };
    if digest.is_some_and(|digest| digest != named) {
        return Err(Refused::Signature);
    }
    match algorithm.oid {
        SM2_SM3 => sm2(key, message, signature),
        ECDSA_SHA256 | ECDSA_SHA384 | ECDSA_SHA512 => ecdsa(key, &named.of(message), signature),
        _ => pkcs1(key, named, message, signature),
    }
}

/// The key's curve, and its point.
fn point(key: &SubjectPublicKeyInfoOwned) -> Result<(ObjectIdentifier, &[u8]), Refused> {
    let curve = key.algorithm.parameters.as_ref();
    let curve = curve.and_then(|any| any.decode_as::<ObjectIdentifier>().ok());
    match (key.algorithm.oid, curve) {
        (EC, Some(curve)) => Ok((curve, key.subject_public_key.raw_bytes())),
        (other, _) => Err(unknown(other)),
    }
}

fn ecdsa(key: &SubjectPublicKeyInfoOwned, hash: &[u8], signature: &[u8]) -> Result<(), Refused> {
    let (curve, point) = point(key)?;
    let right = match curve {
        P256 => p256::ecdsa::VerifyingKey::from_sec1_bytes(point).and_then(|key| {
            key.verify_prehash(hash, &p256::ecdsa::Signature::from_der(signature)?)
        }),
        P384 => p384::ecdsa::VerifyingKey::from_sec1_bytes(point).and_then(|key| {
            key.verify_prehash(hash, &p384::ecdsa::Signature::from_der(signature)?)
        }),
        other => return Err(unknown(other)),
    };
    right.map_err(|_| Refused::Signature)
}

/// GM/T 0009-2012 section 7.3.
#[derive(Sequence)]
struct RAndS {
    r: Uint,
    s: Uint,
}

fn sm2(key: &SubjectPublicKeyInfoOwned, message: &[u8], signature: &[u8]) -> Result<(), Refused> {
    let (curve, point) = point(key)?;
    if curve != SM2 {
        return Err(unknown(curve));
    }
    let RAndS { r, s } = RAndS::from_der(signature).map_err(|_| Refused::Signature)?;
    let padded = |number: &Uint| {
        let octets = number.as_bytes();
        let zeros = 32_usize.checked_sub(octets.len()).ok_or(Refused::Signature)?;
        Ok([&[0; 32][..zeros], octets].concat())
    };
    let signature = [padded(&r)?, padded(&s)?].concat();
    let signature = sm2::dsa::Signature::from_slice(&signature).map_err(|_| Refused::Signature)?;
    let right = SM2_SIGNERS.iter().any(|signer| {
        sm2::dsa::VerifyingKey::from_sec1_bytes(signer, point)
            .is_ok_and(|key| key.verify(message, &signature).is_ok())
    });
    if right { Ok(()) } else { Err(Refused::Signature) }
}

fn rsa(key: &SubjectPublicKeyInfoOwned) -> Result<rsa::PublicKey, Refused> {
    // A key may be restricted to PSS (RFC 4055 section 1.2); as a key it is the same.
    let mut plain = key.clone();
    if key.algorithm.oid == RSA_PSS {
        let null = Some(AnyRef::NULL.into());
        plain.algorithm = AlgorithmIdentifierOwned { oid: RSA, parameters: null };
    }
    let der = plain.to_der().map_err(|_| Refused::Malformed("RSA"))?;
    let found =
        rsa::PublicKey::from_public_key_der(&der).map_err(|_| unknown(key.algorithm.oid))?;
    if found.n().bit_width() < RSA_BITS { Err(unknown(RSA)) } else { Ok(found) }
}

fn pkcs1(
    key: &SubjectPublicKeyInfoOwned,
    hash: Hash,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Refused> {
    if key.algorithm.oid != RSA {
        return Err(unknown(key.algorithm.oid));
    }
    let scheme = match hash {
        Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
        Hash::Sm3 => return Err(unknown(SM3)),
    };
    rsa(key)?.verify(scheme, &hash.of(message), signature).map_err(|_| Refused::Signature)
}

/// RFC 4056 section 3: digest and mask use one hash; the defaults of the parameters are SHA-1 and so refused.
fn pss(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    digest: Option<Hash>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Refused> {
    let weak = || unknown(RSA_PSS);
    let parameters = algorithm.parameters.as_ref().and_then(|any| any.to_der().ok());
    let parameters = PssParameters::from_der(&parameters.ok_or_else(weak)?).map_err(|_| weak())?;
    let hash = Hash::named(&parameters.hash.ok_or_else(weak)?)?;
    let mask = parameters.mask.filter(|mask| mask.oid == MGF1).ok_or_else(weak)?;
    let mask = mask.parameters.and_then(|any| any.decode_as().ok()).ok_or_else(weak)?;
    if Hash::named(&mask)? != hash || parameters.trailer.is_some_and(|trailer| trailer != 1) {
        return Err(weak());
    }
    if digest.is_some_and(|digest| digest != hash) {
        return Err(Refused::Signature);
    }
    let salt = parameters.salt.unwrap_or(20).into();
    let (key, hashed) = (rsa(key)?, hash.of(message));
    let right = match hash {
        Hash::Sha256 => key.verify(Pss::<Sha256>::new_with_salt(salt), &hashed, signature),
        Hash::Sha384 => key.verify(Pss::<Sha384>::new_with_salt(salt), &hashed, signature),
        Hash::Sha512 => key.verify(Pss::<Sha512>::new_with_salt(salt), &hashed, signature),
        Hash::Sm3 => return Err(weak()),
    };
    right.map_err(|_| Refused::Signature)
}
