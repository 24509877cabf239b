//! 我的立案 (FIL-15): one's own filings, searched and filtered, the latest first.
use super::tasks::tag;
use crate::filing::{
    model::{Capacity, StateName},
    step::Stop,
    store::{
        list::{self, Cursor, Filter},
        withdrawn,
    },
};
use askama::Template;
use axum::{extract::Query, response::Response};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::CaseId;
use serde::Deserialize;
use std::collections::HashMap;
use web::{
    Page, Visit,
    filters::{date_text, time_text},
    guard::encode,
};

#[derive(Template)]
#[template(path = "filing/mine.html", blocks = ["main"])]
struct Mine {
    page: Page,
    asked: Asked,
    tabs: Vec<Tab>,
    capacities: Vec<(&'static str, &'static str)>,
    lines: Vec<Line>,
    first: Option<String>,
    next: Option<String>,
    filtered: bool,
}

struct Tab {
    href: String,
    text: &'static str,
    current: bool,
    count: String,
}

struct Line {
    href: String,
    title: String,
    state: &'static str,
    tag: &'static str,
    /// What happened to it, in a sentence; may be empty.
    news: String,
    facts: Vec<(&'static str, String)>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    state: String,
    capacity: String,
    from: String,
    to: String,
    after: String,
}

impl Asked {
    fn filter(&self) -> Filter {
        let day = |text: &str| text.trim().parse::<NaiveDate>().ok();
        Filter {
            words: self.q.trim().to_owned(),
            state: StateName::from_key(&self.state),
            capacity: Capacity::from_key(&self.capacity),
            from: day(&self.from),
            to: day(&self.to),
        }
    }

    /// The same question about another state, from the first page or after a line.
    fn address(&self, state: &str, after: Option<Cursor>) -> String {
        let after = after.map(|c| c.to_string()).unwrap_or_default();
        let given = [
            ("q", self.q.as_str()),
            ("state", state),
            ("capacity", &self.capacity),
            ("from", &self.from),
            ("to", &self.to),
            ("after", &after),
        ];
        let query: Vec<_> = given
            .iter()
            .filter(|(_, v)| !v.is_empty())
            .map(|(k, v)| format!("{k}={}", encode(v)))
            .collect();
        if query.is_empty() { "/filings".into() } else { format!("/filings?{}", query.join("&")) }
    }
}

pub(super) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    let (db, account) = (visit.site.db.read(), visit.account()?);
    let filter = asked.filter();
    let (lines, next) = list::list(db, account, &filter, asked.after.parse().ok()).await?;
    let counts = list::counts(db, account).await?;
    let taken_back: Vec<_> = lines.iter().filter(|l| l.is_withdrawn()).map(|l| l.case_id).collect();
    let withdrawn = withdrawn::times(db, &taken_back).await?;
    let page = Mine {
        page: visit.page(),
        tabs: tabs(&asked, &counts),
        capacities: Capacity::options(),
        lines: lines.into_iter().map(|l| line(l, &withdrawn)).collect(),
        first: (!asked.after.is_empty()).then(|| asked.address(&asked.state, None)),
        next: next.map(|c| asked.address(&asked.state, Some(c))),
        filtered: filter != Filter::default(),
        asked,
    };
    Ok(web::show!(visit, page)?)
}

fn tabs(asked: &Asked, counts: &[(StateName, i64)]) -> Vec<Tab> {
    let all = Tab {
        href: asked.address("", None),
        text: "全部",
        current: asked.state.is_empty(),
        count: counts.iter().map(|(_, n)| n).sum::<i64>().to_string(),
    };
    let of = |state: &StateName| Tab {
        href: asked.address(state.key(), None),
        text: state.name(),
        current: asked.state == state.key(),
        count: counts.iter().find(|(s, _)| s == state).map_or(0, |(_, n)| *n).to_string(),
    };
    std::iter::once(all).chain(StateName::ALL.iter().map(of)).collect()
}

fn line(row: list::Line, withdrawn: &HashMap<CaseId, DateTime<Utc>>) -> Line {
    let state = StateName::from_key(&row.state).unwrap_or(StateName::Draft);
    let court = row.court.as_deref().and_then(law::court::find).map(|c| c.name.to_owned());
    let taken_back = row.is_withdrawn();
    let news = withdrawn.get(&row.case_id).filter(|_| taken_back).map(|at| {
        format!("您于 {} 撤回了这份申请，法院不再审查，可以修改后再次提交。", time_text(at))
    });
    // Drafts of one matter are told apart by when they were begun.
    let begun = row.registration.is_none().then(|| time_text(&row.created_at));
    let facts = [
        ("受理法院", court),
        ("立案登记编码", row.registration),
        ("草稿，建立于", begun),
        ("案号", row.case_number),
        ("提交时间", row.submitted_at.as_ref().map(time_text)),
        ("补充期限", row.supplement_until.as_ref().map(date_text)),
        ("最近更新", Some(time_text(&row.updated_at))),
    ];
    Line {
        href: format!("/filings/{}", row.id),
        state: state.told(taken_back),
        title: row.title,
        tag: tag(state),
        news: news.unwrap_or_default(),
        facts: facts.into_iter().filter_map(|(k, v)| Some((k, v?))).collect(),
    }
}
