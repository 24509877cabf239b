//! `/clerk/identities/phone`: another number for whoever comes to the court's window.
use super::told;
use crate::{account::change, code::Mobile};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use kernel::policy::Permission;
use law::identifier::{self, IdentifierKind};
use serde::Deserialize;
use web::{Errors, Fault, Flash, Form, Page, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/clerk/identities/phone", Permission::InspectIdentity, page).post(
        "/clerk/identities/phone",
        Permission::InspectIdentity,
        save,
    )
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PhoneForm {
    document: String,
    number: String,
    phone: String,
    compared: String,
}

#[derive(Template)]
#[template(path = "account/window_phone.html", blocks = ["main"])]
struct Window {
    page: Page,
    errors: Errors,
    typed: PhoneForm,
    compared: bool,
    documents: Vec<(&'static str, &'static str)>,
}

fn form(visit: &Visit, typed: PhoneForm, errors: Errors) -> Result<Response, Fault> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let kinds = IdentifierKind::OF_PERSONS;
    let page = Window {
        page: visit.page(),
        errors,
        compared: typed.compared == "on",
        typed,
        documents: kinds.iter().map(|k| (k.key(), k.label())).collect(),
    };
    web::show!(visit, status, page)
}

async fn page(visit: Visit) -> Result<Response, Fault> {
    let document = IdentifierKind::ResidentId.key().to_owned();
    form(&visit, PhoneForm { document, ..PhoneForm::default() }, Errors::new())
}

async fn save(visit: Visit, Form(typed): Form<PhoneForm>) -> Result<Response, Fault> {
    let mut errors = Errors::new();
    let kinds = IdentifierKind::OF_PERSONS;
    let document = kinds.into_iter().find(|k| k.key() == typed.document);
    if document.is_none() {
        errors.add("document", "请选择证件类型");
    }
    let number = document.and_then(|kind| {
        errors.take("number", identifier::check(kind, &typed.number, visit.today()))
    });
    let phone = errors.take("phone", Mobile::parse(&typed.phone));
    let (Some(number), Some(phone)) = (number, phone) else {
        return form(&visit, typed, errors);
    };
    let compared = typed.compared == "on";
    let (site, clerk) = (&visit.site, &visit.actor);
    match change::phone_at_window(site, clerk, &number.normal, &phone, compared).await {
        Ok(()) => {
            let said = Flash::success("手机号码已更换，已短信通知新号码");
            Ok(visit.go_saying("/clerk/identities", &said))
        }
        Err(refused) => {
            let (field, why) = told(refused)?;
            form(&visit, typed, Errors::of(field, why))
        }
    }
}
