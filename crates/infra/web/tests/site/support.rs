//! A site over a test database, with people who exist only here.
use async_trait::async_trait;
use axum::{
    Router,
    body::Body,
    http::{Request, Response, header},
};
use db::{Db, docket::Docket};
use http_body_util::BodyExt;
use kernel::{
    actor::Actor,
    clock::ManualClock,
    id::AccountId,
    ports::{FaceCheck, FaceResult, PaperMaker, PortError, Sms},
};
use sea_orm::DbErr;
use std::{sync::Arc, time::Duration};
use tower::ServiceExt;
use web::{
    Identities, Inbox, People, Person, Ports, SavedItem, SavedMaterial, Settings, Site,
    VerifiedPerson, session::Facts,
};

pub(crate) struct Nobody;

#[async_trait]
impl Sms for Nobody {
    async fn send(&self, _: &str, _: &str, _: &str) -> Result<(), PortError> {
        Ok(())
    }
}

#[async_trait]
impl FaceCheck for Nobody {
    async fn start(&self, _: &str, _: &str, _: &str) -> Result<(String, String), PortError> {
        Err(PortError::Refused("not here".into()))
    }
    async fn result(&self, _: &str) -> Result<FaceResult, PortError> {
        Ok(FaceResult::Pending)
    }
}

#[async_trait]
impl People for Nobody {
    async fn person(&self, _: &Db, account: AccountId) -> Result<Option<Person>, DbErr> {
        Ok(Some(Person {
            actor: Actor::Person { account, verified: true },
            name: "某某".into(),
            sessions_since: chrono::DateTime::UNIX_EPOCH,
        }))
    }
}

#[async_trait]
impl Inbox for Nobody {
    async fn unread(&self, _: &Db, _: AccountId) -> Result<u64, DbErr> {
        Ok(0)
    }
}

type Vault = db::vault::Vault;

#[async_trait]
impl Identities for Nobody {
    async fn verified(
        &self,
        _: &Db,
        _: &Vault,
        _: AccountId,
    ) -> Result<Option<VerifiedPerson>, DbErr> {
        Ok(None)
    }
    async fn phone(&self, _: &Db, _: &Vault, _: AccountId) -> Result<Option<String>, DbErr> {
        Ok(None)
    }
    async fn saved_parties(
        &self,
        _: &Db,
        _: &Vault,
        _: AccountId,
    ) -> Result<Vec<SavedItem>, DbErr> {
        Ok(Vec::new())
    }
    async fn saved_addresses(
        &self,
        _: &Db,
        _: &Vault,
        _: AccountId,
    ) -> Result<Vec<SavedItem>, DbErr> {
        Ok(Vec::new())
    }
    async fn saved_materials(&self, _: &Db, _: AccountId) -> Result<Vec<SavedMaterial>, DbErr> {
        Ok(Vec::new())
    }
}

#[async_trait]
impl PaperMaker for Nobody {
    async fn render(
        &self,
        _: &str,
        _: serde_json::Value,
        _: Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<u8>, PortError> {
        Err(PortError::Refused("not here".into()))
    }
}

pub(crate) fn site(db: Db, clock: Arc<ManualClock>) -> Site {
    Site {
        log: db::testing::test_log(&db),
        db,
        clock,
        blobs: db::testing::test_blobs(),
        vault: db::testing::test_vault(),
        docket: Docket::new(Vec::new()),
        settings: Arc::new(Settings {
            base_url: "http://court.test".into(),
            sandbox: None,
            secure_cookies: false,
            trust_proxy: false,
            idle: Duration::from_secs(3600),
            session_length: Duration::from_secs(12 * 3600),
            requests_per_minute: 10_000,
        }),
        ports: Ports {
            sms: Arc::new(Nobody),
            face: Arc::new(Nobody),
            alipay: None,
            wechat: None,
            lawyers: None,
            paper: Arc::new(Nobody),
        },
        people: Arc::new(Nobody),
        identities: Arc::new(Nobody),
        inbox: Arc::new(Nobody),
    }
}

/// A logged-in browser: its cookie and the token its forms carry.
pub(crate) async fn logged_in(site: &Site, account: AccountId) -> (String, String) {
    let now = site.clock.now();
    let token = web::session::begin(&site.db, &site.settings, account, &Facts::default(), now)
        .await
        .unwrap();
    (format!("dengwen={}", token.cookie_value()), token.csrf())
}

pub(crate) async fn send(app: &Router, request: Request<Body>) -> Response<Body> {
    app.clone().oneshot(request).await.unwrap()
}

pub(crate) async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

pub(crate) fn get(path: &str, cookie: &str) -> Request<Body> {
    Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()
}

pub(crate) fn post(path: &str, cookie: &str, body: &str) -> Request<Body> {
    Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .unwrap()
}

pub(crate) fn location(response: &Response<Body>) -> &str {
    response.headers().get(header::LOCATION).map_or("", |v| v.to_str().unwrap())
}
