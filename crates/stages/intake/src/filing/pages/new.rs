//! 我要立案: kind and capacity, then the task list.
use crate::filing::{acts, model::Capacity, step::Stop};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use kernel::id::FilingId;
use law::CaseKind;
use serde::Deserialize;
use web::{Errors, Form, Page, Visit};

/// The kinds that this platform takes in.
const KINDS: [CaseKind; 1] = [CaseKind::CivilFirst];

#[derive(Template)]
#[template(path = "filing/new.html", blocks = ["main"])]
struct New {
    page: Page,
    errors: Errors,
    /// The filing that will be begun: sending the form twice begins one.
    id: String,
    kinds: Vec<(&'static str, &'static str)>,
    kind: String,
    capacities: Vec<(&'static str, &'static str)>,
    capacity: String,
}

pub(super) async fn show(visit: Visit) -> Result<Response, Stop> {
    let typed = Begun { id: FilingId::new().to_string(), ..Begun::default() };
    Ok(web::show!(visit, page(&visit, typed, Errors::new()))?)
}

fn page(visit: &Visit, typed: Begun, errors: Errors) -> New {
    let only = |options: &[(&'static str, &'static str)]| match options {
        [(key, _)] => (*key).to_owned(),
        _ => String::new(),
    };
    let kinds: Vec<_> = KINDS.iter().map(|k| (k.key(), k.label())).collect();
    let capacities = Capacity::options();
    New {
        page: visit.page(),
        errors,
        id: typed.id,
        kind: if typed.kind.is_empty() { only(&kinds) } else { typed.kind },
        capacity: if typed.capacity.is_empty() { only(&capacities) } else { typed.capacity },
        kinds,
        capacities,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Begun {
    id: String,
    kind: String,
    capacity: String,
}

pub(super) async fn begin(visit: Visit, Form(form): Form<Begun>) -> Result<Response, Stop> {
    let mut errors = Errors::new();
    let kind = form.kind.parse().ok().filter(|k| KINDS.contains(k));
    let capacity = Capacity::from_key(&form.capacity);
    if kind.is_none() {
        errors.add("kind", "请选择要办理的案件类型");
    }
    if capacity.is_none() {
        errors.add("capacity", "请选择为谁申请");
    }
    let (Some(kind), Some(capacity)) = (kind, capacity) else {
        return Ok(web::show!(
            visit,
            StatusCode::UNPROCESSABLE_ENTITY,
            page(&visit, form, errors)
        )?);
    };
    let id = form.id.parse().unwrap_or_else(|_| FilingId::new());
    let id = acts::begin(&visit.site, visit.account()?, id, (kind, capacity)).await?;
    Ok(visit.go(&format!("/filings/{id}")))
}
