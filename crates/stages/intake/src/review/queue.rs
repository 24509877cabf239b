//! 待审队列: what waits at the court's desk, the longest wait first.
use super::{
    model::{Age, age, tag},
    store::{self, LOOKED_THROUGH, Row, Sought},
};
use crate::{filing::model::StateName, keyed::keyed};
use askama::Template;
use axum::{extract::Query, response::Response};
use chrono::{DateTime, Duration, Utc};
use db::keyset::{Slice, Turn};
use law::{Fen, case_number::CaseNumber};
use sea_orm::DbErr;
use serde::Deserialize;
use web::{Fault, Page, Site, Visit, filters, guard::encode};

/// How many lines a page shows.
const PAGE: usize = 30;
/// How many causes a typed name may mean.
const CAUSES: usize = 60;

keyed! {
    /// How urgent.
    pub(super) Urgency {
        Overdue = "overdue" "已超期限",
        Soon = "soon" "两日内到期",
        Later = "later" "其余",
    }
}

/// What the queue is asked for, as sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct Sent {
    /// 当事人或者案件名称中的字
    pub(super) q: String,
    /// submitted、supplement、accepted、refused
    pub(super) state: String,
    /// 案由名称
    pub(super) cause: String,
    /// overdue、soon、later
    pub(super) age: String,
    /// 上一页答复中的 next
    pub(super) after: Option<String>,
    /// 下一页答复中的 previous
    pub(super) before: Option<String>,
}

impl Sent {
    pub(super) fn state(&self) -> StateName {
        StateName::from_key(&self.state)
            .filter(|s| *s != StateName::Draft)
            .unwrap_or(StateName::Submitted)
    }

    fn turn(&self) -> Turn {
        Turn::of(self.after.as_deref(), self.before.as_deref())
    }

    fn address(&self, place: &str, key: db::keyset::Key) -> String {
        let [q, cause, state, age] =
            [&self.q, &self.cause, &self.state, &self.age].map(|t| encode(t));
        format!("/clerk/filings?q={q}&state={state}&cause={cause}&age={age}&{place}={key}")
    }

    /// `None` where no cause has such a name.
    fn sought(&self, now: DateTime<Utc>) -> Option<Sought> {
        let causes = causes(self.cause.trim());
        if causes.is_empty() && !self.cause.trim().is_empty() {
            return None;
        }
        let state = self.state();
        let urgency = Urgency::from_key(&self.age).filter(|_| state == StateName::Submitted);
        let soon = now + Duration::days(2);
        let due = urgency.map(|u| match u {
            Urgency::Overdue => (DateTime::UNIX_EPOCH, now),
            Urgency::Soon => (now, soon),
            Urgency::Later => (soon, now + Duration::days(3650)),
        });
        Some(Sought { state, words: self.q.trim().to_owned(), causes, due })
    }
}

/// The ids of the causes that a typed name may mean, in every list.
fn causes(typed: &str) -> Vec<String> {
    if typed.is_empty() {
        return Vec::new();
    }
    let lists: Vec<_> = law::cause::lists().iter().collect();
    let hits = law::cause::search_all(&lists, typed, CAUSES);
    let mut ids: Vec<String> = hits.into_iter().map(|h| h.cause.id.to_owned()).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// A page of the queue, for the page and for the API.
pub(super) async fn found(site: &Site, court: &str, sent: &Sent) -> Result<Slice<Row>, DbErr> {
    let db = site.db.read();
    let whole = |rows| Slice { rows, previous: None, next: None };
    if let Some(code) = code(&sent.q)
        && let Some(row) = store::coded(db, court, &code).await?
    {
        return Ok(whole(vec![row]));
    }
    match sent.sought(site.clock.now()) {
        Some(sought) => store::queue(db, court, &sought, sent.turn(), PAGE).await,
        None => Ok(whole(Vec::new())),
    }
}

/// A case number, or what may be a registration number.
fn code(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if let Ok(number) = CaseNumber::parse(typed) {
        return Some(number.to_string());
    }
    let coded = typed.len() >= 8 && typed.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    coded.then(|| typed.to_owned())
}

/// A line as it is shown.
pub(super) struct Line {
    pub(super) row: Row,
    pub(super) state: StateName,
    pub(super) age: Option<Age>,
}

impl Line {
    fn of(row: Row, now: DateTime<Utc>) -> Self {
        let state = StateName::from_key(&row.state).unwrap_or(StateName::Submitted);
        let times = row.submitted_at.zip(row.due_at).filter(|_| state == StateName::Submitted);
        Self { age: times.map(|(at, due)| age(at, due, now)), state, row }
    }

    fn cause(&self) -> &'static str {
        cause_name(&self.row).unwrap_or_default()
    }

    fn amount(&self) -> String {
        self.row.claim_amount.map(|fen| format!("{} 元", Fen(fen))).unwrap_or_default()
    }

    fn tag(&self) -> &'static str {
        tag(self.state)
    }
}

/// The name of a row's cause in its own list.
pub(super) fn cause_name(row: &Row) -> Option<&'static str> {
    law::cause::find(law::cause::list(&row.cause_list)?, row.cause.as_deref()?).map(|c| c.name)
}

#[derive(Template)]
#[template(path = "review/queue.html", blocks = ["main"])]
struct Queue<'a> {
    page: Page,
    court: &'a str,
    sent: Sent,
    state: StateName,
    states: Vec<(&'static str, &'static str)>,
    ages: Vec<(&'static str, &'static str)>,
    lines: Vec<Line>,
    previous: Option<String>,
    next: Option<String>,
    looked_through: u64,
}

/// `GET /clerk/filings`
pub(super) async fn show(visit: Visit, Query(sent): Query<Sent>) -> Result<Response, Fault> {
    let court = visit.court()?;
    let (now, slice) = (visit.now(), found(&visit.site, court, &sent).await?);
    let mut states = StateName::options();
    states.retain(|(key, _)| *key != StateName::Draft.key());
    let queue = Queue {
        page: visit.page(),
        court: law::court::find(court).map_or(court, |c| c.name),
        state: sent.state(),
        states,
        ages: Urgency::options(),
        previous: slice.previous.map(|k| sent.address("before", k)),
        next: slice.next.map(|k| sent.address("after", k)),
        lines: slice.rows.into_iter().map(|r| Line::of(r, now)).collect(),
        sent,
        looked_through: LOOKED_THROUGH,
    };
    web::show!(visit, queue)
}
