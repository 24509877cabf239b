//! Plain forms with files, for browsers without script.
use super::{Finished, finish};
use crate::{
    Fault, Site, Visit,
    form::{self, CSRF_FIELD, CSRF_HEADER},
    inspect::clean_name,
};
use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, multipart::MultipartError},
    http::{HeaderMap, StatusCode},
};
use chrono::{DateTime, Utc};
use futures::TryStreamExt;

/// All files of one form together. What is larger is sent in several forms.
pub const FORM_LIMIT: usize = 220 * 1024 * 1024;
/// One field that is not a file.
const FIELD_LIMIT: usize = form::LIMIT;
/// Fields and files of one form.
const MOST: usize = 300;

/// A form with files, not yet read. The last argument of a handler.
pub struct Parts {
    fields: Multipart,
    headers: HeaderMap,
}

impl Parts {
    /// The fields, unread.
    pub(super) fn into_fields(self) -> Multipart {
        self.fields
    }
}

impl FromRequest<Site> for Parts {
    type Rejection = Fault;

    async fn from_request(mut request: Request, site: &Site) -> Result<Self, Fault> {
        DefaultBodyLimit::max(FORM_LIMIT).apply(&mut request);
        let headers = request.headers().clone();
        let fields = Multipart::from_request(request, site).await.map_err(|_| {
            Fault::BadRequest("表单的格式无法读取，请返回后刷新页面重新提交".into())
        })?;
        Ok(Self { fields, headers })
    }
}

/// What a form brought.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// What was typed, in order.
    pub fields: Vec<(String, String)>,
    /// The files that were chosen, good and bad.
    pub files: Vec<ReceivedFile>,
}

/// One chosen file.
#[derive(Clone, Debug)]
pub struct ReceivedFile {
    /// The name of the form's field.
    pub field: String,
    /// As the sender calls it.
    pub file_name: String,
    /// What was kept, or the sentence that says why not.
    pub result: Result<Finished, String>,
}

impl Received {
    /// The first value typed under that name.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// What was typed, as the type of a form.
    pub fn typed<T: serde::de::DeserializeOwned>(&self) -> Result<T, Fault> {
        let text = serde_html_form::to_string(&self.fields)
            .map_err(|e| Fault::BadRequest(e.to_string()))?;
        serde_html_form::from_str(&text)
            .map_err(|e| Fault::BadRequest(format!("表单内容无法读取（{e}），请返回后重新填写")))
    }
}

/// Reads a form to its end: files are looked at and kept one after the other, each for itself. The
/// token stands in the header or in the first field, before any file is read.
pub async fn receive_multipart(visit: &Visit, parts: Parts) -> Result<Received, Fault> {
    let Parts { mut fields, headers } = parts;
    let own = visit.csrf();
    let fits = |given: &str| form::same(given, &own);
    let mut trusted = headers.get(CSRF_HEADER).and_then(|v| v.to_str().ok()).is_some_and(fits);
    let (mut received, mut seen) = (Received::default(), visit.now());
    while let Some(field) = fields.next_field().await.map_err(|e| broken(&e))? {
        let name = field.name().unwrap_or_default().to_owned();
        if received.fields.len() + received.files.len() >= MOST {
            return Err(Fault::BadRequest("一次提交的文件过多，请分几次提交".into()));
        }
        if let Some(file_name) = field.file_name().map(clean_name) {
            if !trusted {
                return Err(stale());
            }
            let chosen = field.file_name().is_some_and(|n| !n.is_empty());
            let bytes = field.map_err(|e| told(&e));
            let whole = finish::whole(&visit.site, bytes, &file_name).await?;
            let empty = || chosen.then(|| Err(crate::inspect::Refusal::Empty.message(&file_name)));
            if let Some(result) = whole.or_else(empty) {
                received.files.push(ReceivedFile { field: name, file_name, result });
            }
            seen = keep_awake(visit, seen).await?;
        } else {
            let value = text(field).await?;
            if name == CSRF_FIELD {
                trusted |= fits(&value);
            } else {
                received.fields.push((name, value));
            }
        }
    }
    if trusted { Ok(received) } else { Err(stale()) }
}

/// Keeps bytes that did not come as a file: a signature drawn on the screen, a paper made here.
/// They are looked at like any file.
pub async fn keep_bytes(
    site: &Site,
    bytes: Bytes,
    file_name: &str,
) -> Result<Result<Finished, String>, Fault> {
    let one = futures::stream::iter([Ok(bytes)]);
    let kept = finish::whole(site, one, file_name).await?;
    Ok(kept.unwrap_or_else(|| Err(crate::inspect::Refusal::Empty.message(file_name))))
}

/// A long form is use of the session, although it is one request.
async fn keep_awake(visit: &Visit, seen: DateTime<Utc>) -> Result<DateTime<Utc>, Fault> {
    let now = visit.now();
    if now - seen < chrono::Duration::seconds(60) {
        return Ok(seen);
    }
    visit.touch(seen).await?;
    Ok(now)
}

pub(super) async fn text(mut field: axum::extract::multipart::Field<'_>) -> Result<String, Fault> {
    let mut value = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|e| broken(&e))? {
        if value.len() + chunk.len() > FIELD_LIMIT {
            return Err(Fault::BadRequest("提交的文字过长，请删减后重新提交".into()));
        }
        value.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&value).into_owned())
}

pub(super) fn broken(e: &MultipartError) -> Fault {
    Fault::BadRequest(told(e))
}

fn told(e: &MultipartError) -> String {
    if e.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let most = FORM_LIMIT / 1_048_576;
        format!("一次提交的文件合计超过 {most} MB，请分几次提交")
    } else {
        "文件没有传完就中断了，请检查网络后返回重新提交".into()
    }
}

pub(super) fn stale() -> Fault {
    Fault::Conflict("页面已过期，文件没有上传。请返回上一页刷新后重新选择文件".into())
}
