//! `/login` by password, `/login/sms` by code, `/logout`.
use super::{
    Asked, PhoneForm,
    step::{CodeForm, Walk},
    told, visitor,
};
use crate::{
    Nothing,
    account::{acts, model::local},
    challenge::{self, Kind, Shown},
    code::{self, Purpose, acts::Begin},
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use kernel::{actor::Actor, id::StepId, policy::Permission};
use serde::Deserialize;
use web::{Errors, Fault, Form, Page, Routes, Visit, session::Facts};

const WALK: Walk =
    Walk { purpose: Purpose::Login, title: "登录", base: "/login", start: "/login/sms" };

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/login", Permission::EnterAccount, page)
        .post("/login", Permission::EnterAccount, log_in)
        .get("/login/sms", Permission::EnterAccount, sms_page)
        .post("/login/sms", Permission::EnterAccount, send)
        .get("/login/{step}/code", Permission::EnterAccount, code_page)
        .post("/login/{step}/code", Permission::EnterAccount, prove)
        .post("/login/{step}/again", Permission::EnterAccount, again)
        .post("/logout", Permission::EnterAccount, log_out)
}

#[derive(Template)]
#[template(path = "account/login.html", blocks = ["main"])]
struct LogIn {
    page: Page,
    errors: Errors,
    account: String,
    next: String,
    /// `next` for use in addresses.
    next_encoded: String,
    expired: bool,
    held: bool,
}

impl LogIn {
    fn new(visit: &Visit, account: String, next: &str, expired: bool, errors: Errors) -> Self {
        Self {
            page: visit.page(),
            errors,
            account,
            next: next.to_owned(),
            next_encoded: web::guard::encode(next),
            expired,
            held: next.starts_with("/held/"),
        }
    }
}

/// Where whoever is logged in already has no need of this page.
fn already_in(visit: &Visit, next: &str) -> Option<Response> {
    match visit.actor {
        Actor::Person { .. } | Actor::Staff { .. } => Some(visit.go(local(next).unwrap_or("/"))),
        Actor::Visitor | Actor::System => None,
    }
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if let Some(away) = already_in(&visit, &asked.next) {
        return Ok(away);
    }
    let expired = asked.expired == "1";
    let page = LogIn::new(&visit, String::new(), &asked.next, expired, Errors::new());
    web::show!(visit, page)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LogInForm {
    account: String,
    password: String,
    next: String,
}

async fn log_in(visit: Visit, Form(form): Form<LogInForm>) -> Result<Response, Fault> {
    let mut errors = Errors::new();
    if form.account.trim().is_empty() {
        errors.add("account", "请填写手机号码或已认证的证件号码");
    }
    if form.password.is_empty() {
        errors.add("password", "请填写密码");
    }
    if errors.is_empty()
        && let Some(why) = super::too_many(&visit, "login", 200).await?
    {
        errors.add("account", why);
    }
    if errors.is_empty() {
        match acts::log_in(&visit.site, &form.account, &form.password).await {
            Ok(account) => {
                let next = local(&form.next).unwrap_or("/");
                return visit.log_in(account, &Facts::default(), next).await;
            }
            Err(refused) => {
                let (field, why) = told(refused)?;
                errors.add(field, why);
            }
        }
    }
    let page = LogIn::new(&visit, form.account, &form.next, false, errors);
    web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)
}

async fn log_out(visit: Visit, _: Form<Nothing>) -> Result<Response, Fault> {
    visit.log_out().await
}

#[derive(Template)]
#[template(path = "account/login_sms.html", blocks = ["main"])]
struct Sms {
    page: Page,
    errors: Errors,
    phone: String,
    next: String,
    challenge: Shown,
}

async fn sms_page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if let Some(away) = already_in(&visit, &asked.next) {
        return Ok(away);
    }
    let kind = Kind::wanted(asked.question == "1");
    let challenge = challenge::acts::put(&visit.site, kind).await?;
    let (phone, next) = (String::new(), asked.next);
    web::show!(visit, Sms { page: visit.page(), errors: Errors::new(), phone, next, challenge })
}

async fn sms_again(
    visit: &Visit,
    form: PhoneForm,
    errors: Errors,
    kind: Option<Kind>,
) -> Result<Response, Fault> {
    let challenge = form.fresh(visit, kind).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let PhoneForm { phone, next, .. } = form;
    web::show!(visit, status, Sms { page: visit.page(), errors, phone, next, challenge })
}

async fn send(visit: Visit, Form(form): Form<PhoneForm>) -> Result<Response, Fault> {
    if let Some(kind) = form.another() {
        return sms_again(&visit, form, Errors::new(), Some(kind)).await;
    }
    let phone = match form.checked(&visit).await? {
        Ok(phone) => phone,
        Err(errors) => return sms_again(&visit, form, errors, None).await,
    };
    let next = local(&form.next).unwrap_or("/");
    let begin = Begin { purpose: Purpose::Login, visitor: &visitor(&visit), account: None, next };
    match code::acts::begin(&visit.site, begin, &phone).await {
        Ok(id) => Ok(WALK.go(&visit, id)),
        Err(refused) => {
            let (field, why) = told(refused.into())?;
            sms_again(&visit, form, Errors::of(field, why), None).await
        }
    }
}

async fn code_page(visit: Visit, Path(id): Path<StepId>) -> Result<Response, Fault> {
    WALK.show(&visit, id).await
}

async fn again(visit: Visit, Path(id): Path<StepId>, _: Form<Nothing>) -> Result<Response, Fault> {
    WALK.again(&visit, id).await
}

async fn prove(
    visit: Visit,
    Path(id): Path<StepId>,
    Form(form): Form<CodeForm>,
) -> Result<Response, Fault> {
    if let Err(instead) = WALK.prove(&visit, id, &form).await? {
        return Ok(instead);
    }
    match acts::log_in_by_code(&visit.site, &visitor(&visit), id).await {
        Ok((account, next)) => visit.log_in(account, &Facts::default(), &next).await,
        Err(refused) => {
            let (_, why) = told(refused)?;
            WALK.refuse(&visit, id, why).await
        }
    }
}
