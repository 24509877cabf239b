//! The sandbox plays the outside parties on a listener of its own, so that everything can be tried
//! before there is a contract with anyone. It checks the clients' signatures as the providers do.
mod face;
mod log;
mod pages;
mod sms;
mod totp;

#[cfg(test)]
mod tests;

use crate::{face::tencent, sign::Credentials, sms::aliyun};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use kernel::clock::Clock;
use std::{
    collections::HashSet,
    future::Future,
    io,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::net::TcpListener;

/// What the sandbox needs.
#[derive(Clone)]
pub struct Options {
    /// Folder in which `sandbox/*.jsonl` are kept.
    pub dir: PathBuf,
    pub clock: Arc<dyn Clock>,
    pub keys: Keys,
    /// Demo staff whose second factor is shown.
    pub staff: Vec<Staff>,
}

/// A demo member of staff.
#[derive(Clone)]
pub struct Staff {
    pub login: String,
    pub name: String,
    pub office: String,
    /// Fixed demo secret of the second factor.
    pub secret_base32: String,
}

/// The access keys that this sandbox accepts.
#[derive(Clone, Debug)]
pub struct Keys {
    sms: Credentials,
    face: Credentials,
}

impl Keys {
    /// Keys for this run.
    pub fn fresh() -> Self {
        let key = |name: &str| Credentials {
            id: format!("sandbox-{name}"),
            secret: hex::encode(rand::random::<[u8; 16]>()),
        };
        Self { sms: key("sms"), face: key("face") }
    }

    /// Options of an SMS client for the sandbox at `url`.
    pub fn sms(&self, url: &str) -> aliyun::Options {
        aliyun::Options {
            endpoint: url.to_owned(),
            access_key: self.sms.id.clone(),
            secret_key: self.sms.secret.clone(),
            sign_name: "登闻演示".into(),
            template: sms::TEMPLATE.into(),
        }
    }

    /// Options of a face check client for the sandbox at `url`.
    pub fn face(&self, url: &str) -> tencent::Options {
        tencent::Options {
            endpoint: url.to_owned(),
            access_key: self.face.id.clone(),
            secret_key: self.face.secret.clone(),
            rule: "sandbox".into(),
        }
    }
}

/// What the handlers share.
#[derive(Clone)]
struct Shared(Arc<Inner>);

struct Inner {
    clock: Arc<dyn Clock>,
    keys: Keys,
    staff: Vec<Staff>,
    inbox: log::Log<sms::Message>,
    faces: log::Log<face::Entry>,
    /// Nonces seen; a request is taken once.
    nonces: Mutex<HashSet<String>>,
}

impl Shared {
    fn open(options: Options) -> io::Result<Self> {
        let dir = options.dir.join("sandbox");
        std::fs::create_dir_all(&dir)?;
        Ok(Self(Arc::new(Inner {
            clock: options.clock,
            keys: options.keys,
            staff: options.staff,
            inbox: log::Log::open(&dir.join("sms.jsonl"))?,
            faces: log::Log::open(&dir.join("face.jsonl"))?,
            nonces: Mutex::default(),
        })))
    }

    /// Whether the nonce is new.
    fn first_time(&self, nonce: &str) -> bool {
        let mut seen = self.0.nonces.lock().unwrap_or_else(PoisonError::into_inner);
        seen.insert(nonce.to_owned())
    }
}

/// Serves until `stop` is done.
pub async fn serve(
    listener: TcpListener,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let router = router(options)?;
    axum::serve(listener, router).with_graceful_shutdown(stop).await
}

fn router(options: Options) -> io::Result<Router> {
    Ok(Router::new()
        .route("/", get(pages::inbox).post(provider))
        .route("/inbox.json", get(pages::inbox_json))
        .route("/totp", get(pages::totp))
        .route("/totp.json", get(pages::totp_json))
        .route("/face/{token}", get(face::page))
        .route("/face/{token}/outcome", post(face::outcome))
        .route("/style.css", get(pages::style))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .layer(from_fn(headers))
        .with_state(Shared::open(options)?))
}

/// Both providers are called by `POST /`; their headers tell them apart.
async fn provider(State(shared): State<Shared>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, 64 * 1024).await else {
        return axum::http::StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let query = head.uri.query().unwrap_or_default();
    if head.headers.contains_key("x-tc-action") {
        face::call(&shared, &head.headers, &body).into_response()
    } else {
        sms::call(&shared, &head.headers, query, &body).into_response()
    }
}

/// A header as text; empty if it is not there.
fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let policy = HeaderValue::from_static(
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        HeaderName::from_static("x-content-type-options"),
        HeaderValue::from_static("nosniff"),
    );
    response
}
