//! 本院案件
use super::{
    pages::{Lines, Wanted},
    search,
};
use askama::Template;
use axum::{extract::Query, response::Response};
use web::{Fault, Page, Visit, filters};

#[derive(Template)]
#[template(path = "case/court_list.html", blocks = ["main"])]
struct List<'a> {
    page: Page,
    court: &'a str,
    q: String,
    found: Lines,
    looked_through: u64,
}

/// `GET /court/cases`
pub(super) async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    let court = visit.court()?;
    let q = wanted.q.trim().to_owned();
    let found = search::of_court(&visit.site.db, court, &q, wanted.turn()).await?;
    let page = List {
        page: visit.page(),
        court: super::docket_text::court_name(court),
        found: Lines::of(found, "/court/cases", &q, &visit.actor, false),
        q,
        looked_through: super::store::LOOKED_THROUGH,
    };
    web::show!(visit, page)
}
