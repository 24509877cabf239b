//! Submitting filings over the API against bare durable commits of the same rows in the same kind of database.
use crate::{databases, forget, ready, tell};
use axum::{body::Body, http::Request};
use db::{
    Db,
    entity::{
        docket_entry, docket_head, filing, filing_submission, job, message, proof_commitment,
        proof_pending,
    },
};
use dengwen::{
    commands::{copy, demo},
    wire::{self, Stores},
};
use kernel::{
    clock::{Clock, SystemClock},
    id::FilingId,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::OnConflict,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tower::ServiceExt;
use web::{
    Site,
    session::{Facts, Token},
};

pub(crate) async fn measure(n: u32) {
    let folder = tempfile::tempdir().unwrap();
    let all = databases(folder.path(), 2).await;
    for (name, urls) in &all {
        let data = tempfile::tempdir().unwrap();
        let stage = ready::stage(data.path(), &urls[0], n).await;
        let bare = copy::empty_target(&urls[1]).await.unwrap();
        copy::whole(&stage.db, &bare).await.unwrap();
        let (config, settings) = ready::settings(data.path(), &urls[0]);
        let ports = demo::ports(&config, None).unwrap();
        let stores = Stores::open(&config).await.unwrap();
        let site = wire::site(stores, ports, settings, Arc::new(SystemClock));
        let facts = Facts { second_factor: true };
        let now = SystemClock.now();
        let token =
            web::session::begin(&site.db, &site.settings, stage.filer, &facts, now).await.unwrap();
        let app = wire::router(&site);
        let begun = Instant::now();
        for id in &stage.drafts {
            submit(&app, &token, (*id, &stage.seen[id])).await;
        }
        let acts = begun.elapsed();
        let rows = rows(&site, &stage.drafts, now).await;
        let plain = commit_bare(&bare, rows).await;
        let per = |d: Duration| f64::from(n) / d.as_secs_f64();
        println!(
            "dengwen: {name}: {:.0} submissions a second, {:.0} bare commits",
            per(acts),
            per(plain)
        );
        tell(
            &format!("submitting on {name}, of the rate of bare commits"),
            per(acts) / per(plain),
            "≥ 0.5",
        );
    }
    forget(&all).await;
}

async fn submit(app: &axum::Router, token: &Token, (id, seen): (FilingId, &str)) {
    let body = serde_json::json!({ "seen": seen, "declared": true });
    let request = Request::post(format!("/api/v1/filings/{id}/submit"))
        .header("cookie", format!("dengwen={}", token.cookie_value()))
        .header("x-csrf", token.csrf())
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    let response = app.clone().oneshot(request).await.unwrap();
    assert!(response.status().is_success(), "{}", response.status());
}

/// What one submission wrote.
struct Rows {
    filing: filing::Model,
    submission: filing_submission::Model,
    head: docket_head::Model,
    entries: Vec<docket_entry::Model>,
    messages: Vec<message::Model>,
    jobs: Vec<job::Model>,
    commitments: Vec<proof_commitment::Model>,
    pending: Vec<proof_pending::Model>,
}

/// Rows that name no filing are dealt out in their order.
async fn rows(site: &Site, drafts: &[FilingId], since: chrono::DateTime<chrono::Utc>) -> Vec<Rows> {
    let db = site.db.read();
    let jobs = job::Entity::find().filter(job::Column::CreatedAt.gte(since)).all(db).await.unwrap();
    let mut commitments = proof_commitment::Entity::find().all(db).await.unwrap();
    let mut pending = proof_pending::Entity::find().all(db).await.unwrap();
    commitments.sort_by_key(|c| c.id);
    pending.sort_by_key(|c| c.id);
    // The last are those of the submissions; the first, of the drafts' files, were copied before.
    let deal = |all: usize| all / drafts.len();
    let news = pending.split_off(pending.len() - drafts.len() * 2);
    let known = commitments.split_off(commitments.len() - drafts.len() * 2);
    let mut all = Vec::new();
    for (i, id) in drafts.iter().enumerate() {
        let filing = filing::Entity::find_by_id(*id).one(db).await.unwrap().unwrap();
        let case = filing.case_id;
        let each = deal(jobs.len());
        all.push(Rows {
            submission: filing_submission::Entity::find_by_id((*id, 1))
                .one(db)
                .await
                .unwrap()
                .unwrap(),
            head: docket_head::Entity::find_by_id(case).one(db).await.unwrap().unwrap(),
            entries: docket_entry::Entity::find()
                .filter(docket_entry::Column::CaseId.eq(case))
                .all(db)
                .await
                .unwrap(),
            messages: message::Entity::find()
                .filter(message::Column::FilingId.eq(*id))
                .all(db)
                .await
                .unwrap(),
            jobs: jobs[i * each..(i + 1) * each].to_vec(),
            commitments: known[i * 2..i * 2 + 2].to_vec(),
            pending: news[i * 2..i * 2 + 2].to_vec(),
            filing,
        });
    }
    all
}

async fn commit_bare(bare: &Db, all: Vec<Rows>) -> Duration {
    let begun = Instant::now();
    for rows in all {
        let tx = bare.begin().await.unwrap();
        write(&tx, rows).await;
        tx.commit().await.unwrap();
    }
    begun.elapsed()
}

async fn write(tx: &DatabaseTransaction, rows: Rows) {
    let filing = rows.filing.into_active_model().reset_all();
    filing::Entity::update(filing).exec(tx).await.unwrap();
    add(tx, [rows.submission]).await;
    let head = OnConflict::column(docket_head::Column::CaseId)
        .update_columns([docket_head::Column::Seq, docket_head::Column::Hash])
        .to_owned();
    docket_head::Entity::insert(rows.head.into_active_model())
        .on_conflict(head)
        .exec_without_returning(tx)
        .await
        .unwrap();
    add(tx, rows.entries).await;
    add(tx, rows.messages).await;
    add(tx, rows.jobs).await;
    add(tx, rows.commitments).await;
    add(tx, rows.pending).await;
}

async fn add<M>(tx: &DatabaseTransaction, rows: impl IntoIterator<Item = M>)
where
    M: IntoActiveModel<<<M as sea_orm::ModelTrait>::Entity as EntityTrait>::ActiveModel>
        + sea_orm::ModelTrait,
    <M::Entity as EntityTrait>::ActiveModel: Send,
{
    for row in rows {
        M::Entity::insert(row.into_active_model()).exec_without_returning(tx).await.unwrap();
    }
}
