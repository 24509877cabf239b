//! `/clerk/identities`: the court's window.
use super::{
    model::{Attempt, Line, Refused, State},
    store,
    window::{self, Decision},
};
use crate::account;
use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use kernel::{actor::Actor, id::VerificationId, policy::Permission};
use sea_orm::DbErr;
use serde::Deserialize;
use web::{Errors, Fault, Flash, Form, Page, Routes, Site, Visit, filters};

/// The list goes back so far.
const LISTED: u64 = 100;

pub(super) fn routes() -> Routes {
    let inspect = Permission::InspectIdentity;
    Routes::new()
        .get("/clerk/identities", inspect, list)
        .post("/clerk/identities", inspect, find)
        .get("/clerk/identities/{id}", inspect, show)
        .post("/clerk/identities/{id}", inspect, decide)
}

#[derive(Template)]
#[template(path = "verification/clerk_list.html", blocks = ["main"])]
struct List {
    page: Page,
    errors: Errors,
    v: Asked,
    court: &'static str,
    waiting: Vec<Attempt>,
    ended: Vec<Attempt>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    slip: String,
}

async fn list_page(visit: &Visit, v: Asked, errors: Errors) -> Result<List, Fault> {
    let (site, court) = (&visit.site, visit.court()?);
    let all = store::of_court(site.db.read(), &site.vault, court, LISTED).await?;
    let (waiting, ended) = all.into_iter().partition(Attempt::is_live);
    let court = law::court::find(court).map_or("", |c| c.name);
    Ok(List { page: visit.page(), errors, v, court, waiting, ended })
}

async fn list(visit: Visit) -> Result<Response, Fault> {
    let page = list_page(&visit, Asked::default(), Errors::new()).await?;
    web::show!(visit, page)
}

async fn find(visit: Visit, Form(v): Form<Asked>) -> Result<Response, Fault> {
    match window::receive(&visit.site, &visit.actor, &v.slip).await {
        Ok(id) => Ok(visit.go(&format!("/clerk/identities/{id}"))),
        Err(refused) => {
            let errors = Errors::of("slip", refused.told()?);
            let page = list_page(&visit, v, errors).await?;
            web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)
        }
    }
}

/// One line of the record, in words.
struct Shown {
    line: Line,
    text: String,
    by: String,
}

#[derive(Template)]
#[template(path = "verification/clerk_show.html", blocks = ["main"])]
struct Show {
    page: Page,
    errors: Errors,
    v: Decided,
    attempt: Attempt,
    record: Vec<Shown>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Decided {
    decision: String,
    reason: String,
    version: i64,
}

async fn show_page(
    visit: &Visit,
    id: VerificationId,
    v: Decided,
    errors: Errors,
) -> Result<Show, Fault> {
    let attempt = match window::read(&visit.site, &visit.actor, id).await {
        Ok(found) => found.ok_or(Fault::NotFound)?,
        Err(refused) => return Err(Fault::Conflict(refused.told()?)),
    };
    let record = shown(&visit.site, id).await?;
    Ok(Show { page: visit.page(), errors, v, attempt, record })
}

async fn shown(site: &Site, id: VerificationId) -> Result<Vec<Shown>, DbErr> {
    let db = site.db.read();
    let mut shown = Vec::new();
    for line in store::record(db, id).await? {
        let by = match &line.actor {
            Actor::Staff { account, .. } => {
                account::store::find(db, *account).await?.and_then(|a| a.name).unwrap_or_default()
            }
            Actor::Person { .. } | Actor::Visitor => "当事人".into(),
            Actor::System => "平台".into(),
        };
        let colon = if line.detail.is_empty() { "" } else { "：" };
        let text = format!("{}{colon}{}", line.event.name(), line.detail);
        shown.push(Shown { line, text, by });
    }
    Ok(shown)
}

async fn show(visit: Visit, Path(id): Path<VerificationId>) -> Result<Response, Fault> {
    let page = show_page(&visit, id, Decided::default(), Errors::new()).await?;
    web::show!(visit, page)
}

async fn decide(
    visit: Visit,
    Path(id): Path<VerificationId>,
    Form(v): Form<Decided>,
) -> Result<Response, Fault> {
    let (decision, said) = match v.decision.as_str() {
        "approve" => (Decision::Approve, "已通过，结果已通知当事人"),
        "refuse" => {
            (Decision::Refuse { reason: v.reason.clone() }, "已记为不通过，结果已通知当事人")
        }
        _ => {
            let errors = Errors::of("decision", "请选择核验结果");
            let page = show_page(&visit, id, v, errors).await?;
            return web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page);
        }
    };
    let done = window::decide(&visit.site, &visit.actor, (id, v.version), decision).await;
    let (status, errors) = match done {
        Ok(_) => return Ok(visit.go_saying("/clerk/identities", &Flash::success(said))),
        Err(Refused::NoSlip) => return Err(Fault::NotFound),
        Err(refused @ Refused::NoReason) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Errors::of("reason", refused.told()?))
        }
        Err(refused) => (StatusCode::CONFLICT, Errors::of("decision", refused.told()?)),
    };
    let page = show_page(&visit, id, v, errors).await?;
    web::show!(visit, status, page)
}
