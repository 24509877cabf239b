//! The step 受理法院.
use super::model::{self, Asked, Line, Recommended, View};
use crate::filing::{
    acts::{self, Saved},
    check::Finding,
    model::{Filing, Section},
    step::{self, Frame, Stop},
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use kernel::{id::FilingId, policy::Permission};
use law::court::{self, Court};
use serde::Deserialize;
use web::{Errors, Fault, Flash, Form, Page, Routes, Visit, guard::encode};

pub fn routes() -> Routes {
    let mine = Permission::OwnFilings;
    Routes::new()
        .get("/filings/{id}/court", mine, show)
        .post("/filings/{id}/court", mine, choose)
        .get("/filings/{id}/court/found", mine, found)
}

/// Where in the list the visitor is, as sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Sent {
    q: String,
    province: String,
    city: String,
    /// Filled: a court is chosen and shall be changed.
    change: String,
    /// The court that was chosen now.
    court: String,
    version: String,
    then: String,
}

impl Sent {
    fn asked(&self) -> Asked {
        let [q, province, city] = [&self.q, &self.province, &self.city].map(|t| t.trim().into());
        Asked { q, province, city }
    }
}

/// The list beneath the search, in the page and by itself while somebody types.
struct List {
    base: String,
    /// Asked for this list alone.
    while_typing: String,
    view: View,
    asked: Asked,
}

impl List {
    fn of(filing: &Filing, asked: Asked) -> Self {
        Self {
            base: format!("/filings/{}/court", filing.id),
            while_typing: format!("/filings/{}/court/found", filing.id),
            view: View::of(&asked, filing.court.as_deref()),
            asked,
        }
    }

    fn at(&self, province: &str, city: &str) -> String {
        let province = encode(province);
        match city {
            "" => format!("{}?province={province}#choices", self.base),
            city => {
                let city = encode(city);
                format!("{}?province={province}&city={city}#courts-title", self.base)
            }
        }
    }

    /// Every province.
    fn top(&self) -> String {
        format!("{}?change=1", self.base)
    }
}

#[derive(Template)]
#[template(path = "court_choice/found.html")]
struct Found {
    list: List,
}

#[derive(Template)]
#[template(path = "court_choice/page.html", blocks = ["main"])]
struct Choice {
    page: Page,
    frame: Frame,
    errors: Errors,
    /// What the filing has.
    chosen: Option<Line>,
    /// Only what the filing has is shown, with a way to change it.
    settled: bool,
    /// What was pressed, where it could not be kept.
    pressed: Option<Line>,
    recommended: Vec<Recommended>,
    list: List,
    next: String,
}

async fn page(visit: &Visit, filing: &Filing, sent: &Sent) -> Result<Choice, Fault> {
    let asked = sent.asked();
    let chosen = filing.court();
    Ok(Choice {
        page: visit.page(),
        frame: Frame::of(visit, filing, Section::Court).await?,
        errors: Errors::new(),
        settled: chosen.is_some() && asked.is_empty() && sent.change.is_empty(),
        chosen: chosen.map(|c| Line::of(c, None)),
        pressed: None,
        recommended: model::recommended(filing, visit.today()),
        list: List::of(filing, asked),
        next: step::next(filing.id, Section::Court, ""),
    })
}

/// `GET /filings/{id}/court`
async fn show(
    visit: Visit,
    Path(id): Path<FilingId>,
    Query(sent): Query<Sent>,
) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    Ok(web::show!(visit, page(&visit, &filing, &sent).await?)?)
}

/// `GET /filings/{id}/court/found`: what lies beneath the search, while somebody types.
async fn found(
    visit: Visit,
    Path(id): Path<FilingId>,
    Query(sent): Query<Sent>,
) -> Result<Response, Fault> {
    let filing = step::own(&visit, id).await?;
    let html = Found { list: List::of(&filing, sent.asked()) }.render()?;
    Ok(web::page::html(StatusCode::OK, html))
}

/// `POST /filings/{id}/court`
async fn choose(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(sent): Form<Sent>,
) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    let Some(court) = court::find(&sent.court) else {
        let mut page = page(&visit, &filing, &sent).await?;
        page.settled = false;
        page.errors = crate::filing::check::errors(&[unknown(&sent.court)]);
        return Ok(web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)?);
    };
    let who = (visit.account()?, id);
    let saved = acts::save_step(&visit.site, who, (Section::Court, &sent.version), |f| {
        f.court = Some(court.id.to_owned());
    });
    match saved.await? {
        Saved::Done(_) => Ok(go_on(&visit, id, court, &sent.then)),
        Saved::Conflict(theirs) => {
            let page = conflict(&visit, &theirs, &sent, court).await?;
            Ok(web::show!(visit, StatusCode::CONFLICT, page)?)
        }
    }
}

fn unknown(typed: &str) -> Finding {
    let sentence = if typed.is_empty() {
        "请在列表中选择一个法院"
    } else {
        "名录中没有这个法院，请在列表中重新选择"
    };
    Finding::new("choices", sentence)
}

/// To the next step; a court of an unusual level is shown once more, with what speaks against it.
fn go_on(visit: &Visit, id: FilingId, court: &Court, then: &str) -> Response {
    let said = Flash::success(format!("已选择受理法院：{}", court.name));
    if model::unusual(court) {
        return visit.go_saying(&format!("/filings/{id}/court"), &said);
    }
    visit.go_saying(&step::next(id, Section::Court, then), &said)
}

async fn conflict(
    visit: &Visit,
    theirs: &Filing,
    sent: &Sent,
    pressed: &Court,
) -> Result<Choice, Fault> {
    let mut page = page(visit, theirs, sent).await?;
    let name = theirs.court().map_or("未选择", |c| c.name);
    page.frame.theirs = Some(vec![("受理法院".into(), name.into())]);
    page.settled = false;
    page.pressed = Some(Line::of(pressed, None));
    Ok(page)
}
