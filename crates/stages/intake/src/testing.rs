//! A court for tests: the site with doubles of the outside and of the other stages, and browsers of
//! people who are logged in.
use async_trait::async_trait;
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use db::{Db, docket::Docket, vault::Vault};
use http_body_util::BodyExt;
use kernel::{
    actor::{Actor, StaffRole},
    clock::{Clock, ManualClock},
    id::AccountId,
    ports::{FaceCheck, FaceResult, PaperMaker, PortError, Sms},
};
use law::CaseKind;
use sea_orm::DbErr;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tower::ServiceExt;
use web::{
    Identities, Inbox, People, Person, Ports, Routes, SavedItem, SavedMaterial, Settings, Site,
    VerifiedPerson, session::Facts,
};

use crate::filing::{
    model::{Capacity, Filing},
    store,
};

/// Everybody but the staff is a person whose real name is proven; nothing else is known of anybody.
#[derive(Default)]
struct Everybody {
    staff: Mutex<BTreeMap<AccountId, Actor>>,
}

#[async_trait]
impl People for Everybody {
    async fn person(&self, _: &Db, account: AccountId) -> Result<Option<Person>, DbErr> {
        let staff = self.staff.lock().unwrap().get(&account).cloned();
        Ok(Some(Person {
            name: if staff.is_some() { "王立案" } else { "张三" }.into(),
            actor: staff.unwrap_or(Actor::Person { account, verified: true }),
            sessions_since: chrono::DateTime::UNIX_EPOCH,
        }))
    }
}

#[async_trait]
impl Inbox for Everybody {
    async fn unread(&self, _: &Db, _: AccountId) -> Result<u64, DbErr> {
        Ok(0)
    }
}

#[async_trait]
impl Identities for Everybody {
    async fn verified(
        &self,
        _: &Db,
        _: &Vault,
        _: AccountId,
    ) -> Result<Option<VerifiedPerson>, DbErr> {
        Ok(Some(VerifiedPerson {
            name: "张三".into(),
            document: "resident_id".into(),
            number: "11010519491231002X".into(),
            phone: "13800000001".into(),
            address: Some("广东省广州市天河区天河路1号".into()),
        }))
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

/// The outside does not exist.
struct Nowhere;

#[async_trait]
impl Sms for Nowhere {
    async fn send(&self, _: &str, _: &str, _: &str) -> Result<(), PortError> {
        Ok(())
    }
}

#[async_trait]
impl FaceCheck for Nowhere {
    async fn start(&self, _: &str, _: &str, _: &str) -> Result<(String, String), PortError> {
        Err(PortError::Refused("没有人脸核验".into()))
    }
    async fn result(&self, _: &str) -> Result<FaceResult, PortError> {
        Ok(FaceResult::Pending)
    }
}

#[async_trait]
impl PaperMaker for Nowhere {
    async fn render(
        &self,
        _: &str,
        _: serde_json::Value,
        _: Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<u8>, PortError> {
        Err(PortError::Refused("没有排版".into()))
    }
}

/// The site and what stands around it.
pub(crate) struct Court {
    pub(crate) site: Site,
    pub(crate) clock: Arc<ManualClock>,
    everybody: Arc<Everybody>,
    app: Router,
}

impl Court {
    /// Sunday, 2026-11-22, 10:00 in Beijing; only these routes exist.
    pub(crate) fn on(db: Db, routes: Routes) -> Self {
        let clock = Arc::new(ManualClock::at("2026-11-22T02:00:00Z".parse().unwrap()));
        let everybody = Arc::new(Everybody::default());
        let site = Site {
            log: db::testing::test_log(&db),
            db,
            clock: clock.clone(),
            blobs: db::testing::test_blobs(),
            vault: db::testing::test_vault(),
            docket: Docket::new(Vec::new()),
            settings: Arc::new(Settings {
                base_url: "http://court.test".into(),
                sandbox: None,
                secure_cookies: false,
                trust_proxy: false,
                idle: Duration::from_secs(1800),
                session_length: Duration::from_secs(12 * 3600),
                requests_per_minute: 100_000,
            }),
            ports: Ports {
                sms: Arc::new(Nowhere),
                face: Arc::new(Nowhere),
                alipay: None,
                wechat: None,
                lawyers: None,
                paper: Arc::new(Nowhere),
            },
            people: everybody.clone(),
            identities: everybody.clone(),
            inbox: everybody.clone(),
        };
        let app = web::layers::wrap(routes.into_router(), site.clone());
        Self { site, clock, everybody, app }
    }

    /// Somebody's browser, logged in.
    pub(crate) async fn browser(&self) -> Browser {
        self.browser_of(AccountId::new()).await
    }

    /// A filing clerk of that court.
    pub(crate) fn clerk(&self, court: &str) -> Actor {
        let (account, court) = (AccountId::new(), court.to_owned());
        let clerk = Actor::Staff { account, court, roles: [StaffRole::FilingClerk].into() };
        self.everybody.staff.lock().unwrap().insert(account, clerk.clone());
        clerk
    }

    /// The browser of that account, logged in, with the second factor shown.
    pub(crate) async fn browser_of(&self, account: AccountId) -> Browser {
        let (site, facts) = (&self.site, Facts { second_factor: true });
        let now = site.clock.now();
        let token =
            web::session::begin(&site.db, &site.settings, account, &facts, now).await.unwrap();
        let cookies = BTreeMap::from([("dengwen".to_owned(), token.cookie_value().to_owned())]);
        Browser { account, app: self.app.clone(), csrf: token.csrf(), cookies }
    }

    /// A draft that was begun just now.
    pub(crate) async fn draft(&self, filer: AccountId) -> Filing {
        let kind = CaseKind::CivilFirst;
        let list = law::cause::list_for(kind, self.clock.today()).unwrap();
        let filing = Filing::begin(filer, (kind, Capacity::OneSelf), list, self.clock.now());
        let tx = self.site.db.begin().await.unwrap();
        store::insert(&tx, &self.site.vault, &filing).await.unwrap();
        tx.commit().await.unwrap();
        filing
    }

    /// The filing as it is kept.
    pub(crate) async fn filing(&self, of: &Filing) -> Filing {
        let site = &self.site;
        store::find(site.db.read(), &site.vault, of.id).await.unwrap().unwrap()
    }

    /// Changes the filing behind everybody's back.
    pub(crate) async fn change(&self, of: &Filing, change: impl FnOnce(&mut Filing)) {
        let (site, now) = (&self.site, self.clock.now());
        let mut filing = self.filing(of).await;
        change(&mut filing);
        let tx = site.db.begin().await.unwrap();
        assert!(store::save(&tx, &site.vault, &filing, now).await.unwrap());
        tx.commit().await.unwrap();
    }
}

/// Keeps cookies, as a browser does; never follows redirects.
pub(crate) struct Browser {
    pub(crate) account: AccountId,
    app: Router,
    csrf: String,
    cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) to: String,
    pub(crate) body: String,
}

impl Answer {
    /// The page, which must say all of this.
    pub(crate) fn says(&self, texts: &[&str]) -> &Self {
        for text in texts {
            assert!(self.body.contains(text), "no “{text}” in {} {}", self.status, self.body);
        }
        self
    }

    /// The value of the page's hidden field.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let page = scraper::Html::parse_document(&self.body);
        let field = scraper::Selector::parse(&format!("input[type=hidden][name={name}]")).unwrap();
        let field = page.select(&field).next().unwrap_or_else(|| panic!("no {name}"));
        field.value().attr("value").unwrap().to_owned()
    }

    /// The texts of what the selector finds, blanks taken together.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let page = scraper::Html::parse_document(&self.body);
        let words = |e: scraper::ElementRef<'_>| {
            let text: String = e.text().collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        page.select(&scraper::Selector::parse(selector).unwrap()).map(words).collect()
    }

    /// The values of an attribute of what the selector finds.
    pub(crate) fn values(&self, selector: &str, attribute: &str) -> Vec<String> {
        let page = scraper::Html::parse_document(&self.body);
        let selector = scraper::Selector::parse(selector).unwrap();
        page.select(&selector)
            .filter_map(|e| e.value().attr(attribute).map(str::to_owned))
            .collect()
    }
}

impl Browser {
    /// The session's token, as the header `x-csrf` carries it.
    pub(crate) fn csrf(&self) -> String {
        self.csrf.clone()
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// As the script asks: the `main` block alone.
    pub(crate) async fn fragment(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).header("x-fragment", "1"), Body::empty()).await
    }

    /// Sends a form with its token.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf.clone();
        let mut all = vec![("_csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        let pairs: Vec<_> =
            all.iter().map(|(k, v)| format!("{k}={}", web::guard::encode(v))).collect();
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(pairs.join("&"))).await
    }

    pub(crate) async fn send(
        &mut self,
        request: axum::http::request::Builder,
        body: Body,
    ) -> Answer {
        let cookies: Vec<_> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let request = request.header(header::COOKIE, cookies.join("; ")).body(body).unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.into(), value.into());
        }
        let status = response.status();
        let to = response.headers().get(header::LOCATION);
        let to = to.map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, to, body: String::from_utf8_lossy(&bytes).into_owned() }
    }
}
