//! What an operator does from the command line: copies out, restores, moves, checks, and is told what is wrong.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]
mod ready;

use axum::{body::Body, http::Request};
use db::{Db, entity};
use dengwen::wire::{self, Stores};
use http_body_util::BodyExt;
use kernel::{
    clock::{Clock, SystemClock},
    id::{AccountId, FilingId},
};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::Value;
use std::{
    path::Path,
    process::{Command, Output},
    sync::Arc,
};
use tower::ServiceExt;
use web::{
    Site,
    session::{Facts, Token},
};

/// What the program said and how it ended.
struct Said {
    ok: bool,
    text: String,
}

impl Said {
    #[track_caller]
    fn well(self, words: &[&str]) -> Self {
        assert!(self.ok, "{}", self.text);
        self.says(words)
    }

    #[track_caller]
    fn refused(self, words: &[&str]) -> Self {
        assert!(!self.ok, "{}", self.text);
        self.says(words)
    }

    #[track_caller]
    fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.text.contains(word), "{word} is not in: {}", self.text);
        }
        self
    }
}

fn dengwen(data: &Path, url: &str, arguments: &[&str]) -> Said {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_dengwen"))
        .arg("--data")
        .arg(data)
        .args(["--database-url", url])
        .args(arguments)
        .env_remove("DATABASE_URL")
        .output()
        .unwrap();
    let text = [stdout, stderr].concat();
    Said { ok: status.success(), text: String::from_utf8_lossy(&text).into_owned() }
}

fn sqlite(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("dengwen.db").display())
}

/// A new database of the `PostgreSQL` of the tests; dropped at the end.
struct Postgres {
    admin: Db,
    server: String,
    name: String,
}

impl Postgres {
    async fn new() -> Option<Self> {
        let server = std::env::var("DENGWEN_TEST_PG").ok()?;
        let admin = Db::connect(&format!("{server}/postgres")).await.unwrap();
        let name = format!("ops_{}", uuid::Uuid::now_v7().simple());
        admin.read().execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        Some(Self { admin, server, name })
    }

    fn url(&self) -> String {
        format!("{}/{}", self.server, self.name)
    }

    async fn drop(self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        self.admin.read().execute_unprepared(&drop).await.unwrap();
    }
}

/// A site over a folder and database with drafts to be submitted, and sessions of their filer and of a clerk.
struct Office {
    site: Site,
    stage: ready::Stage,
    filer: Token,
    clerk: Token,
}

impl Office {
    async fn open(data: &Path, url: &str, drafts: u32) -> Self {
        let stage = ready::stage(data, url, drafts).await;
        let (config, settings) = ready::settings(data, url);
        let stores = Stores::open(&config).await.unwrap();
        let ports = dengwen::commands::demo::ports(&config, None).unwrap();
        let site = wire::site(stores, ports, settings, Arc::new(SystemClock));
        let (filer, clerk) = (session(&site, stage.filer).await, session(&site, stage.clerk).await);
        Self { site, stage, filer, clerk }
    }

    /// Submits over the API; returns the registration.
    async fn submit(&self, id: FilingId) -> String {
        let body = serde_json::json!({ "seen": self.stage.seen[&id], "declared": true });
        let answer = self.post(&self.filer, &format!("/api/v1/filings/{id}/submit"), &body).await;
        answer["registration"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// Accepts over the API; returns the case number.
    async fn accept(&self, id: FilingId) -> String {
        let path = format!("/api/v1/clerk/filings/{id}/accept");
        let answer = self.post(&self.clerk, &path, &serde_json::json!({ "round": 1 })).await;
        answer["case_number"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    async fn post(&self, who: &Token, path: &str, body: &Value) -> Value {
        let request = Request::post(path)
            .header("cookie", format!("dengwen={}", who.cookie_value()))
            .header("x-csrf", who.csrf())
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        let response = wire::router(&self.site).oneshot(request).await.unwrap();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        serde_json::from_slice(&bytes).unwrap()
    }

    async fn close(self) {
        self.site.log.settle(SystemClock.now()).await.unwrap();
        self.site.db.close().await.unwrap();
        self.stage.db.close().await.unwrap();
    }
}

async fn session(site: &Site, account: AccountId) -> Token {
    let facts = Facts { second_factor: true };
    let now = SystemClock.now();
    web::session::begin(&site.db, &site.settings, account, &facts, now).await.unwrap()
}

/// What a folder and database hold: a filing with its registration and the number of its case.
struct Filed {
    id: FilingId,
    registration: String,
    number: String,
}

/// Submits a filing and accepts it.
async fn filed(data: &Path, url: &str) -> Filed {
    let office = Office::open(data, url, 2).await;
    let id = office.stage.drafts[0];
    let registration = office.submit(id).await;
    let number = office.accept(id).await;
    office.close().await;
    Filed { id, registration, number }
}

/// The filing is there with its registration and its case, and everything fits together.
async fn is_whole(data: &Path, url: &str, filed: &Filed) {
    dengwen(data, url, &["verify"]).well(&[
        "案卷 1 件",
        "哈希链完整",
        "签名与内容相符；待写入 0 条",
    ]);
    let db = Db::connect(url).await.unwrap();
    let filing =
        entity::filing::Entity::find_by_id(filed.id).one(db.read()).await.unwrap().unwrap();
    assert_eq!(filing.registration.as_ref(), Some(&filed.registration));
    let case = entity::court_case::Entity::find().one(db.read()).await.unwrap().unwrap();
    assert_eq!(case.number, filed.number);
    db.close().await.unwrap();
    // Sealed content opens: the keys came along.
    let (config, _) = ready::settings(data, url);
    let stores = Stores::open(&config).await.unwrap();
    let file = entity::blob::Entity::find().one(stores.db.read()).await.unwrap().unwrap();
    assert!(stores.blobs.read(&file.sha256).await.is_ok());
    let found = db::proof::receipt(
        stores.db.read(),
        &stores.vault,
        stores.log.keys(),
        db::proof::Subject::Filing(filed.id, 1),
    );
    assert!(matches!(found.await.unwrap(), db::proof::Answer::Receipt(_)));
    stores.db.close().await.unwrap();
}

async fn backed_up_and_restored(url: &str, data: &Path, elsewhere: &str) {
    let filing = filed(data, url).await;
    let room = tempfile::tempdir().unwrap();
    let backup = room.path().join("backup");
    let to = backup.to_str().unwrap();
    dengwen(data, url, &["backup", "--to", to]).well(&["备份完成", "proof-key"]);
    dengwen(data, url, &["backup", "--to", to]).refused(&["不是空的"]);

    let restored = room.path().join("restored");
    dengwen(&restored, elsewhere, &["restore", "--from", to]).well(&["恢复完成", "全部核对一致"]);
    is_whole(&restored, elsewhere, &filing).await;
    dengwen(&restored, elsewhere, &["restore", "--from", to]).refused(&["不是空的"]);

    // A backup with a changed byte is not restored.
    let blob = walk(&backup.join("blobs")).into_iter().next().unwrap();
    let mut bytes = std::fs::read(&blob).unwrap();
    bytes[0] ^= 1;
    std::fs::write(&blob, bytes).unwrap();
    let third = room.path().join("third");
    dengwen(&third, &sqlite(&third), &["restore", "--from", to]).refused(&["哈希不符"]);
    // Nor one without its keys.
    std::fs::remove_file(backup.join("proof-key")).unwrap();
    let fourth = room.path().join("fourth");
    dengwen(&fourth, &sqlite(&fourth), &["restore", "--from", to]).refused(&["proof-key", "备份"]);
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[tokio::test]
async fn a_backup_of_sqlite_is_restored_to_either_database() {
    let data = tempfile::tempdir().unwrap();
    let target = tempfile::tempdir().unwrap();
    backed_up_and_restored(&sqlite(data.path()), data.path(), &sqlite(target.path())).await;
    let Some(postgres) = Postgres::new().await else { return };
    let data = tempfile::tempdir().unwrap();
    backed_up_and_restored(&sqlite(data.path()), data.path(), &postgres.url()).await;
    postgres.drop().await;
}

#[tokio::test]
async fn a_backup_of_postgres_is_restored_and_all_is_copied_to_the_other_database() {
    let Some(postgres) = Postgres::new().await else { return };
    let data = tempfile::tempdir().unwrap();
    let target = tempfile::tempdir().unwrap();
    backed_up_and_restored(&postgres.url(), data.path(), &sqlite(target.path())).await;
    postgres.drop().await;

    let (data, postgres) = (tempfile::tempdir().unwrap(), Postgres::new().await.unwrap());
    let url = sqlite(data.path());
    let filing = filed(data.path(), &url).await;
    dengwen(data.path(), &url, &["copy", "--to", &postgres.url()]).well(&["核对一致"]);
    dengwen(data.path(), &url, &["copy", "--to", &postgres.url()]).refused(&["不是空的"]);
    is_whole(data.path(), &postgres.url(), &filing).await;
    postgres.drop().await;
}

/// How many filings of that database were submitted.
async fn submitted(url: &str) -> usize {
    let db = Db::connect(url).await.unwrap();
    let all = entity::filing::Entity::find().all(db.read()).await.unwrap();
    db.close().await.unwrap();
    all.iter().filter(|f| f.registration.is_some()).count()
}

/// Filings are submitted while the backup is made: it is of one moment, and the restore finds it whole.
async fn backed_up_in_passing(url: &str, data: &Path) {
    let office = Office::open(data, url, 60).await;
    let room = tempfile::tempdir().unwrap();
    let backup = room.path().join("backup");
    let arguments = (data.to_owned(), url.to_owned(), backup.clone());
    let copying = tokio::task::spawn_blocking(move || {
        let (data, url, to) = arguments;
        dengwen(&data, &url, &["backup", "--to", to.to_str().unwrap()]).well(&["备份完成"]);
    });
    let mut during = 0;
    for id in office.stage.drafts.clone() {
        office.submit(id).await;
        during += usize::from(!copying.is_finished());
    }
    copying.await.unwrap();
    assert!(during > 0, "some were submitted meanwhile");
    office.close().await;
    let restored = room.path().join("restored");
    let target = sqlite(&restored);
    let from = backup.to_str().unwrap();
    dengwen(&restored, &target, &["restore", "--from", from]).well(&["全部核对一致"]);
    let kept = submitted(&target).await;
    assert!(kept <= 60, "{kept}");
    dengwen(&restored, &target, &["verify"]).well(&["哈希链完整", "签名与内容相符"]);
    println!("{kept} of 60 were in the backup");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_of_one_moment_while_filings_are_submitted() {
    let data = tempfile::tempdir().unwrap();
    backed_up_in_passing(&sqlite(data.path()), data.path()).await;
    let Some(postgres) = Postgres::new().await else { return };
    let data = tempfile::tempdir().unwrap();
    backed_up_in_passing(&postgres.url(), data.path()).await;
    postgres.drop().await;
}

#[tokio::test]
async fn what_was_tampered_with_is_seen_by_verify_and_doctor() {
    let data = tempfile::tempdir().unwrap();
    let url = sqlite(data.path());
    filed(data.path(), &url).await;
    dengwen(data.path(), &url, &["doctor"]).says(&[
        "正常  存证日志",
        "正常  案卷日志",
        "正常  数据库",
    ]);
    let db = Db::connect(&url).await.unwrap();
    let names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'proof_leaf'";
    let change = db.begin().await.unwrap();
    let names = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, names);
    for row in change.query_all_raw(names).await.unwrap() {
        let name: String = row.try_get("", "name").unwrap();
        change.execute_unprepared(&format!("DROP TRIGGER {name}")).await.unwrap();
    }
    let earlier =
        r#"UPDATE proof_leaf SET leaf = replace(leaf, '"at":"20', '"at":"19') WHERE position = 0"#;
    change.execute_unprepared(earlier).await.unwrap();
    change.commit().await.unwrap();
    db.close().await.unwrap();
    dengwen(data.path(), &url, &["verify"]).refused(&["存证日志", "备份"]);
    dengwen(data.path(), &url, &["doctor"]).refused(&["异常  存证日志"]);
}

#[test]
fn wrong_configuration_is_named_with_the_remedy() {
    let data = tempfile::tempdir().unwrap();
    let url = sqlite(data.path());
    let file = data.path().join("dengwen.toml");
    let with = |text: &str| {
        std::fs::write(&file, text).unwrap();
        dengwen(data.path(), &url, &["--config", file.to_str().unwrap(), "doctor"])
    };
    with("[server]\nlisten = \"8080\"\n").refused(&["server.listen", "127.0.0.1:8080"]);
    with("[sever]\nlisten = \"127.0.0.1:1\"\n").refused(&["sever"]);
    with("[session]\nidle_minutes = \"long\"\n").refused(&["session.idle_minutes", "dengwen.toml"]);
    with("mode = \"production\"\n").refused(&["server.base_url", "sms.access_key"]);
    with("[proof]\norigin = \"a b\"\n").refused(&["proof.origin", "cunzheng"]);
    dengwen(data.path(), &url, &["serve", "--listen", "nowhere"]).refused(&["server.listen"]);
    dengwen(data.path(), &url, &["--print-config"])
        .well(&["server.listen = \"127.0.0.1:8080\"", "命令行参数"]);
    let nowhere = "postgres://nobody@127.0.0.1:1/none";
    dengwen(data.path(), nowhere, &["doctor"]).refused(&[
        "无法连接数据库",
        "refused",
        "database.url",
    ]);
}

#[test]
fn staff_are_made_and_their_second_factor_is_reset() {
    let data = tempfile::tempdir().unwrap();
    let url = sqlite(data.path());
    let create = |login: &str, court: &str, role: &str| {
        let all = [
            "admin",
            "create-staff",
            "--login",
            login,
            "--name",
            "某某",
            "--court",
            court,
            "--role",
            role,
        ];
        dengwen(data.path(), &url, &all)
    };
    dengwen(data.path(), &url, &["migrate"]).well(&[]);
    create("someone", "广州市天河区人民法院", "court_administrator").well(&["someone"]);
    create("someone", "广州市天河区人民法院", "judge").refused(&["someone"]);
    create("other", "没有这个法院", "judge").refused(&["法院"]);
    create("other", "广州市天河区人民法院", "emperor").refused(&["emperor"]);
    let reset = |login: &str| {
        dengwen(data.path(), &url, &["admin", "reset-second-factor", "--login", login])
    };
    reset("someone").well(&["someone"]);
    reset("nobody").refused(&["nobody"]);
}
