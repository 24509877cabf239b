//! Forms that arrived too late: the session was over, or the page's token was of an older one.
//! What was typed is kept (sealed), and sent again by the same person after logging in.
use crate::{Fault, Site, Visit, form, visit::Identity};
use askama::Template;
use axum::{
    extract::{Path, Request},
    http::{StatusCode, header::CONTENT_TYPE},
    response::Response,
};
use db::entity::held_form;
use kernel::{id::AccountId, policy::Permission};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

const CONTEXT: &str = "held_form";

/// What became of a form that came without a session.
pub(crate) enum Held {
    /// Kept for the account whose session it was.
    Kept(Uuid),
    /// Nobody knows whose it is (logged out in another tab, cookies deleted): it is shown again.
    Unowned(Fault),
    /// It carries files, or nothing.
    Nothing,
}

/// Keeps the form of a request whose session is over.
pub(crate) async fn hold(identity: &Identity, request: Request) -> Result<Held, Fault> {
    let Some(site) = request.extensions().get::<Site>().cloned() else { return Ok(Held::Nothing) };
    let typed = request
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|v| v.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    if !typed {
        return Ok(Held::Nothing);
    }
    let path = request.uri().path().to_owned();
    let body = without_token(&form::read(request).await?);
    let Some(account) = identity.former else {
        return Ok(Held::Unowned(Fault::Stale { path, body }));
    };
    let id = Uuid::now_v7();
    let tx = site.db.begin().await?;
    held_form::Entity::insert(held_form::ActiveModel {
        id: Set(id),
        account_id: Set(account),
        path: Set(path),
        body: Set(site.vault.seal(CONTEXT, body.as_bytes())),
        at: Set(site.clock.now()),
    })
    .exec_without_returning(&tx)
    .await?;
    tx.commit().await?;
    Ok(Held::Kept(id))
}

/// The page that offers to send what was kept.
#[derive(Template)]
#[template(path = "held.html", blocks = ["main"])]
struct Resubmit {
    page: crate::Page,
    path: String,
    /// It needs a login, and nobody is logged in.
    visitor: bool,
    /// Every field, to be sent again.
    fields: Vec<(String, String)>,
    /// Those that a person typed, to be read.
    shown: Vec<(String, String)>,
}

/// `GET /held/{id}`
async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let account = visit.account()?;
    let row = held_form::Entity::find_by_id(id)
        .filter(held_form::Column::AccountId.eq(account))
        .one(visit.site.db.read())
        .await?
        .ok_or(Fault::NotFound)?;
    let body =
        visit.site.vault.open(CONTEXT, &row.body).map_err(|e| Fault::Inner(e.to_string()))?;
    render(&visit, StatusCode::OK, row.path, &String::from_utf8_lossy(&body))
}

/// Shows a form again to be sent once more by hand: it carried an old token (409), or nobody was
/// logged in (401).
pub(crate) fn again(
    visit: &Visit,
    status: StatusCode,
    path: String,
    body: &str,
) -> Result<Response, Fault> {
    render(visit, status, path, body)
}

fn render(visit: &Visit, status: StatusCode, path: String, body: &str) -> Result<Response, Fault> {
    let fields: Vec<(String, String)> = serde_html_form::from_str(body).unwrap_or_default();
    let shown = fields.iter().filter(|(_, v)| is_typed(v)).cloned().collect();
    let visitor = status == StatusCode::UNAUTHORIZED;
    crate::show!(visit, status, Resubmit { page: visit.page(), path, visitor, fields, shown })
}

/// Long machine values (pictures of signatures, ids) are sent again but not read out.
fn is_typed(value: &str) -> bool {
    !value.trim().is_empty() && value.len() < 4_000 && !value.starts_with("data:")
}

/// One field of an urlencoded body.
pub(crate) fn field(body: &[u8], name: &str) -> Option<String> {
    pairs(body).into_iter().find(|(k, _)| k == name).map(|(_, v)| v)
}

/// The body without its token.
pub(crate) fn without_token(body: &[u8]) -> String {
    let kept: Vec<_> = pairs(body).into_iter().filter(|(k, _)| k != form::CSRF_FIELD).collect();
    serde_html_form::to_string(kept).unwrap_or_default()
}

fn pairs(body: &[u8]) -> Vec<(String, String)> {
    serde_html_form::from_bytes(body).unwrap_or_default()
}

/// Removes forms kept for more than a day.
pub async fn sweep(site: &Site) -> Result<u64, sea_orm::DbErr> {
    let tx = site.db.begin().await?;
    let done = held_form::Entity::delete_many()
        .filter(held_form::Column::At.lt(site.clock.now() - chrono::Duration::days(1)))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(done.rows_affected)
}

/// Deletes what was kept for an account, after it was sent.
pub async fn forget(site: &Site, account: AccountId, path: &str) -> Result<(), sea_orm::DbErr> {
    let tx = site.db.begin().await?;
    held_form::Entity::delete_many()
        .filter(held_form::Column::AccountId.eq(account))
        .filter(held_form::Column::Path.eq(path))
        .exec(&tx)
        .await?;
    tx.commit().await
}

/// The routes of this page.
pub fn routes() -> crate::Routes {
    crate::Routes::new().get("/held/{id}", Permission::OwnAccount, show)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_not_kept() {
        let body = without_token("_csrf=abc&name=%E5%BC%A0&claim=1&claim=2".as_bytes());
        assert_eq!(body, "name=%E5%BC%A0&claim=1&claim=2");
        assert_eq!(field(body.as_bytes(), "name").as_deref(), Some("张"));
    }
}
