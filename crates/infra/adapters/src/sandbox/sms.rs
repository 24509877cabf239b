//! The SMS provider: checks the V3 signature, keeps the message in the inbox.
use super::{Shared, header};
use crate::{sign, sms::Template};
use axum::{
    Json,
    http::{HeaderMap, StatusCode},
};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The one registered template of the sandbox.
pub(super) const TEMPLATE: &str = "SMS_SANDBOX=${content}";

/// A message in the inbox.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Message {
    pub(super) number: String,
    pub(super) text: String,
    pub(super) at: DateTime<Utc>,
    #[serde(default)]
    pub(super) id: String,
}

type Answer = (StatusCode, Json<Value>);

fn answer(status: StatusCode, code: &str, message: &str) -> Answer {
    (status, Json(json!({ "Code": code, "Message": message, "RequestId": "sandbox" })))
}

pub(super) fn call(shared: &Shared, headers: &HeaderMap, query: &str, body: &[u8]) -> Answer {
    if let Err(code) = check(shared, headers, query, body) {
        return answer(StatusCode::BAD_REQUEST, code, "the request was not accepted");
    }
    let of = |name: &str| parameter(query, name).unwrap_or_default();
    let known = TEMPLATE.split_once('=').filter(|(code, _)| *code == of("TemplateCode"));
    let Some((code, wording)) = known else {
        return answer(StatusCode::OK, "isv.SMS_TEMPLATE_ILLEGAL", "no such template");
    };
    let number = of("PhoneNumbers");
    if number.len() != 11 || !number.bytes().all(|b| b.is_ascii_digit()) {
        return answer(StatusCode::OK, "isv.MOBILE_NUMBER_ILLEGAL", "not a mobile number");
    }
    let Ok(parameters) = serde_json::from_str::<Value>(&of("TemplateParam")) else {
        return answer(StatusCode::OK, "isv.INVALID_JSON_PARAM", "parameters are not JSON");
    };
    let text = format!("【{}】{}", of("SignName"), Template::new(code, wording).text(&parameters));
    let id = of("OutId");
    let message = Message { number, text, at: shared.0.clock.now(), id: id.clone() };
    match shared.0.inbox.add(message, |m| !id.is_empty() && m.id == id) {
        Ok(()) => answer(StatusCode::OK, "OK", "OK"),
        Err(e) => {
            tracing::error!(error = %e, "the sandbox could not keep a message");
            answer(StatusCode::INTERNAL_SERVER_ERROR, "InternalError", "not kept")
        }
    }
}

/// What the provider's gateway checks before it looks at the request.
fn check(
    shared: &Shared,
    headers: &HeaderMap,
    query: &str,
    body: &[u8],
) -> Result<(), &'static str> {
    if header(headers, "x-acs-action") != "SendSms" {
        return Err("InvalidAction.NotFound");
    }
    if header(headers, "x-acs-content-sha256") != sign::sha256(body) {
        return Err("InvalidContentSHA256");
    }
    let authorization =
        Authorization::read(header(headers, "authorization")).ok_or("IncompleteSignature")?;
    let key = &shared.0.keys.sms;
    if authorization.credential != key.id {
        return Err("InvalidAccessKeyId.NotFound");
    }
    let signed: Vec<_> = authorization
        .headers
        .split(';')
        .map(|name| (name, header(headers, name).to_owned()))
        .collect();
    if sign::acs3(&key.secret, query, &signed, body) != authorization.signature {
        return Err("SignatureDoesNotMatch");
    }
    let at = DateTime::parse_from_rfc3339(header(headers, "x-acs-date"))
        .map_err(|_| "InvalidTimeStamp.Format")?;
    if (shared.0.clock.now() - at.with_timezone(&Utc)).abs() > Duration::minutes(15) {
        return Err("InvalidTimeStamp.Expired");
    }
    if !shared.first_time(header(headers, "x-acs-signature-nonce")) {
        return Err("SignatureNonceUsed");
    }
    Ok(())
}

struct Authorization<'a> {
    credential: &'a str,
    headers: &'a str,
    signature: &'a str,
}

impl<'a> Authorization<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.strip_prefix("ACS3-HMAC-SHA256 ")?.split(',');
        Some(Self {
            credential: parts.next()?.strip_prefix("Credential=")?,
            headers: parts.next()?.strip_prefix("SignedHeaders=")?,
            signature: parts.next()?.strip_prefix("Signature=")?,
        })
    }
}

/// A parameter of the query, decoded.
fn parameter(query: &str, name: &str) -> Option<String> {
    let value = query.split('&').find_map(|p| p.strip_prefix(name)?.strip_prefix('='))?;
    let mut out = Vec::with_capacity(value.len());
    let mut bytes = value.bytes();
    while let Some(b) = bytes.next() {
        out.push(if b == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
        } else {
            b
        });
    }
    String::from_utf8(out).ok()
}
