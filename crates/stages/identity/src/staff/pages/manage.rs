//! `/court/staff`: a court's staff, for its administrator.
use super::enter::told;
use crate::staff::{
    acts,
    model::{Created, Entry, NewStaff, Refused, Staff},
    store,
};
use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use kernel::{actor::StaffRole, policy::Permission};
use serde::Deserialize;
use std::collections::BTreeSet;
use web::{Errors, Fault, Flash, Form, Page, Routes, Visit, filters};

pub(super) fn routes() -> Routes {
    let manage = Permission::ManageCourt;
    Routes::new()
        .get("/court/staff", manage, list)
        .get("/court/staff/new", manage, new_page)
        .post("/court/staff/new", manage, create)
        .get("/court/staff/{login}", manage, one)
        .post("/court/staff/{login}/roles", manage, roles)
        .post("/court/staff/{login}/active", manage, active)
        .post("/court/staff/{login}/reset", manage, reset)
}

/// A member of staff as shown.
struct Line {
    login: String,
    name: String,
    offices: String,
    state: &'static str,
    /// How the state is coloured.
    state_kind: &'static str,
}

impl Line {
    fn of(staff: &Staff) -> Self {
        let (state, state_kind) = match (staff.active, staff.enrolled) {
            (false, _) => ("已停用", "error"),
            (true, true) => ("正常", "done"),
            (true, false) => ("待首次登录", "todo"),
        };
        Self {
            login: staff.login.clone(),
            name: staff.name.clone(),
            offices: staff.roles.iter().map(|r| r.name()).collect::<Vec<_>>().join("、"),
            state,
            state_kind,
        }
    }
}

#[derive(Template)]
#[template(path = "staff/list.html", blocks = ["main"])]
struct List {
    page: Page,
    court: String,
    staff: Vec<Line>,
}

async fn list(visit: Visit) -> Result<Response, Fault> {
    let court = visit.court()?;
    let staff = store::of_court(visit.site.db.read(), court).await?;
    let staff = staff.iter().map(Line::of).collect();
    let court = law::court::find(court).map(|c| c.name.to_string()).unwrap_or_default();
    web::show!(visit, List { page: visit.page(), court, staff })
}

/// Offices that an administrator of a court may give: key and name.
fn choices() -> Vec<(&'static str, &'static str)> {
    StaffRole::ALL
        .into_iter()
        .filter(|r| *r != StaffRole::PlatformAdministrator)
        .map(|r| (r.key(), r.name()))
        .collect()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NewForm {
    login: String,
    name: String,
    roles: Vec<String>,
}

#[derive(Template)]
#[template(path = "staff/new.html", blocks = ["main"])]
struct New {
    page: Page,
    errors: Errors,
    form: NewForm,
    choices: Vec<(&'static str, &'static str)>,
}

async fn new_page(visit: Visit) -> Result<Response, Fault> {
    let (errors, form, choices) = (Errors::new(), NewForm::default(), choices());
    web::show!(visit, New { page: visit.page(), errors, form, choices })
}

/// A one-time password, shown once.
#[derive(Template)]
#[template(path = "staff/first_password.html", blocks = ["main"])]
struct FirstPassword {
    page: Page,
    title: &'static str,
    login: String,
    password: String,
}

fn read_roles(keys: &[String]) -> BTreeSet<StaffRole> {
    keys.iter().filter_map(|k| StaffRole::from_key(k)).collect()
}

async fn create(visit: Visit, Form(form): Form<NewForm>) -> Result<Response, Fault> {
    let site = &visit.site;
    let new = NewStaff {
        court: visit.court()?.to_owned(),
        login: form.login.clone(),
        name: form.name.clone(),
        roles: read_roles(&form.roles),
    };
    match acts::create_by(&site.db, &site.vault, &*site.clock, new, &visit.actor).await {
        Ok(Created { login, password, .. }) => {
            let title = "账号已建立";
            web::show!(visit, FirstPassword { page: visit.page(), title, login, password })
        }
        Err(refused) => {
            let errors = told(refused)?;
            let page = New { page: visit.page(), errors, form, choices: choices() };
            web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)
        }
    }
}

#[derive(Template)]
#[template(path = "staff/one.html", blocks = ["main"])]
struct One {
    page: Page,
    errors: Errors,
    staff: Line,
    active: bool,
    managed: bool,
    oneself: bool,
    choices: Vec<(&'static str, &'static str)>,
    chosen: Vec<&'static str>,
    history: Vec<(Entry, String)>,
}

async fn one(visit: Visit, Path(login): Path<String>) -> Result<Response, Fault> {
    show_one(&visit, &login, Errors::new()).await
}

async fn show_one(visit: &Visit, login: &str, errors: Errors) -> Result<Response, Fault> {
    let db = &visit.site.db;
    let staff = store::find_by_login(db.read(), login).await?;
    let court = visit.court()?;
    let staff = staff.filter(|s| s.court == court).ok_or(Fault::NotFound)?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = One {
        page: visit.page(),
        errors,
        active: staff.active,
        managed: staff.is_managed_by_court(),
        oneself: visit.account()? == staff.account,
        choices: choices(),
        chosen: staff.roles.iter().map(|r| r.key()).collect(),
        history: acts::history(db, staff.account).await?,
        staff: Line::of(&staff),
    };
    web::show!(visit, status, page)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RolesForm {
    roles: Vec<String>,
}

async fn roles(
    visit: Visit,
    Path(login): Path<String>,
    Form(form): Form<RolesForm>,
) -> Result<Response, Fault> {
    let site = &visit.site;
    let roles = read_roles(&form.roles);
    let done = acts::set_roles(&site.db, &*site.clock, &visit.actor, &login, &roles).await;
    after(&visit, &login, done, "岗位已保存，立即生效").await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ActiveForm {
    active: String,
}

async fn active(
    visit: Visit,
    Path(login): Path<String>,
    Form(form): Form<ActiveForm>,
) -> Result<Response, Fault> {
    let site = &visit.site;
    let on = form.active == "1";
    let done = acts::set_active(&site.db, &*site.clock, &visit.actor, &login, on).await;
    let said = if on { "账号已启用" } else { "账号已停用，已有的登录立即失效" };
    after(&visit, &login, done, said).await
}

async fn after(
    visit: &Visit,
    login: &str,
    done: Result<(), Refused>,
    said: &str,
) -> Result<Response, Fault> {
    match done {
        Ok(()) => Ok(visit.go_saying(&format!("/court/staff/{login}"), &Flash::success(said))),
        Err(Refused::Unknown(_)) => Err(Fault::NotFound),
        Err(refused) => {
            let errors = told(refused)?;
            show_one(visit, login, errors).await
        }
    }
}

async fn reset(
    visit: Visit,
    Path(login): Path<String>,
    _: Form<crate::Nothing>,
) -> Result<Response, Fault> {
    let site = &visit.site;
    let done = acts::reset_second_factor(&site.db, &*site.clock, &visit.actor, &login).await;
    match done {
        Ok(password) => {
            let title = "密码和动态口令已重置";
            web::show!(visit, FirstPassword { page: visit.page(), title, login, password })
        }
        Err(refused) => after(&visit, &login, Err(refused), "").await,
    }
}
