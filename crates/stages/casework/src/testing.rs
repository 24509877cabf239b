//! A site over a test database with people who exist only here, and browsers that visit it.
use async_trait::async_trait;
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use db::{Db, docket::Docket, jobs::Worker, vault::Vault};
use http_body_util::BodyExt;
use kernel::{
    actor::{Actor, StaffRole},
    clock::ManualClock,
    docket::{DocketEvent, IntakeEvent, NamedParty, PartyRole},
    id::{AccountId, CaseId, FilingId},
    ports::{FaceCheck, FaceResult, PaperMaker, PortError, Sms},
};
use sea_orm::DbErr;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tower::ServiceExt;
use web::{
    Identities, People, Person, Ports, SavedItem, SavedMaterial, Settings, Site, VerifiedPerson,
    session::{self, Facts, Token},
};

/// The outside, and everybody who has an account.
#[derive(Default)]
pub(crate) struct World {
    people: Mutex<HashMap<AccountId, Actor>>,
    /// Number and text of every message sent.
    pub(crate) sent: Mutex<Vec<(String, String)>>,
}

#[async_trait]
impl Sms for World {
    async fn send(&self, number: &str, text: &str, _: &str) -> Result<(), PortError> {
        self.sent.lock().unwrap().push((number.into(), text.into()));
        Ok(())
    }
}

#[async_trait]
impl FaceCheck for World {
    async fn start(&self, _: &str, _: &str, _: &str) -> Result<(String, String), PortError> {
        Err(PortError::Refused("没有人脸识别".into()))
    }

    async fn result(&self, _: &str) -> Result<FaceResult, PortError> {
        Ok(FaceResult::Pending)
    }
}

#[async_trait]
impl PaperMaker for World {
    async fn render(
        &self,
        _: &str,
        _: serde_json::Value,
        _: Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<u8>, PortError> {
        Err(PortError::Refused("没有排版".into()))
    }
}

#[async_trait]
impl People for World {
    async fn person(&self, _: &Db, account: AccountId) -> Result<Option<Person>, DbErr> {
        let actor = self.people.lock().unwrap().get(&account).cloned();
        let since = chrono::DateTime::UNIX_EPOCH;
        Ok(actor.map(|actor| Person { actor, name: "某某".into(), sessions_since: since }))
    }
}

#[async_trait]
impl Identities for World {
    async fn verified(
        &self,
        _: &Db,
        _: &Vault,
        _: AccountId,
    ) -> Result<Option<VerifiedPerson>, DbErr> {
        Ok(None)
    }

    async fn phone(&self, _: &Db, _: &Vault, _: AccountId) -> Result<Option<String>, DbErr> {
        Ok(Some("13800000001".into()))
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

/// The site and what stands around it.
pub(crate) struct Court {
    pub(crate) site: Site,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) world: Arc<World>,
    router: Router,
}

/// The court of the tests.
pub(crate) fn tianhe() -> &'static str {
    law::court::by_code("粤0106").unwrap().id
}

impl Court {
    /// Sunday, 2026-11-22, 10:00 in Beijing.
    pub(crate) fn on(db: Db) -> Self {
        let clock = Arc::new(ManualClock::at("2026-11-22T02:00:00Z".parse().unwrap()));
        let world = Arc::new(World::default());
        let ports = Ports {
            sms: world.clone(),
            face: world.clone(),
            alipay: None,
            wechat: None,
            lawyers: None,
            paper: world.clone(),
        };
        let settings = Settings {
            base_url: "http://court.test".into(),
            sandbox: None,
            secure_cookies: false,
            trust_proxy: false,
            idle: Duration::from_hours(10_000),
            session_length: Duration::from_hours(10_000),
            requests_per_minute: 100_000,
        };
        let site = Site {
            log: db::testing::test_log(&db),
            db,
            clock: clock.clone(),
            blobs: db::testing::test_blobs(),
            vault: db::testing::test_vault(),
            docket: Docket::new(crate::reactors()),
            settings: Arc::new(settings),
            ports,
            people: world.clone(),
            identities: world.clone(),
            inbox: Arc::new(crate::InboxCounter),
        };
        let pages = crate::routes(crate::Options::default());
        let router = web::layers::wrap(pages.into_router(), site.clone());
        Self { site, clock, world, router }
    }

    /// A litigant whose name is proven.
    pub(crate) fn person(&self) -> Actor {
        let account = AccountId::new();
        self.known(Actor::Person { account, verified: true })
    }

    /// A member of staff.
    pub(crate) fn staff(&self, court: &str, role: StaffRole) -> Actor {
        let (account, court) = (AccountId::new(), court.to_owned());
        self.known(Actor::Staff { account, court, roles: [role].into() })
    }

    fn known(&self, actor: Actor) -> Actor {
        let account = actor.account().unwrap();
        self.world.people.lock().unwrap().insert(account, actor.clone());
        actor
    }

    /// A browser in which this person is logged in.
    pub(crate) async fn browser(&self, actor: &Actor) -> Browser {
        let site = &self.site;
        let facts = Facts { second_factor: true };
        let account = actor.account().unwrap();
        let now = site.clock.now();
        let token = session::begin(&site.db, &site.settings, account, &facts, now).await.unwrap();
        Browser { router: self.router.clone(), token }
    }

    /// A browser of a visitor.
    pub(crate) fn visitor(&self) -> Browser {
        Browser { router: self.router.clone(), token: Token::default() }
    }

    /// Something happens in a docket.
    pub(crate) async fn happens(&self, case: CaseId, event: IntakeEvent) {
        let tx = self.site.db.begin().await.unwrap();
        let event = DocketEvent::Intake(event);
        let now = self.site.clock.now();
        self.site.docket.append(&tx, now, case, &Actor::System, &event).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A case of 张三 against 李四 is accepted under that serial number.
    pub(crate) async fn accepts(&self, filer: &Actor, serial: u32) -> CaseId {
        let case = CaseId::new();
        self.happens(case, accepted(filer, serial)).await;
        case
    }

    /// Does every job that is due.
    pub(crate) async fn run_jobs(&self) {
        let site = &self.site;
        let worker = Worker::new(site.db.clone(), site.clock.clone(), crate::handlers(site));
        worker.run_due().await.unwrap();
    }
}

/// The event of an acceptance.
pub(crate) fn accepted(filer: &Actor, serial: u32) -> IntakeEvent {
    let party = |role, name: &str| NamedParty { role, name: name.into() };
    IntakeEvent::Accepted {
        filing: FilingId::new(),
        filer: filer.account().unwrap(),
        court: tianhe().into(),
        title: "张三诉李四民间借贷纠纷".into(),
        number: format!("（2026）粤0106民初{serial}号"),
        cause: "民间借贷纠纷".into(),
        parties: vec![party(PartyRole::Plaintiff, "张三"), party(PartyRole::Defendant, "李四")],
    }
}

/// Sends requests with a session's cookie.
pub(crate) struct Browser {
    router: Router,
    token: Token,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) to: String,
    pub(crate) body: String,
}

impl Answer {
    /// The texts of the elements that a selector finds.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let page = scraper::Html::parse_document(&self.body);
        let selector = scraper::Selector::parse(selector).unwrap();
        page.select(&selector)
            .map(|e| e.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    /// The page, which must say all of this.
    pub(crate) fn says(&self, texts: &[&str]) -> &Self {
        for text in texts {
            assert!(self.body.contains(text), "no “{text}” in {} {}", self.status, self.body);
        }
        self
    }
}

impl Browser {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends a form with its token.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf();
        let mut all = vec![("_csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        let pairs: Vec<_> =
            all.iter().map(|(k, v)| format!("{k}={}", web::guard::encode(v))).collect();
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(pairs.join("&"))).await
    }

    /// The token that this browser's forms carry.
    pub(crate) fn csrf(&self) -> String {
        self.token.csrf()
    }

    pub(crate) async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookie = format!("{}={}", session::COOKIE, self.token.cookie_value());
        let request = request.header(header::COOKIE, cookie);
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status();
        let to = response.headers().get(header::LOCATION);
        let to = to.map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, to, body: String::from_utf8_lossy(&bytes).into_owned() }
    }
}
