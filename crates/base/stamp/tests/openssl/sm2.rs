//! SM2 with SM3: OpenSSL 3.0 issues such certificates but signs no CMS with them, so the token is put together here.

use crate::{MESSAGE, authority::Authority, request};
use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{
        CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo,
        SignerInfos,
    },
};
use der::{
    Any, Decode, Encode, Sequence, Tag,
    asn1::{ObjectIdentifier, OctetString, SetOfVec, Uint},
};
use sm2::dsa::signature::Signer;
use sm3::{Digest, Sm3};
use stamp::{Authorities, Refused, verify};
use x509_cert::{Certificate, attr::Attribute, spki::AlgorithmIdentifierOwned};

const SM2: &str = "SM2";

fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new(text).unwrap()
}

fn algorithm(text: &str) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: oid(text), parameters: None }
}

#[derive(Sequence)]
struct RAndS {
    r: Uint,
    s: Uint,
}

#[derive(Sequence)]
struct Named {
    algorithm: AlgorithmIdentifierOwned,
    hash: OctetString,
}

#[derive(Sequence)]
struct AllNamed {
    all: Vec<Named>,
}

fn attribute(kind: &str, value: &impl Encode) -> Attribute {
    let value = Any::from_der(&value.to_der().unwrap()).unwrap();
    Attribute { oid: oid(kind), values: SetOfVec::try_from(vec![value]).unwrap() }
}

/// The 32 secret octets in the key file, which is PKCS#8 around RFC 5915.
fn secret(authority: &Authority, name: &str) -> Vec<u8> {
    let text = authority.openssl(&format!("pkey -in {name}.key -noout -text")).unwrap();
    let digits = text.split("priv:").nth(1).unwrap().split("pub:").next().unwrap();
    let octets: Vec<u8> = digits
        .split(|c: char| !c.is_ascii_hexdigit())
        .filter(|part| !part.is_empty())
        .map(|part| u8::from_str_radix(part, 16).unwrap())
        .collect();
    octets[octets.len() - 32..].to_vec()
}

/// The content of the last response, signed by `name` under a signer's identifier.
fn token(authority: &Authority, name: &str, identifier: &str) -> Vec<u8> {
    authority.must("ts -reply -in response -token_out -out token");
    authority.must("cms -verify -noverify -inform DER -in token -out content -binary");
    let content = authority.read("content");
    let chain = Certificate::load_pem_chain(&authority.read(&format!("{name}.crt"))).unwrap();
    let certificate = &chain[0];
    let hash = |data: &[u8]| OctetString::new(Sm3::digest(data).to_vec()).unwrap();
    let named = Named {
        algorithm: algorithm("1.2.156.10197.1.401"),
        hash: hash(&certificate.to_der().unwrap()),
    };
    let attributes = SetOfVec::try_from(vec![
        attribute("1.2.840.113549.1.9.3", &oid("1.2.840.113549.1.9.16.1.4")),
        attribute("1.2.840.113549.1.9.4", &hash(&content)),
        attribute("1.2.840.113549.1.9.16.2.47", &AllNamed { all: vec![named] }),
    ])
    .unwrap();
    let key = sm2::dsa::SigningKey::from_slice(identifier, &secret(authority, name)).unwrap();
    let signature = key.try_sign(&attributes.to_der().unwrap()).unwrap().to_bytes();
    let pair =
        RAndS { r: Uint::new(&signature[..32]).unwrap(), s: Uint::new(&signature[32..]).unwrap() };
    let tbs = certificate.tbs_certificate();
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer().clone(),
            serial_number: tbs.serial_number().clone(),
        }),
        digest_alg: algorithm("1.2.156.10197.1.401"),
        signed_attrs: Some(attributes),
        signature_algorithm: algorithm("1.2.156.10197.1.501"),
        signature: OctetString::new(pair.to_der().unwrap()).unwrap(),
        unsigned_attrs: None,
    };
    let octets = Any::new(Tag::OctetString, content).unwrap();
    let data = SignedData {
        version: CmsVersion::V3,
        digest_algorithms: SetOfVec::try_from(vec![algorithm("1.2.156.10197.1.401")]).unwrap(),
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: oid("1.2.840.113549.1.9.16.1.4"),
            econtent: Some(octets),
        },
        certificates: Some(
            CertificateSet::try_from(vec![CertificateChoices::Certificate(certificate.clone())])
                .unwrap(),
        ),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![signer]).unwrap(),
    };
    let content = Any::from_der(&data.to_der().unwrap()).unwrap();
    ContentInfo { content_type: oid("1.2.840.113549.1.7.2"), content }.to_der().unwrap()
}

/// `OpenSSL` signs certificates under an empty identifier unless told otherwise; both are met in the field.
#[test]
fn stamps_by_sm2_with_sm3_are_verified() {
    let authority = Authority::new();
    authority.issue("tsa", "root", "stamping", crate::P256);
    for (sigopt, identifier) in [("distid:1234567812345678", "1234567812345678"), ("", "")] {
        let option = |name: &str| {
            if sigopt.is_empty() { String::new() } else { format!("{name} {sigopt}") }
        };
        let signing = option("-sigopt");
        authority.root("sm2root", SM2, &format!("-sm3 {signing}"));
        authority.request("tsa.sm2", SM2, &format!("-sm3 {signing}"));
        let validity = "-startdate 20200101000000Z -enddate 20460101000000Z";
        let more = format!("-md sm3 {validity} {signing} {}", option("-vfyopt"));
        authority.certify("tsa.sm2", "sm2root", "stamping", &more);
        authority.answer(request().der(), "tsa", "v2", "");
        let trusted = Authorities::from_pem(&authority.text("sm2root.crt")).unwrap();
        let token = token(&authority, "tsa.sm2", identifier);
        let stamp = verify(&token, MESSAGE, &trusted).unwrap();
        assert_eq!(stamp.authority, "CN=tsa");
        assert_eq!(verify(&token, b"other", &trusted), Err(Refused::Imprint));
        let mut bad = token.clone();
        let last = bad.len() - 1;
        bad[last] ^= 1;
        assert_eq!(verify(&bad, MESSAGE, &trusted), Err(Refused::Signature));
        let elsewhere = Authorities::from_pem(&authority.text("root.crt")).unwrap();
        assert_eq!(verify(&token, MESSAGE, &elsewhere), Err(Refused::Untrusted));
    }
}
