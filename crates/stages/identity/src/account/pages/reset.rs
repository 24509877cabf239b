//! `/password/reset`: number and riddle, code, new password.
use super::{
    Asked, PhoneForm,
    step::{CodeForm, Walk},
    told, visitor,
};
use crate::{
    Nothing,
    account::{acts, model::PASSWORD_RULE},
    challenge::{self, Kind, Shown},
    code::{self, Purpose, acts::Begin},
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use kernel::{id::StepId, policy::Permission};
use serde::Deserialize;
use web::{Errors, Fault, Flash, Form, Page, Routes, Visit};

const WALK: Walk = Walk {
    purpose: Purpose::Reset,
    title: "重设密码",
    base: "/password/reset",
    start: "/password/reset",
};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/password/reset", Permission::EnterAccount, begin)
        .post("/password/reset", Permission::EnterAccount, send)
        .get("/password/reset/{step}/code", Permission::EnterAccount, code_page)
        .post("/password/reset/{step}/code", Permission::EnterAccount, prove)
        .post("/password/reset/{step}/again", Permission::EnterAccount, again)
        .get("/password/reset/{step}/password", Permission::EnterAccount, password_page)
        .post("/password/reset/{step}/password", Permission::EnterAccount, finish)
}

#[derive(Template)]
#[template(path = "account/reset.html", blocks = ["main"])]
struct Begun {
    page: Page,
    errors: Errors,
    phone: String,
    challenge: Shown,
}

async fn begin(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let kind = Kind::wanted(asked.question == "1");
    let challenge = challenge::acts::put(&visit.site, kind).await?;
    let phone = String::new();
    web::show!(visit, Begun { page: visit.page(), errors: Errors::new(), phone, challenge })
}

async fn first_page(
    visit: &Visit,
    form: PhoneForm,
    errors: Errors,
    kind: Option<Kind>,
) -> Result<Response, Fault> {
    let challenge = form.fresh(visit, kind).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let phone = form.phone;
    web::show!(visit, status, Begun { page: visit.page(), errors, phone, challenge })
}

async fn send(visit: Visit, Form(form): Form<PhoneForm>) -> Result<Response, Fault> {
    if let Some(kind) = form.another() {
        return first_page(&visit, form, Errors::new(), Some(kind)).await;
    }
    let phone = match form.checked(&visit).await? {
        Ok(phone) => phone,
        Err(errors) => return first_page(&visit, form, errors, None).await,
    };
    let visitor = visitor(&visit);
    let begin = Begin { purpose: Purpose::Reset, visitor: &visitor, account: None, next: "/login" };
    match code::acts::begin(&visit.site, begin, &phone).await {
        Ok(id) => Ok(WALK.go(&visit, id)),
        Err(refused) => {
            let (field, why) = told(refused.into())?;
            first_page(&visit, form, Errors::of(field, why), None).await
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
    let step = match WALK.prove(&visit, id, &form).await? {
        Ok(step) => step,
        Err(instead) => return Ok(instead),
    };
    if let Some(phone) = &step.phone
        && !acts::is_registered(&visit.site, phone).await?
    {
        return WALK.refuse(&visit, id, acts::Refused::Unregistered.to_string()).await;
    }
    Ok(visit.go(&format!("/password/reset/{id}/password")))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PasswordForm {
    password: String,
    again: String,
}

#[derive(Template)]
#[template(path = "account/reset_password.html", blocks = ["main"])]
struct ChoosePassword {
    page: Page,
    errors: Errors,
    id: StepId,
    rule: &'static str,
}

async fn password_page(visit: Visit, Path(id): Path<StepId>) -> Result<Response, Fault> {
    last_page(&visit, id, Errors::new()).await
}

async fn last_page(visit: &Visit, id: StepId, errors: Errors) -> Result<Response, Fault> {
    match WALK.step(visit, id).await? {
        Ok(step) if step.proven_at.is_some() => {}
        Ok(_) => return Ok(WALK.go(visit, id)),
        Err(away) => return Ok(away),
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    web::show!(
        visit,
        status,
        ChoosePassword { page: visit.page(), errors, id, rule: PASSWORD_RULE }
    )
}

async fn finish(
    visit: Visit,
    Path(id): Path<StepId>,
    Form(form): Form<PasswordForm>,
) -> Result<Response, Fault> {
    let typed = (form.password.as_str(), form.again.as_str());
    match acts::reset(&visit.site, &visitor(&visit), id, typed).await {
        Ok(()) => {
            let said = Flash::success("密码已重设，请用新密码登录。其他设备上的登录已全部退出");
            Ok(visit.go_saying("/login", &said))
        }
        Err(acts::Refused::Code(code::Refused::NoStep)) => {
            Ok(super::start_over(&visit, "/password/reset"))
        }
        Err(refused) => {
            let (field, why) = told(refused)?;
            last_page(&visit, id, Errors::of(field, why)).await
        }
    }
}
