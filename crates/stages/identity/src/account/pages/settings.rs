//! `/me/settings` and `/me/password`.
use super::told;
use crate::account::{change, model::PASSWORD_RULE, store};
use askama::Template;
use axum::{extract::Query, http::StatusCode, response::Response};
use chrono::{DateTime, Utc};
use kernel::{actor::Actor, policy::Permission};
use serde::Deserialize;
use web::{Errors, Fault, Form, Page, Routes, Visit, filters, session::Facts};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/me/settings", Permission::OwnAccount, settings)
        .get("/me/password", Permission::OwnAccount, page)
        .post("/me/password", Permission::OwnAccount, save)
}

#[derive(Template)]
#[template(path = "account/settings.html", blocks = ["main"])]
struct Settings {
    page: Page,
    phone: Option<String>,
    login: Option<String>,
    created_at: DateTime<Utc>,
    consents: Vec<Consent>,
    /// What was done to the account's secrets.
    notes: Vec<(DateTime<Utc>, String)>,
    changed: bool,
}

struct Consent {
    title: &'static str,
    href: &'static str,
    version: String,
    at: DateTime<Utc>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    changed: String,
}

async fn settings(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let id = visit.account()?;
    let db = visit.site.db.read();
    let account = store::find(db, id).await?.ok_or(Fault::NotFound)?;
    let consents = store::consents(db, id).await?.into_iter().map(|(key, version, at)| {
        let (title, href) = match key.as_str() {
            "agreement" => ("《注册协议》", "/legal/agreement"),
            _ => ("《隐私政策》", "/legal/privacy"),
        };
        Consent { title, href, version, at }
    });
    let page = Settings {
        page: visit.page(),
        phone: account.phone_masked,
        login: account.login,
        created_at: account.created_at,
        consents: consents.collect(),
        notes: store::notes(db, id).await?,
        changed: asked.changed == "1",
    };
    web::show!(visit, page)
}

#[derive(Template)]
#[template(path = "account/password.html", blocks = ["main"])]
struct ChangePassword {
    page: Page,
    errors: Errors,
    rule: &'static str,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PasswordForm {
    old: String,
    password: String,
    again: String,
}

async fn page(visit: Visit) -> Result<Response, Fault> {
    let page = ChangePassword { page: visit.page(), errors: Errors::new(), rule: PASSWORD_RULE };
    web::show!(visit, page)
}

async fn save(visit: Visit, Form(form): Form<PasswordForm>) -> Result<Response, Fault> {
    let id = visit.account()?;
    let typed = (form.password.as_str(), form.again.as_str());
    match change::password(&visit.site, id, &form.old, typed).await {
        Ok(()) => {
            // Every session is over, this one too; it goes on under a fresh token.
            let second_factor = matches!(visit.actor, Actor::Staff { .. });
            visit.log_in(id, &Facts { second_factor }, "/me/settings?changed=1").await
        }
        Err(refused) => {
            let (field, why) = told(refused)?;
            let field = if field == "account" { "old" } else { field };
            let mut errors = Errors::new();
            if form.old.is_empty() {
                errors.add("old", "请填写原密码");
            }
            if !(form.old.is_empty() && field == "old") {
                errors.add(field, why);
            }
            let page = ChangePassword { page: visit.page(), errors, rule: PASSWORD_RULE };
            web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)
        }
    }
}
