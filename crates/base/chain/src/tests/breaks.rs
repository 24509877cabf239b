//! Whatever comes in, nothing stops and nothing is believed. `make bench` tries a million.

use crate::{
    testing::{FILE, Log, keys, public},
    *,
};
use proptest::prelude::*;
use std::sync::LazyLock;

static GOOD: LazyLock<Receipt> = LazyLock::new(|| {
    let log = Log::of(11);
    let mut receipt = log.receipt(5, 9);
    receipt.later = Some(log.later(9, 11));
    receipt.stamp = Some(vec![0x30, 0x03, 1, 2, 3]);
    receipt
});
static TEXT: LazyLock<String> = LazyLock::new(|| GOOD.text().unwrap());
static KEYS: LazyLock<Vec<VerifyingKey>> = LazyLock::new(|| public(&keys()));

/// Up to four changes of an octet, a cut or an insertion each.
fn spoilt(good: &'static [u8]) -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0..3);
    prop::collection::vec(change, 1..4).prop_map(move |changes| {
        let mut bad = good.to_vec();
        for (at, octet, how) in changes {
            let at = at.index(bad.len());
            match how {
                0 => bad[at] = octet,
                1 => drop(bad.remove(at)),
                _ => bad.insert(at, octet),
            }
        }
        bad
    })
}

proptest! {
    #[test]
    fn breaks_no_receipt(bad in spoilt(TEXT.as_bytes())) {
        let digest = FileDigest::of(FILE);
        let report = verify(&bad, Some(&digest), &Trust { keys: &KEYS, stamp: None });
        if report.verdict() == Verdict::Valid {
            // Only the stamp, which nobody looked at here, may differ; and blanks after the end.
            let mut receipt = Receipt::parse(&bad).unwrap();
            receipt.stamp.clone_from(&GOOD.stamp);
            prop_assert_eq!(&receipt, &*GOOD);
        }
    }

    #[test]
    fn breaks_no_receipt_of_anything(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let report = verify(&bytes, None, &Trust { keys: &KEYS, stamp: None });
        prop_assert_eq!(report.verdict(), Verdict::Refused);
    }

    #[test]
    fn breaks_no_checkpoint(bad in spoilt(GOOD.checkpoint.as_str().as_bytes())) {
        if let Ok(signed) = SignedCheckpoint::parse(&String::from_utf8_lossy(&bad)) {
            let signed_by = |key: &VerifyingKey| signed.note.signed_by(key) == Some(Ok(()));
            if KEYS.iter().any(signed_by) {
                prop_assert_eq!(&signed.checkpoint, &GOOD.checkpoint.checkpoint);
            }
        }
    }

    #[test]
    fn breaks_no_note(text in "[a\n— +/=Az9]{0,60}\n\n— [a ]{1,4}[A-Za-z0-9+/=]{0,16}\n") {
        if let Ok(note) = Note::parse(&text) {
            prop_assert_eq!(crate::note::write(note.text(), note.signatures()), text);
        }
    }

    #[test]
    fn breaks_no_checkpoint_text(text in "[a-z.]{0,3}\n[0-9+-]{0,17}\n[A-Za-z0-9+/]{42,44}=?\n[a\n]{0,3}") {
        if let Ok(checkpoint) = Checkpoint::parse(&text) {
            prop_assert!(text.starts_with(&checkpoint.text()));
        }
    }

    #[test]
    fn breaks_no_key(text in "[a+ ]{0,3}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{0,50}={0,2}") {
        if let Ok(key) = text.parse::<VerifyingKey>() {
            prop_assert_eq!(key.to_string(), text);
        }
    }

    #[test]
    fn breaks_no_leaf(bad in spoilt(br#"{"at":"2026-09-01T01:00:00.000004Z","commitment":"0011223344556677889900112233445566778899001122334455667788990011","kind":"file_accepted","v":1}"#)) {
        let text = String::from_utf8_lossy(&bad);
        if let Ok(leaf) = Leaf::parse(&text) {
            prop_assert_eq!(leaf.text(), text);
        }
    }

    #[test]
    fn breaks_no_moment(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z?") {
        if let Ok(moment) = text.parse::<Moment>() {
            prop_assert_eq!(moment.to_string(), text);
        }
    }
}
