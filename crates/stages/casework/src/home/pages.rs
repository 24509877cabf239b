//! 首页、服务、日程、关于、无障碍
use super::{
    model::{Matter, Options, PublicSite},
    store,
};
use crate::{
    case::{self, Case},
    message::{self, Message},
};
use askama::Template;
use axum::response::Response;
use chrono::NaiveDate;
use web::{Fault, Nav, Page, Visit, filters};

/// How many lines each part of the home page shows.
const LINES: usize = 4;
/// How many matters the schedule shows.
const SCHEDULED: u64 = 200;

#[derive(Template)]
#[template(path = "home/visitor.html", blocks = ["main"])]
struct Visitor<'a> {
    page: Page,
    sites: &'a [PublicSite],
}

#[derive(Template)]
#[template(path = "home/person.html", blocks = ["main"])]
struct Person<'a> {
    page: Page,
    verified: bool,
    todos: Vec<Message>,
    filings: Vec<Matter>,
    cases: Vec<Case>,
    messages: Vec<Message>,
    sites: &'a [PublicSite],
}

/// `GET /`
pub(super) async fn home(visit: Visit, options: &Options) -> Result<Response, Fault> {
    let page = visit.page();
    match &page.nav {
        Nav::Visitor => web::show!(visit, Visitor { page, sites: &options.publicity }),
        Nav::Person { verified } => {
            let verified = *verified;
            person(&visit, page, verified, options).await
        }
        Nav::Staff { links } => {
            let first = links.first().map_or("/messages", |(href, _)| href.as_str());
            Ok(visit.go(first))
        }
    }
}

async fn person(
    visit: &Visit,
    page: Page,
    verified: bool,
    options: &Options,
) -> Result<Response, Fault> {
    let (db, account) = (visit.site.db.read(), visit.account()?);
    let lines = u64::try_from(LINES).unwrap_or(u64::MAX);
    let person = Person {
        page,
        verified,
        todos: message::open_todos(db, account, lines).await?,
        filings: store::latest(db, account, (lines, visit.today())).await?,
        cases: case::latest(db, account, LINES).await?,
        messages: message::latest(db, account, LINES).await?,
        sites: &options.publicity,
    };
    web::show!(visit, person)
}

#[derive(Template)]
#[template(path = "home/services.html", blocks = ["main"])]
struct Services<'a> {
    page: Page,
    sites: &'a [PublicSite],
}

/// `GET /services`: 全部功能, what exists and nothing else.
pub(super) fn services(visit: &Visit, options: &Options) -> Result<Response, Fault> {
    web::show!(visit, Services { page: visit.page(), sites: &options.publicity })
}

#[derive(Template)]
#[template(path = "home/schedule.html", blocks = ["main"])]
struct Schedule {
    page: Page,
    today: NaiveDate,
    matters: Vec<Matter>,
}

/// `GET /schedule`
pub(super) async fn schedule(visit: Visit) -> Result<Response, Fault> {
    let within = (SCHEDULED, visit.today());
    let matters = store::awaited(visit.site.db.read(), visit.account()?, within).await?;
    web::show!(visit, Schedule { page: visit.page(), today: visit.today(), matters })
}

#[derive(Template)]
#[template(path = "home/about.html", blocks = ["main"])]
struct About {
    page: Page,
}

/// `GET /about`
pub(super) async fn about(visit: Visit) -> Result<Response, Fault> {
    web::show!(visit, About { page: visit.page() })
}

#[derive(Template)]
#[template(path = "home/accessibility.html", blocks = ["main"])]
struct Accessibility {
    page: Page,
}

/// `GET /accessibility`
pub(super) async fn accessibility(visit: Visit) -> Result<Response, Fault> {
    web::show!(visit, Accessibility { page: visit.page() })
}
