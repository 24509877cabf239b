//! The budgets of the whole program, ratio beside budget: `cargo bench -p dengwen`. `PostgreSQL` takes part
//! where `DENGWEN_TEST_PG` names a server. `BENCH_CASES` and `BENCH_FILINGS` make it smaller for a trial.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops where it fails, and tells"
)]
mod idle;
mod lists;
#[path = "../../tests/ready/mod.rs"]
mod ready;
mod server;
mod submit;
mod uploads;

use db::Db;
use sea_orm::ConnectionTrait;
use std::path::Path;

/// A ratio beside its budget, which is either an upper or a lower one.
fn tell(what: &str, ratio: f64, budget: &str) {
    println!("dengwen: {what}: ratio {ratio:.2}, budget {budget}");
}

fn number(variable: &str, otherwise: u32) -> u32 {
    std::env::var(variable).ok().and_then(|v| v.parse().ok()).unwrap_or(otherwise)
}

/// Databases to measure on: name and address. Those of `PostgreSQL` are dropped by [`forget`].
async fn databases(folder: &Path, n: usize) -> Vec<(&'static str, Vec<String>)> {
    let files = (0..n).map(|i| format!("sqlite:{}", folder.join(format!("{i}.db")).display()));
    let mut all = vec![("SQLite", files.collect())];
    if let Ok(server) = std::env::var("DENGWEN_TEST_PG") {
        let admin = Db::connect(&format!("{server}/postgres")).await.unwrap();
        let mut made = Vec::new();
        for _ in 0..n {
            let name = format!("bench_{}", uuid::Uuid::now_v7().simple());
            admin.read().execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
            made.push(format!("{server}/{name}"));
        }
        all.push(("PostgreSQL", made));
    }
    all
}

async fn forget(databases: &[(&'static str, Vec<String>)]) {
    for url in databases.iter().flat_map(|(_, urls)| urls).filter(|u| u.starts_with("postgres")) {
        let (server, name) = url.rsplit_once('/').unwrap();
        let admin = Db::connect(&format!("{server}/postgres")).await.unwrap();
        let drop = format!("DROP DATABASE {name} WITH (FORCE)");
        admin.read().execute_unprepared(&drop).await.unwrap();
    }
}

fn main() {
    // Cargo passes flags of its own to every bench.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let wants = |part: &str| wanted.is_empty() || wanted.iter().any(|w| w == part);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        if wants("idle") {
            idle::measure().await;
        }
        if wants("submit") {
            submit::measure(number("BENCH_FILINGS", 300)).await;
        }
        if wants("lists") {
            lists::measure(number("BENCH_CASES", 1_000_000)).await;
        }
        if wants("uploads") {
            uploads::measure().await;
        }
    });
}
