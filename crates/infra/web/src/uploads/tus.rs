//! tus 1.0: core, creation, termination, expiration. <https://tus.io/protocols/resumable-upload>
use super::{
    KEPT,
    finish::{self, Outcome},
    store,
};
use crate::{
    Fault, Kind, Routes, Visit,
    form::{CSRF_HEADER, same},
    inspect::{LIMIT, Refusal, clean_name},
};
use axum::{
    Json,
    body::{Body, Bytes},
    extract::Path,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use db::entity::{upload, upload_part};
use futures::{Stream, StreamExt, stream};
use kernel::{id::UploadId, policy::Permission};
use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

const VERSION: &str = "1.0.0";
const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
/// A connection without a byte for this long is over: what came is kept.
const SILENCE: Duration = Duration::from_mins(1);
/// Uploads of one account under way at once.
const MOST_OPEN: u64 = 100;

/// The routes.
pub fn routes() -> Routes {
    let own = Permission::OwnFilings;
    Routes::of(Kind::Data)
        .options("/uploads", own, options)
        .post("/uploads", own, create)
        .head("/uploads/{id}", own, head)
        .patch("/uploads/{id}", own, patch)
        .delete("/uploads/{id}", own, delete)
}

/// `OPTIONS /uploads`: what this server can do.
async fn options() -> Response {
    let headers = [
        ("tus-version", VERSION.to_owned()),
        ("tus-extension", "creation,termination,expiration".into()),
        ("tus-max-size", LIMIT.to_string()),
    ];
    resumable((StatusCode::NO_CONTENT, headers).into_response())
}

/// `POST /uploads`: a new upload of a known length.
async fn create(visit: Visit, headers: HeaderMap) -> Result<Response, Fault> {
    let account = visit.account()?;
    if let Some(response) = unfit(&visit, &headers, true) {
        return Ok(response);
    }
    let Some(length) = number(&headers, &LENGTH) else {
        return Ok(refuse(StatusCode::BAD_REQUEST, "请求没有说明文件大小（Upload-Length）"));
    };
    let file_name = clean_name(&metadata(&headers, "filename").unwrap_or_default());
    if length == 0 {
        let why = Refusal::Empty.message(&file_name);
        return Ok(refuse(StatusCode::UNPROCESSABLE_ENTITY, &why));
    }
    if length > LIMIT {
        let why = Refusal::TooLarge { size: length }.message(&file_name);
        return Ok(refuse(StatusCode::PAYLOAD_TOO_LARGE, &why));
    }
    if store::open(&visit.site.db, account).await? >= MOST_OPEN {
        let why = format!("您同时有 {MOST_OPEN} 个文件正在上传，请等待它们完成后再添加");
        return Ok(refuse(StatusCode::TOO_MANY_REQUESTS, &why));
    }
    let length = i64::try_from(length).map_err(|e| Fault::Inner(e.to_string()))?;
    let now = visit.now();
    let id = store::begin(&visit.site.db, account, (file_name, length), now).await?;
    let headers = [(header::LOCATION, format!("/uploads/{id}")), (EXPIRES, expires(now))];
    Ok(resumable((StatusCode::CREATED, headers).into_response()))
}

/// `HEAD /uploads/{id}`: where it stands.
async fn head(
    visit: Visit,
    Path(id): Path<UploadId>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    if let Some(response) = unfit(&visit, &headers, false) {
        return Ok(response);
    }
    let row = own(&visit, id).await?;
    if row.state == store::RECEIVING && row.received == row.length {
        // The process died between the last byte and the look at the file.
        if let Outcome::Refused(why) = finish::finish(&visit.site, &row, None).await? {
            return Ok(refuse(StatusCode::UNPROCESSABLE_ENTITY, &why));
        }
    }
    if let Some(why) = &row.error {
        return Ok(refuse(StatusCode::UNPROCESSABLE_ENTITY, why));
    }
    let headers = [
        (OFFSET, row.received.to_string()),
        (LENGTH, row.length.to_string()),
        (EXPIRES, expires(row.updated_at)),
        (header::CACHE_CONTROL, "no-store".into()),
    ];
    Ok(resumable((StatusCode::OK, headers).into_response()))
}

/// `PATCH /uploads/{id}`: the next stretch. Goes on in a task of its own, so that a lost
/// connection loses neither the bytes that came nor the offset.
async fn patch(
    visit: Visit,
    Path(id): Path<UploadId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Fault> {
    if let Some(response) = unfit(&visit, &headers, true) {
        return Ok(response);
    }
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    if kind != Some(b"application/offset+octet-stream") {
        return Ok(refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "请求的内容类型不正确"));
    }
    let row = own(&visit, id).await?;
    if let Some(why) = &row.error {
        return Ok(refuse(StatusCode::UNPROCESSABLE_ENTITY, why));
    }
    let offset = number(&headers, &OFFSET).and_then(|n| i64::try_from(n).ok());
    if offset != Some(row.received) {
        return Ok(refuse(StatusCode::CONFLICT, "上传位置与已收到的内容不一致，请继续上传"));
    }
    let task = tokio::spawn(async move { receive(&visit, row, body).await });
    task.await.map_err(|e| Fault::Inner(e.to_string()))?
}

async fn receive(visit: &Visit, row: upload::Model, body: Body) -> Result<Response, Fault> {
    let site = &visit.site;
    let Ok(missing) = u64::try_from(row.length - row.received) else {
        return Err(Fault::Inner(format!("upload {} is longer than it should be", row.id)));
    };
    let object_key = format!("parts/{}/{}", row.id, uuid::Uuid::now_v7().simple());
    let flow = Arc::new(AtomicU64::new(0));
    let bytes = watched(body.into_data_stream(), flow.clone());
    let put = site.blobs.put_part(&object_key, bytes, missing);
    let put = match awake(visit, &flow, put).await {
        Ok(stored) => stored,
        Err(db::blobs::BlobError::TooLarge { .. }) => {
            return Ok(refuse(
                StatusCode::PAYLOAD_TOO_LARGE,
                "收到的内容比声明的文件长，请重新上传",
            ));
        }
        Err(e) => return Err(Fault::Inner(e.to_string())),
    };
    let length = i64::try_from(put.size).map_err(|e| Fault::Inner(e.to_string()))?;
    // What came in one piece need not be read again to be known.
    let whole = (length == row.length).then_some(put);
    let mut row = row;
    if length > 0 {
        let (upload_id, start) = (row.id, row.received);
        let part = upload_part::Model { upload_id, start, length, object_key };
        let key = part.object_key.clone();
        if !store::advance(&site.db, part, visit.now()).await? {
            site.blobs.delete(&key).await.map_err(|e| Fault::Inner(e.to_string()))?;
            return Ok(refuse(StatusCode::CONFLICT, "同一文件正在另一处上传，请继续上传"));
        }
        row.received += length;
    }
    if row.received == row.length
        && row.state == store::RECEIVING
        && let Outcome::Refused(why) = finish::finish(site, &row, whole.as_ref()).await?
    {
        return Ok(refuse(StatusCode::UNPROCESSABLE_ENTITY, &why));
    }
    let headers = [(OFFSET, row.received.to_string()), (EXPIRES, expires(visit.now()))];
    Ok(resumable((StatusCode::NO_CONTENT, headers).into_response()))
}

/// `DELETE /uploads/{id}`: the sender gives up.
async fn delete(
    visit: Visit,
    Path(id): Path<UploadId>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    if let Some(response) = unfit(&visit, &headers, true) {
        return Ok(response);
    }
    let row = own(&visit, id).await?;
    let parts = store::parts(visit.site.db.read(), row.id).await?;
    finish::drop_parts(&visit.site, row.id, &parts).await;
    store::forget(&visit.site.db, row.id).await?;
    Ok(resumable(StatusCode::NO_CONTENT.into_response()))
}

async fn own(visit: &Visit, id: UploadId) -> Result<upload::Model, Fault> {
    store::find(&visit.site.db, visit.account()?, id, visit.now()).await?.ok_or(Fault::NotFound)
}

/// The body until it ends, breaks off or falls silent; counts its bytes.
fn watched<S>(body: S, flow: Arc<AtomicU64>) -> impl Stream<Item = io::Result<Bytes>> + Send
where
    S: Stream<Item = Result<Bytes, axum::Error>> + Send + Unpin + 'static,
{
    stream::unfold((body, flow), |(mut body, flow)| async move {
        let chunk = match tokio::time::timeout(SILENCE, body.next()).await {
            Ok(chunk) => chunk?.map_err(io::Error::other),
            Err(silence) => Err(io::Error::new(io::ErrorKind::TimedOut, silence)),
        };
        if let Ok(bytes) = &chunk {
            flow.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        }
        Some((chunk, (body, flow)))
    })
}

/// Marks the session as used for as long as bytes flow.
async fn awake<T>(visit: &Visit, flow: &AtomicU64, work: impl Future<Output = T>) -> T {
    let (mut work, mut seen, mut counted) = (std::pin::pin!(work), visit.now(), 0);
    loop {
        if let Ok(done) = tokio::time::timeout(SILENCE, &mut work).await {
            return done;
        }
        let (now, so_far) = (visit.now(), flow.load(Ordering::Relaxed));
        if so_far > counted
            && let Err(e) = visit.touch(seen).await
        {
            tracing::warn!(error = %e, "the session of an upload cannot be touched");
        }
        (seen, counted) = (now, so_far);
    }
}

/// Requests of another protocol version, or without the session's token.
fn unfit(visit: &Visit, headers: &HeaderMap, changes: bool) -> Option<Response> {
    let text = |name: &HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if text(&RESUMABLE) != Some(VERSION) {
        let mut response = refuse(StatusCode::PRECONDITION_FAILED, "上传协议的版本不受支持");
        response.headers_mut().insert("tus-version", HeaderValue::from_static(VERSION));
        return Some(response);
    }
    let csrf = HeaderName::from_static(CSRF_HEADER);
    if changes && !text(&csrf).is_some_and(|given| same(given, &visit.csrf())) {
        return Some(refuse(StatusCode::FORBIDDEN, "页面已过期，请刷新页面后重新上传"));
    }
    None
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

/// One value of `Upload-Metadata: filename 5q+N6K+J,filetype YS9i`.
fn metadata(headers: &HeaderMap, key: &str) -> Option<String> {
    let list = headers.get("upload-metadata")?.to_str().ok()?;
    let coded = list.split(',').find_map(|pair| pair.trim().split_once(' ').filter(|p| p.0 == key));
    String::from_utf8(STANDARD.decode(coded?.1.trim()).ok()?).ok()
}

/// RFC 9110 date of the moment after which the upload is gone.
fn expires(updated: DateTime<Utc>) -> String {
    (updated + KEPT).format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn refuse(status: StatusCode, message: &str) -> Response {
    resumable((status, Json(serde_json::json!({ "message": message }))).into_response())
}

fn resumable(mut response: Response) -> Response {
    response.headers_mut().insert(RESUMABLE, HeaderValue::from_static(VERSION));
    response
}
