use crate::{
    testing::{FILE, Log, keys, public, statements},
    *,
};

fn codes(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(Finding::code).collect()
}

/// The report with the keys trusted.
fn check(receipt: &Receipt, file: Option<&[u8]>) -> Report {
    let document = receipt.text().unwrap();
    let digest = file.map(FileDigest::of);
    let keys = public(&keys());
    verify(document.as_bytes(), digest.as_ref(), &Trust { keys: &keys, stamp: None })
}

#[test]
fn each_kind_of_statement_is_proven() {
    let log = Log::of(23);
    let files =
        ["file-matches", "file-listed", "file-is-document", "file-is-document", "file-not-stated"];
    for (index, file) in files.into_iter().enumerate() {
        let given = (index < 4).then_some(FILE);
        let report = check(&log.receipt(index, 23), given);
        let rest = ["commitment-opens", "inclusion-proven", "signature-valid", "signature-valid"];
        let all = [&["format-read", file], &rest[..], &["stamp-absent"]].concat();
        assert_eq!((report.verdict(), codes(&report)), (Verdict::Valid, all));
    }
}

#[test]
fn the_report_is_read_by_people() {
    let report = check(&Log::of(5).receipt(1, 5), Some(FILE));
    let text: Vec<_> = report.findings.iter().map(ToString::to_string).collect();
    assert_eq!(text[0], "凭证格式正确。");
    assert_eq!(text[1], "文件是本次提交的第2份材料，共3份（SHA-256一致）。");
    assert_eq!(
        text[2],
        "日志记录与凭证所载内容相符：法院（gd-guangzhou-tianhe）于2026年9月1日 09:00:01（北京时间）收到立案申请，\
         登记编码LA20260901000001，第1次提交，材料3份。"
    );
    assert_eq!(text[3], "该记录在日志court.example/cunzheng中，序号1（从0起），当时共5条。");
    assert!(text[4].starts_with("检查点由court.example/cunzheng的Ed25519密钥签名，签名有效；"));
    assert!(text[5].starts_with("检查点由court.example/cunzheng的SM2密钥签名，签名有效；"));
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["verdict"], "valid");
    assert_eq!(json["checks"][6]["outcome"], "not-checked");
    assert_eq!(json["checks"][6]["check"], "stamp");
}

#[test]
fn the_wrong_file_is_named_as_such() {
    let log = Log::of(5);
    for (index, code) in
        ["file-differs", "file-not-listed", "file-differs", "file-differs"].into_iter().enumerate()
    {
        let report = check(&log.receipt(index, 5), Some(b"another"));
        assert_eq!(report.findings[1].code(), code);
        assert_eq!(report.verdict(), Verdict::Refused);
        let report = check(&log.receipt(index, 5), None);
        assert_eq!(report.findings[1].code(), "file-not-given");
        assert_eq!(report.verdict(), Verdict::Incomplete);
    }
    let report = check(&log.receipt(0, 5), Some(b"another"));
    assert_eq!(report.findings[1].to_string(), "文件与凭证所载不一致：大小、SHA-256、SM3不同。");
    let report = check(&log.receipt(4, 5), Some(FILE));
    assert_eq!(report.findings[1].code(), "file-unrelated");
    assert_eq!(report.verdict(), Verdict::Refused);
}

#[test]
fn each_untruth_fails_its_own_check() {
    let log = Log::of(9);
    let good = log.receipt(0, 9);
    let failed = |receipt: &Receipt| {
        let report = check(receipt, Some(FILE));
        assert_eq!(report.verdict(), Verdict::Refused);
        let failed = report.findings.iter().filter(|f| f.outcome() == Outcome::Failed);
        failed.map(Finding::code).collect::<Vec<_>>()
    };
    let mut bad = good.clone();
    bad.statement["media_type"] = "text/html".into();
    assert_eq!(failed(&bad), ["commitment-differs"]);

    let mut bad = good.clone();
    bad.salt.0[31] ^= 1;
    assert_eq!(failed(&bad), ["commitment-differs"]);

    let mut bad = good.clone();
    bad.statement = log.openings[2].statement.clone();
    assert_eq!(failed(&bad), ["commitment-kind-differs"]);

    // Another statement of one's own with its own entry, which is not in the log.
    let other = Opening::new(Salt([1; 32]), &statements()[0]).unwrap();
    let mut bad = good.clone();
    (bad.leaf, bad.salt) = (other.leaf(good.leaf.at).unwrap(), other.salt);
    assert_eq!(failed(&bad), ["inclusion-wrong"]);

    let mut bad = good.clone();
    bad.index = 1;
    assert_eq!(failed(&bad), ["inclusion-wrong"]);
    bad.index = 9;
    assert_eq!(failed(&bad), ["inclusion-outside"]);

    let mut bad = good.clone();
    bad.path.swap(0, 1);
    assert_eq!(failed(&bad), ["inclusion-wrong"]);

    // A checkpoint of another log, signed by others under the court's name.
    let stranger = [SigningKey::ed25519(testing::ORIGIN, &[66; 32]).unwrap()];
    let mut bad = good.clone();
    bad.checkpoint = log.checkpoint(9).sign(&stranger).unwrap();
    assert_eq!(failed(&bad), ["signature-missing", "signature-missing", "signature-none"]);
    bad.keys = public(&stranger);
    assert_eq!(failed(&bad), ["signature-none"]);

    // The court's signatures under another size.
    let mut bad = good.clone();
    let text = good.checkpoint.as_str().replacen("\n9\n", "\n8\n", 1);
    bad.checkpoint = SignedCheckpoint::parse(&text).unwrap();
    assert_eq!(
        failed(&bad),
        ["inclusion-wrong", "signature-wrong", "signature-wrong", "signature-none"]
    );
}

#[test]
fn one_signature_suffices_but_a_wrong_one_refuses() {
    let log = Log::of(9);
    let mut receipt = log.receipt(0, 9);
    receipt.checkpoint = log.checkpoint(9).sign(&keys()[..1]).unwrap();
    let report = check(&receipt, Some(FILE));
    assert_eq!(report.verdict(), Verdict::Refused, "the receipt names both keys");
    assert_eq!(codes(&report)[4..6], ["signature-valid", "signature-missing"]);
    receipt.keys.truncate(1);
    let report = check(&receipt, Some(FILE));
    assert_eq!(report.verdict(), Verdict::Valid);
    assert_eq!(codes(&report)[4..6], ["signature-valid", "signature-absent"]);

    // The Ed25519 line is right, the line of the SM2 key is from another checkpoint.
    let lines: Vec<_> = log.signed(9).as_str().lines().map(str::to_owned).collect();
    let other: Vec<_> = log.signed(8).as_str().lines().map(str::to_owned).collect();
    let text = [&lines[..5], &other[5..6]].concat().join("\n") + "\n";
    receipt.checkpoint = SignedCheckpoint::parse(&text).unwrap();
    let report = check(&receipt, Some(FILE));
    assert_eq!(report.verdict(), Verdict::Refused);
    assert_eq!(codes(&report)[4..6], ["signature-valid", "signature-wrong"]);
}

/// A verifier that trusts one of the court's keys hears of the other, but does not rest on it.
#[test]
fn keys_that_are_not_trusted_are_told_apart() {
    let receipt = Log::of(9).receipt(0, 9);
    let (document, digest) = (receipt.text().unwrap(), FileDigest::of(FILE));
    let keys = public(&keys()[1..]);
    let trust = Trust { keys: &keys, stamp: None };
    let report = verify(document.as_bytes(), Some(&digest), &trust);
    assert_eq!(report.verdict(), Verdict::Valid);
    assert_eq!(codes(&report)[4..6], ["signature-valid", "signature-self"]);
    let stranger = [SigningKey::sm2("another.example", &[66; 32]).unwrap()];
    let keys = public(&stranger);
    let trust = Trust { keys: &keys, stamp: None };
    let report = verify(document.as_bytes(), Some(&digest), &trust);
    assert_eq!(report.verdict(), Verdict::Refused);
    assert_eq!(codes(&report)[4..7], ["signature-self", "signature-self", "signature-none"]);
}

/// Whoever brings his own keys proves nothing about the court.
#[test]
fn without_trusted_keys_nothing_is_called_valid() {
    let receipt = Log::of(9).receipt(0, 9);
    let digest = FileDigest::of(FILE);
    let document = receipt.text().unwrap();
    let report = verify(document.as_bytes(), Some(&digest), &Trust::default());
    assert_eq!(report.verdict(), Verdict::Incomplete);
    assert_eq!(codes(&report)[4..6], ["signature-self", "signature-self"]);
    let mut bare = receipt;
    bare.keys.clear();
    let document = bare.text().unwrap();
    let report = verify(document.as_bytes(), Some(&digest), &Trust::default());
    assert_eq!(report.verdict(), Verdict::Refused);
    assert_eq!(codes(&report)[4], "signature-none");
}

/// Every octet counts: with any other in its place the receipt is refused.
#[test]
fn a_receipt_with_one_octet_changed_is_refused() {
    let log = Log::of(11);
    let mut receipt = log.receipt(6, 9);
    receipt.later = Some(log.later(9, 11));
    let document = receipt.text().unwrap().into_bytes();
    let (digest, keys) = (FileDigest::of(FILE), public(&keys()));
    let trust = Trust { keys: &keys, stamp: None };
    let report = verify(&document, Some(&digest), &trust);
    assert_eq!(report.verdict(), Verdict::Valid);
    assert_eq!(codes(&report)[6..], ["later-consistent", "stamp-absent"]);
    for at in 0..document.len() {
        for flip in [1, 0x20, 0x80] {
            let mut bad = document.clone();
            bad[at] ^= flip;
            let report = verify(&bad, Some(&digest), &trust);
            assert_eq!(report.verdict(), Verdict::Refused, "octet {at} flipped by {flip}");
        }
        let mut bad = document.clone();
        bad.remove(at);
        assert_eq!(verify(&bad, Some(&digest), &trust).verdict(), Verdict::Refused, "{at} cut");
    }
    for (end, verdict) in
        [("\n", Verdict::Valid), ("\r\n", Verdict::Valid), ("x", Verdict::Refused)]
    {
        let longer = [&document, end.as_bytes()].concat();
        assert_eq!(verify(&longer, Some(&digest), &trust).verdict(), verdict);
    }
}

#[test]
fn a_later_checkpoint_is_checked_as_the_first() {
    let log = Log::of(20);
    let mut receipt = log.receipt(3, 9);
    let later = |receipt: &Receipt| {
        let report = check(receipt, Some(FILE));
        let finding = report.findings.iter().find(|f| f.check() == "later").unwrap();
        (finding.code(), finding.to_string())
    };
    receipt.later = Some(log.later(9, 20));
    let words = "后来的检查点共20条，完整保留了此前的9条。";
    assert_eq!(later(&receipt), ("later-consistent", words.to_owned()));
    let stranger = [SigningKey::sm2(testing::ORIGIN, &[66; 32]).unwrap()];
    let checkpoint = log.checkpoint(20).sign(&stranger).unwrap();
    receipt.later = Some(Later { checkpoint, consistency: log.consistency(9, 20) });
    assert_eq!(later(&receipt).0, "later-unsigned");
    receipt.later = Some(Later { checkpoint: log.signed(8), consistency: vec![] });
    assert_eq!(later(&receipt).1, "日志被回退：条目比此前少。");
    receipt.later = Some(Later { checkpoint: log.signed(20), consistency: vec![] });
    assert_eq!(later(&receipt).0, "later-broken");
}

#[test]
fn a_stamp_is_passed_to_whoever_can_check_it() {
    let mut receipt = Log::of(9).receipt(0, 9);
    receipt.stamp = Some(b"token".to_vec());
    let (digest, keys) = (FileDigest::of(FILE), public(&keys()));
    let document = receipt.text().unwrap();
    let run = |stamp: Option<StampCheck<'_>>| {
        let report = verify(document.as_bytes(), Some(&digest), &Trust { keys: &keys, stamp });
        (report.verdict(), report.findings.last().unwrap().to_string())
    };
    let (verdict, text) = run(None);
    assert_eq!((verdict, text.starts_with("凭证附有时间戳，未核对")), (Verdict::Valid, true));
    let expected = receipt.checkpoint.as_str().as_bytes().to_vec();
    let (verdict, text) = run(Some(&|token, message| {
        assert_eq!((token, message), (&b"token"[..], &expected[..]));
        Ok(Stamped { at: testing::moment(0), authority: "某时间戳机构".into() })
    }));
    assert_eq!(verdict, Verdict::Valid);
    assert_eq!(
        text,
        "时间戳有效：某时间戳机构证明检查点在2026年9月1日 09:00:00（北京时间）已经存在。"
    );
    let (verdict, text) = run(Some(&|_, _| Err("签名不符".into())));
    assert_eq!((verdict, &*text), (Verdict::Refused, "时间戳无效：签名不符。"));
}

/// Later versions may know more kinds; this one checks all but the file.
#[test]
fn a_kind_from_the_future_is_proven_but_its_file_is_not_judged() {
    let statement = serde_json::json!({"kind": "hearing_recorded", "sha256": "…", "parts": [1, 2]});
    let opening = Opening { salt: Salt([3; 32]), statement };
    let leaf = opening.leaf(testing::moment(0)).unwrap();
    let (size, root) = (1, leaf.hash());
    let checkpoint = Checkpoint { origin: testing::ORIGIN.into(), size, root };
    let signed = checkpoint.sign(&keys()).unwrap();
    let receipt = Receipt::new(&opening, leaf.at, 0, vec![], signed, public(&keys())).unwrap();
    let report = check(&receipt, Some(FILE));
    assert_eq!(codes(&report)[1..4], ["file-unknown-kind", "commitment-opens", "inclusion-proven"]);
    assert_eq!(report.verdict(), Verdict::Incomplete);
}

#[test]
fn what_is_no_receipt_is_said_so() {
    let text = Log::of(3).receipt(0, 3).text().unwrap();
    let code = |document: &str| codes(&verify(document.as_bytes(), None, &Trust::default()));
    let newer = text.replace("dengwen-proof/1", "dengwen-proof/2");
    assert_eq!(code(&newer), ["format-version"]);
    for bad in [
        String::new(),
        "{}".into(),
        "[]".into(),
        text.replace(",\"path\"", ", \"path\""),
        text.replace("\"index\":0", "\"index\":0,\"index\":0"),
        text.replace("\"index\":0", "\"index\":-1"),
        text.replace("\"index\":0", "\"index\":0,\"indexes\":0"),
        text.replace("\"kind\":\"file_accepted\"", "\"kind\":\"File\""),
        text.replace("\"v\":1", "\"v\":2"),
        "x".repeat(MAX_RECEIPT + 1),
    ] {
        assert_eq!(code(&bad), ["format-refused"], "{bad:.200}");
    }
    assert_eq!(codes(&verify(b"\xff", None, &Trust::default())), ["format-refused"]);
}

#[test]
fn an_entry_shows_nothing_of_what_was_stated() {
    let opening = Opening::new(Salt([5; 32]), &statements()[0]).unwrap();
    let leaf = opening.leaf(testing::moment(0)).unwrap();
    let expected = format!(
        r#"{{"at":"2026-09-01T01:00:00.000004Z","commitment":"{}","kind":"file_accepted","v":1}}"#,
        opening.commitment().unwrap()
    );
    assert_eq!(leaf.text(), expected);
    assert_eq!(canonical::encode(&leaf), Ok(expected.clone()));
    assert_eq!(Leaf::parse(&expected), Ok(leaf));
    assert!(!expected.contains(&FileDigest::of(FILE).sha256.to_string()));
    // The same statement with another salt looks like another one.
    let other = Opening::new(Salt([6; 32]), &statements()[0]).unwrap();
    assert_ne!(other.commitment(), opening.commitment());
    assert_eq!(format!("{:?}", opening.salt), "Salt(…)");
}

/// Parts cannot be shifted from one field into the next.
#[test]
fn a_commitment_keeps_its_parts_apart() {
    let salt = Salt([0; 32]);
    assert_ne!(commit(salt, "ab", "c"), commit(salt, "a", "bc"));
    assert_ne!(commit(salt, "", "abc"), commit(salt, "abc", ""));
}

#[test]
fn statements_come_back_as_they_were_written() {
    for statement in statements() {
        let opening = Opening::new(Salt([0; 32]), &statement).unwrap();
        assert_eq!(Statement::read(&opening.statement), Ok(statement.clone()));
        assert_eq!(opening.kind().unwrap().as_str(), statement.kind());
        let mut more = opening.statement.clone();
        more["name"] = "张三".into();
        assert_eq!(Statement::read(&more), Err(NotAStatement));
    }
}
