use crate::{
    testing::{Log, keys, public, statements},
    *,
};

#[test]
fn a_log_that_only_grew_is_believed() {
    let log = Log::of(40);
    for (old, new) in [(0, 0), (0, 40), (1, 40), (17, 17), (17, 18), (32, 40)] {
        let proof = log.consistency(old, new);
        assert_eq!(compare(&log.checkpoint(old), &log.checkpoint(new), &proof), Ok(()));
    }
}

#[test]
fn a_rewound_log_is_found_out() {
    let log = Log::of(40);
    let seen = log.checkpoint(40);
    assert_eq!(compare(&seen, &log.checkpoint(39), &[]), Err(Broken::Rewound));
    // Rewound and grown again, with other entries: of the same size, and larger.
    let mut other = Log::of(39);
    other.append(&statements()[0]);
    assert_eq!(compare(&seen, &other.checkpoint(40), &[]), Err(Broken::Forked));
    other.append(&statements()[1]);
    for proof in [other.consistency(40, 41), log.consistency(39, 40), vec![]] {
        assert_eq!(compare(&seen, &other.checkpoint(41), &proof), Err(Broken::Inconsistent));
    }
}

#[test]
fn a_forked_log_is_found_out_whoever_is_shown_which_branch() {
    let (mut left, mut right) = (Log::of(30), Log::of(30));
    left.append(&statements()[2]);
    right.append(&statements()[3]);
    for n in 0..5 {
        left.append(&statements()[n]);
        right.append(&statements()[n]);
    }
    for old in 31..=36 {
        for new in old..=36 {
            let (seen, told) = (left.checkpoint(old), right.checkpoint(new));
            let broken = if old == new { Broken::Forked } else { Broken::Inconsistent };
            for proof in [left.consistency(old, new), right.consistency(old, new)] {
                assert_eq!(compare(&seen, &told, &proof), Err(broken));
            }
        }
    }
    // Before the fork both are the same log.
    let proof = right.consistency(30, 36);
    assert_eq!(compare(&left.checkpoint(30), &right.checkpoint(36), &proof), Ok(()));
}

#[test]
fn two_logs_are_not_compared() {
    let log = Log::of(4);
    let other = Checkpoint { origin: "another".into(), ..log.checkpoint(4) };
    assert_eq!(compare(&log.checkpoint(4), &other, &[]), Err(Broken::OtherLog));
}

/// C2SP tlog-checkpoint, C2SP signed-note.
#[test]
fn a_checkpoint_reads_as_the_specification_says() {
    let log = Log::of(9);
    let signed = log.signed(9);
    let lines: Vec<_> = signed.as_str().lines().collect();
    assert_eq!(lines[..2], [testing::ORIGIN, "9"]);
    assert_eq!((lines[2].len(), lines[3]), (44, ""));
    assert!(lines[4..].iter().all(|line| line.starts_with("— court.example/cunzheng ")));
    assert_eq!(signed.note.text(), log.checkpoint(9).text());
    for key in public(&keys()) {
        assert_eq!(signed.note.signed_by(&key), Some(Ok(())));
    }
    assert!(log.checkpoint(9).sign(&[]).is_err(), "nobody signs nothing");
    let other = SigningKey::ed25519("another", &[1; 32]).unwrap();
    assert!(log.checkpoint(9).sign(&[other]).is_err(), "the name is the origin");
}

/// Lines of keys that are not known are let pass, extension lines too.
#[test]
fn unknown_signatures_and_extensions_are_let_pass() {
    let log = Log::of(9);
    let more = format!("{}— witness.example/w1 jWbPPwAAAABkGFDLEZMHwSRa\n", log.signed(9).as_str());
    let signed = SignedCheckpoint::parse(&more).unwrap();
    assert_eq!(signed.note.signatures().len(), 3);
    let key = public(&keys()).remove(0);
    assert_eq!(signed.note.signed_by(&key), Some(Ok(())));
    let text = log.checkpoint(9).text();
    assert_eq!(Checkpoint::parse(&format!("{text}more\n")), Ok(log.checkpoint(9)));
    assert!(Checkpoint::parse(&format!("{text}\n")).is_err(), "but no empty ones");
}

#[test]
fn every_other_spelling_of_a_checkpoint_is_refused() {
    let log = Log::of(9);
    let good = log.signed(9).as_str().to_owned();
    let root = good.lines().nth(2).unwrap();
    for bad in [
        good.replacen("\n9\n", "\n09\n", 1),
        good.replacen("\n9\n", "\n+9\n", 1),
        good.replacen("\n9\n", "\n-9\n", 1),
        good.replacen("\n9\n", "\n9007199254740992\n", 1),
        good.replacen("\n9\n", "\n0\n", 1),
        good.replacen("court.example", "court example", 1),
        good.replacen(root, &root[..43], 1),
        good.replacen(root, &root[4..], 1),
        good.replacen('\n', "\r\n", 1),
        good.replacen("— ", "- ", 1),
        good.replacen("— ", "—  ", 1),
        good.trim_end().to_owned(),
        format!("{good}\n"),
        format!("\n{good}"),
        format!("{good}{}\n", good.lines().last().unwrap()),
        good.replace("\n\n", "\n"),
        good.lines().take(4).collect::<Vec<_>>().join("\n") + "\n",
    ] {
        assert!(SignedCheckpoint::parse(&bad).is_err(), "{bad}");
    }
}

/// Every octet counts, of text and signatures.
#[test]
fn a_checkpoint_with_one_octet_changed_is_not_signed() {
    let good = Log::of(9).signed(9).as_str().to_owned().into_bytes();
    let keys = public(&keys());
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            let text = String::from_utf8(bad);
            let Some(signed) = text.ok().and_then(|t| SignedCheckpoint::parse(&t).ok()) else {
                continue;
            };
            // One of the signatures may be untouched; then what it signs is, too.
            let both = keys.iter().all(|key| signed.note.signed_by(key) == Some(Ok(())));
            assert!(!both, "octet {at} bit {bit}");
            if keys.iter().any(|key| signed.note.signed_by(key) == Some(Ok(()))) {
                assert_eq!(signed.checkpoint, Log::of(9).checkpoint(9));
            }
        }
    }
}
