//! Against a real authority: `openssl ts` in a temporary folder.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

mod authority;
mod receipt;
mod sm2;

use authority::{Authority, P256, P384, RSA};
use chrono::{DateTime, TimeDelta, Utc};
use stamp::{Algorithm, Answer, Authorities, Refused, Request, verify};

const MESSAGE: &[u8] = b"court.example/log\n9\n...\n";
const NONCE: [u8; 16] = [0xf1; 16];

fn request() -> Request {
    Request::new(MESSAGE, Algorithm::Sha256, NONCE).unwrap()
}

fn trust(authority: &Authority) -> Authorities {
    Authorities::from_pem(&authority.text("root.crt")).unwrap()
}

fn now() -> DateTime<Utc> {
    std::time::SystemTime::now().into()
}

#[test]
fn stamps_by_rsa_and_ecdsa_are_asked_for_answered_and_verified() {
    let authority = Authority::new();
    for (name, key, section) in
        [("rsa", RSA, "v2"), ("p256", P256, "v2"), ("p384", P384, "v2"), ("old", RSA, "v1")]
    {
        authority.issue(name, "root", "stamping", key);
        for algorithm in [Algorithm::Sha256, Algorithm::Sm3] {
            if section == "v1" && algorithm == Algorithm::Sm3 {
                continue;
            }
            let request = Request::new(MESSAGE, algorithm, NONCE).unwrap();
            let response = authority.answer(request.der(), name, section, "root.crt");
            let Answer { token, stamp } = request.answer(&response, &trust(&authority)).unwrap();
            assert_eq!(verify(&token, MESSAGE, &trust(&authority)), Ok(stamp.clone()));
            assert_eq!(stamp.authority, format!("CN={name}"));
            assert!((now() - stamp.at).abs() < TimeDelta::minutes(5), "{}", stamp.at);
            let policy = if section == "v2" { "1.2.3.4.1" } else { "1.2.3.4.2" };
            assert_eq!(stamp.policy, policy);
            let accuracy = (section == "v2").then(|| TimeDelta::microseconds(1_020_003));
            assert_eq!(stamp.accuracy, accuracy);
            // And OpenSSL says so too, of the same files.
            let said =
                authority.openssl("ts -verify -in response -queryfile request -CAfile root.crt");
            assert!(said.unwrap().contains("Verification: OK"));
        }
    }
}

#[test]
fn the_answer_must_be_to_this_request() {
    let authority = Authority::new();
    authority.issue("tsa", "root", "stamping", P256);
    let response = authority.answer(request().der(), "tsa", "v2", "");
    let trusted = trust(&authority);
    let other = Request::new(MESSAGE, Algorithm::Sha256, [0xf2; 16]).unwrap();
    assert_eq!(other.answer(&response, &trusted), Err(Refused::Nonce));
    let other = Request::new(b"other", Algorithm::Sha256, NONCE).unwrap();
    assert_eq!(other.answer(&response, &trusted), Err(Refused::Imprint));
    let other = Request::new(MESSAGE, Algorithm::Sm3, NONCE).unwrap();
    assert_eq!(other.answer(&response, &trusted), Err(Refused::Imprint));
    let token = request().answer(&response, &trusted).unwrap().token;
    assert_eq!(verify(&token, b"other", &trusted), Err(Refused::Imprint));
    assert_eq!(verify(&token, MESSAGE, &Authorities::default()), Err(Refused::Untrusted));

    // The settings v1 know no SM3: the authority declines and says why.
    let sm3 = Request::new(MESSAGE, Algorithm::Sm3, NONCE).unwrap();
    let declined = authority.answer(sm3.der(), "tsa", "v1", "");
    let refused = sm3.answer(&declined, &trusted).unwrap_err();
    assert!(matches!(refused, Refused::NotGranted(2, ref words) if !words.is_empty()), "{refused}");
    assert!(request().answer(b"", &trusted).is_err());
}

#[test]
fn a_stamp_leads_to_the_trusted_root_and_to_no_other() {
    let authority = Authority::new();
    authority.issue("tsa", "root", "stamping", P256);
    let response = authority.answer(request().der(), "tsa", "v2", "root.crt");
    // Another root of the same name: only its key differs.
    let other = Authority::new();
    assert_eq!(request().answer(&response, &trust(&other)), Err(Refused::Untrusted));
    // The signer's own certificate may be trusted as it is.
    let itself = Authorities::from_pem(&authority.text("tsa.crt")).unwrap();
    assert!(request().answer(&response, &itself).is_ok());
    // A root that is one of several.
    let both = authority.text("tsa.crt") + &other.text("root.crt") + &authority.text("root.crt");
    assert!(request().answer(&response, &Authorities::from_pem(&both).unwrap()).is_ok());
    assert!(Authorities::from_pem("").is_err());
    assert!(
        Authorities::from_pem("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")
            .is_err()
    );
    assert!(Authorities::from_der(b"\x30\x00").is_err());
}

#[test]
fn a_path_leads_through_authorities_only() {
    let authority = Authority::new();
    authority.issue("sub", "root", "sub", RSA);
    authority.issue("tsa", "sub", "stamping", P256);
    let trusted = trust(&authority);
    let along = authority.answer(request().der(), "tsa", "v2", "sub.crt");
    assert!(request().answer(&along, &trusted).is_ok());
    let bare = authority.answer(request().der(), "tsa", "v2", "");
    assert_eq!(request().answer(&bare, &trusted), Err(Refused::Untrusted));
    let helped = trusted.clone().with_intermediates(&authority.text("sub.crt")).unwrap();
    assert!(request().answer(&bare, &helped).is_ok());
    // pathlen:0 allows no second authority below.
    authority.issue("subsub", "sub", "sub", P256);
    authority.issue("deep", "subsub", "stamping", P256);
    let between = authority.text("sub.crt") + &authority.text("subsub.crt");
    let helped = trusted.clone().with_intermediates(&between).unwrap();
    let deep = authority.answer(request().der(), "deep", "v2", "");
    assert_eq!(request().answer(&deep, &helped), Err(Refused::Untrusted));
    // Whoever is no authority issues nothing.
    authority.issue("citizen", "root", "notca", P256);
    authority.issue("forged", "citizen", "stamping", P256);
    let forged = authority.answer(request().der(), "forged", "v2", "citizen.crt");
    assert_eq!(request().answer(&forged, &trusted), Err(Refused::Untrusted));
}

#[test]
fn certificates_must_have_been_valid_at_that_time() {
    let authority = Authority::new();
    let times = [
        ("expired", "20200101000000Z", "20210101000000Z", Err(Refused::Untrusted)),
        ("future", "20450101000000Z", "20460101000000Z", Err(Refused::Untrusted)),
        ("valid", "20200101000000Z", "20460101000000Z", Ok(())),
    ];
    for (name, from, until, expected) in times {
        authority.request(name, P256, "");
        let validity = format!("-startdate {from} -enddate {until}");
        authority.certify(name, "root", "stamping", &validity);
        let response = authority.answer(request().der(), name, "v2", "");
        let answer = request().answer(&response, &trust(&authority));
        assert_eq!(answer.map(|_| ()), expected, "{name}");
    }
}

#[test]
fn only_certificates_for_time_stamping_alone_may_stamp() {
    let authority = Authority::new();
    authority.issue("tsa", "root", "stamping", P256);
    authority.answer(request().der(), "tsa", "v2", "");
    let trusted = trust(&authority);
    for (kind, expected) in [
        ("stamping", Ok(())),
        ("uncritical", Err(Refused::Purpose)),
        ("twofold", Err(Refused::Purpose)),
        ("signing", Err(Refused::Purpose)),
        ("notca", Err(Refused::Purpose)),
        ("enciphering", Err(Refused::Purpose)),
        ("strange", Err(Refused::Untrusted)),
    ] {
        // Under the name that the content says (tsa_name), or it would be refused for that.
        authority.issue("tsa", "root", kind, P256);
        let token = authority.sign_again("tsa", "");
        assert_eq!(verify(&token, MESSAGE, &trusted).map(|_| ()), expected, "{kind}");
    }
    authority.issue("other", "root", "stamping", P256);
    let token = authority.sign_again("other", "");
    assert_eq!(verify(&token, MESSAGE, &trusted), Err(Refused::Signer), "named otherwise");
}

/// `openssl ts` cannot sign by RSASSA-PSS, `openssl cms` can.
#[test]
fn rsa_pss_is_verified() {
    let authority = Authority::new();
    let trusted = trust(&authority);
    authority.issue("tsa", "root", "stamping", RSA);
    authority.answer(request().der(), "tsa", "v2", "");
    let pss = "-keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32";
    for (more, expected) in [
        (String::new(), Ok(())),
        (pss.to_owned(), Ok(())),
        (format!("{pss} -md sha512"), Ok(())),
        ("-keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:20".to_owned(), Ok(())),
        (
            format!("{pss} -keyopt rsa_mgf1_md:sha1"),
            Err(Refused::Algorithm("1.2.840.113549.1.1.10".into())),
        ),
    ] {
        let token = authority.sign_again("tsa", &more);
        assert_eq!(verify(&token, MESSAGE, &trusted).map(|_| ()), expected, "{more}");
        let Ok(()) = expected else { continue };
        let mut bad = token.clone();
        let last = bad.len() - 1;
        bad[last] ^= 1;
        assert_eq!(verify(&bad, MESSAGE, &trusted), Err(Refused::Signature));
    }
}

#[test]
fn weak_algorithms_are_refused() {
    let authority = Authority::new();
    let trusted = trust(&authority);
    authority.issue("tsa", "root", "stamping", "RSA -pkeyopt rsa_keygen_bits:1024");
    let response = authority.answer(request().der(), "tsa", "v2", "");
    let refused = request().answer(&response, &trusted);
    assert!(matches!(refused, Err(Refused::Algorithm(_))), "{refused:?}");
    authority.issue("tsa", "root", "stamping", RSA);
    let token = authority.sign_again("tsa", "-md sha1");
    let refused = verify(&token, MESSAGE, &trusted);
    assert_eq!(refused, Err(Refused::Algorithm("1.3.14.3.2.26".into())));
}

/// With any octet changed the token is refused, or says the same: there are octets that nothing depends on.
#[test]
fn no_changed_octet_changes_what_is_believed() {
    let authority = Authority::new();
    authority.issue("tsa", "root", "stamping", P256);
    let trusted = trust(&authority);
    let response = authority.answer(request().der(), "tsa", "v2", "");
    let Answer { token, stamp } = request().answer(&response, &trusted).unwrap();
    let mut passed = 0;
    for at in 0..token.len() {
        for flip in [0x01, 0x04, 0x20, 0x80, 0xff] {
            let mut bad = token.clone();
            bad[at] ^= flip;
            if let Ok(believed) = verify(&bad, MESSAGE, &trusted) {
                assert_eq!(believed, stamp, "octet {at} flipped by {flip}");
                passed += 1;
            }
        }
        assert!(verify(&token[..at], MESSAGE, &trusted).is_err(), "cut at {at}");
    }
    // The list of digest algorithms and version numbers, outside of what is signed.
    assert!(passed < 60, "{passed} changes made no difference");
    assert!(verify(&[&token[..], b"\0"].concat(), MESSAGE, &trusted).is_err());
}
