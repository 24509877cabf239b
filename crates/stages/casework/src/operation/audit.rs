//! 案卷日志: an auditor reads a docket of the own court and has it verified.
use super::store::{self, By, Matter, Reading};
use crate::case::docket_text;
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use db::docket::Verdict;
use kernel::{docket::DocketEntry, id::CaseId};
use law::case_number::CaseNumber;
use serde::Deserialize;
use web::{Fault, Page, Visit, filters};

/// How many entries a page shows.
const ENTRIES: u64 = 100;
/// How many readings are shown.
const READINGS: u64 = 50;

#[derive(Template)]
#[template(path = "operation/search.html", blocks = ["main"])]
struct Search {
    page: Page,
    q: String,
}

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Sought {
    #[serde(default)]
    q: String,
}

/// `GET /audit/docket`
pub(super) async fn search(visit: Visit, Query(sought): Query<Sought>) -> Result<Response, Fault> {
    let q = sought.q.trim().to_owned();
    if !q.is_empty() {
        let number = CaseNumber::parse(&q).map(|n| n.to_string());
        let by = number.as_deref().map_or(By::Registration(&q), By::Number);
        let found = store::matter(visit.site.db.read(), visit.court()?, by).await?;
        if let Some(matter) = found {
            return Ok(visit.go(&format!("/audit/docket/{}", matter.case_id)));
        }
    }
    web::show!(visit, Search { page: visit.page(), q })
}

#[derive(Template)]
#[template(path = "operation/docket.html", blocks = ["main"])]
struct Show {
    page: Page,
    matter: Matter,
    verdict: Verdict,
    entries: Vec<DocketEntry>,
    total: i64,
    next: Option<i64>,
    readings: Vec<Reading>,
}

impl Show {
    fn sentence(entry: &DocketEntry) -> String {
        docket_text::sentence(&entry.event)
    }

    fn actor(entry: &DocketEntry) -> String {
        let account = entry.actor.account().map(|a| format!("（账号 {a}）")).unwrap_or_default();
        format!("{}{account}", docket_text::actor(&entry.actor))
    }
}

/// Which page is wanted.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    after: i64,
}

/// `GET /audit/docket/{case}`
pub(super) async fn show(
    visit: Visit,
    Path(case): Path<CaseId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let tx = visit.site.db.begin_read().await?;
    let matter =
        store::matter(&tx, visit.court()?, By::Case(case)).await?.ok_or(Fault::NotFound)?;
    let total = store::length(&tx, case).await?;
    let entries = db::docket::entries(&tx, case, wanted.after, ENTRIES).await?;
    let page = Show {
        page: visit.page(),
        matter,
        verdict: db::docket::verify(&tx, case).await?,
        next: entries.last().map(|e| e.seq).filter(|seq| *seq < total),
        entries,
        total,
        readings: store::readings(&tx, case, READINGS).await?,
    };
    tx.commit().await?;
    web::show!(visit, page)
}
