//! The page that asks for the code of a message; the same for every walk.
use super::{start_over, visitor};
use crate::code::{self, Purpose, Refused, Step};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use kernel::id::StepId;
use serde::Deserialize;
use web::{Errors, Fault, Flash, Page, Visit};

#[derive(Template)]
#[template(path = "account/code.html", blocks = ["main"])]
struct CodePage {
    page: Page,
    errors: Errors,
    title: &'static str,
    phone: String,
    path: String,
    /// Where another code is asked for.
    again: String,
    back: &'static str,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct CodeForm {
    pub(super) code: String,
}

/// How one walk's code page looks.
#[derive(Clone, Copy)]
pub(super) struct Walk {
    pub(super) purpose: Purpose,
    pub(super) title: &'static str,
    /// Addresses are `{base}/{step}/code` and `{base}/{step}/again`.
    pub(super) base: &'static str,
    /// Where the walk begins.
    pub(super) start: &'static str,
}

impl Walk {
    fn path(&self, id: StepId) -> String {
        format!("{}/{id}/code", self.base)
    }

    /// Goes to the code page after a message was sent.
    pub(super) fn go(&self, visit: &Visit, id: StepId) -> Response {
        visit.go(&self.path(id))
    }

    /// The open walk of this visitor, or the answer that leads back to its start.
    pub(super) async fn step(
        &self,
        visit: &Visit,
        id: StepId,
    ) -> Result<Result<Step, Response>, Fault> {
        let (site, visitor) = (&visit.site, visitor(visit));
        let found = code::acts::open_step(site, site.db.read(), self.purpose, &visitor, id).await;
        match found {
            Ok(step) => Ok(Ok(step)),
            Err(Refused::Db(e)) => Err(e.into()),
            Err(_) => Ok(Err(start_over(visit, self.start))),
        }
    }

    /// `GET {base}/{step}/code`
    pub(super) async fn show(&self, visit: &Visit, id: StepId) -> Result<Response, Fault> {
        match self.step(visit, id).await? {
            Ok(step) => self.page(visit, &step, Errors::new()),
            Err(away) => Ok(away),
        }
    }

    fn page(&self, visit: &Visit, step: &Step, errors: Errors) -> Result<Response, Fault> {
        let status =
            if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let page = CodePage {
            page: visit.page(),
            errors,
            title: self.title,
            phone: step.phone.as_ref().map(code::Mobile::masked).unwrap_or_default(),
            path: self.path(step.id),
            again: format!("{}/{}/again", self.base, step.id),
            back: self.start,
        };
        web::show!(visit, status, page)
    }

    /// Compares the code; `Err` is the page to show instead of going on.
    pub(super) async fn prove(
        &self,
        visit: &Visit,
        id: StepId,
        form: &CodeForm,
    ) -> Result<Result<Step, Response>, Fault> {
        let step = match self.step(visit, id).await? {
            Ok(step) => step,
            Err(away) => return Ok(Err(away)),
        };
        if let Some(why) = super::too_many(visit, "code", 300).await? {
            return Ok(Err(self.page(visit, &step, Errors::of("code", why))?));
        }
        let visitor = visitor(visit);
        match code::acts::prove(&visit.site, self.purpose, &visitor, id, &form.code).await {
            Ok(step) => Ok(Ok(step)),
            Err(Refused::Db(e)) => Err(e.into()),
            Err(Refused::NoStep) => Ok(Err(start_over(visit, self.start))),
            Err(refused) => {
                let errors = Errors::of("code", refused.to_string());
                Ok(Err(self.page(visit, &step, errors)?))
            }
        }
    }

    /// Shows the code page again with a sentence at the code.
    pub(super) async fn refuse(
        &self,
        visit: &Visit,
        id: StepId,
        why: String,
    ) -> Result<Response, Fault> {
        match self.step(visit, id).await? {
            Ok(step) => self.page(visit, &step, Errors::of("code", why)),
            Err(away) => Ok(away),
        }
    }

    /// `POST {base}/{step}/again`
    pub(super) async fn again(&self, visit: &Visit, id: StepId) -> Result<Response, Fault> {
        if let Some(why) = super::too_many(visit, "sms", 100).await? {
            return self.refuse(visit, id, why).await;
        }
        let sent = code::acts::again(&visit.site, self.purpose, &visitor(visit), id).await;
        match sent {
            Ok(()) => {
                let said = Flash::success("新的验证码已发送，之前的验证码不再有效");
                Ok(visit.go_saying(&self.path(id), &said))
            }
            Err(Refused::Db(e)) => Err(e.into()),
            Err(Refused::NoStep) => Ok(start_over(visit, self.start)),
            Err(refused) => self.refuse(visit, id, refused.to_string()).await,
        }
    }
}
