//! Asking for a time stamp, and what came back.

use crate::{
    Authorities, Refused, Stamp,
    asn1::{MessageImprint, TimeStampReq, TimeStampResp},
    signature::{Hash, SHA256, SM3},
    token,
};
use der::{
    Decode, Encode,
    asn1::{AnyRef, Int, OctetString},
};
use x509_cert::spki::AlgorithmIdentifierOwned;

/// How what is stamped is hashed (RFC 3161 section 2.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SM3 (GB/T 32905-2016).
    Sm3,
}

/// What is sent to an authority as `application/timestamp-query` (RFC 3161 sections 2.4.1 and 3.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    imprint: MessageImprint,
    nonce: Int,
    der: Vec<u8>,
}

/// A granted and checked answer (RFC 3161 section 2.4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The token, to be kept.
    pub token: Vec<u8>,
    /// What it says.
    pub stamp: Stamp,
}

impl Request {
    /// Asks for a stamp over `message`, with the certificate of the signer in the answer (RFC 3161 section 2.4.1). The nonce
    /// must be random and new: it is what ties the answer to this request.
    pub fn new(message: &[u8], algorithm: Algorithm, nonce: [u8; 16]) -> Result<Self, Refused> {
        let malformed = |_| Refused::Malformed("TimeStampReq");
        let (hash, oid) = match algorithm {
            Algorithm::Sha256 => (Hash::Sha256, SHA256),
            Algorithm::Sm3 => (Hash::Sm3, SM3),
        };
        let hashed_message = OctetString::new(hash.of(message)).map_err(malformed)?;
        let hash_algorithm =
            AlgorithmIdentifierOwned { oid, parameters: Some(AnyRef::NULL.into()) };
        let imprint = MessageImprint { hash_algorithm, hashed_message };
        // A positive number of full length, whatever the octets: all requests look alike.
        let mut number = nonce;
        number[0] = number[0] & 0x3f | 0x40;
        let nonce = Int::new(&number).map_err(malformed)?;
        let request = TimeStampReq {
            version: 1,
            message_imprint: imprint.clone(),
            req_policy: None,
            nonce: Some(nonce.clone()),
            cert_req: true,
        };
        Ok(Self { imprint, nonce, der: request.to_der().map_err(malformed)? })
    }

    /// The octets to be sent (RFC 3161 section 2.4.1).
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Checks the octets that came back, `application/timestamp-reply`, in every respect (RFC 3161 sections 2.2 and 2.4.2): a
    /// token that would not verify later is not taken now.
    pub fn answer(&self, response: &[u8], trusted: &Authorities) -> Result<Answer, Refused> {
        let malformed = |_| Refused::Malformed("TimeStampResp");
        let TimeStampResp { status, time_stamp_token } =
            TimeStampResp::from_der(response).map_err(malformed)?;
        // granted, grantedWithMods
        if status.status > 1 {
            let words = status.status_string.unwrap_or_default().join(" ");
            return Err(Refused::NotGranted(status.status, words));
        }
        let token = time_stamp_token.ok_or(Refused::Malformed("TimeStampResp"))?;
        let token = token.to_der().map_err(malformed)?;
        let same = |imprint: &MessageImprint| {
            imprint.hash_algorithm.oid == self.imprint.hash_algorithm.oid
                && imprint.hashed_message == self.imprint.hashed_message
        };
        let (stamp, nonce) = token::check(&token, &same, trusted)?;
        if nonce.as_ref() != Some(&self.nonce) {
            return Err(Refused::Nonce);
        }
        Ok(Answer { token, stamp })
    }
}
