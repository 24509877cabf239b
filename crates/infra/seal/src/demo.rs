//! 演示印章: a key and a certificate that signs itself, so that everything can be tried. Nobody need trust it.

use crate::{Identity, SealError};
use chrono::{DateTime, Datelike, Timelike, Utc};
use p256::{
    ecdsa::{DerSignature, SigningKey},
    elliptic_curve::Generate,
    pkcs8::{EncodePrivateKey, LineEnding},
};
use std::str::FromStr;
use x509_cert::{
    TbsCertificate,
    builder::{self, Builder, CertificateBuilder, profile::BuilderProfile},
    certificate::Certificate,
    ext::{
        Extension, ToExtension,
        pkix::{BasicConstraints, KeyUsage, KeyUsages},
    },
    name::Name,
    serial_number::SerialNumber,
    spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef},
    time::{Time, Validity},
};

/// What its holder is called; no court.
const NAME: &str = "CN=演示印章（不具有法律效力）,O=登闻演示,C=CN";
/// How long it is valid.
const YEARS: i32 = 10;

struct Profile(Name);

impl BuilderProfile for Profile {
    fn get_issuer(&self, subject: &Name) -> Name {
        subject.clone()
    }

    fn get_subject(&self) -> Name {
        self.0.clone()
    }

    fn build_extensions(
        &self,
        _: SubjectPublicKeyInfoRef<'_>,
        _: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> builder::Result<Vec<Extension>> {
        let usage = KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation);
        let none = BasicConstraints { ca: false, path_len_constraint: None };
        let subject = tbs.subject();
        Ok(vec![none.to_extension(subject, &[])?, usage.to_extension(subject, &[])?])
    }
}

impl Identity {
    /// A new demonstration identity, and its key as PEM to be kept.
    pub fn demo(now: DateTime<Utc>) -> Result<(Self, String), SealError> {
        let failed = |e: &dyn std::fmt::Display| SealError::Signature(e.to_string());
        let key = SigningKey::try_generate().map_err(|e| failed(&e))?;
        let pem = key.to_pkcs8_pem(LineEnding::LF).map_err(|e| failed(&e))?;
        let public = SubjectPublicKeyInfoOwned::from_key(key.verifying_key());
        let mut serial = [0; 16];
        getrandom::fill(&mut serial).map_err(|e| failed(&e))?;
        serial[0] = serial[0] & 0x3f | 0x40;
        let validity = Validity::new(moment(now, 0)?, moment(now, YEARS)?);
        let certificate = CertificateBuilder::new(
            Profile(Name::from_str(NAME)?),
            SerialNumber::new(&serial)?,
            validity,
            public.map_err(|e| failed(&e))?,
        );
        let certificate: Certificate = certificate
            .and_then(|builder| builder.build::<_, DerSignature>(&key))
            .map_err(|e| failed(&e))?;
        let chain = der::EncodePem::to_pem(&certificate, LineEnding::LF)?;
        Ok((Self::from_pem(&pem, &chain)?, pem.to_string()))
    }
}

/// So many years later, on the first of the month: no year is without it.
fn moment(at: DateTime<Utc>, years: i32) -> Result<Time, SealError> {
    let narrow = |n: u32| u8::try_from(n).unwrap_or(0);
    let year = u16::try_from(at.year() + years).unwrap_or(0);
    let day = if years == 0 { at.day() } else { 1 };
    let time = der::DateTime::new(
        year,
        narrow(at.month()),
        narrow(day),
        narrow(at.hour()),
        narrow(at.minute()),
        narrow(at.second()),
    );
    Ok(Time::from(time?))
}
