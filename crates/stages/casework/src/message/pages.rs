//! 消息
use super::{model::Message, store};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use db::keyset::Turn;
use kernel::id::MessageId;
use serde::Deserialize;
use web::{Fault, Flash, Form, Page, Visit, filters};

/// How many messages a page shows.
const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "message/list.html", blocks = ["main"])]
struct List {
    page: Page,
    /// Only on the first page: unread ones come first.
    unread: Vec<Message>,
    more_unread: bool,
    read: Vec<Message>,
    previous: Option<String>,
    next: Option<String>,
}

/// Which page is wanted.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    after: Option<String>,
    before: Option<String>,
}

/// `GET /messages`
pub(super) async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    let account = visit.account()?;
    let db = visit.site.db.read();
    let turn = Turn::of(wanted.after.as_deref(), wanted.before.as_deref());
    let unread = match turn {
        Turn::First => store::page(db, account, true, Turn::First, PAGE).await?,
        Turn::After(_) | Turn::Before(_) => {
            db::keyset::Slice { rows: Vec::new(), previous: None, next: None }
        }
    };
    let read = store::page(db, account, false, turn, PAGE).await?;
    let page = List {
        page: visit.page(),
        more_unread: unread.next.is_some(),
        unread: unread.rows,
        previous: read.previous.map(|k| format!("/messages?before={k}")),
        next: read.next.map(|k| format!("/messages?after={k}")),
        read: read.rows,
    };
    web::show!(visit, page)
}

#[derive(Template)]
#[template(path = "message/show.html", blocks = ["main"])]
struct Show {
    page: Page,
    message: Message,
}

/// `GET /messages/{id}`: opening it is reading it.
pub(super) async fn show(visit: Visit, Path(id): Path<MessageId>) -> Result<Response, Fault> {
    let account = visit.account()?;
    let db = &visit.site.db;
    let message = store::find(db.read(), account, id).await?.ok_or(Fault::NotFound)?;
    let mut page = visit.page();
    if message.unread {
        let tx = db.begin().await?;
        let marked = store::mark_read(&tx, account, Some(id), visit.now()).await?;
        tx.commit().await?;
        page.unread = page.unread.saturating_sub(marked);
    }
    web::show!(visit, Show { page, message })
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
pub(super) struct Nothing {}

/// `POST /messages/read`
pub(super) async fn read_all(visit: Visit, _: Form<Nothing>) -> Result<Response, Fault> {
    let account = visit.account()?;
    let tx = visit.site.db.begin().await?;
    store::mark_read(&tx, account, None, visit.now()).await?;
    tx.commit().await?;
    Ok(visit.go_saying("/messages", &Flash::success("已将全部消息标为已读")))
}
