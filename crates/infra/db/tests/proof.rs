//! The log on both databases: nothing is lost or doubled, everything is proven, whatever is changed is seen.
#![cfg(test)]
use chain::{FileDigest, Hash, Moment, Statement, Trust, Verdict, compare, tree::Resource};
use chrono::{DateTime, Duration, Utc};
use db::{
    Db,
    proof::{self, Answer, AuditError, LogError, LogKeys, Sequencer, Subject, serve},
    testing::{on_empty_sqlite, test_vault},
};
use kernel::id::{CaseId, MaterialId};
use sea_orm::ConnectionTrait;

fn keys() -> LogKeys {
    LogKeys::new("court.example/cunzheng", &[3; 32], &[4; 32]).unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-09-01T01:02:03.000004Z".parse().unwrap()
}

fn accepted(content: &str) -> Statement {
    let FileDigest { sha256, sm3, size } = FileDigest::of(content.as_bytes());
    let media_type = "text/plain".to_owned();
    Statement::FileAccepted { sha256, sm3, size, media_type, received_at: Moment::new(now()) }
}

async fn commit(db: &Db, subject: Subject, statement: &Statement) {
    let tx = db.begin().await.unwrap();
    proof::commit(&tx, &test_vault(), now(), subject, statement).await.unwrap();
    tx.commit().await.unwrap();
}

async fn commit_many(db: &Db, n: usize) -> Vec<MaterialId> {
    let mut made = Vec::new();
    for i in 0..n {
        let id = MaterialId::new();
        commit(db, Subject::Material(id), &accepted(&format!("文件{i}"))).await;
        made.push(id);
    }
    made
}

async fn receipt(db: &Db, id: MaterialId) -> Answer {
    let subject = Subject::Material(id);
    proof::receipt(db.read(), &test_vault(), &keys(), subject).await.unwrap()
}

db::on_each_db!(what_was_committed_to_is_proven_by_its_receipt => async |db: Db| {
    let log = Sequencer::new(db.clone(), keys());
    let ids = commit_many(&db, 7).await;
    assert!(matches!(receipt(&db, ids[3]).await, Answer::NotYet));
    assert!(matches!(receipt(&db, MaterialId::new()).await, Answer::Unknown));
    log.settle(now()).await.unwrap().unwrap();
    let Answer::Receipt(first) = receipt(&db, ids[3]).await else { panic!("no receipt") };
    let text = first.text().unwrap();
    let trust = keys().public();
    let file = FileDigest::of("文件3".as_bytes());
    let report = chain::verify(text.as_bytes(), Some(&file), &Trust { keys: &trust, stamp: None });
    assert_eq!(report.verdict(), Verdict::Valid, "{report:?}");
    let other = FileDigest::of("文件4".as_bytes());
    let report = chain::verify(text.as_bytes(), Some(&other), &Trust { keys: &trust, stamp: None });
    assert_eq!(report.verdict(), Verdict::Refused);

    // The log goes on; the receipt stays what it was, and can be proven until now.
    commit_many(&db, 300).await;
    log.settle(now() + Duration::minutes(2)).await.unwrap();
    let Answer::Receipt(again) = receipt(&db, ids[3]).await else { panic!("no receipt") };
    assert_eq!(again.text().unwrap(), text);
    let until_now = receipt(&db, ids[3]).await.until_now(db.read()).await.unwrap();
    let Answer::Receipt(long) = until_now else { panic!("no receipt") };
    assert_eq!(long.later.as_ref().unwrap().checkpoint.checkpoint.size, 307);
    let report = chain::verify(
        long.text().unwrap().as_bytes(), Some(&file), &Trust { keys: &trust, stamp: None });
    assert_eq!(report.verdict(), Verdict::Valid, "{report:?}");
});

db::on_each_db!(each_subject_is_committed_to_once_and_a_rollback_leaves_nothing => async |db: Db| {
    let log = Sequencer::new(db.clone(), keys());
    let subject = Subject::Docket(CaseId::new(), 1);
    let statement = |hash| Statement::DocketEntry { case: "c".into(), seq: 1, hash };
    let tx = db.begin().await.unwrap();
    proof::commit(&tx, &test_vault(), now(), subject, &statement(Hash([1; 32]))).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(log.append().await.unwrap(), 0);
    for hash in [2, 3] {
        commit(&db, subject, &statement(Hash([hash; 32]))).await;
    }
    assert_eq!(log.append().await.unwrap(), 1);
    log.settle(now()).await.unwrap();
    let answer = proof::receipt(db.read(), &test_vault(), &keys(), subject).await.unwrap();
    let Answer::Receipt(receipt) = answer else { panic!("no receipt") };
    assert_eq!(receipt.statement["hash"], "02".repeat(32), "the first stands");
});

db::on_each_db!(many_sequencers_number_without_gaps => async |db: Db| {
    let log = Sequencer::new(db.clone(), keys());
    commit_many(&db, 60).await;
    let (a, b, c, d) = tokio::join!(log.append(), log.append(), log.append(), log.append());
    let sum: usize = [a, b, c, d].into_iter().map(Result::unwrap).sum();
    assert_eq!(sum, 60);
    log.settle(now()).await.unwrap();
    let found = proof::audit(db.read(), &test_vault(), &keys()).await.unwrap();
    assert_eq!((found.leaves, found.checkpoints, found.waiting), (60, 1, 0));
});

db::on_each_db!(checkpoints_come_once_a_minute_and_agree_with_each_other => async |db: Db| {
    let log = Sequencer::new(db.clone(), keys());
    let every = proof::CHECKPOINT_EVERY;
    assert!(log.checkpoint(now(), every).await.unwrap().is_none(), "an empty log is not signed");
    commit_many(&db, 3).await;
    log.append().await.unwrap();
    let one = log.checkpoint(now(), every).await.unwrap().unwrap();
    commit_many(&db, 400).await;
    while log.append().await.unwrap() > 0 {}
    let soon = log.checkpoint(now() + Duration::seconds(59), every).await.unwrap().unwrap();
    assert_eq!(soon.as_str(), one.as_str());
    let two = log.checkpoint(now() + Duration::seconds(60), every).await.unwrap().unwrap();
    assert_eq!(two.checkpoint.size, 403);
    let proof = serve::consistency(db.read(), 3, 403).await.unwrap().unwrap();
    compare(&one.checkpoint, &two.checkpoint, &proof).unwrap();
    assert!(serve::consistency(db.read(), 3, 404).await.unwrap().is_none());
});

db::on_each_db!(strangers_read_tiles_and_entries_and_rebuild_the_root => async |db: Db| {
    let log = Sequencer::new(db.clone(), keys());
    commit_many(&db, 260).await;
    let note = log.settle(now()).await.unwrap().unwrap();
    let at = |path: &str| Resource::parse(path).unwrap();
    let mut edge = chain::tree::Edge::default();
    for path in ["tile/entries/000", "tile/entries/001.p/4"] {
        let octets = serve::resource(db.read(), at(path)).await.unwrap().unwrap();
        let entries = chain::tree::bundle::decode(&octets).unwrap();
        let hashes: Vec<_> = entries.iter().map(|entry| Hash::leaf(entry)).collect();
        let tile = path.replace("entries", "0");
        let stored = serve::resource(db.read(), at(&tile)).await.unwrap().unwrap();
        assert_eq!(stored, hashes.iter().flat_map(|h| h.0).collect::<Vec<_>>());
        edge.append(hashes).unwrap();
        for entry in entries {
            let text = String::from_utf8(entry.to_vec()).unwrap();
            assert!(!text.contains("文件") && !text.contains("text/plain"), "{text}");
        }
    }
    assert_eq!(edge.root(), note.checkpoint.root);
    for path in ["tile/entries/002", "tile/0/001", "tile/1/000.p/2", "tile/0/001.p/5"] {
        assert!(serve::resource(db.read(), at(path)).await.unwrap().is_none(), "{path}");
    }
});

db::on_each_db!(another_key_file_does_not_go_on_with_this_log => async |db: Db| {
    commit_many(&db, 1).await;
    Sequencer::new(db.clone(), keys()).append().await.unwrap();
    commit_many(&db, 1).await;
    let other = LogKeys::new("other.example/cunzheng", &[5; 32], &[6; 32]).unwrap();
    let error = Sequencer::new(db.clone(), other).append().await.unwrap_err();
    assert!(matches!(error, LogError::OtherLog { .. }), "{error}");
});

db::on_each_db!(leaves_commitments_and_checkpoints_cannot_be_changed => async |db: Db| {
    let log = Sequencer::new(db.clone(), keys());
    commit_many(&db, 2).await;
    log.settle(now()).await.unwrap();
    for table in ["proof_leaf", "proof_commitment", "proof_checkpoint"] {
        let tx = db.begin().await.unwrap();
        assert!(tx.execute_unprepared(&format!("DELETE FROM {table}")).await.is_err(), "{table}");
        tx.rollback().await.unwrap();
    }
});

// The database's owner drops the triggers and changes something: the audit, or the next signature, sees it.
db::on_each_db!(whoever_gets_past_the_triggers_is_seen => async |db: Db| {
    let log = Sequencer::new(db.clone(), keys());
    commit_many(&db, 300).await;
    log.settle(now()).await.unwrap();
    let vault = test_vault();
    let sqlite = db.url_kind() == db::UrlKind::Sqlite;
    for (table, change) in [
        ("proof_leaf", "UPDATE proof_leaf SET leaf = replace(leaf, 'file_accepted', 'docket_entry') WHERE position = 17"),
        ("proof_leaf", "DELETE FROM proof_leaf WHERE position = 299"),
        ("proof_checkpoint", "UPDATE proof_checkpoint SET note = replace(note, '300', '299')"),
        ("proof_tile", "UPDATE proof_tile SET hashes = replace(hashes, 'a', 'b') WHERE level = 0 AND place = 0"),
        ("proof_head", "UPDATE proof_head SET size = 299"),
        ("proof_commitment", "UPDATE proof_commitment SET opening = 'v1.k1.AAAA' WHERE subject LIKE 'material/%'"),
    ] {
        let tx = db.begin().await.unwrap();
        let drop = if sqlite {
            format!("DROP TRIGGER IF EXISTS {table}_no_update; DROP TRIGGER IF EXISTS {table}_no_delete")
        } else {
            format!("DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
        };
        tx.execute_unprepared(&drop).await.unwrap();
        tx.execute_unprepared(change).await.unwrap();
        let seen = proof::audit(&tx, &vault, &keys()).await;
        assert!(matches!(seen, Err(AuditError::Wrong(_) | AuditError::Db(_))), "{change}: {seen:?}");
        tx.rollback().await.unwrap();
    }
    assert_eq!(proof::audit(db.read(), &vault, &keys()).await.unwrap().leaves, 300);
});

#[tokio::test]
async fn a_head_that_lies_is_not_signed() {
    on_empty_sqlite(async |db: Db| {
        db.migrate().await.unwrap();
        let log = Sequencer::new(db.clone(), keys());
        commit_many(&db, 3).await;
        log.append().await.unwrap();
        let tx = db.begin().await.unwrap();
        tx.execute_unprepared("UPDATE proof_head SET size = 2").await.unwrap();
        tx.commit().await.unwrap();
        let error = log.checkpoint(now(), Duration::zero()).await.unwrap_err();
        assert!(matches!(error, LogError::Broken(_)), "{error}");
    })
    .await;
}

db::on_each_db!(a_stamp_goes_with_the_receipts_under_its_checkpoint => async |db: Db| {
    let log = Sequencer::new(db.clone(), keys());
    let early = commit_many(&db, 2).await;
    log.settle(now()).await.unwrap();
    let late = commit_many(&db, 2).await;
    log.settle(now()).await.unwrap();
    let wanted = proof::unstamped(db.read()).await.unwrap().unwrap();
    let tx = db.begin().await.unwrap();
    proof::record_stamp(&tx, &wanted, b"token", ("CN=tsa", now())).await.unwrap();
    tx.commit().await.unwrap();
    assert!(proof::unstamped(db.read()).await.unwrap().is_none());
    for id in [early[0], late[1]] {
        let Answer::Receipt(receipt) = receipt(&db, id).await else { panic!("no receipt") };
        assert_eq!(receipt.checkpoint.checkpoint.size, 4);
        assert_eq!(receipt.stamp.as_deref(), Some(b"token".as_slice()));
    }
});
