//! Asks the policy before a handler runs. A refused visitor is asked to log in, and what they had
//! sent is kept until they have.
use crate::{
    Fault,
    held::{self, Held},
    visit::Identity,
};
use axum::{
    extract::{Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use kernel::policy::{Denied, Permission, allows};

/// The layer on each route.
pub async fn guard(State(permission): State<Permission>, request: Request, next: Next) -> Response {
    let Some(identity) = request.extensions().get::<Identity>() else {
        return Fault::NotFound.into_response();
    };
    match allows(&identity.actor, permission) {
        Ok(()) => next.run(request).await,
        Err(denied) => refuse(denied, &identity.clone(), request).await,
    }
}

async fn refuse(denied: Denied, identity: &Identity, request: Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
    let plain = wants_plain_answer(&request);
    match denied {
        Denied::LogIn if plain => Fault::Denied(denied).into_response(),
        Denied::LogIn if request.method() == Method::GET => {
            Redirect::to(&format!("/login?next={}", encode(&path))).into_response()
        }
        Denied::LogIn => match held::hold(identity, request).await {
            Ok(Held::Kept(id)) => {
                Redirect::to(&format!("/login?expired=1&next=/held/{id}")).into_response()
            }
            Ok(Held::Nothing) => Redirect::to("/login?expired=1").into_response(),
            Ok(Held::Unowned(fault)) => (StatusCode::UNAUTHORIZED, fault).into_response(),
            Err(fault) => fault.into_response(),
        },
        Denied::VerifyFirst if !plain && request.method() == Method::GET => {
            Redirect::to(&format!("/verify?next={}", encode(&path))).into_response()
        }
        Denied::VerifyFirst | Denied::NotYours => Fault::Denied(denied).into_response(),
    }
}

/// Scripts, uploads and programs get the status; people get a page that leads on.
fn wants_plain_answer(request: &Request) -> bool {
    let path = request.uri().path();
    path.starts_with("/api/")
        || path.starts_with("/uploads")
        || request.headers().contains_key("x-autosave")
}

/// Percent-encodes an address for use as a query value.
pub fn encode(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut out, b| {
        if b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(b));
        } else {
            let _ = write!(out, "%{b:02X}");
        }
        out
    })
}
