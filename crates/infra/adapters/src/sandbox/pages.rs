//! The sandbox's own pages: the inbox and the codes.
use super::{Shared, sms::Message, totp};
use askama::Template;
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use kernel::clock::beijing;
use serde_json::{Value, json};

/// The newest messages are on the page; older ones are in the file.
const SHOWN: usize = 100;

struct Shown {
    number: String,
    text: String,
    time: String,
    code: Option<String>,
}

#[derive(Template)]
#[template(path = "inbox.html")]
struct Inbox {
    messages: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "totp.html")]
struct Totp {
    staff: Vec<totp::Codes>,
}

fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => Html(html).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The six digits in a message, to be read at a glance.
fn code(text: &str) -> Option<String> {
    text.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 6).map(str::to_owned)
}

fn newest(shared: &Shared) -> impl Iterator<Item = Message> {
    shared.0.inbox.all().into_iter().rev()
}

/// `GET /`
pub(super) async fn inbox(State(shared): State<Shared>) -> Response {
    let messages = newest(&shared).take(SHOWN).map(|m| Shown {
        time: beijing(m.at).format("%m月%d日 %H:%M:%S").to_string(),
        code: code(&m.text),
        number: m.number,
        text: m.text,
    });
    page(&Inbox { messages: messages.collect() })
}

/// `GET /inbox.json`
pub(super) async fn inbox_json(State(shared): State<Shared>) -> Json<Vec<Value>> {
    let all = newest(&shared).map(|m| json!({ "number": m.number, "text": m.text, "at": m.at }));
    Json(all.collect())
}

/// `GET /totp`
pub(super) async fn totp(State(shared): State<Shared>) -> Response {
    page(&Totp { staff: totp::codes(&shared.0.staff, shared.0.clock.now()) })
}

/// `GET /totp.json`
pub(super) async fn totp_json(State(shared): State<Shared>) -> Json<Vec<totp::Codes>> {
    Json(totp::codes(&shared.0.staff, shared.0.clock.now()))
}

/// `GET /style.css`
pub(super) async fn style() -> Response {
    let css = include_str!("../../templates/style.css");
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], css).into_response()
}
