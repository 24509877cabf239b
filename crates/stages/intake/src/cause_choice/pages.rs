//! The step 案由.
use super::model::{self, Chosen, Line, View};
use crate::filing::{
    acts::{self, Saved},
    check::{self, Finding},
    model::{Filing, Section},
    step::{self, Frame, Stop},
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use chrono::NaiveDate;
use kernel::{id::FilingId, policy::Permission};
use law::cause::{self, Cause, CauseList};
use serde::Deserialize;
use web::{Errors, Fault, Flash, Form, Page, Routes, Visit, filters};

pub fn routes() -> Routes {
    let mine = Permission::OwnFilings;
    Routes::new()
        .get("/filings/{id}/cause", mine, show)
        .post("/filings/{id}/cause", mine, choose)
        .get("/filings/{id}/cause/found", mine, found)
}

/// Where in the tree the visitor is, as sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Sent {
    q: String,
    /// The branch that is open.
    at: String,
    /// Filled: a cause is chosen and shall be changed.
    change: String,
    /// The cause that was chosen now.
    cause: String,
    /// Key of the list from which it was chosen.
    list: String,
    version: String,
    then: String,
}

/// What lies beneath the search, in the page and by itself while somebody types.
struct Tree {
    base: String,
    /// Asked for this list alone.
    while_typing: String,
    /// Key of the list it was drawn from: at new year a page may be older than its list.
    key: &'static str,
    q: String,
    at: String,
    view: View,
}

impl Tree {
    fn of(filing: &Filing, list: &'static CauseList, sent: &Sent) -> Self {
        let chosen = filing.cause.as_deref().filter(|_| filing.cause_list == list.key);
        let [q, at] = [&sent.q, &sent.at].map(|t| t.trim().to_owned());
        Self {
            base: format!("/filings/{}/cause", filing.id),
            while_typing: format!("/filings/{}/cause/found", filing.id),
            key: list.key,
            view: View::of(list, &q, &at, chosen),
            q,
            at,
        }
    }

    /// The address of a branch.
    fn open(&self, id: &str) -> String {
        format!("{}?at={id}#tree", self.base)
    }

    /// The parts of the list.
    fn top(&self) -> String {
        format!("{}?change=1", self.base)
    }
}

#[derive(Template)]
#[template(path = "cause_choice/found.html")]
struct Found {
    tree: Tree,
}

#[derive(Template)]
#[template(path = "cause_choice/page.html", blocks = ["main"])]
struct Choice {
    page: Page,
    frame: Frame,
    errors: Errors,
    list: &'static CauseList,
    today: NaiveDate,
    chosen: Chosen,
    /// Only what the filing has is shown, with a way to change it.
    settled: bool,
    /// What was pressed, where it could not be kept.
    pressed: Option<Line>,
    tree: Tree,
    next: String,
}

async fn page(
    visit: &Visit,
    filing: &Filing,
    list: &'static CauseList,
    sent: &Sent,
) -> Result<Choice, Fault> {
    let tree = Tree::of(filing, list, sent);
    let chosen = Chosen::of(filing, list);
    let asked = !tree.q.is_empty() || !tree.at.is_empty() || !sent.change.is_empty();
    Ok(Choice {
        page: visit.page(),
        frame: Frame::of(visit, filing, Section::Cause).await?,
        errors: Errors::new(),
        list,
        today: visit.today(),
        settled: matches!(chosen, Chosen::Current(_)) && !asked,
        chosen,
        pressed: None,
        tree,
        next: step::next(filing.id, Section::Cause, ""),
    })
}

fn list(visit: &Visit, filing: &Filing) -> Result<&'static CauseList, Fault> {
    model::list_for(filing, visit.today()).map_err(|none| Fault::Conflict(none.to_string()))
}

/// `GET /filings/{id}/cause`
async fn show(
    visit: Visit,
    Path(id): Path<FilingId>,
    Query(sent): Query<Sent>,
) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    let list = list(&visit, &filing)?;
    Ok(web::show!(visit, page(&visit, &filing, list, &sent).await?)?)
}

/// `GET /filings/{id}/cause/found`: what lies beneath the search, while somebody types.
async fn found(
    visit: Visit,
    Path(id): Path<FilingId>,
    Query(sent): Query<Sent>,
) -> Result<Response, Fault> {
    let filing = step::own(&visit, id).await?;
    let tree = Tree::of(&filing, list(&visit, &filing)?, &sent);
    Ok(web::page::html(StatusCode::OK, Found { tree }.render()?))
}

/// `POST /filings/{id}/cause`
async fn choose(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(sent): Form<Sent>,
) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    let list = list(&visit, &filing)?;
    let cause = match picked(list, &sent) {
        Ok(cause) => cause,
        Err(finding) => {
            let mut page = page(&visit, &filing, list, &sent).await?;
            page.settled = false;
            page.errors = check::errors(&[finding]);
            return Ok(web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)?);
        }
    };
    let who = (visit.account()?, id);
    let saved = acts::save_step(&visit.site, who, (Section::Cause, &sent.version), |f| {
        list.key.clone_into(&mut f.cause_list);
        f.cause = Some(cause.id.to_owned());
    });
    match saved.await? {
        Saved::Done(_) => {
            let said = Flash::success(format!("已选择案由：{}", cause.name));
            Ok(visit.go_saying(&step::next(id, Section::Cause, &sent.then), &said))
        }
        Saved::Conflict(theirs) => {
            let page = conflict(&visit, &theirs, &sent, (list, cause)).await?;
            Ok(web::show!(visit, StatusCode::CONFLICT, page)?)
        }
    }
}

/// The cause that was pressed, if the list in force has it and lets it be chosen.
fn picked(list: &'static CauseList, sent: &Sent) -> Result<&'static Cause, Finding> {
    if !sent.list.is_empty() && sent.list != list.key {
        return Err(Finding::new("tree", "案由规定已经更新，请按现行规定重新选择"));
    }
    let sentence = match cause::find(list, &sent.cause) {
        Some(cause) if cause.selectable => return Ok(cause),
        Some(_) => "这一项只是分类，请选择它下面的案由",
        None if sent.cause.is_empty() => "请在列表中选择一个案由",
        None => "现行案由规定中没有这一项，请在列表中重新选择",
    };
    Err(Finding::new("tree", sentence))
}

async fn conflict(
    visit: &Visit,
    theirs: &Filing,
    sent: &Sent,
    (list, pressed): (&'static CauseList, &'static Cause),
) -> Result<Choice, Fault> {
    let mut page = page(visit, theirs, list, sent).await?;
    let name = theirs.cause_name().unwrap_or("未选择");
    page.frame.theirs = Some(vec![("案由".into(), name.into())]);
    page.settled = false;
    page.pressed = Some(Line::of(list, pressed, None));
    Ok(page)
}
