//! OpenSSL signs what this crate verifies, and verifies what it signs.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chain::{Hash, SigningKey, VerifyingKey};
use std::{fs, path::PathBuf, process::Command};
use tempfile::TempDir;

/// GB/T 35276-2017 section 10. Without it OpenSSL takes an empty identifier.
const SIGNER: &str = "-pkeyopt distid:1234567812345678";
const TEXT: &str = "court.example/log\n9\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, octets: &[u8]) {
        fs::write(self.path(name), octets).unwrap();
    }

    fn openssl(&self, words: &str) -> bool {
        let mut run = Command::new("openssl");
        run.args(words.split_whitespace()).current_dir(self.path(""));
        run.output().expect("openssl is installed: scripts/need.sh openssl").status.success()
    }

    fn must(&self, words: &str) {
        assert!(self.openssl(words), "openssl {words}");
    }

    /// The last octets of a file.
    fn end(&self, name: &str, count: usize) -> Vec<u8> {
        let octets = fs::read(self.path(name)).unwrap();
        octets[octets.len() - count..].to_vec()
    }
}

/// The key as it is written, from its public octets.
fn key(prefix: &[u8], public: &[u8]) -> VerifyingKey {
    let octets = [prefix, public].concat();
    let id = Hash::sha256(&[b"openssl\n", octets.as_slice()].concat()).to_string();
    format!("openssl+{}+{}", &id[..8], STANDARD.encode(octets)).parse().unwrap()
}

/// A DER integer without what its sign or its smallness add or take away.
fn number(der: &[u8]) -> ([u8; 32], &[u8]) {
    let (length, rest) = (usize::from(der[1]), &der[2..]);
    let octets = rest[..length].strip_prefix(&[0]).unwrap_or(&rest[..length]);
    let mut padded = [0; 32];
    padded[32 - octets.len()..].copy_from_slice(octets);
    (padded, &rest[length..])
}

fn der(number: &[u8]) -> Vec<u8> {
    let start = number.iter().position(|octet| *octet > 0).unwrap_or(31);
    let mut octets = number[start..].to_vec();
    if octets[0] > 0x7f {
        octets.insert(0, 0);
    }
    [&[2, u8::try_from(octets.len()).unwrap()], octets.as_slice()].concat()
}

#[test]
fn sm2_signatures_go_both_ways() {
    for round in 0_u8..8 {
        let folder = Folder::new();
        folder.write("text", TEXT.as_bytes());
        folder.must("genpkey -algorithm SM2 -out key");
        folder.must("pkey -in key -pubout -outform DER -out public");
        let rawin = "-rawin -digest sm3";
        folder.must(&format!("pkeyutl -sign -inkey key {rawin} {SIGNER} -in text -out signature"));
        let key = key(b"\xff1.2.156.10197.1.501", &folder.end("public", 65));
        let signature = fs::read(folder.path("signature")).unwrap();
        let (r, rest) = number(&signature[2..]);
        let (s, _) = number(rest);
        let raw = [r, s].concat();
        assert_eq!(key.verify(TEXT, &raw), Ok(()));
        assert!(key.verify("other", &raw).is_err());

        let ours = SigningKey::sm2("openssl", &[round + 1; 32]).unwrap();
        let raw = ours.sign(TEXT).unwrap();
        let numbers = [der(&raw[..32]), der(&raw[32..])].concat();
        let length = u8::try_from(numbers.len()).unwrap();
        folder.write("signature", &[&[0x30, length], numbers.as_slice()].concat());
        let written = ours.verifying_key().to_string();
        let octets = STANDARD.decode(written.splitn(3, '+').last().unwrap()).unwrap();
        // SubjectPublicKeyInfo of an SM2 key: all but the point is the same for each.
        let mut info = fs::read(folder.path("public")).unwrap();
        let at = info.len() - 65;
        info[at..].copy_from_slice(&octets[octets.len() - 65..]);
        folder.write("ours", &info);
        let verify =
            format!("pkeyutl -verify -pubin -inkey ours -keyform DER {rawin} -sigfile signature");
        folder.must(&format!("{verify} {SIGNER} -in text"));
        folder.write("text", b"other");
        assert!(!folder.openssl(&format!("{verify} {SIGNER} -in text")));
    }
}

#[test]
fn ed25519_signatures_go_both_ways() {
    let folder = Folder::new();
    folder.write("text", TEXT.as_bytes());
    folder.must("genpkey -algorithm ED25519 -out key");
    folder.must("pkey -in key -pubout -outform DER -out public");
    folder.must("pkeyutl -sign -inkey key -rawin -in text -out signature");
    let key = key(&[1], &folder.end("public", 32));
    assert_eq!(key.verify(TEXT, &folder.end("signature", 64)), Ok(()));

    let ours = SigningKey::ed25519("openssl", &[5; 32]).unwrap();
    folder.write("signature", &ours.sign(TEXT).unwrap());
    let written = ours.verifying_key().to_string();
    let octets = STANDARD.decode(written.splitn(3, '+').last().unwrap()).unwrap();
    let mut info = fs::read(folder.path("public")).unwrap();
    let at = info.len() - 32;
    info[at..].copy_from_slice(&octets[1..]);
    folder.write("ours", &info);
    folder
        .must("pkeyutl -verify -pubin -inkey ours -keyform DER -rawin -sigfile signature -in text");
}

#[test]
fn digests_are_those_of_openssl() {
    let folder = Folder::new();
    for size in [0_usize, 1, 55, 56, 63, 64, 65, 119, 1000] {
        let data: Vec<u8> = (0_u8..=250).cycle().take(size).collect();
        folder.write("data", &data);
        for (name, digest) in [("sha256", Hash::sha256(&data)), ("sm3", Hash::sm3(&data))] {
            folder.must(&format!("dgst -{name} -binary -out digest data"));
            assert_eq!(fs::read(folder.path("digest")).unwrap(), digest.0, "{name} of {size}");
        }
    }
}
