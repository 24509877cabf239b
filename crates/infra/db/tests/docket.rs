//! The docket: gapless, chained, append-only, and any forgery is found.
#![cfg(test)]
use chrono::{DateTime, Duration, TimeZone, Utc};
use db::{
    Db,
    docket::{self, Docket, Reactor, Verdict},
    on_each_db,
};
use futures::future::join_all;
use kernel::{
    actor::Actor,
    docket::{DocketEntry, DocketEvent, IntakeEvent},
    id::{AccountId, CaseId, FilingId},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use std::sync::Arc;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 1, 1, 2, 3).unwrap() + Duration::nanoseconds(4_567)
}

fn event(title: &str) -> DocketEvent {
    DocketEvent::Intake(IntakeEvent::Withdrawn {
        filing: FilingId::new(),
        filer: AccountId::new(),
        title: title.to_owned(),
    })
}

async fn append(db: &Db, case: CaseId, title: &str) -> DocketEntry {
    let tx = db.begin().await.unwrap();
    let docket = Docket::default();
    let entry = docket.append(&tx, now(), case, &Actor::System, &event(title)).await.unwrap();
    tx.commit().await.unwrap();
    entry
}

async fn verdict(db: &Db, case: CaseId) -> Verdict {
    let tx = db.begin_read().await.unwrap();
    docket::verify(&tx, case).await.unwrap()
}

async fn run(db: &Db, sql: &str) -> Result<(), DbErr> {
    let tx = db.begin().await.unwrap();
    tx.execute_unprepared(sql).await?;
    tx.commit().await
}

async fn without_triggers(db: &Db) {
    for sql in [
        "DROP TRIGGER docket_entry_no_update",
        "DROP TRIGGER docket_entry_no_delete",
        "DROP TRIGGER docket_entry_append_only ON docket_entry",
    ] {
        let _ = run(db, sql).await;
    }
}

on_each_db!(gapless_and_chained_when_many_append_at_once => async |db: Db| {
    let (one, other) = (CaseId::new(), CaseId::new());
    let many = (0..32).map(|n| {
        let db = db.clone();
        tokio::spawn(async move {
            append(&db, if n % 4 == 0 { other } else { one }, "张三诉李四").await
        })
    });
    for appended in join_all(many).await {
        appended.unwrap();
    }
    let entries = docket::entries(db.read(), one, 0, 100).await.unwrap();
    let seqs: Vec<i64> = entries.iter().map(|e| e.seq).collect();
    assert_eq!(seqs, (1..=24).collect::<Vec<i64>>());
    assert_eq!(entries[0].previous, docket::START);
    for pair in entries.windows(2) {
        assert_eq!(pair[1].previous, pair[0].hash);
    }
    let last = entries.last().unwrap().hash.clone();
    assert_eq!(verdict(&db, one).await, Verdict::Sound { entries: 24, hash: last });
    let report = docket::verify_all(&db).await.unwrap();
    assert_eq!((report.cases, report.entries, report.is_sound()), (2, 32, true));
    assert_eq!(docket::entries(db.read(), one, 20, 2).await.unwrap(), entries[20..22]);
});

on_each_db!(what_fails_leaves_no_gap => async |db: Db| {
    let case = CaseId::new();
    append(&db, case, "一").await;
    let tx = db.begin().await.unwrap();
    let docket = Docket::default();
    let lost = docket.append(&tx, now(), case, &Actor::System, &event("二")).await.unwrap();
    assert_eq!(lost.seq, 2);
    tx.rollback().await.unwrap();
    assert_eq!(append(&db, case, "三").await.seq, 2);
    assert!(docket::verify_all(&db).await.unwrap().is_sound());
});

on_each_db!(what_was_appended_is_what_is_read => async |db: Db| {
    let case = CaseId::new();
    let appended = append(&db, case, "“张三”诉\n李四 𠮷").await;
    assert_eq!(docket::entries(db.read(), case, 0, 9).await.unwrap(), [appended]);
});

on_each_db!(changing_and_deleting_is_refused => async |db: Db| {
    append(&db, CaseId::new(), "张三诉李四").await;
    for sql in [
        "UPDATE docket_entry SET event = '{}'",
        "DELETE FROM docket_entry",
        "INSERT OR REPLACE INTO docket_entry SELECT * FROM docket_entry",
        "TRUNCATE docket_entry",
    ] {
        assert!(run(&db, sql).await.is_err(), "{sql}");
    }
    let refused = run(&db, "UPDATE docket_entry SET event = '{}'").await.unwrap_err();
    assert!(refused.to_string().contains("append-only"), "{refused}");
    assert!(docket::verify_all(&db).await.unwrap().is_sound());
});

on_each_db!(forgeries_are_found => async |db: Db| {
    without_triggers(&db).await;
    for (forgery, first_wrong) in [
        ("UPDATE docket_entry SET event = replace(event, '李四', '王五') WHERE seq = 2", 2),
        ("UPDATE docket_entry SET actor = '{\"kind\":\"visitor\"}' WHERE seq = 3", 3),
        ("UPDATE docket_entry SET at = '2026-08-01T00:00:00+00:00' WHERE seq = 1", 1),
        ("UPDATE docket_entry SET previous = hash WHERE seq = 2", 2),
        ("DELETE FROM docket_entry WHERE seq = 2", 2),
        ("DELETE FROM docket_entry WHERE seq = 3", 3),
        ("DELETE FROM docket_entry", 1),
        ("UPDATE docket_head SET seq = 4", 4),
        ("DELETE FROM docket_head", 1),
    ] {
        let case = CaseId::new();
        for _ in 0..3 {
            append(&db, case, "张三诉李四").await;
        }
        run(&db, forgery).await.unwrap();
        let Verdict::Broken { seq, .. } = verdict(&db, case).await else {
            panic!("not found: {forgery}");
        };
        assert_eq!(seq, first_wrong, "{forgery}");
        let report = docket::verify_all(&db).await.unwrap();
        let found: Vec<_> = report.broken.iter().map(|(c, seq, _)| (*c, *seq)).collect();
        assert_eq!(found, [(case, first_wrong)], "{forgery}");
        run(&db, "DELETE FROM docket_entry").await.unwrap();
        run(&db, "DELETE FROM docket_head").await.unwrap();
    }
});

on_each_db!(more_than_a_page_is_verified => async |db: Db| {
    let tx = db.begin().await.unwrap();
    let docket = Docket::default();
    for case in [CaseId::new(), CaseId::new()] {
        for _ in 0..1100 {
            docket.append(&tx, now(), case, &Actor::System, &event("x")).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    let report = docket::verify_all(&db).await.unwrap();
    assert_eq!((report.cases, report.entries, report.is_sound()), (2, 2200, true));
});

/// Notes every entry in a counter, and refuses the third.
struct Noting;

#[async_trait::async_trait]
impl Reactor for Noting {
    async fn react(&self, tx: &DatabaseTransaction, entry: &DocketEntry) -> Result<(), DbErr> {
        db::counter::next(tx, "noted").await?;
        if entry.seq == 3 { Err(DbErr::Custom("no third".into())) } else { Ok(()) }
    }
}

on_each_db!(reactors_share_the_transaction => async |db: Db| {
    let docket = Docket::new(vec![Arc::new(Noting)]);
    let case = CaseId::new();
    for seq in 1..=3 {
        let tx = db.begin().await.unwrap();
        let done = docket.append(&tx, now(), case, &Actor::System, &event("x")).await;
        assert_eq!(done.is_ok(), seq < 3);
        match done {
            Ok(_) => tx.commit().await.unwrap(),
            Err(_) => tx.rollback().await.unwrap(),
        }
    }
    let tx = db.begin().await.unwrap();
    assert_eq!(db::counter::next(&tx, "noted").await.unwrap(), 3);
    assert_eq!(docket::entries(&tx, case, 0, 9).await.unwrap().len(), 2);
});
