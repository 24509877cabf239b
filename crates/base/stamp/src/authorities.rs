//! Whom the caller trusts, and whether a certificate leads there (RFC 5280 section 6).

use crate::{Refused, asn1::TIME_STAMPING, signature};
use chrono::{DateTime, Utc};
use der::{Decode, Encode, asn1::ObjectIdentifier, oid::AssociatedOid};
use std::cell::Cell;
use x509_cert::{
    Certificate, TbsCertificate,
    ext::pkix::{
        AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, ExtendedKeyUsage, KeyUsage,
        SubjectAltName, SubjectKeyIdentifier,
    },
};

/// Longer paths are not followed; authorities have one or two certificates between signer and root.
const MAX_PATH: usize = 6;
/// So many signatures of certificates are checked for one token. A hostile token could hold many that seem to issue each other.
const MAX_SIGNATURES: u32 = 64;
/// anyExtendedKeyUsage (RFC 5280 section 4.2.1.12).
const ANY_PURPOSE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37.0");

/// The text or octets hold no certificate (RFC 5280 section 4.1, RFC 7468 section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("不是有效的X.509证书")]
pub struct NotACertificate;

/// Trusted roots, and certificates that may stand between (RFC 5280 section 6.1.1).
#[derive(Clone, Debug, Default)]
pub struct Authorities {
    roots: Vec<Certificate>,
    between: Vec<Certificate>,
}

impl Authorities {
    /// Trusts the certificates of this text, one or more (RFC 7468 section 5).
    pub fn from_pem(roots: &str) -> Result<Self, NotACertificate> {
        Ok(Self { roots: load(roots)?, between: Vec::new() })
    }

    /// Trusts one certificate (RFC 5280 section 4.1).
    pub fn from_der(root: &[u8]) -> Result<Self, NotACertificate> {
        let root = Certificate::from_der(root).map_err(|_| NotACertificate)?;
        Ok(Self { roots: vec![root], between: Vec::new() })
    }

    /// Adds certificates that tokens leave out; they are not trusted for being here (RFC 5280 section 6.1).
    pub fn with_intermediates(mut self, between: &str) -> Result<Self, NotACertificate> {
        self.between.extend(load(between)?);
        Ok(self)
    }

    /// That the certificate was made for time stamping, was valid at the time, and leads to a root.
    pub(crate) fn check(
        &self,
        signer: &Certificate,
        along: &[Certificate],
        at: DateTime<Utc>,
    ) -> Result<(), Refused> {
        if !is_for_time_stamping(signer.tbs_certificate()) {
            return Err(Refused::Purpose);
        }
        let walk = Walk { trusted: self, along, at, left: Cell::new(MAX_SIGNATURES) };
        if walk.leads_to_root(signer, 0) { Ok(()) } else { Err(Refused::Untrusted) }
    }
}

/// A search for a path.
struct Walk<'a> {
    trusted: &'a Authorities,
    along: &'a [Certificate],
    at: DateTime<Utc>,
    left: Cell<u32>,
}

impl Walk<'_> {
    /// Whether a root is reached from here; `below` counts the authorities already passed.
    fn leads_to_root(&self, certificate: &Certificate, below: usize) -> bool {
        let usable = |certificate: &Certificate| {
            let tbs = certificate.tbs_certificate();
            valid_at(tbs, self.at) && understood(tbs)
        };
        if below > MAX_PATH || !usable(certificate) {
            return false;
        }
        let Authorities { roots, between } = self.trusted;
        if roots.contains(certificate) {
            return true;
        }
        let issued = |issuer: &&Certificate| {
            issuer.tbs_certificate().subject() == certificate.tbs_certificate().issuer()
                && may_issue(issuer.tbs_certificate(), below)
                && self.is_signed_by(certificate, issuer)
        };
        roots.iter().filter(issued).any(usable)
            || self
                .along
                .iter()
                .chain(between)
                .filter(issued)
                .any(|issuer| self.leads_to_root(issuer, below + 1))
    }

    fn is_signed_by(&self, certificate: &Certificate, issuer: &Certificate) -> bool {
        let Some(left) = self.left.get().checked_sub(1) else { return false };
        self.left.set(left);
        let tbs = certificate.tbs_certificate();
        let algorithm = certificate.signature_algorithm();
        let key = issuer.tbs_certificate().subject_public_key_info();
        let (Ok(covered), Some(octets)) = (tbs.to_der(), certificate.signature().as_bytes()) else {
            return false;
        };
        tbs.signature() == algorithm
            && signature::check(key, algorithm, None, &covered, octets).is_ok()
    }
}

fn load(pem: &str) -> Result<Vec<Certificate>, NotACertificate> {
    let certificates = Certificate::load_pem_chain(pem.as_bytes()).map_err(|_| NotACertificate)?;
    if certificates.is_empty() { Err(NotACertificate) } else { Ok(certificates) }
}

/// The extension, `None` if it is not there; not at all if it is twice or cannot be read.
fn extension<T>(tbs: &TbsCertificate) -> Result<Option<(bool, T)>, der::Error>
where
    T: for<'a> Decode<'a, Error = der::Error> + AssociatedOid,
{
    tbs.get_extension::<T>()
}

/// RFC 3161 section 2.3: the extended key usage is there, critical, and names time stamping alone.
fn is_for_time_stamping(tbs: &TbsCertificate) -> bool {
    let purpose = extension::<ExtendedKeyUsage>(tbs).ok().flatten();
    let usage = extension::<KeyUsage>(tbs);
    purpose.is_some_and(|(critical, purpose)| critical && purpose.0 == [TIME_STAMPING])
        && usage.is_ok_and(|usage| {
            usage.is_none_or(|(_, usage)| usage.digital_signature() || usage.non_repudiation())
        })
}

fn valid_at(tbs: &TbsCertificate, at: DateTime<Utc>) -> bool {
    let seconds = |time: x509_cert::time::Time| {
        i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX)
    };
    let validity = tbs.validity();
    (seconds(validity.not_before)..=seconds(validity.not_after)).contains(&at.timestamp())
}

/// RFC 5280 section 4.2: what is critical must be understood. Policies are: any is accepted.
fn understood(tbs: &TbsCertificate) -> bool {
    let known = [
        AuthorityKeyIdentifier::OID,
        SubjectKeyIdentifier::OID,
        KeyUsage::OID,
        ExtendedKeyUsage::OID,
        BasicConstraints::OID,
        CertificatePolicies::OID,
        SubjectAltName::OID,
    ];
    let mut extensions = tbs.extensions().into_iter().flatten();
    extensions.all(|extension| !extension.critical || known.contains(&extension.extn_id))
}

/// RFC 5280 section 6.1.4: an authority, for so many below it, allowed to sign certificates, not restricted to other
/// purposes.
fn may_issue(tbs: &TbsCertificate, below: usize) -> bool {
    let constraints = extension::<BasicConstraints>(tbs).ok().flatten();
    let authority = constraints.is_some_and(|(_, constraints)| {
        let most = constraints.path_len_constraint.map_or(usize::MAX, usize::from);
        constraints.ca && below <= most
    });
    let usage = extension::<KeyUsage>(tbs);
    let signs = usage.is_ok_and(|usage| usage.is_none_or(|(_, usage)| usage.key_cert_sign()));
    let purpose = extension::<ExtendedKeyUsage>(tbs);
    let stamps = purpose.is_ok_and(|purpose| {
        let fits = |oid: &ObjectIdentifier| [TIME_STAMPING, ANY_PURPOSE].contains(oid);
        purpose.is_none_or(|(_, purpose)| purpose.0.iter().any(fits))
    });
    authority && signs && stamps
}
