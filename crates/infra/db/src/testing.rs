//! A fresh, migrated database per test: always `SQLite`, and `PostgreSQL` too when
//! `DENGWEN_TEST_PG` names a server. A template is migrated once per state of the migrations; a
//! test's own database is a copy of it. Databases are dropped after the test; what a killed
//! test left is dropped by a later one.
#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a test stops where it fails")]
use crate::{
    Blobs, Db, Vault,
    connect::statement,
    proof::{LogKeys, Sequencer},
};
use futures::FutureExt;
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use std::{
    fs,
    panic::{AssertUnwindSafe, resume_unwind},
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use uuid::Uuid;

/// What is older than this was left by a killed test.
const STALE: Duration = Duration::from_mins(20);

/// A `SQLite` database of its own.
pub async fn sqlite() -> Db {
    Db::connect(&address(&sqlite_copy().await)).await.expect("connect")
}

/// A `PostgreSQL` database of its own; `None` when no server is configured: the test then counts
/// as passed on `SQLite` only.
pub async fn postgres() -> Option<Db> {
    let server = server()?;
    let name = postgres_copy(&server).await;
    Some(Db::connect(&format!("{server}/{name}")).await.expect("connect"))
}

/// Runs a test on `SQLite` and removes its database.
pub async fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(Db) -> F) {
    sqlite_test(sqlite_copy().await, test).await;
}

/// Runs a test on `PostgreSQL`, if there is a server, and drops its database.
pub async fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(Db) -> F) {
    let Some(server) = server() else { return };
    postgres_test(&server, &postgres_copy(&server).await, test).await;
}

/// Runs a test on `SQLite` without any table, for the migrations themselves.
pub async fn on_empty_sqlite<F: Future<Output = ()>>(test: impl FnOnce(Db) -> F) {
    sqlite_test(fresh_file("dengwen-test"), test).await;
}

/// Runs a test on `PostgreSQL` without any table, if there is a server.
pub async fn on_empty_postgres<F: Future<Output = ()>>(test: impl FnOnce(Db) -> F) {
    let Some(server) = server() else { return };
    let name = fresh_name("dwtest");
    let admin = admin(&server).await;
    admin.write().execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("create");
    postgres_test(&server, &name, test).await;
}

async fn sqlite_test<F: Future<Output = ()>>(file: PathBuf, test: impl FnOnce(Db) -> F) {
    let db = Db::connect(&address(&file)).await.expect("connect");
    let outcome = AssertUnwindSafe(test(db.clone())).catch_unwind().await;
    let _ = db.close().await;
    remove_sqlite(&file);
    outcome.unwrap_or_else(|panic| resume_unwind(panic));
}

async fn postgres_test<F: Future<Output = ()>>(
    server: &str,
    name: &str,
    test: impl FnOnce(Db) -> F,
) {
    let db = Db::connect(&format!("{server}/{name}")).await.expect("connect");
    let outcome = AssertUnwindSafe(test(db.clone())).catch_unwind().await;
    let _ = db.close().await;
    let _ = admin(server).await.write().execute_unprepared(&drop_sql(name)).await;
    outcome.unwrap_or_else(|panic| resume_unwind(panic));
}

/// A vault with fixed keys.
pub fn test_vault() -> Vault {
    Vault::from_keys([7; 32], vec![("k1".into(), [1; 32])]).expect("one key")
}

/// The log of a database, with fixed keys.
pub fn test_log(db: &Db) -> Sequencer {
    let keys = LogKeys::new("court.test/cunzheng", &[3; 32], &[4; 32]).expect("a name and keys");
    Sequencer::new(db.clone(), keys)
}

/// A folder of its own for files.
pub fn test_blobs() -> Blobs {
    let folder = std::env::temp_dir().join(fresh_name("dengwen-blobs"));
    Blobs::folder(folder).expect("a folder in the temporary directory")
}

/// `on_each_db!(name => async |db: Db| { .. })` makes one test per database.
#[macro_export]
macro_rules! on_each_db {
    ($(#[$meta:meta])* $name:ident => $body:expr) => {
        $(#[$meta])*
        mod $name {
            use super::*;
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() { $crate::testing::on_sqlite($body).await }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() { $crate::testing::on_postgres($body).await }
        }
    };
}

fn server() -> Option<String> {
    let server = std::env::var("DENGWEN_TEST_PG").ok()?;
    (!server.is_empty()).then(|| server.trim_end_matches('/').to_owned())
}

async fn admin(server: &str) -> Db {
    Db::connect(&format!("{server}/postgres")).await.expect("test server")
}

/// Names the template by the migrations' source, so that every test program of every build that
/// has the same tables shares it.
fn template_key() -> String {
    let mut hash = Sha256::new();
    for source in crate::migration::SOURCES {
        hash.update(source);
    }
    hex::encode(&hash.finalize()[..8])
}

/// Time first, so that what is stale can be told by its name.
fn fresh_name(prefix: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    format!("{prefix}_{now:x}_{}", Uuid::now_v7().simple())
}

/// Once in about sixty tests.
fn now_and_then() -> bool {
    Uuid::new_v4().as_bytes()[0] < 4
}

fn is_stale(name: &str, prefix: &str) -> bool {
    let made = name.strip_prefix(prefix).and_then(|n| n.split('_').nth(1));
    let made = made.and_then(|hex| u64::from_str_radix(hex, 16).ok());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    made.is_some_and(|made| made + STALE.as_secs() < now)
}

fn address(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

fn fresh_file(prefix: &str) -> PathBuf {
    std::env::temp_dir().join(fresh_name(prefix)).with_extension("db")
}

async fn sqlite_copy() -> PathBuf {
    let template = sqlite_template().await;
    if now_and_then() {
        sweep_files(&std::env::temp_dir());
    }
    let file = fresh_file("dengwen-test");
    fs::copy(&template, &file).expect("copy the template");
    file
}

async fn sqlite_template() -> PathBuf {
    let folder = std::env::temp_dir();
    let template = folder.join(format!("dengwen-template_{}.db", template_key()));
    if template.exists() {
        return template;
    }
    let lock = fs::File::create(folder.join("dengwen-template.lock")).expect("lock file");
    tokio::task::spawn_blocking(move || lock.lock().map(|()| lock))
        .await
        .expect("lock task")
        .map(async |_held| {
            if !template.exists() {
                sweep_files(&folder);
                let draft = fresh_file("dengwen-test");
                let db = Db::connect(&address(&draft)).await.expect("connect");
                db.migrate().await.expect("migrate");
                db.close().await.expect("close");
                fs::rename(&draft, &template).expect("publish the template");
            }
            template
        })
        .expect("lock")
        .await
}

fn remove_sqlite(file: &Path) {
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{end}", file.display()));
    }
}

/// Removes what killed tests and older builds left in the temporary directory.
fn sweep_files(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let old_template = name.starts_with("dengwen-template_")
            && entry
                .metadata()
                .and_then(|m| m.modified())
                .is_ok_and(|at| at.elapsed().is_ok_and(|age| age > 72 * STALE));
        if is_stale(&name, "dengwen-blobs") {
            let _ = fs::remove_dir_all(entry.path());
        } else if old_template || is_stale(&name, "dengwen-test") {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn drop_sql(name: &str) -> String {
    format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")
}

async fn postgres_copy(server: &str) -> String {
    let template = format!("dwtemplate_{}", template_key());
    let admin = admin(server).await;
    if !exists(&admin, &template).await {
        make_postgres_template(&admin, server, &template).await;
    }
    if now_and_then() {
        sweep_databases(&admin).await;
    }
    let name = fresh_name("dwtest");
    let sql = format!("CREATE DATABASE {name} TEMPLATE {template}");
    admin.write().execute_unprepared(&sql).await.expect("copy the template");
    let _ = admin.close().await;
    name
}

async fn exists(admin: &Db, name: &str) -> bool {
    let sql = "SELECT 1 FROM pg_database WHERE datname = $1";
    let found = statement(admin.read(), sql, [name.into()]);
    admin.read().query_one_raw(found).await.expect("ask the server").is_some()
}

/// One test program at a time; the others wait and then find it made.
async fn make_postgres_template(admin: &Db, server: &str, template: &str) {
    let lock = admin.begin().await.expect("begin");
    let sql = "SELECT pg_advisory_xact_lock(7236269)";
    lock.execute_unprepared(sql).await.expect("lock");
    if !exists(admin, template).await {
        sweep_databases(admin).await;
        let draft = fresh_name("dwtest");
        let create = format!("CREATE DATABASE {draft}");
        admin.write().execute_unprepared(&create).await.expect("create the template");
        let db = Db::connect(&format!("{server}/{draft}")).await.expect("connect");
        db.migrate().await.expect("migrate");
        db.close().await.expect("close");
        let publish = format!("ALTER DATABASE {draft} RENAME TO {template}");
        admin.write().execute_unprepared(&publish).await.expect("publish the template");
    }
    lock.commit().await.expect("unlock");
}

/// Drops what killed tests left, and templates a day old.
async fn sweep_databases(admin: &Db) {
    let sql = "SELECT datname FROM pg_database WHERE datname LIKE 'dwtest%'
        OR (datname LIKE 'dwtemplate%' AND
            (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '1 day')";
    let rows = admin.read().query_all_raw(statement(admin.read(), sql, [])).await;
    for row in rows.unwrap_or_default() {
        let name: String = row.try_get("", "datname").expect("a name");
        if name.starts_with("dwtemplate") || is_stale(&name, "dwtest") {
            let _ = admin.write().execute_unprepared(&drop_sql(&name)).await;
        }
    }
}
