//! 案件空间: parties, deadlines, documents, docket and messages of one case in one place.
use super::{
    docket_text,
    model::{Case, Party, open_acts},
    store,
};
use crate::message;
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use chrono::{DateTime, Utc};
use kernel::{
    docket::DocketEntry,
    id::{CaseId, MaterialId},
    open_act::OpenAct,
};
use law::period::{Calendar, Due, beijing_day, serve_complaint};
use serde::Deserialize;
use web::{Fault, Page, Visit, filters};

/// How many docket entries a page shows.
const ENTRIES: i64 = 20;
/// How many messages the space shows.
const MESSAGES: u64 = 5;

/// A file of the case.
pub(super) struct Document {
    pub(super) id: MaterialId,
    pub(super) category: String,
    pub(super) name: String,
    pub(super) size: i64,
    pub(super) pages: Option<i64>,
}

/// A paper of the court.
pub(super) struct Paper {
    pub(super) id: MaterialId,
    pub(super) title: String,
    pub(super) number: String,
    pub(super) issued_at: DateTime<Utc>,
    pub(super) size: i64,
    pub(super) pages: Option<i64>,
}

/// A line of the docket.
struct Line {
    seq: String,
    at: String,
    actor: String,
    text: String,
}

impl From<&DocketEntry> for Line {
    fn from(entry: &DocketEntry) -> Self {
        Self {
            seq: entry.seq.to_string(),
            at: filters::time_text(&entry.at),
            actor: docket_text::actor(&entry.actor),
            text: docket_text::sentence(&entry.event),
        }
    }
}

#[derive(Template)]
#[template(path = "case/space.html", blocks = ["main"])]
struct Space {
    page: Page,
    staff: bool,
    /// The address of this page.
    base: String,
    case: Case,
    parties: Vec<Party>,
    documents: Vec<Document>,
    papers: Vec<Paper>,
    /// 立案之日起五日内将起诉状副本发送被告 (第一百二十八条).
    service: Due,
    docket: Vec<Line>,
    entries: i64,
    /// The number before which the next older page ends.
    older: Option<i64>,
    messages: Vec<message::Message>,
}

/// Which part of the docket is wanted.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    before: Option<i64>,
}

/// `GET /cases/{id}`
pub(super) async fn own(
    visit: Visit,
    Path(id): Path<CaseId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let account = visit.account()?;
    if !store::is_member(visit.site.db.read(), account, id).await? {
        return Err(Fault::NotFound);
    }
    show(&visit, id, wanted.before, true).await
}

/// `GET /court/cases/{id}`
pub(super) async fn of_court(
    visit: Visit,
    Path(id): Path<CaseId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    show(&visit, id, wanted.before, false).await
}

async fn show(
    visit: &Visit,
    id: CaseId,
    before: Option<i64>,
    member: bool,
) -> Result<Response, Fault> {
    let site = &visit.site;
    let case = store::find(site.db.read(), id).await?.ok_or(Fault::NotFound)?;
    let acts = open_acts(&case, &visit.actor, member);
    if !acts.iter().any(OpenAct::is_open) {
        return Err(Fault::NotFound);
    }
    note_reading(visit, id).await?;
    let (docket, entries, older) = docket(visit, id, before).await?;
    let messages = match visit.actor.account().filter(|_| member) {
        Some(account) => message::of_case(site.db.read(), account, id, MESSAGES).await?,
        None => Vec::new(),
    };
    let space = Space {
        page: visit.page(),
        staff: !member,
        base: if member { format!("/cases/{id}") } else { format!("/court/cases/{id}") },
        parties: store::parties(site.db.read(), id).await?,
        documents: store::documents(site.db.read(), case.filing).await?,
        papers: store::papers(site.db.read(), id).await?,
        service: serve_complaint(beijing_day(case.accepted_at), Calendar::in_use()),
        docket,
        entries,
        older,
        messages,
        case,
    };
    web::show!(visit, space)
}

/// Staff leave a trace before they see anything.
async fn note_reading(visit: &Visit, id: CaseId) -> Result<(), Fault> {
    if visit.actor.court().is_none() {
        return Ok(());
    }
    let tx = visit.site.db.begin().await?;
    db::access::note(&tx, visit.now(), &visit.actor, id, "case_space").await?;
    Ok(tx.commit().await?)
}

/// A page of the docket, latest first: numbers have no gaps, so a page is found by its number.
async fn docket(
    visit: &Visit,
    id: CaseId,
    before: Option<i64>,
) -> Result<(Vec<Line>, i64, Option<i64>), Fault> {
    let db = visit.site.db.read();
    let entries = store::docket_length(db, id).await?;
    let end = before.unwrap_or(i64::MAX).clamp(1, entries + 1);
    let start = (end - 1 - ENTRIES).max(0);
    let wanted = u64::try_from(end - 1 - start).unwrap_or(0);
    let page = db::docket::entries(db, id, start, wanted).await?;
    let lines = page.iter().rev().map(Line::from).collect();
    Ok((lines, entries, (start > 0).then_some(start + 1)))
}
