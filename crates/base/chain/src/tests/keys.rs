use crate::{testing::keys, *};

/// A key and a note made by golang.org/x/mod/sumdb/note, as its documentation shows them.
#[test]
fn a_note_signed_by_another_program_is_read() {
    let key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let note = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\
        \n\
        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    let key: VerifyingKey = key.parse().unwrap();
    assert_eq!((key.name(), key.algorithm()), ("PeterNeumann", Algorithm::Ed25519));
    let note_read = Note::parse(note).unwrap();
    assert_eq!(note_read.signed_by(&key), Some(Ok(())));
    let other = Note::parse(&note.replace("answer", "Answer")).unwrap();
    assert_eq!(other.signed_by(&key), Some(Err(BadSignature)));
}

/// RFC 8032 section 7.1, test 1.
#[test]
fn ed25519_signs_as_the_rfc_shows() {
    let secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    let secret: Hash = secret.parse().unwrap();
    let key = SigningKey::ed25519("rfc", &secret.0).unwrap();
    let signature = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b\
         d25bf5f0595bbe24655141438e7a100b";
    assert_eq!(hex::encode(key.sign("").unwrap()), signature);
}

#[test]
fn a_key_has_one_spelling() {
    for key in keys() {
        let text = key.verifying_key().to_string();
        assert_eq!(text.parse(), Ok(key.verifying_key()));
        for at in 0..text.len() {
            let mut bad = text.clone().into_bytes();
            bad[at] ^= 1;
            let bad = String::from_utf8(bad).unwrap();
            assert_eq!(bad.parse::<VerifyingKey>(), Err(NotAKey), "{bad}");
        }
        assert!(!format!("{key:?}").contains(&hex::encode([9; 32])), "a secret is not shown");
    }
    assert!(SigningKey::ed25519("", &[1; 32]).is_err());
    assert!(SigningKey::ed25519("a b", &[1; 32]).is_err());
    assert!(SigningKey::ed25519("a+b", &[1; 32]).is_err());
    assert!(SigningKey::sm2("court", &[0; 32]).is_err());
    assert!(SigningKey::sm2("court", &[255; 32]).is_err());
}

/// Ed25519 keys of small order verify what was never signed.
#[test]
fn weak_keys_are_refused() {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let mut octets = vec![1, 1];
    octets.extend([0; 31]);
    let id = &Hash::sha256(&[b"weak\n", octets.as_slice()].concat()).to_string()[..8];
    let text = format!("weak+{id}+{}", STANDARD.encode(&octets));
    assert_eq!(text.parse::<VerifyingKey>(), Err(NotAKey));
}

#[test]
fn a_signature_is_of_one_key_and_one_text() {
    let keys = keys();
    for (at, key) in keys.iter().enumerate() {
        let signature = key.sign("检查点\n").unwrap();
        let public = key.verifying_key();
        assert_eq!(public.verify("检查点\n", &signature), Ok(()));
        assert_eq!(public.verify("检查点", &signature), Err(BadSignature));
        assert_eq!(public.verify("检查点\n", &signature[..63]), Err(BadSignature));
        let other = keys[1 - at].verifying_key();
        assert_eq!(other.verify("检查点\n", &signature), Err(BadSignature));
        assert_ne!(public.id(), other.id());
        for bit in 0..512 {
            let mut bad = signature.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(public.verify("检查点\n", &bad), Err(BadSignature));
        }
    }
}
