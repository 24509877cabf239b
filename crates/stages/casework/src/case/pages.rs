//! 我的案件
use super::{
    model::{Case, CaseAct, open_acts},
    search,
};
use askama::Template;
use axum::{extract::Query, response::Response};
use db::keyset::{Slice, Turn};
use kernel::{actor::Actor, open_act::OpenAct};
use serde::Deserialize;
use web::{Fault, Page, Visit, filters};

/// What a list is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    pub(super) q: String,
    pub(super) after: Option<String>,
    pub(super) before: Option<String>,
}

impl Wanted {
    pub(super) fn turn(&self) -> Turn {
        Turn::of(self.after.as_deref(), self.before.as_deref())
    }
}

/// One line of a list.
pub(super) struct Line {
    pub(super) case: Case,
    pub(super) acts: Vec<OpenAct<CaseAct>>,
}

/// A page of lines with the addresses of the pages beside it.
pub(super) struct Lines {
    pub(super) rows: Vec<Line>,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
}

impl Lines {
    /// The slice as lines of the list at `base`.
    pub(super) fn of(slice: Slice<Case>, base: &str, q: &str, actor: &Actor, member: bool) -> Self {
        let q = web::guard::encode(q);
        Self {
            previous: slice.previous.map(|k| format!("{base}?q={q}&before={k}")),
            next: slice.next.map(|k| format!("{base}?q={q}&after={k}")),
            rows: slice
                .rows
                .into_iter()
                .map(|case| Line { acts: open_acts(&case, actor, member), case })
                .collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "case/list.html", blocks = ["main"])]
struct List {
    page: Page,
    q: String,
    found: Lines,
}

/// `GET /cases`
pub(super) async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    let q = wanted.q.trim().to_owned();
    let found = search::own(&visit.site.db, visit.account()?, &q, wanted.turn()).await?;
    let found = Lines::of(found, "/cases", &q, &visit.actor, true);
    web::show!(visit, List { page: visit.page(), q, found })
}
