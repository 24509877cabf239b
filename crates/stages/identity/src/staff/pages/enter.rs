//! `/staff/login`: password, second factor, and setting both the first time.
use crate::{
    account::{
        model::{PASSWORD_RULE, local},
        pages::{too_many, visitor},
    },
    staff::{
        entry::{self, First},
        model::{Refused, Staff, address, base32, landing},
    },
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use fast_qr::{ECL, QRBuilder, convert::svg::SvgBuilder};
use kernel::{id::StepId, policy::Permission};
use serde::Deserialize;
use web::{Errors, Fault, Flash, Form, Page, Routes, Visit, session::Facts};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/staff/login", Permission::EnterAccount, page)
        .post("/staff/login", Permission::EnterAccount, password)
        .get("/staff/login/{step}", Permission::EnterAccount, second_page)
        .post("/staff/login/{step}", Permission::EnterAccount, second)
        .get("/staff/login/{step}/enrol", Permission::EnterAccount, enrol_page)
        .post("/staff/login/{step}/enrol", Permission::EnterAccount, enrol)
        .get("/staff/login/{step}/qr.svg", Permission::EnterAccount, qr)
        .post("/staff/login/{step}/enter", Permission::EnterAccount, enter)
}

#[derive(Template)]
#[template(path = "staff/login.html", blocks = ["main"])]
struct LogIn {
    page: Page,
    errors: Errors,
    login: String,
    next: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LogInForm {
    login: String,
    password: String,
    next: String,
}

async fn page(visit: Visit, Query(asked): Query<LogInForm>) -> Result<Response, Fault> {
    let (login, next) = (String::new(), asked.next);
    web::show!(visit, LogIn { page: visit.page(), errors: Errors::new(), login, next })
}

/// A refusal at its field; our own faults go on.
pub(super) fn told(refused: Refused) -> Result<Errors, Fault> {
    if let Refused::Db(e) = refused {
        return Err(e.into());
    }
    if let Refused::Denied(e) = refused {
        return Err(e.into());
    }
    Ok(Errors::of(refused.field(), refused.to_string()))
}

async fn password(visit: Visit, Form(form): Form<LogInForm>) -> Result<Response, Fault> {
    let site = &visit.site;
    let errors = if let Some(why) = too_many(&visit, "login", 200).await? {
        Errors::of("login", why)
    } else {
        let visitor = visitor(&visit);
        let next = local(&form.next).unwrap_or_default();
        match entry::password(site, &visitor, (&form.login, &form.password), next).await {
            Ok(id) => return Ok(visit.go(&format!("/staff/login/{id}"))),
            Err(refused) => told(refused)?,
        }
    };
    let LogInForm { login, next, .. } = form;
    let page = LogIn { page: visit.page(), errors, login, next };
    web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)
}

#[derive(Template)]
#[template(path = "staff/second.html", blocks = ["main"])]
struct Second {
    page: Page,
    errors: Errors,
    id: StepId,
}

fn start_over(visit: &Visit, why: &Refused) -> Response {
    visit.go_saying("/staff/login", &Flash::warning(why.to_string()))
}

async fn second_page(visit: Visit, Path(id): Path<StepId>) -> Result<Response, Fault> {
    let site = &visit.site;
    match entry::open(site, site.db.read(), &visitor(&visit), id).await {
        Ok((_, staff)) if staff.enrolled => {
            web::show!(visit, Second { page: visit.page(), errors: Errors::new(), id })
        }
        Ok(_) => Ok(visit.go(&format!("/staff/login/{id}/enrol"))),
        Err(Refused::Db(e)) => Err(e.into()),
        Err(refused) => Ok(start_over(&visit, &refused)),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CodeForm {
    code: String,
}

async fn second(
    visit: Visit,
    Path(id): Path<StepId>,
    Form(form): Form<CodeForm>,
) -> Result<Response, Fault> {
    match entry::second_factor(&visit.site, &visitor(&visit), id, &form.code).await {
        Ok((staff, next)) => begin_session(&visit, &staff, &next).await,
        Err(refused @ (Refused::NoStep | Refused::Disabled)) => Ok(start_over(&visit, &refused)),
        Err(refused) => {
            let text = refused.to_string();
            told(refused)?;
            let page = Second { page: visit.page(), errors: Errors::of("code", text), id };
            web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)
        }
    }
}

/// Only here: the second factor has been shown.
async fn begin_session(visit: &Visit, staff: &Staff, next: &str) -> Result<Response, Fault> {
    let next = local(next).unwrap_or(landing(&staff.roles));
    visit.log_in(staff.account, &Facts { second_factor: true }, next).await
}

#[derive(Template)]
#[template(path = "staff/enrol.html", blocks = ["main"])]
struct Enrol {
    page: Page,
    errors: Errors,
    id: StepId,
    login: String,
    /// The secret in groups of four, for typing.
    secret: String,
    rule: &'static str,
}

async fn enrol_page(visit: Visit, Path(id): Path<StepId>) -> Result<Response, Fault> {
    enrolling(&visit, id, Errors::new()).await
}

async fn enrolling(visit: &Visit, id: StepId, errors: Errors) -> Result<Response, Fault> {
    let site = &visit.site;
    let (step, staff) = match entry::open(site, site.db.read(), &visitor(visit), id).await {
        Ok((_, staff)) if staff.enrolled => {
            return Ok(visit.go(&format!("/staff/login/{id}")));
        }
        Ok(found) => found,
        Err(Refused::Db(e)) => return Err(e.into()),
        Err(refused) => return Ok(start_over(visit, &refused)),
    };
    let secret = entry::pending(&step).ok_or(Fault::NotFound)?;
    let letters: Vec<char> = base32(&secret).chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|c| c.iter().collect()).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Enrol {
        page: visit.page(),
        errors,
        id,
        login: staff.login,
        secret: groups.join(" "),
        rule: PASSWORD_RULE,
    };
    web::show!(visit, status, page)
}

/// `GET /staff/login/{step}/qr.svg`
async fn qr(visit: Visit, Path(id): Path<StepId>) -> Result<Response, Fault> {
    let site = &visit.site;
    let found = entry::open(site, site.db.read(), &visitor(&visit), id).await;
    let (step, staff) = found.map_err(|_| Fault::NotFound)?;
    if staff.enrolled {
        return Err(Fault::NotFound);
    }
    let secret = entry::pending(&step).ok_or(Fault::NotFound)?;
    let code = QRBuilder::new(address(&secret, &staff.login)).ecl(ECL::M).build();
    let code = code.map_err(|e| Fault::Inner(format!("QR: {e:?}")))?;
    let svg = SvgBuilder::default().to_str(&code);
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, svg).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct EnrolForm {
    code: String,
    password: String,
    again: String,
}

#[derive(Template)]
#[template(path = "staff/recovery.html", blocks = ["main"])]
struct Recovery {
    page: Page,
    id: StepId,
    login: String,
    codes: Vec<String>,
}

async fn enrol(
    visit: Visit,
    Path(id): Path<StepId>,
    Form(form): Form<EnrolForm>,
) -> Result<Response, Fault> {
    let EnrolForm { code, password, again } = &form;
    let first = First { code, password, again };
    match entry::enrol(&visit.site, &visitor(&visit), id, first).await {
        Ok((login, codes)) => {
            web::show!(visit, Recovery { page: visit.page(), id, login, codes })
        }
        Err(refused @ (Refused::NoStep | Refused::Disabled)) => Ok(start_over(&visit, &refused)),
        Err(refused) => {
            let errors = told(refused)?;
            enrolling(&visit, id, errors).await
        }
    }
}

/// `POST /staff/login/{step}/enter`: the recovery codes are kept, the work begins.
async fn enter(
    visit: Visit,
    Path(id): Path<StepId>,
    _: Form<crate::Nothing>,
) -> Result<Response, Fault> {
    match entry::enter(&visit.site, &visitor(&visit), id).await {
        Ok((staff, next)) => begin_session(&visit, &staff, &next).await,
        Err(Refused::Db(e)) => Err(e.into()),
        Err(refused) => Ok(start_over(&visit, &refused)),
    }
}
