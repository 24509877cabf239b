//! The token: what it says, and whether it may be believed.

use crate::{
    Authorities, Refused,
    asn1::{
        CONTENT_TYPE, IssuerSerial, MESSAGE_DIGEST, MessageImprint, SIGNED_DATA,
        SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2, SigningCertificate, SigningCertificateV2,
        TST_INFO, TstInfo,
    },
    signature::{self, Hash},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use cms::{
    cert::CertificateChoices,
    content_info::ContentInfo,
    signed_data::{SignedData, SignerIdentifier, SignerInfo},
};
use der::{
    Decode, Encode, Tag, Tagged,
    asn1::{Int, ObjectIdentifier, OctetString},
};
use sha1::{Digest, Sha1};
use x509_cert::{
    Certificate,
    attr::Attribute,
    ext::pkix::{SubjectKeyIdentifier, name::GeneralName},
};

/// Tokens have a few thousand octets.
const MAX_TOKEN: usize = 256 * 1024;

/// What a time stamp says (RFC 3161 section 2.4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The octets existed at this time.
    pub at: DateTime<Utc>,
    /// Within so much, if the authority says so.
    pub accuracy: Option<TimeDelta>,
    /// The subject of the signing certificate.
    pub authority: String,
    /// The number of the stamp, in hexadecimal.
    pub serial: String,
    /// The policy under which it was made.
    pub policy: String,
}

/// Checks a token over `message` (RFC 3161 section 2.3, RFC 5652 section 5.6, RFC 5280 section 6; revocation is not looked up).
pub fn verify(token: &[u8], message: &[u8], trusted: &Authorities) -> Result<Stamp, Refused> {
    let over = |imprint: &MessageImprint| {
        Hash::named(&imprint.hash_algorithm)
            .is_ok_and(|hash| hash.of(message) == imprint.hashed_message.as_bytes())
    };
    check(token, &over, trusted).map(|(stamp, _)| stamp)
}

/// The same, for an imprint that is right by whatever measure; also gives the nonce.
pub(crate) fn check(
    token: &[u8],
    over: &dyn Fn(&MessageImprint) -> bool,
    trusted: &Authorities,
) -> Result<(Stamp, Option<Int>), Refused> {
    let malformed = |_| Refused::Malformed("SignedData");
    if token.len() > MAX_TOKEN {
        return Err(Refused::Malformed("SignedData"));
    }
    let outer = ContentInfo::from_der(token).map_err(malformed)?;
    if outer.content_type != SIGNED_DATA {
        return Err(Refused::Malformed("ContentInfo"));
    }
    let data: SignedData = outer.content.decode_as().map_err(malformed)?;
    let content = data.encap_content_info.econtent.as_ref();
    let content = content.and_then(|any| any.decode_as::<OctetString>().ok());
    let content = content.ok_or(Refused::Malformed("eContent"))?;
    if data.encap_content_info.econtent_type != TST_INFO {
        return Err(Refused::Malformed("eContentType"));
    }
    let [signer] = data.signer_infos.0.as_slice() else {
        return Err(Refused::Malformed("SignerInfos"));
    };
    let certificates = certificates(&data);
    let certificate = signers(signer, &certificates)?;
    if !is_about(signer, TST_INFO, content.as_bytes())? {
        return Err(Refused::Attributes);
    }
    is_signed(signer, certificate)?;

    let info = TstInfo::from_der(content.as_bytes()).map_err(|_| Refused::Malformed("TSTInfo"))?;
    let stamp = read(&info, certificate)?;
    if !over(&info.message_imprint) {
        return Err(Refused::Imprint);
    }
    trusted.check(certificate, &certificates, stamp.at)?;
    Ok((stamp, info.nonce))
}

pub(crate) fn certificates(data: &SignedData) -> Vec<Certificate> {
    let choices = data.certificates.iter().flat_map(|set| set.0.iter());
    let plain = |choice: &CertificateChoices| match choice {
        CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
        CertificateChoices::Other(_) => None,
    };
    choices.filter_map(plain).collect()
}

/// The certificate that the signer's identifier names (RFC 5652 section 5.3).
pub(crate) fn signers<'a>(
    signer: &SignerInfo,
    among: &'a [Certificate],
) -> Result<&'a Certificate, Refused> {
    let named = |certificate: &&Certificate| {
        let tbs = certificate.tbs_certificate();
        match &signer.sid {
            SignerIdentifier::IssuerAndSerialNumber(name) => {
                name.issuer == *tbs.issuer() && name.serial_number == *tbs.serial_number()
            }
            SignerIdentifier::SubjectKeyIdentifier(id) => tbs
                .get_extension::<SubjectKeyIdentifier>()
                .is_ok_and(|found| found.is_some_and(|(_, found)| found == *id)),
        }
    };
    let mut found = among.iter().filter(named);
    match (found.next(), found.next()) {
        (Some(certificate), None) => Ok(certificate),
        _ => Err(Refused::Signer),
    }
}

/// The signed attribute of that kind; there may not be two (RFC 5652 section 5.3).
fn one(signer: &SignerInfo, kind: ObjectIdentifier) -> Result<Option<&Attribute>, Refused> {
    let attributes = signer.signed_attrs.as_ref().ok_or(Refused::Attributes)?;
    let mut found = attributes.iter().filter(|attribute| attribute.oid == kind);
    let first = found.next();
    if found.next().is_some() { Err(Refused::Attributes) } else { Ok(first) }
}

/// Whether the signed attributes are about this content (RFC 5652 section 11).
pub(crate) fn is_about(
    signer: &SignerInfo,
    kind: ObjectIdentifier,
    content: &[u8],
) -> Result<bool, Refused> {
    let said: ObjectIdentifier = value(one(signer, CONTENT_TYPE)?.ok_or(Refused::Attributes)?)?;
    let digest: OctetString = value(one(signer, MESSAGE_DIGEST)?.ok_or(Refused::Attributes)?)?;
    let hash = Hash::named(&signer.digest_alg)?;
    Ok(said == kind && digest.as_bytes() == hash.of(content))
}

/// That the signed attributes name this certificate (RFC 5816) and are signed by its key (RFC 5652 section 5.4).
pub(crate) fn is_signed(signer: &SignerInfo, certificate: &Certificate) -> Result<(), Refused> {
    let attributes = signer.signed_attrs.as_ref().ok_or(Refused::Attributes)?;
    let hash = Hash::named(&signer.digest_alg)?;
    let (first, second) = (one(signer, SIGNING_CERTIFICATE)?, one(signer, SIGNING_CERTIFICATE_V2)?);
    if first.is_none() && second.is_none() {
        return Err(Refused::Signer);
    }
    first.map_or(Ok(()), |attribute| named_by_sha1(attribute, certificate))?;
    second.map_or(Ok(()), |attribute| named(attribute, certificate))?;
    let key = certificate.tbs_certificate().subject_public_key_info();
    let covered = attributes.to_der().map_err(|_| Refused::Attributes)?;
    let octets = signer.signature.as_bytes();
    signature::check(key, &signer.signature_algorithm, Some(hash), &covered, octets)
}

fn value<T: for<'a> Decode<'a, Error = der::Error>>(attribute: &Attribute) -> Result<T, Refused> {
    let [value] = attribute.values.as_slice() else { return Err(Refused::Attributes) };
    let octets = value.to_der().map_err(|_| Refused::Attributes)?;
    T::from_der(&octets).map_err(|_| Refused::Attributes)
}

/// `ESSCertIDv2` (RFC 5035): the first names the signer's certificate.
fn named(attribute: &Attribute, certificate: &Certificate) -> Result<(), Refused> {
    let all: SigningCertificateV2 = value(attribute)?;
    let first = all.certs.first().ok_or(Refused::Signer)?;
    let hash = first.hash_algorithm.as_ref().map_or(Ok(Hash::Sha256), Hash::named)?;
    let octets = certificate.to_der().map_err(|_| Refused::Signer)?;
    let same = first.cert_hash.as_bytes() == hash.of(&octets);
    if same && issued_as(first.issuer_serial.as_ref(), certificate) {
        Ok(())
    } else {
        Err(Refused::Signer)
    }
}

/// `ESSCertID` (RFC 2634), still written by many authorities. SHA-1 suffices here only because the certificate is also checked
/// by its signature and its path.
fn named_by_sha1(attribute: &Attribute, certificate: &Certificate) -> Result<(), Refused> {
    let all: SigningCertificate = value(attribute)?;
    let first = all.certs.first().ok_or(Refused::Signer)?;
    let octets = certificate.to_der().map_err(|_| Refused::Signer)?;
    let same = first.cert_hash.as_bytes() == Sha1::digest(&octets).as_slice();
    if same && issued_as(first.issuer_serial.as_ref(), certificate) {
        Ok(())
    } else {
        Err(Refused::Signer)
    }
}

fn issued_as(name: Option<&IssuerSerial>, certificate: &Certificate) -> bool {
    let tbs = certificate.tbs_certificate();
    name.is_none_or(|IssuerSerial { issuer, serial_number }| {
        let directory = GeneralName::DirectoryName(tbs.issuer().clone());
        *issuer == [directory] && serial_number == tbs.serial_number()
    })
}

/// What the token says, if it says it as it must (RFC 3161 section 2.4.2).
fn read(info: &TstInfo, certificate: &Certificate) -> Result<Stamp, Refused> {
    let malformed = Refused::Malformed("TSTInfo");
    let critical = info.extensions.iter().flatten().any(|extension| extension.critical);
    if info.version != 1 || critical {
        return Err(malformed);
    }
    let subject = certificate.tbs_certificate().subject();
    if let Some(GeneralName::DirectoryName(name)) = &info.tsa
        && name != subject
    {
        return Err(Refused::Signer);
    }
    let accuracy = info.accuracy.as_ref().map(|accuracy| {
        TimeDelta::seconds(accuracy.seconds.unwrap_or(0).into())
            + TimeDelta::milliseconds(accuracy.millis.unwrap_or(0).into())
            + TimeDelta::microseconds(accuracy.micros.unwrap_or(0).into())
    });
    let serial = info.serial_number.as_bytes().iter().map(|octet| format!("{octet:02x}"));
    let time = &info.gen_time;
    let text = str::from_utf8(time.value()).ok().filter(|_| time.tag() == Tag::GeneralizedTime);
    let at = text.and_then(generalized_time).ok_or(malformed)?;
    let (serial, policy) = (serial.collect(), info.policy.to_string());
    Ok(Stamp { at, accuracy, authority: subject.to_string(), serial, policy })
}

/// `YYYYMMDDhhmmss[.s…]Z`, the fraction without zeros at its end (RFC 3161 section 2.4.2).
fn generalized_time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let sound = whole.len() == 14
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && (whole.len() == text.len() || !fraction.is_empty())
        && fraction.len() <= 9
        && !fraction.ends_with('0')
        && !fraction.contains('.');
    if !sound {
        return None;
    }
    let part = |from: usize, to: usize| whole[from..to].parse::<u32>().ok();
    let year = i32::try_from(part(0, 4)?).ok()?;
    let day = NaiveDate::from_ymd_opt(year, part(4, 6)?, part(6, 8)?)?;
    let nanos = format!("{fraction:0<9}").parse().ok()?;
    let time = day.and_hms_nano_opt(part(8, 10)?, part(10, 12)?, part(12, 14)?, nanos)?;
    Some(time.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    /// Made by `openssl ts` over “stamped” and a line feed; tests/openssl makes others afresh.
    const TOKEN: &[u8] = include_bytes!("../tests/data/token.der");
    static ROOT: LazyLock<Authorities> =
        LazyLock::new(|| Authorities::from_pem(include_str!("../tests/data/root.pem")).unwrap());

    /// Long after its certificates have expired a token proves what it proved.
    #[test]
    fn a_token_is_judged_as_of_its_own_time() {
        let stamp = verify(TOKEN, b"stamped\n", &ROOT).unwrap();
        assert_eq!(stamp.authority, "CN=Test TSA");
        assert_eq!(stamp.at.to_rfc3339(), "2026-11-25T23:51:49+00:00");
        assert_eq!((&*stamp.serial, &*stamp.policy), ("07", "1.2.3.4.1"));
        assert_eq!(stamp.accuracy, Some(TimeDelta::seconds(1)));
    }

    #[test]
    fn times_have_fractions_but_one_spelling() {
        let read = |text| generalized_time(text).map(|at| at.to_rfc3339());
        assert_eq!(read("20260901010203Z").as_deref(), Some("2026-09-01T01:02:03+00:00"));
        assert_eq!(read("20260901010203.04Z").as_deref(), Some("2026-09-01T01:02:03.040+00:00"));
        for wrong in [
            "",
            "Z",
            "20260901010203",
            "20260901010203.Z",
            "20260901010203.0Z",
            "20260901010203.10Z",
            "20260901010203+0800",
            "20261301010203Z",
            "20260230010203Z",
            "20260901250203Z",
            "20260901010260Z",
            "2026090101020Z",
            "202609010102031Z",
            "20260901010203.1.2Z",
            "+0260901010203Z",
        ] {
            assert_eq!(generalized_time(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn breaks_no_time(text in "[0-9.Z+]{0,24}") {
            let _ = generalized_time(&text);
        }

        #[test]
        fn breaks_no_octets(octets in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(verify(&octets, b"", &Authorities::default()).is_err());
        }

        /// A changed token is refused or says the same.
        #[test]
        fn breaks_no_token(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3), 1..4)) {
            let mut bad = TOKEN.to_vec();
            for (at, octet, how) in changes {
                let at = at.index(bad.len());
                match how {
                    0 => bad[at] = octet,
                    1 => drop(bad.remove(at)),
                    _ => bad.insert(at, octet),
                }
            }
            if let Ok(stamp) = verify(&bad, b"stamped\n", &ROOT) {
                prop_assert_eq!(Ok(stamp), verify(TOKEN, b"stamped\n", &ROOT));
            }
        }
    }
}
