//! 我的案件 and the clerk's queue with very many cases stored, against the same pages with a hundred.
use crate::{databases, forget, ready, tell};
use axum::{body::Body, http::Request};
use db::{
    Db,
    entity::{court_case, docket_entry, docket_head},
};
use dengwen::{
    commands::demo,
    wire::{self, Stores},
};
use kernel::{
    clock::{Clock, SystemClock},
    id::{AccountId, CaseId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::Expr,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tower::ServiceExt;
use web::{Site, session::Facts};

/// How many filings the person submits; every other one is accepted, the rest stays in the queue.
const OWN: u32 = 20;
const FEW: u32 = 100;
const ENTRIES: i64 = 5_000;

pub(crate) async fn measure(many: u32) {
    let folder = tempfile::tempdir().unwrap();
    let all = databases(folder.path(), 1).await;
    for (name, urls) in &all {
        let data = tempfile::tempdir().unwrap();
        let stage = ready::stage(data.path(), &urls[0], OWN).await;
        let (config, settings) = ready::settings(data.path(), &urls[0]);
        let ports = demo::ports(&config, None).unwrap();
        let stores = Stores::open(&config).await.unwrap();
        let site = wire::site(stores, ports, settings, Arc::new(SystemClock));
        let app = wire::router(&site);
        let (person, clerk) =
            (session(&site, stage.filer).await, session(&site, stage.clerk).await);
        for (i, id) in stage.drafts.iter().enumerate() {
            let body = serde_json::json!({ "seen": stage.seen[id], "declared": true });
            post(&app, &person, &format!("/api/v1/filings/{id}/submit"), &body).await;
            if i % 2 == 0 {
                let path = format!("/api/v1/clerk/filings/{id}/accept");
                post(&app, &clerk, &path, &serde_json::json!({ "round": 1 })).await;
            }
        }
        let case = court_case::Entity::find().one(site.db.read()).await.unwrap().unwrap().id;
        let space = format!("/cases/{case}");
        let pages = [
            ("我的案件", "/cases", &person),
            ("我的立案", "/filings", &person),
            ("the clerk's queue", "/clerk/filings", &clerk),
            ("what the clerk decided", "/clerk/filings?state=accepted", &clerk),
            ("案件空间", space.as_str(), &person),
        ];
        store(&site.db, 0, FEW).await;
        let mut before = Vec::new();
        for (_, path, who) in &pages {
            before.push(time(&app, who, path).await);
        }
        let begun = Instant::now();
        store(&site.db, FEW, many).await;
        lengthen(&site.db, case).await;
        println!("dengwen: {name}: {many} cases stored in {:.0} s", begun.elapsed().as_secs_f64());
        for ((what, path, who), before) in pages.iter().zip(before) {
            let after = time(&app, who, path).await;
            let ratio = after.as_secs_f64() / before.as_secs_f64();
            println!("dengwen: {name}: {what}: {before:?} with {FEW}, {after:?} with {many}");
            tell(&format!("{what} on {name}, of its time with {FEW}"), ratio, "≤ 2");
        }
    }
    forget(&all).await;
}

/// Five thousand more entries in the docket of one case, made from its last.
async fn lengthen(db: &Db, case: CaseId) {
    let entries = docket_entry::Entity::find().filter(docket_entry::Column::CaseId.eq(case));
    let last =
        entries.order_by_desc(docket_entry::Column::Seq).one(db.read()).await.unwrap().unwrap();
    let tx = db.begin().await.unwrap();
    for n in 1..=ENTRIES {
        let entry = docket_entry::Model { seq: last.seq + n, ..last.clone() };
        docket_entry::Entity::insert(entry.into_active_model())
            .exec_without_returning(&tx)
            .await
            .unwrap();
    }
    docket_head::Entity::update_many()
        .col_expr(docket_head::Column::Seq, Expr::value(last.seq + ENTRIES))
        .filter(docket_head::Column::CaseId.eq(case))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

struct Session {
    cookie: String,
    csrf: String,
}

async fn session(site: &Site, account: AccountId) -> Session {
    let facts = Facts { second_factor: true };
    let token = web::session::begin(&site.db, &site.settings, account, &facts, SystemClock.now())
        .await
        .unwrap();
    Session { cookie: format!("dengwen={}", token.cookie_value()), csrf: token.csrf() }
}

async fn post(app: &axum::Router, who: &Session, path: &str, body: &serde_json::Value) {
    let request = Request::post(path)
        .header("cookie", &who.cookie)
        .header("x-csrf", &who.csrf)
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    let response = app.clone().oneshot(request).await.unwrap();
    assert!(response.status().is_success(), "{path}: {}", response.status());
}

/// The median of a page.
async fn time(app: &axum::Router, who: &Session, path: &str) -> Duration {
    let mut times = Vec::new();
    for _ in 0..41 {
        let request = Request::get(path).header("cookie", &who.cookie).body(Body::empty()).unwrap();
        let begun = Instant::now();
        let response = app.clone().oneshot(request).await.unwrap();
        assert!(response.status().is_success(), "{path}: {}", response.status());
        let body = http_body_util::BodyExt::collect(response.into_body()).await.unwrap();
        std::hint::black_box(body.to_bytes());
        times.push(begun.elapsed());
    }
    times.sort();
    times[times.len() / 2]
}

/// Other people's cases of the same court, made by the database from one that is there. Ids follow each other as
/// those of version 7 do; the sealed content, which no list reads, is cut short so that the disk is not what is measured.
async fn store(db: &Db, from: u32, to: u32) {
    let tx = db.begin().await.unwrap();
    let sqlite = tx.get_database_backend() == sea_orm::DbBackend::Sqlite;
    let (id, numbers) = if sqlite {
        (
            "unhex(printf('0190%028x', n))",
            format!(
                "WITH RECURSIVE g(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM g WHERE n + 1 < {to})"
            ),
        )
    } else {
        (
            "('0190' || lpad(to_hex(n), 28, '0'))::uuid",
            format!("WITH g(n) AS (SELECT generate_series({from}, {to} - 1))"),
        )
    };
    let one = "(SELECT * FROM court_case ORDER BY accepted_at LIMIT 1)";
    if sqlite {
        tx.execute_unprepared("PRAGMA cache_size = -1000000").await.unwrap();
    }
    let short = if sqlite { "substr(content, 1, 64)" } else { "substring(content from 1 for 64)" };
    for sql in [
        "CREATE TEMPORARY TABLE made_case AS SELECT id, id AS filing, id AS account, version AS n FROM court_case LIMIT 0".to_owned(),
        format!("INSERT INTO made_case {numbers} SELECT {id}, {id}, {id}, n FROM g"),
        format!(
            "INSERT INTO filing (id, case_id, filer, kind, capacity, court, cause, cause_list, title, plaintiffs, \
             defendants, state, content, claim_amount, round, supplements, registration, case_number, created_at, \
             updated_at, first_submitted_at, submitted_at, decided_at, due_at, version) \
             SELECT made_case.filing, made_case.id, made_case.account, kind, capacity, court, cause, cause_list, title, plaintiffs, \
             defendants, state, {short}, claim_amount, round, supplements, 'B' || n, '案' || n, created_at, \
             updated_at, first_submitted_at, submitted_at, decided_at, due_at, f.version FROM made_case, \
             (SELECT * FROM filing WHERE state = 'accepted' ORDER BY updated_at LIMIT 1) f"
        ),
        format!(
            "INSERT INTO court_case (id, filing_id, number, court, cause, title, stage, state, accepted_at, version) \
             SELECT made_case.id, made_case.filing, '案' || n, court, cause, title, stage, state, accepted_at, c.version \
             FROM made_case, {one} c"
        ),
        format!(
            "INSERT INTO case_party (case_id, position, account_id, role, name, court, accepted_at) \
             SELECT made_case.id, 1, made_case.account, 'plaintiff', '某' || n, court, accepted_at FROM made_case, {one} c"
        ),
        format!(
            "INSERT INTO case_member (account_id, case_id, accepted_at) \
             SELECT made_case.account, made_case.id, accepted_at FROM made_case, {one} c"
        ),
        "DROP TABLE made_case".to_owned(),
    ] {
        tx.execute_unprepared(&sql).await.unwrap();
    }
    tx.execute_unprepared("ANALYZE").await.unwrap();
    if sqlite {
        tx.execute_unprepared("PRAGMA cache_size = -2000").await.unwrap();
    }
    tx.commit().await.unwrap();
}
