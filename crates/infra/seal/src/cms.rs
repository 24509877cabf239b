//! The signature of a seal: CMS as `PAdES` wants it (ETSI EN 319 142-1 section 6.3, EN 319 122-1 section 5).
//!
//! The builder of the crate `cms` is not used: it brings a dozen ciphers, and hides the value that is to be stamped.

use crate::{Identity, SealError};
use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{
        EncapsulatedContentInfo, SignedAttributes, SignedData, SignerIdentifier, SignerInfo,
    },
};
use der::{
    Any, Decode, Encode, EncodeValue, Sequence, Tagged,
    asn1::{ObjectIdentifier, OctetString, SetOfVec},
};
use sha2::{Digest, Sha256};
use x509_cert::{Certificate, attr::Attribute, spki::AlgorithmIdentifierOwned};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// RFC 5652 sections 4 and 5.1.
const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
/// RFC 5754 section 2.2.
const SHA256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
/// RFC 5652 sections 11.1 and 11.2.
const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
/// RFC 5035 section 3.
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.47");
/// RFC 3161 appendix A.
const TIME_STAMP_TOKEN: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.14");

/// RFC 5035 section 4. Without an algorithm it is SHA-256; the issuer stands in the signer's identifier.
#[derive(Sequence)]
struct EssCertIdV2 {
    cert_hash: OctetString,
}

/// RFC 5035 section 3.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certs: Vec<EssCertIdV2>,
}

/// A signature that may still be stamped.
pub(crate) struct Unfinished {
    signer: SignerInfo,
    chain: Vec<Certificate>,
}

fn sha256() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: SHA256, parameters: None }
}

fn attribute<T: EncodeValue + Tagged>(kind: ObjectIdentifier, value: &T) -> der::Result<Attribute> {
    let values = SetOfVec::try_from(vec![Any::encode_from(value)?])?;
    Ok(Attribute { oid: kind, values })
}

/// Signs content of that SHA-256. The time stands in the PDF, not here (EN 319 142-1 section 6.3, signing-time).
pub(crate) fn sign(identity: &Identity, digest: &[u8]) -> Result<Unfinished, SealError> {
    let certificate = identity.certificate();
    let named = EssCertIdV2 {
        cert_hash: OctetString::new(Sha256::digest(certificate.to_der()?).as_slice())?,
    };
    let attributes = SignedAttributes::try_from(vec![
        attribute(CONTENT_TYPE, &DATA)?,
        attribute(MESSAGE_DIGEST, &OctetString::new(digest)?)?,
        attribute(SIGNING_CERTIFICATE_V2, &SigningCertificateV2 { certs: vec![named] })?,
    ])?;
    let (signature_algorithm, signature) = identity.sign(&attributes.to_der()?)?;
    let tbs = certificate.tbs_certificate();
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer().clone(),
            serial_number: tbs.serial_number().clone(),
        }),
        digest_alg: sha256(),
        signed_attrs: Some(attributes),
        signature_algorithm,
        signature: OctetString::new(signature)?,
        unsigned_attrs: None,
    };
    Ok(Unfinished { signer, chain: identity.chain().to_vec() })
}

impl Unfinished {
    /// What a time stamp is over (RFC 3161 appendix A).
    pub(crate) fn value(&self) -> &[u8] {
        self.signer.signature.as_bytes()
    }

    /// The whole, with a time stamp where there is one.
    pub(crate) fn finish(mut self, token: Option<&[u8]>) -> Result<Vec<u8>, SealError> {
        if let Some(token) = token {
            let values = SetOfVec::try_from(vec![Any::from_der(token)?])?;
            let stamped = Attribute { oid: TIME_STAMP_TOKEN, values };
            self.signer.unsigned_attrs = Some(vec![stamped].try_into()?);
        }
        let chain: Vec<_> = self.chain.into_iter().map(CertificateChoices::Certificate).collect();
        let data = SignedData {
            version: CmsVersion::V1,
            digest_algorithms: vec![sha256()].try_into()?,
            encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
            certificates: Some(chain.try_into()?),
            crls: None,
            signer_infos: vec![self.signer].try_into()?,
        };
        let whole = ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&data)? };
        Ok(whole.to_der()?)
    }
}
