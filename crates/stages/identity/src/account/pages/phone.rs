//! `/me/phone`: a code to the old number, then a code to the new one.
use super::{
    step::{CodeForm, Walk},
    told, visitor,
};
use crate::{
    Nothing,
    account::{acts, change, store},
    code::{self, Mobile, Purpose},
};
use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use kernel::{id::StepId, policy::Permission};
use serde::Deserialize;
use web::{Errors, Fault, Flash, Form, Page, Routes, Visit};

const OLD: Walk = Walk {
    purpose: Purpose::PhoneOld,
    title: "更换手机号码：验证原号码",
    base: "/me/phone/old",
    start: "/me/phone",
};
const NEW: Walk = Walk {
    purpose: Purpose::PhoneNew,
    title: "更换手机号码：验证新号码",
    base: "/me/phone/new",
    start: "/me/phone",
};

pub(super) fn routes() -> Routes {
    let own = Permission::OwnIdentity;
    Routes::new()
        .get("/me/phone", own, begin)
        .post("/me/phone", own, send_old)
        .get("/me/phone/old/{step}/code", own, old_page)
        .post("/me/phone/old/{step}/code", own, prove_old)
        .post("/me/phone/old/{step}/again", own, old_again)
        .get("/me/phone/{step}/number", own, number_page)
        .post("/me/phone/{step}/number", own, send_new)
        .get("/me/phone/new/{step}/code", own, new_page)
        .post("/me/phone/new/{step}/code", own, prove_new)
        .post("/me/phone/new/{step}/again", own, new_again)
}

#[derive(Template)]
#[template(path = "account/phone.html", blocks = ["main"])]
struct Begun {
    page: Page,
    errors: Errors,
    phone: String,
}

async fn first_page(visit: &Visit, errors: Errors) -> Result<Response, Fault> {
    let account =
        store::find(visit.site.db.read(), visit.account()?).await?.ok_or(Fault::NotFound)?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let phone = account.phone_masked.unwrap_or_default();
    web::show!(visit, status, Begun { page: visit.page(), errors, phone })
}

async fn begin(visit: Visit) -> Result<Response, Fault> {
    first_page(&visit, Errors::new()).await
}

async fn send_old(visit: Visit, _: Form<Nothing>) -> Result<Response, Fault> {
    if let Some(why) = super::too_many(&visit, "sms", 100).await? {
        return first_page(&visit, Errors::of("", why)).await;
    }
    match change::prove_old_phone(&visit.site, &visitor(&visit), visit.account()?).await {
        Ok(id) => Ok(OLD.go(&visit, id)),
        Err(refused) => {
            let (_, why) = told(refused)?;
            first_page(&visit, Errors::of("", why)).await
        }
    }
}

async fn old_page(visit: Visit, Path(id): Path<StepId>) -> Result<Response, Fault> {
    OLD.show(&visit, id).await
}

async fn old_again(
    visit: Visit,
    Path(id): Path<StepId>,
    _: Form<Nothing>,
) -> Result<Response, Fault> {
    OLD.again(&visit, id).await
}

async fn prove_old(
    visit: Visit,
    Path(id): Path<StepId>,
    Form(form): Form<CodeForm>,
) -> Result<Response, Fault> {
    match OLD.prove(&visit, id, &form).await? {
        Ok(_) => Ok(visit.go(&format!("/me/phone/{id}/number"))),
        Err(instead) => Ok(instead),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NumberForm {
    phone: String,
}

#[derive(Template)]
#[template(path = "account/phone_new.html", blocks = ["main"])]
struct Number {
    page: Page,
    errors: Errors,
    id: StepId,
    phone: String,
}

async fn number_page(visit: Visit, Path(id): Path<StepId>) -> Result<Response, Fault> {
    number(&visit, id, String::new(), Errors::new()).await
}

async fn number(
    visit: &Visit,
    id: StepId,
    phone: String,
    errors: Errors,
) -> Result<Response, Fault> {
    match OLD.step(visit, id).await? {
        Ok(step) if step.proven_at.is_some() => {}
        Ok(_) => return Ok(OLD.go(visit, id)),
        Err(away) => return Ok(away),
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    web::show!(visit, status, Number { page: visit.page(), errors, id, phone })
}

async fn send_new(
    visit: Visit,
    Path(id): Path<StepId>,
    Form(form): Form<NumberForm>,
) -> Result<Response, Fault> {
    let mut errors = Errors::new();
    let Some(phone) = errors.take("phone", Mobile::parse(&form.phone)) else {
        return number(&visit, id, form.phone, errors).await;
    };
    if let Some(why) = super::too_many(&visit, "sms", 100).await? {
        return number(&visit, id, form.phone, Errors::of("phone", why)).await;
    }
    let account = visit.account()?;
    let sent = change::prove_new_phone(&visit.site, &visitor(&visit), account, id, &phone).await;
    match sent {
        Ok(new) => Ok(NEW.go(&visit, new)),
        Err(acts::Refused::Code(code::Refused::NoStep)) => {
            Ok(super::start_over(&visit, "/me/phone"))
        }
        Err(refused) => {
            let (_, why) = told(refused)?;
            number(&visit, id, form.phone, Errors::of("phone", why)).await
        }
    }
}

async fn new_page(visit: Visit, Path(id): Path<StepId>) -> Result<Response, Fault> {
    NEW.show(&visit, id).await
}

async fn new_again(
    visit: Visit,
    Path(id): Path<StepId>,
    _: Form<Nothing>,
) -> Result<Response, Fault> {
    NEW.again(&visit, id).await
}

async fn prove_new(
    visit: Visit,
    Path(id): Path<StepId>,
    Form(form): Form<CodeForm>,
) -> Result<Response, Fault> {
    if let Err(instead) = NEW.prove(&visit, id, &form).await? {
        return Ok(instead);
    }
    match change::phone(&visit.site, &visitor(&visit), visit.account()?, id).await {
        Ok(phone) => {
            let said = format!("手机号码已更换为 {}，下次请用新号码登录", phone.masked());
            Ok(visit.go_saying("/me/settings", &Flash::success(said)))
        }
        Err(refused) => {
            let (_, why) = told(refused)?;
            NEW.refuse(&visit, id, why).await
        }
    }
}
