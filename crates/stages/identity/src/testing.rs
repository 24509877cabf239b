//! A court for tests: the whole site with doubles of the outside, and browsers that visit it.
use async_trait::async_trait;
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use db::{Db, docket::Docket, jobs::Worker};
use http_body_util::BodyExt;
use kernel::{
    clock::ManualClock,
    id::AccountId,
    ports::{FaceCheck, FaceResult, PaperMaker, PortError, Sms},
};
use sea_orm::DbErr;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tower::ServiceExt;
use web::{Inbox, Ports, Settings, Site, session::Token};

/// Records what was sent: number and text.
#[derive(Default)]
pub(crate) struct FakeSms(pub(crate) Mutex<Vec<(String, String)>>);

#[async_trait]
impl Sms for FakeSms {
    async fn send(&self, number: &str, text: &str, _: &str) -> Result<(), PortError> {
        self.0.lock().unwrap().push((number.into(), text.into()));
        Ok(())
    }
}

/// Ends as it is told to; notes what it was asked about.
pub(crate) struct FakeFace {
    pub(crate) result: Mutex<FaceResult>,
    pub(crate) asked: Mutex<Vec<(String, String, String)>>,
}

#[async_trait]
impl FaceCheck for FakeFace {
    async fn start(
        &self,
        name: &str,
        number: &str,
        return_to: &str,
    ) -> Result<(String, String), PortError> {
        self.asked.lock().unwrap().push((name.into(), number.into(), return_to.into()));
        Ok(("token".into(), "https://face.example/token".into()))
    }

    async fn result(&self, _: &str) -> Result<FaceResult, PortError> {
        Ok(*self.result.lock().unwrap())
    }
}

struct NoPaper;

#[async_trait]
impl PaperMaker for NoPaper {
    async fn render(
        &self,
        _: &str,
        _: serde_json::Value,
        _: Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<u8>, PortError> {
        Err(PortError::Refused("没有排版".into()))
    }
}

struct NoInbox;

#[async_trait]
impl Inbox for NoInbox {
    async fn unread(&self, _: &Db, _: AccountId) -> Result<u64, DbErr> {
        Ok(0)
    }
}

/// The site and what stands around it.
pub(crate) struct Court {
    pub(crate) site: Site,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) sms: Arc<FakeSms>,
    pub(crate) face: Arc<FakeFace>,
    router: Router,
}

impl Court {
    /// Sunday, 2026-11-22, 10:00 in Beijing.
    pub(crate) fn on(db: Db) -> Self {
        let clock = Arc::new(ManualClock::at("2026-11-22T02:00:00Z".parse().unwrap()));
        let sms = Arc::new(FakeSms::default());
        let face =
            Arc::new(FakeFace { result: Mutex::new(FaceResult::Pending), asked: Mutex::default() });
        let ports = Ports {
            sms: sms.clone(),
            face: face.clone(),
            alipay: None,
            wechat: None,
            lawyers: None,
            paper: Arc::new(NoPaper),
        };
        let settings = Settings {
            base_url: "http://court.test".into(),
            sandbox: None,
            secure_cookies: false,
            trust_proxy: false,
            idle: Duration::from_secs(1800),
            session_length: Duration::from_secs(12 * 3600),
            requests_per_minute: 100_000,
        };
        let site = Site {
            log: db::testing::test_log(&db),
            db,
            clock: clock.clone(),
            blobs: db::testing::test_blobs(),
            vault: db::testing::test_vault(),
            docket: Docket::new(Vec::new()),
            settings: Arc::new(settings),
            ports,
            people: Arc::new(crate::Directory),
            identities: Arc::new(crate::Directory),
            inbox: Arc::new(NoInbox),
        };
        let router = web::layers::wrap(crate::routes().into_router(), site.clone());
        Self { site, clock, sms, face, router }
    }

    /// The same court with other doubles of the outside.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Ports)) -> Self {
        change(&mut self.site.ports);
        self.router = web::layers::wrap(crate::routes().into_router(), self.site.clone());
        self
    }

    /// Does every job that is due.
    pub(crate) async fn run_jobs(&self) {
        let site = &self.site;
        let worker = Worker::new(site.db.clone(), site.clock.clone(), crate::handlers(site));
        worker.run_due().await.unwrap();
    }

    /// The last message to a number, after the jobs ran.
    pub(crate) async fn last_sms(&self, number: &str) -> String {
        self.run_jobs().await;
        let sent = self.sms.0.lock().unwrap();
        sent.iter().rev().find(|(n, _)| n == number).expect("a message").1.clone()
    }

    /// The code in the last message to a number.
    pub(crate) async fn last_code(&self, number: &str) -> String {
        let text = self.last_sms(number).await;
        let runs = text.split(|c: char| !c.is_ascii_digit());
        runs.into_iter().find(|run| run.len() == 6).expect("a code").to_owned()
    }

    /// A person with an account under that number, logged in.
    pub(crate) async fn person(&self, phone: &str) -> (AccountId, Browser) {
        let account = crate::account::acts::person("hash".into(), self.site.clock.now());
        let phone = crate::code::Mobile::parse(phone).unwrap();
        let tx = self.site.db.begin().await.unwrap();
        let (vault, new) = (&self.site.vault, Some(&phone));
        assert!(crate::account::store::insert(&tx, vault, &account, new).await.unwrap());
        tx.commit().await.unwrap();
        (account.id, self.logged_in(account.id).await)
    }

    /// A filing clerk of the demo court, past the second factor.
    pub(crate) async fn clerk(&self, login: &str, court: &str) -> (AccountId, Browser) {
        let new = crate::staff::NewStaff {
            court: law::court::by_name(court).unwrap().id.to_string(),
            login: login.into(),
            name: format!("{login}的姓名"),
            roles: [kernel::actor::StaffRole::FilingClerk].into(),
        };
        let site = &self.site;
        let made = crate::staff::create(&site.db, &site.vault, &*site.clock, new).await.unwrap();
        (made.account, self.logged_in(made.account).await)
    }

    async fn logged_in(&self, account: AccountId) -> Browser {
        let (site, facts) = (&self.site, web::session::Facts { second_factor: true });
        let now = site.clock.now();
        let token = web::session::begin(&site.db, &site.settings, account, &facts, now).await;
        let mut browser = self.browser();
        let value = token.unwrap().cookie_value().to_owned();
        browser.cookies.insert(web::session::COOKIE.into(), value);
        browser
    }

    /// A browser without cookies.
    pub(crate) fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: BTreeMap::new() }
    }
}

/// Keeps cookies, as a browser does; never follows redirects.
pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
}

/// What came back.
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

    /// The text between two others.
    pub(crate) fn between(&self, before: &str, after: &str) -> String {
        let (_, rest) = self.body.split_once(before).unwrap_or_else(|| panic!("{}", self.body));
        rest.split_once(after).unwrap().0.to_owned()
    }
}

impl Browser {
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// The token of the session.
    pub(crate) fn cookie(&self) -> String {
        self.cookies["dengwen"].clone()
    }

    /// Sends a form with its token.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        if !self.cookies.contains_key("dengwen") {
            self.get("/login").await;
        }
        let csrf = Token::from_cookie(&self.cookies["dengwen"]).unwrap().csrf();
        let mut all = vec![("_csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        let pairs: Vec<_> =
            all.iter().map(|(k, v)| format!("{k}={}", web::guard::encode(v))).collect();
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(pairs.join("&"))).await
    }

    /// Sends a multipart form with its token: fields, then files (field, name, bytes).
    pub(crate) async fn post_files(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        use std::io::Write;
        let csrf = Token::from_cookie(&self.cookies["dengwen"]).unwrap().csrf();
        let mut body = Vec::new();
        for (name, value) in [("_csrf", csrf.as_str())].iter().chain(fields) {
            write!(
                body,
                "--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .unwrap();
        }
        for (name, file, bytes) in files {
            write!(body, "--B\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n").unwrap();
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--B--\r\n");
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=B");
        self.send(request, Body::from(body)).await
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<_> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let request = request.header(header::COOKIE, cookies.join("; ")).body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
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

    /// A riddle of that page, answered: its id and the answer.
    pub(crate) async fn riddle(&mut self, page: &str) -> (String, String) {
        let answer = self.get(&format!("{page}?question=1")).await;
        solve(&answer)
    }
}

/// Solves the written sum on a page.
pub(crate) fn solve(page: &Answer) -> (String, String) {
    let id = page.between("name=\"challenge\" value=\"", "\"");
    let sum = page.between("id=\"challenge-text\">", "等于");
    let (a, b) = sum.split_once('加').unwrap();
    let number = |t| law::numerals::small_number(t).unwrap();
    (id, (number(a) + number(b)).to_string())
}
