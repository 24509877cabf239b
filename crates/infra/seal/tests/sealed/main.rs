//! Sealed papers, as the tools of others see them: poppler, qpdf, OpenSSL.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod authority;

use authority::{Authority, P256, RSA};
use chrono::{DateTime, Utc};
use paper::{Paper, Template, font_dirs};
use proptest::{prelude::*, sample::Index};
use seal::{Identity, Look, Mark, Place, Seal, SealError, verify};
use stamp::{Algorithm, Authorities, Request};
use std::{fs, process::Command, sync::LazyLock};

const COURT: &str = "广州市天河区人民法院";
const SONG: &str = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc";

/// 受理案件通知书
static PAPER: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut samples = forms::samples::full().into_iter();
    let sample = samples.find(|sample| sample.key == "acceptance_notice").unwrap();
    Paper::new(&font_dirs()).render(Template::AcceptanceNotice, &sample.data, vec![]).unwrap()
});
static LOOK: LazyLock<Look> =
    LazyLock::new(|| Look::ring(&fs::read(SONG).unwrap(), COURT, "演示").unwrap());
static SEALED: LazyLock<Vec<u8>> = LazyLock::new(|| put(&demo(), &PAPER));

fn at() -> DateTime<Utc> {
    "2026-11-27T02:00:00Z".parse().unwrap()
}

fn demo() -> Seal {
    Seal::new(Identity::demo(at()).unwrap().0, LOOK.clone())
}

fn mark(place: Option<Place>) -> Mark<'static> {
    Mark { place, reason: "受理案件通知书", at: at() }
}

fn put(seal: &Seal, pdf: &[u8]) -> Vec<u8> {
    seal.put(pdf, &mark(None), |_| None).unwrap()
}

fn issued(authority: &Authority, name: &str, key: &str) -> Seal {
    authority.issue(name, "sealing", key);
    let key = authority.text(&format!("{name}.key"));
    let identity = Identity::from_pem(&key, &authority.text(&format!("{name}.crt")));
    Seal::new(identity.unwrap(), LOOK.clone())
}

fn run(tool: &str, pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), pdf).unwrap();
    let arguments: &[&str] = if tool == "qpdf" { &["--check"] } else { &[] };
    let out = Command::new(tool).args(arguments).arg(file.path()).output().unwrap();
    String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned()
}

/// All signatures are right, the last is over all, and the file is sound.
fn is_sound(pdf: &[u8], signatures: usize) {
    let said = run("pdfsig", pdf);
    assert_eq!(said.matches("Signature is Valid").count(), signatures, "{said}");
    assert_eq!(said.matches("Total document signed").count(), 1, "{said}");
    assert_eq!(said.matches("Not total document signed").count(), signatures - 1, "{said}");
    assert!(said.contains("ETSI.CAdES.detached"), "{said}");
    let said = run("qpdf", pdf);
    assert!(said.contains("No syntax or stream encoding errors"), "{said}");
    let found = verify(pdf).unwrap();
    assert_eq!(found.len(), signatures);
    assert!(found.iter().all(seal::Found::is_right), "{found:?}");
    assert_eq!(found.iter().filter(|found| found.whole).count(), 1);
}

#[test]
fn a_paper_sealed_by_the_demonstration_identity_is_valid() {
    is_sound(&SEALED, 1);
    let found = verify(&SEALED).unwrap().remove(0);
    assert!(found.whose.contains("演示印章"), "{found:?}");
    assert_eq!((found.at, found.whole, found.octets), (Some(at()), true, SEALED.len()));
    assert!(found.stamp(&Authorities::default()).is_none());
    // The paper before is untouched, and without a seal.
    assert!(SEALED.starts_with(&PAPER));
    assert_eq!(verify(&PAPER).unwrap(), []);
}

#[test]
fn a_kept_demonstration_identity_is_the_same() {
    let (identity, key) = Identity::demo(at()).unwrap();
    let again = Identity::from_pem(&key, &identity.certificates().unwrap()).unwrap();
    assert_eq!(again.certificates().unwrap(), identity.certificates().unwrap());
    assert!(again.is_valid(at()) && again.is_of("演示"));
    assert!(!again.is_valid(at() - chrono::TimeDelta::days(1)));
}

#[test]
fn two_seals_one_after_another_are_both_valid() {
    let authority = Authority::new();
    let rsa = issued(&authority, "second", RSA);
    let twice = rsa.put(&SEALED, &mark(Some(Place { page: 1, middle: (150.0, 150.0) })), |_| None);
    let twice = twice.unwrap();
    is_sound(&twice, 2);
    let found = verify(&twice).unwrap();
    assert_eq!(found[1].whose, "CN=second");
    assert_eq!((found[0].octets, found[0].whole, found[1].whole), (SEALED.len(), false, true));
}

#[test]
fn keys_of_openssl_seal_whether_rsa_or_p256() {
    let authority = Authority::new();
    for (name, key) in [("rsa", RSA), ("p256", P256)] {
        let sealed = put(&issued(&authority, name, key), &PAPER);
        is_sound(&sealed, 1);
        assert_eq!(verify(&sealed).unwrap()[0].whose, format!("CN={name}"));
    }
}

#[test]
fn what_is_no_identity_is_refused() {
    let authority = Authority::new();
    authority.issue("one", "sealing", P256);
    authority.issue("other", "sealing", P256);
    authority.issue("secret", "enciphering", RSA);
    let read = |key: &str, certificate: &str| {
        Identity::from_pem(&authority.text(key), &authority.text(certificate)).unwrap_err()
    };
    assert!(matches!(read("one.key", "other.crt"), SealError::Mismatch));
    assert!(matches!(read("one.crt", "one.crt"), SealError::Key));
    assert!(matches!(read("one.key", "one.key"), SealError::Certificate));
    assert!(matches!(read("secret.key", "secret.crt"), SealError::Usage));
    authority.openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out weak.key");
    assert!(matches!(read("weak.key", "one.crt"), SealError::Key));
}

#[test]
fn one_changed_octet_is_noticed() {
    let mut bad = SEALED.clone();
    let found = bad.windows(6).position(|octets| octets == b"/Title").unwrap();
    bad[found + 1] = b'S';
    let said = run("pdfsig", &bad);
    assert!(said.contains("Digest Mismatch") && !said.contains("Signature is Valid"), "{said}");
    let found = verify(&bad).unwrap().remove(0);
    assert!(!found.digest && found.signature.is_ok() && !found.is_right(), "{found:?}");
}

#[test]
fn what_is_added_later_is_not_covered() {
    let longer = [SEALED.as_slice(), b"\n% more\n"].concat();
    let found = verify(&longer).unwrap();
    assert_eq!(found.len(), 1);
    assert!(found.iter().all(|found| !found.whole && found.octets == SEALED.len()));
}

#[test]
fn a_time_stamp_is_embedded_and_checked() {
    let authority = Authority::new();
    authority.issue("tsa", "stamping", P256);
    let trusted = Authorities::from_pem(&authority.text("root.crt")).unwrap();
    let sealed = demo().put(&PAPER, &mark(None), |value| {
        let request = Request::new(value, Algorithm::Sha256, [7; 16]).unwrap();
        let response = authority.answer(request.der(), "tsa");
        Some(request.answer(&response, &trusted).unwrap().token)
    });
    let sealed = sealed.unwrap();
    is_sound(&sealed, 1);
    let found = verify(&sealed).unwrap().remove(0);
    assert_eq!(found.stamp(&trusted).unwrap().unwrap().authority, "CN=tsa");
    assert!(found.stamp(&Authorities::default()).unwrap().is_err());
}

#[test]
fn what_is_no_paper_is_refused() {
    for garbage in [b"".as_slice(), b"%PDF-1.7\n", b"garbage", &PAPER[..PAPER.len() / 2]] {
        assert!(demo().put(garbage, &mark(None), |_| None).is_err());
        assert!(verify(garbage).is_err());
    }
    let nowhere = Some(Place { page: 99, middle: (0.0, 0.0) });
    assert!(demo().put(&PAPER, &mark(nowhere), |_| None).is_err());
    let long = demo().put(&PAPER, &mark(None), |_| Some(vec![0; 100_000]));
    assert!(long.is_err());
}

#[test]
fn a_seal_needs_a_font_with_its_characters() {
    let song = fs::read(SONG).unwrap();
    assert!(Look::ring(b"no font", COURT, "").is_err());
    assert!(Look::ring(&song, "\u{10ffff}", "").is_err());
    assert!(Look::ring(&song, "", "").is_ok());
}

/// Where the signature itself stands: all else is signed (ISO 32000-1 section 12.8.1).
static ROOM: LazyLock<std::ops::Range<usize>> = LazyLock::new(|| {
    let start = SEALED.windows(4).rposition(|octets| octets == b"<308").unwrap();
    let length = SEALED[start..].iter().position(|octet| *octet == b'>').unwrap();
    start..start + length + 1
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    /// Whatever is changed: no panic, and no seal that is right over other octets.
    #[test]
    fn damage_is_refused_or_noticed(changes in prop::collection::vec((any::<Index>(), any::<u8>(), 0..3), 1..4)) {
        let mut bad = SEALED.clone();
        for (at, octet, how) in changes {
            let at = at.index(bad.len());
            match how {
                0 => bad[at] = octet,
                1 => drop(bad.remove(at)),
                _ => bad.insert(at, octet),
            }
        }
        let _ = demo_once().put(&bad, &mark(None), |_| None);
        for found in verify(&bad).unwrap_or_default() {
            let room = ROOM.clone();
            let same = || {
                bad[..room.start] == SEALED[..room.start]
                    && bad.get(room.end..found.octets) == Some(&SEALED[room.end..])
            };
            prop_assert!(!found.is_right() || same());
        }
    }
}

fn demo_once() -> &'static Seal {
    static SEAL: LazyLock<Seal> = LazyLock::new(demo);
    &SEAL
}
