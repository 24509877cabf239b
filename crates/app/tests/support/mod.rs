//! The whole program over a test database, with the outside world faked.
#![expect(dead_code, reason = "each test uses a part of it")]
use axum::{
    Router,
    body::Body,
    http::{Request, Response, header},
};
use db::Db;
use dengwen::wire::{self, Stores};
use kernel::{clock::ManualClock, id::AccountId};
use std::{sync::Arc, time::Duration};
use tower::ServiceExt;
use web::{Ports, Settings, Site, session::Facts};

pub(crate) fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at("2026-11-23T01:00:00Z".parse().unwrap()))
}

pub(crate) fn site(db: Db, clock: Arc<ManualClock>) -> Site {
    let log = db::testing::test_log(&db);
    let stores =
        Stores { log, db, blobs: db::testing::test_blobs(), vault: db::testing::test_vault() };
    let ports = Ports {
        sms: Arc::new(adapters::fake::FakeSms::default()),
        face: Arc::new(adapters::fake::FakeFace::default()),
        alipay: None,
        wechat: None,
        lawyers: None,
        paper: Arc::new(paper::Paper::new(&paper::font_dirs())),
    };
    let settings = Settings {
        base_url: "http://court.test".into(),
        sandbox: None,
        secure_cookies: false,
        trust_proxy: false,
        idle: Duration::from_secs(3600),
        session_length: Duration::from_secs(12 * 3600),
        requests_per_minute: 1_000_000,
    };
    wire::site(stores, ports, settings, clock)
}

/// A browser that is logged in as this account, past the second factor.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

impl Browser {
    pub(crate) async fn of(site: &Site, account: AccountId) -> Self {
        let facts = Facts { second_factor: true };
        let token =
            web::session::begin(&site.db, &site.settings, account, &facts, site.clock.now())
                .await
                .unwrap();
        Self { cookie: format!("dengwen={}", token.cookie_value()), csrf: token.csrf() }
    }

    pub(crate) fn visitor() -> Self {
        Self { cookie: String::new(), csrf: String::new() }
    }

    pub(crate) fn request(&self, method: &str, path: &str, body: &str) -> Request<Body> {
        let mut request = Request::builder().method(method).uri(path);
        if !self.cookie.is_empty() {
            request = request.header(header::COOKIE, &self.cookie);
        }
        if !body.is_empty() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        request.body(Body::from(body.to_owned())).unwrap()
    }
}

pub(crate) async fn send(app: &Router, request: Request<Body>) -> Response<Body> {
    app.clone().oneshot(request).await.unwrap()
}

pub(crate) async fn text(response: Response<Body>) -> String {
    use http_body_util::BodyExt;
    String::from_utf8_lossy(&response.into_body().collect().await.unwrap().to_bytes()).into_owned()
}

pub(crate) fn location(response: &Response<Body>) -> &str {
    response.headers().get(header::LOCATION).map_or("", |v| v.to_str().unwrap())
}
