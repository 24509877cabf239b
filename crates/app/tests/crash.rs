//! The server is killed (SIGKILL) again and again while filings are submitted and accepted. What was
//! acknowledged must be there afterwards: whole, once. What was not must be there whole or not at all.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it fails"
)]
mod ready;

use db::{Db, entity, proof};
use dengwen::wire::Stores;
use kernel::{
    clock::{Clock, SystemClock},
    id::{AccountId, FilingId},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use sea_orm::{ConnectionTrait, EntityTrait};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader, Lines},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};
use web::session::Facts;

/// How often the server is killed.
const KILLS: usize = 50;
/// How many people submit at once, and how many clerks accept.
const FILERS: usize = 4;
const CLERKS: usize = 2;
/// Drafts that wait to be submitted; more than can be submitted between the kills.
const DRAFTS: u32 = 600;

/// A running server; killed without warning when dropped.
struct Server {
    child: Child,
    address: String,
    /// Kept open: a program whose output nobody takes ends at its next line.
    _output: Lines<BufReader<ChildStdout>>,
}

impl Server {
    fn start(data: &Path, url: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dengwen"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(["--database-url", url])
            .env("DENGWEN_SERVER__REQUESTS_PER_MINUTE", "10000000")
            .env("DENGWEN_SANDBOX__ENABLED", "true")
            .env("DENGWEN_LOG__LEVEL", "error")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().expect("the server starts").unwrap();
        let address = line.split_once("：").unwrap().1.to_owned();
        Self { child, address, _output: lines }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What clients were told, by filing.
#[derive(Default)]
struct Told {
    submitted: BTreeMap<FilingId, String>,
    accepted: BTreeMap<FilingId, String>,
}

#[derive(Clone)]
struct Client {
    http: reqwest::Client,
    address: String,
    cookie: String,
    csrf: String,
}

impl Client {
    async fn post(&self, path: &str, body: &serde_json::Value) -> Option<serde_json::Value> {
        let response = self
            .http
            .post(format!("{}{path}", self.address))
            .header("cookie", &self.cookie)
            .header("x-csrf", &self.csrf)
            .json(body)
            .send()
            .await
            .ok()?;
        let ok = response.status().is_success();
        let json: serde_json::Value = response.json().await.ok()?;
        assert!(ok || json.get("message").is_some(), "{path}: {json}");
        ok.then_some(json)
    }
}

async fn session(db: &Db, account: AccountId, settings: &web::Settings) -> (String, String) {
    let facts = Facts { second_factor: true };
    let token =
        web::session::begin(db, settings, account, &facts, SystemClock.now()).await.unwrap();
    (format!("dengwen={}", token.cookie_value()), token.csrf())
}

type Queue = Arc<Mutex<Vec<FilingId>>>;
type Seen = Arc<BTreeMap<FilingId, String>>;

/// Submits drafts from the queue until the server is gone. A draft whose answer was lost goes back:
/// submitting it again must give the same registration.
async fn submit(
    client: Client,
    (drafts, waiting): (Queue, Queue),
    told: Arc<Mutex<Told>>,
    seen: Seen,
) {
    loop {
        let Some(id) = drafts.lock().unwrap().pop() else { return };
        let path = format!("/api/v1/filings/{id}/submit");
        let Some(json) =
            client.post(&path, &serde_json::json!({ "seen": seen[&id], "declared": true })).await
        else {
            drafts.lock().unwrap().insert(0, id);
            return;
        };
        let code = json["registration"].as_str().unwrap_or_else(|| panic!("{json}")).to_owned();
        let before = told.lock().unwrap().submitted.insert(id, code.clone());
        assert!(before.is_none_or(|b| b == code), "the same registration every time");
        waiting.lock().unwrap().push(id);
    }
}

/// Accepts what was acknowledged as submitted.
async fn accept(client: Client, waiting: Queue, told: Arc<Mutex<Told>>) {
    loop {
        let Some(id) = waiting.lock().unwrap().pop() else {
            tokio::time::sleep(Duration::from_millis(5)).await;
            if client.http.get(format!("{}/healthz", client.address)).send().await.is_err() {
                return;
            }
            continue;
        };
        let path = format!("/api/v1/clerk/filings/{id}/accept");
        match client.post(&path, &serde_json::json!({ "round": 1 })).await {
            Some(json) => {
                let number = json["case_number"].as_str().unwrap().to_owned();
                assert!(told.lock().unwrap().accepted.insert(id, number).is_none());
            }
            // Lost, or already done by an answer that was lost: the database will tell.
            None => return,
        }
    }
}

async fn storm(data: &Path, url: &str) -> (Told, BTreeSet<FilingId>) {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let mut chance = StdRng::seed_from_u64(seed);
    let stage = ready::stage(data, url, DRAFTS).await;
    let (_, settings) = ready::settings(data, url);
    let filer = session(&stage.db, stage.filer, &settings).await;
    let clerk = session(&stage.db, stage.clerk, &settings).await;
    let known: Seen = Arc::new(stage.seen);
    let all: BTreeSet<FilingId> = stage.drafts.iter().copied().collect();
    stage.db.close().await.unwrap();
    let (drafts, waiting): (Queue, Queue) =
        (Arc::new(Mutex::new(stage.drafts)), Arc::new(Mutex::new(Vec::new())));
    let told = Arc::new(Mutex::new(Told::default()));
    for round in 0..KILLS {
        let mut server = Server::start(data, url);
        let http = reqwest::Client::new();
        let client = |(cookie, csrf): &(String, String)| Client {
            http: http.clone(),
            address: server.address.clone(),
            cookie: cookie.clone(),
            csrf: csrf.clone(),
        };
        while http.get(format!("{}/healthz", server.address)).send().await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..FILERS {
            let queues = (drafts.clone(), waiting.clone());
            tasks.spawn(submit(client(&filer), queues, told.clone(), known.clone()));
        }
        for _ in 0..CLERKS {
            tasks.spawn(accept(client(&clerk), waiting.clone(), told.clone()));
        }
        // However slow the machine is, something is under way when the blow falls; in every fifth
        // round it may fall before anything was acknowledged.
        if round % 5 != 0 {
            let before = told.lock().unwrap().submitted.len();
            let begun = std::time::Instant::now();
            while told.lock().unwrap().submitted.len() < before + 2
                && !drafts.lock().unwrap().is_empty()
                && begun.elapsed() < Duration::from_secs(30)
            {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        tokio::time::sleep(Duration::from_millis(chance.random_range(0..300))).await;
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
    }
    let told = Arc::into_inner(told).unwrap().into_inner().unwrap();
    (told, all)
}

/// Everything that was acknowledged is there, whole, once; numbers run from one without a gap.
async fn judge(db: &Db, told: &Told, all: &BTreeSet<FilingId>) {
    let filings: BTreeMap<FilingId, entity::filing::Model> = entity::filing::Entity::find()
        .all(db.read())
        .await
        .unwrap()
        .into_iter()
        .map(|f| (f.id, f))
        .collect();
    assert!(all.iter().all(|id| filings.contains_key(id)), "no draft is gone");
    let submissions = entity::filing_submission::Entity::find().all(db.read()).await.unwrap();
    let cases = entity::court_case::Entity::find().all(db.read()).await.unwrap();
    for (id, code) in &told.submitted {
        let filing = &filings[id];
        assert_eq!(filing.registration.as_ref(), Some(code));
        assert!(["submitted", "accepted"].contains(&filing.state.as_str()), "{}", filing.state);
        assert_eq!(submissions.iter().filter(|s| s.filing_id == *id).count(), 1);
    }
    for (id, number) in &told.accepted {
        assert_eq!(filings[id].case_number.as_ref(), Some(number));
        assert_eq!(cases.iter().filter(|c| c.filing_id == *id && c.number == *number).count(), 1);
    }
    let codes: Vec<_> = filings.values().filter_map(|f| f.registration.clone()).collect();
    assert_eq!(codes.len(), codes.iter().collect::<BTreeSet<_>>().len(), "no registration twice");
    let serials: BTreeSet<u32> = filings
        .values()
        .filter_map(|f| law::case_number::CaseNumber::parse(f.case_number.as_deref()?).ok())
        .map(|n| n.serial)
        .collect();
    let accepted = filings.values().filter(|f| f.state == "accepted").count();
    assert_eq!(serials.len(), accepted, "no case number twice");
    let last = usize::try_from(serials.last().copied().unwrap_or(0)).unwrap();
    assert_eq!(last, accepted, "none skipped");
    assert_eq!(cases.len(), accepted, "each accepted filing is a case, once");
    let half = filings.values().filter(|f| f.state == "draft" && f.registration.is_some()).count();
    assert_eq!(half, 0, "nothing is half submitted");
    let report = db::docket::verify_all(db).await.unwrap();
    assert!(report.broken.is_empty(), "{:?}", report.broken);
    let submitted = filings.values().filter(|f| f.state != "draft").count();
    assert_eq!(report.entries, u64::try_from(submitted + accepted).unwrap());
    println!(
        "{KILLS} kills: {} submissions and {} acceptances acknowledged, {submitted} and {accepted} kept",
        told.submitted.len(),
        told.accepted.len()
    );
    assert!(told.submitted.len() > KILLS, "the storm did something");
    assert!(!told.accepted.is_empty());
}

/// What was acknowledged is committed to in the log, and the log fits together, whenever it was cut off.
async fn judge_log(data: &Path, url: &str, told: &Told) {
    let (config, _) = ready::settings(data, url);
    let stores = Stores::open(&config).await.unwrap();
    stores.log.settle(SystemClock.now()).await.unwrap();
    let read = stores.db.begin_read().await.unwrap();
    let log = proof::audit(&read, &stores.vault, stores.log.keys()).await.unwrap();
    read.commit().await.unwrap();
    assert_eq!(log.waiting, 0, "{log:?}");
    for id in told.submitted.keys() {
        let subject = proof::Subject::Filing(*id, 1);
        let found =
            proof::receipt(stores.db.read(), &stores.vault, stores.log.keys(), subject).await;
        assert!(matches!(found.unwrap(), proof::Answer::Receipt(_)), "{id}");
    }
    stores.db.close().await.unwrap();
}

async fn weather(data: &Path, url: &str) {
    let (told, all) = storm(data, url).await;
    let db = Db::connect(url).await.unwrap();
    judge(&db, &told, &all).await;
    judge_log(data, url, &told).await;
    db.close().await.unwrap();
}

#[tokio::test]
async fn fifty_kills_lose_nothing_on_sqlite() {
    let data = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", data.path().join("dengwen.db").display());
    weather(data.path(), &url).await;
}

#[tokio::test]
async fn fifty_kills_lose_nothing_on_postgres() {
    let Ok(server) = std::env::var("DENGWEN_TEST_PG") else { return };
    let admin = Db::connect(&format!("{server}/postgres")).await.unwrap();
    let name = format!("crash_{}", uuid::Uuid::now_v7().simple());
    admin.read().execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let data = tempfile::tempdir().unwrap();
    weather(data.path(), &format!("{server}/{name}")).await;
    let drop = format!("DROP DATABASE {name} WITH (FORCE)");
    admin.read().execute_unprepared(&drop).await.unwrap();
}
