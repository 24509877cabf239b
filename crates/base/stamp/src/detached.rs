//! A signature that lies beside what it signs (RFC 5652 section 5.2, `CAdES` in ETSI EN 319 122-1): who signed, and whether.
//!
//! Whether the signer is to be trusted is not judged: the caller knows whose seal it expects.

use crate::{
    Refused,
    asn1::{DATA, SIGNED_DATA, TIME_STAMP_TOKEN},
    token,
};
use cms::{content_info::ContentInfo, signed_data::SignedData};
use der::{Decode, Encode, Reader, SliceReader};
use x509_cert::Certificate;

/// What was found in a signature (RFC 5652 section 5.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detached {
    /// The certificate that the signer's identifier and the signed attributes name.
    pub certificate: Certificate,
    /// The message digest in the signed attributes is that of the content.
    pub digest: bool,
    /// The signed attributes name the certificate and are signed by its key; otherwise what is wrong.
    pub signature: Result<(), Refused>,
    /// The value of the signature: what a time stamp in the unsigned attributes is over (RFC 3161 appendix A).
    pub value: Vec<u8>,
    /// That time stamp, unchecked: [`crate::verify`] checks it over `value`.
    pub token: Option<Vec<u8>>,
}

/// Reads the signature of one signer over `content` (RFC 5652 section 5.6). Zeros may follow the structure, as in the
/// room that a PDF keeps for it (ISO 32000-1 section 12.8.1); anything else may not.
pub fn read(cms: &[u8], content: &[u8]) -> Result<Detached, Refused> {
    let malformed = |_| Refused::Malformed("SignedData");
    let mut reader = SliceReader::new(cms).map_err(malformed)?;
    let outer = ContentInfo::decode(&mut reader).map_err(malformed)?;
    let rest = reader.read_slice(reader.remaining_len()).map_err(malformed)?;
    if outer.content_type != SIGNED_DATA || rest.iter().any(|octet| *octet != 0) {
        return Err(Refused::Malformed("ContentInfo"));
    }
    let data: SignedData = outer.content.decode_as().map_err(malformed)?;
    let inside = &data.encap_content_info;
    if inside.econtent_type != DATA || inside.econtent.is_some() {
        return Err(Refused::Malformed("eContent"));
    }
    let [signer] = data.signer_infos.0.as_slice() else {
        return Err(Refused::Malformed("SignerInfos"));
    };
    let certificates = token::certificates(&data);
    let certificate = token::signers(signer, &certificates)?;
    let stamps = signer.unsigned_attrs.iter().flat_map(|attributes| attributes.iter());
    let stamp = stamps
        .filter(|attribute| attribute.oid == TIME_STAMP_TOKEN)
        .find_map(|found| found.values.as_slice().first().and_then(|value| value.to_der().ok()));
    Ok(Detached {
        digest: token::is_about(signer, DATA, content)?,
        signature: token::is_signed(signer, certificate),
        value: signer.signature.as_bytes().to_vec(),
        token: stamp,
        certificate: certificate.clone(),
    })
}
