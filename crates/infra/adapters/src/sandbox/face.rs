//! The face check provider: `DetectAuth`, a page with three buttons instead of a camera, and
//! `GetDetectInfoEnhanced`.
use super::{Shared, header};
use crate::sign;
use askama::Template;
use axum::{
    Form, Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Duration};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A line of the provider's records.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(super) enum Entry {
    Started { token: String, name: String, number: String, return_to: String },
    Ended { token: String, passed: bool },
}

/// Where one check stands.
struct Check {
    name: String,
    number: String,
    return_to: String,
    passed: Option<bool>,
}

fn find(shared: &Shared, wanted: &str) -> Option<Check> {
    shared.0.faces.all().into_iter().fold(None, |found, entry| match entry {
        Entry::Started { token, name, number, return_to } if token == wanted => {
            Some(Check { name, number, return_to, passed: None })
        }
        Entry::Ended { token, passed } if token == wanted => {
            found.map(|c| Check { passed: Some(passed), ..c })
        }
        Entry::Started { .. } | Entry::Ended { .. } => found,
    })
}

fn error(code: &str) -> Json<Value> {
    Json(
        json!({ "Response": { "Error": { "Code": code, "Message": code }, "RequestId": "sandbox" } }),
    )
}

pub(super) fn call(shared: &Shared, headers: &HeaderMap, body: &[u8]) -> Json<Value> {
    if let Err(code) = check(shared, headers, body) {
        return error(code);
    }
    let Ok(request) = serde_json::from_slice::<Value>(body) else {
        return error("InvalidParameter");
    };
    match header(headers, "x-tc-action") {
        "DetectAuth" => start(shared, headers, &request),
        "GetDetectInfoEnhanced" => outcome_of(shared, &request),
        _ => error("InvalidAction"),
    }
}

/// What the provider's gateway checks before it looks at the request.
fn check(shared: &Shared, headers: &HeaderMap, body: &[u8]) -> Result<(), &'static str> {
    let at = header(headers, "x-tc-timestamp").parse().ok();
    let at = at.and_then(|t| DateTime::from_timestamp(t, 0)).ok_or("AuthFailure.InvalidTime")?;
    if (shared.0.clock.now() - at).abs() > Duration::minutes(5) {
        return Err("AuthFailure.SignatureExpire");
    }
    let key = &shared.0.keys.face;
    let host = header(headers, "host");
    let expected = format!(
        "TC3-HMAC-SHA256 Credential={}/{}/faceid/tc3_request, SignedHeaders={}, Signature={}",
        key.id,
        at.format("%Y-%m-%d"),
        sign::TC3_SIGNED,
        sign::tc3(&key.secret, "faceid", host, at, body)
    );
    if header(headers, "authorization") == expected {
        Ok(())
    } else {
        Err("AuthFailure.SignatureFailure")
    }
}

fn start(shared: &Shared, headers: &HeaderMap, request: &Value) -> Json<Value> {
    let of = |name: &str| request[name].as_str().unwrap_or_default().to_owned();
    let token = uuid::Uuid::now_v7().to_string().to_uppercase();
    let entry = Entry::Started {
        token: token.clone(),
        name: of("Name"),
        number: of("IdCard"),
        return_to: of("RedirectUrl"),
    };
    if let Err(e) = shared.0.faces.add(entry, |_| false) {
        tracing::error!(error = %e, "the sandbox could not keep a face check");
        return error("InternalError");
    }
    let url = format!("http://{}/face/{token}", header(headers, "host"));
    Json(json!({ "Response": { "Url": url, "BizToken": token, "RequestId": "sandbox" } }))
}

fn outcome_of(shared: &Shared, request: &Value) -> Json<Value> {
    let token = request["BizToken"].as_str().unwrap_or_default();
    let Some(check) = find(shared, token) else {
        return error("InvalidParameterValue.BizTokenIllegal");
    };
    let code = check.passed.map(|passed| if passed { 0 } else { 1004 });
    let text = json!({ "ErrCode": code, "Name": check.name, "IdCard": check.number });
    Json(json!({ "Response": { "Text": text, "RequestId": "sandbox" } }))
}

#[derive(Template)]
#[template(path = "face.html")]
struct Page {
    token: String,
    name: String,
    number: String,
    return_to: String,
    passed: Option<bool>,
}

/// `GET /face/{token}`
pub(super) async fn page(State(shared): State<Shared>, Path(token): Path<String>) -> Response {
    let Some(check) = find(&shared, &token) else {
        return (StatusCode::NOT_FOUND, "没有这次人脸核身").into_response();
    };
    let keep = |i: usize, len: usize| i < 4 || i + 4 >= len;
    let len = check.number.chars().count();
    let number = check.number.chars().enumerate();
    let number = number.map(|(i, c)| if keep(i, len) { c } else { '*' }).collect();
    let Check { name, return_to, passed, .. } = check;
    match (Page { token, name, number, return_to, passed }).render() {
        Ok(html) => Html(html).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[derive(Deserialize)]
pub(super) struct Outcome {
    outcome: String,
}

/// `POST /face/{token}/outcome`: notes what was pressed; the page then leads back by a link, as a
/// form may not be redirected to another site.
pub(super) async fn outcome(
    State(shared): State<Shared>,
    Path(token): Path<String>,
    Form(form): Form<Outcome>,
) -> Response {
    let passed = match form.outcome.as_str() {
        "pass" => true,
        "fail" | "cancel" => false,
        _ => return StatusCode::BAD_REQUEST.into_response(),
    };
    if find(&shared, &token).is_none_or(|c| c.passed.is_some()) {
        return Redirect::to(&format!("/face/{token}")).into_response();
    }
    if shared.0.faces.add(Entry::Ended { token: token.clone(), passed }, |_| false).is_err() {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    Redirect::to(&format!("/face/{token}")).into_response()
}
