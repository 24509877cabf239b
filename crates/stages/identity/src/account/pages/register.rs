//! `/register`: number and riddle, code, password and agreement, one page each.
use super::{
    Asked, PhoneForm,
    step::{CodeForm, Walk},
    told, visitor,
};
use crate::{
    Nothing,
    account::{
        acts::{self, Consents},
        model::{PASSWORD_RULE, Password, local},
    },
    challenge::{self, Kind, Shown},
    code::{self, Purpose, acts::Begin},
    legal,
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
    Walk { purpose: Purpose::Register, title: "注册", base: "/register", start: "/register" };

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/register", Permission::EnterAccount, begin)
        .post("/register", Permission::EnterAccount, send)
        .get("/register/{step}/code", Permission::EnterAccount, code_page)
        .post("/register/{step}/code", Permission::EnterAccount, prove)
        .post("/register/{step}/again", Permission::EnterAccount, again)
        .get("/register/{step}/password", Permission::EnterAccount, password_page)
        .post("/register/{step}/password", Permission::EnterAccount, finish)
}

#[derive(Template)]
#[template(path = "account/register.html", blocks = ["main"])]
struct Begun {
    page: Page,
    errors: Errors,
    phone: String,
    next: String,
    challenge: Shown,
}

async fn begin(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if matches!(visit.actor, Actor::Person { .. }) {
        return Ok(visit.go(local(&asked.next).unwrap_or("/me")));
    }
    let kind = Kind::wanted(asked.question == "1");
    let challenge = challenge::acts::put(&visit.site, kind).await?;
    let (phone, next) = (String::new(), asked.next);
    web::show!(visit, Begun { page: visit.page(), errors: Errors::new(), phone, next, challenge })
}

async fn send(visit: Visit, Form(form): Form<PhoneForm>) -> Result<Response, Fault> {
    if let Some(kind) = form.another() {
        return first_page(&visit, form, Errors::new(), Some(kind)).await;
    }
    let phone = match form.checked(&visit).await? {
        Ok(phone) => phone,
        Err(errors) => return first_page(&visit, form, errors, None).await,
    };
    let next = local(&form.next).unwrap_or("/verify");
    let begin =
        Begin { purpose: Purpose::Register, visitor: &visitor(&visit), account: None, next };
    match code::acts::begin(&visit.site, begin, &phone).await {
        Ok(id) => Ok(WALK.go(&visit, id)),
        Err(refused) => {
            let (field, why) = told(refused.into())?;
            first_page(&visit, form, Errors::of(field, why), None).await
        }
    }
}

async fn first_page(
    visit: &Visit,
    form: PhoneForm,
    errors: Errors,
    kind: Option<Kind>,
) -> Result<Response, Fault> {
    let challenge = form.fresh(visit, kind).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let PhoneForm { phone, next, .. } = form;
    web::show!(visit, status, Begun { page: visit.page(), errors, phone, next, challenge })
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
        && acts::is_registered(&visit.site, phone).await?
    {
        return WALK.refuse(&visit, id, acts::Refused::Registered.to_string()).await;
    }
    Ok(visit.go(&format!("/register/{id}/password")))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PasswordForm {
    password: String,
    again: String,
    agreement: String,
    privacy: String,
}

impl PasswordForm {
    /// All that is wrong with the form in itself, in its order.
    fn errors(&self) -> Result<Errors, Fault> {
        let password = Password::chosen(&self.password, &self.again, &[]).err();
        let agreement = (self.agreement != "on").then_some(acts::Refused::NoAgreement);
        let privacy = (self.privacy != "on").then_some(acts::Refused::NoPrivacy);
        let mut errors = Errors::new();
        for refused in [password.map(Into::into), agreement, privacy].into_iter().flatten() {
            let (field, why) = told(refused)?;
            errors.add(field, why);
        }
        Ok(errors)
    }
}

#[derive(Template)]
#[template(path = "account/register_password.html", blocks = ["main"])]
struct ChoosePassword {
    page: Page,
    errors: Errors,
    id: StepId,
    phone: String,
    rule: &'static str,
    agreement: bool,
    privacy: bool,
    agreement_version: &'static str,
    privacy_version: &'static str,
}

async fn password_page(visit: Visit, Path(id): Path<StepId>) -> Result<Response, Fault> {
    last_page(&visit, id, Errors::new(), &PasswordForm::default()).await
}

async fn last_page(
    visit: &Visit,
    id: StepId,
    errors: Errors,
    form: &PasswordForm,
) -> Result<Response, Fault> {
    let step = match WALK.step(visit, id).await? {
        Ok(step) if step.proven_at.is_some() => step,
        Ok(_) => return Ok(WALK.go(visit, id)),
        Err(away) => return Ok(away),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ChoosePassword {
        page: visit.page(),
        errors,
        id,
        phone: step.phone.as_ref().map(code::Mobile::masked).unwrap_or_default(),
        rule: PASSWORD_RULE,
        agreement: form.agreement == "on",
        privacy: form.privacy == "on",
        agreement_version: legal::AGREEMENT.version,
        privacy_version: legal::PRIVACY.version,
    };
    web::show!(visit, status, page)
}

async fn finish(
    visit: Visit,
    Path(id): Path<StepId>,
    Form(form): Form<PasswordForm>,
) -> Result<Response, Fault> {
    let consents = Consents { agreement: form.agreement == "on", privacy: form.privacy == "on" };
    let typed = (form.password.as_str(), form.again.as_str());
    match acts::register(&visit.site, &visitor(&visit), id, typed, consents).await {
        Ok((account, next)) => visit.log_in(account, &Facts::default(), &next).await,
        Err(acts::Refused::Code(code::Refused::NoStep)) => {
            Ok(super::start_over(&visit, "/register"))
        }
        Err(refused) => {
            let mut errors = form.errors()?;
            if errors.is_empty() {
                let (field, why) = told(refused)?;
                errors.add(field, why);
            }
            last_page(&visit, id, errors, &form).await
        }
    }
}
