//! Walks every route as every role: what the table grants opens, everything else is refused.
//! The table itself stands in docs/permissions.md; a new route changes it in the same commit.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod support;

use axum::http::StatusCode;
use db::Db;
use dengwen::wire;
use kernel::{actor::Actor, actor::StaffRole, id::AccountId, policy::Permission};
use std::{collections::BTreeSet, fmt::Write, path::Path, sync::Arc};
use support::{Browser, clock, location, send, site};
use web::{Person, Route};

/// Who walks.
const WALKERS: [&str; 10] = [
    "visitor",
    "unverified",
    "verified",
    "filing_clerk",
    "judge",
    "court_clerk",
    "cashier",
    "court_administrator",
    "platform_administrator",
    "auditor",
];

/// What each permission opens to: written by hand, not derived from the policy that is tested.
fn opens_to(permission: Permission) -> &'static [&'static str] {
    match permission {
        Permission::Public | Permission::EnterAccount => &WALKERS,
        Permission::OwnAccount | Permission::OwnMessages => &[
            "unverified",
            "verified",
            "filing_clerk",
            "judge",
            "court_clerk",
            "cashier",
            "court_administrator",
            "platform_administrator",
            "auditor",
        ],
        Permission::OwnIdentity => &["unverified", "verified"],
        Permission::OwnFilings | Permission::OwnCases => &["verified"],
        Permission::ReadFilingFiles => &["verified", "filing_clerk", "judge", "court_clerk"],
        Permission::ReviewFilings | Permission::InspectIdentity => &["filing_clerk"],
        Permission::CourtCases => &["filing_clerk", "judge", "court_clerk"],
        Permission::ManageCourt => &["court_administrator"],
        Permission::OperatePlatform => &["platform_administrator"],
        Permission::Audit => &["auditor"],
    }
}

/// Answers who an account is by the walker's place in the list.
struct Walkers(Vec<(AccountId, Actor)>);

#[async_trait::async_trait]
impl web::People for Walkers {
    async fn person(&self, _: &Db, account: AccountId) -> Result<Option<Person>, sea_orm::DbErr> {
        Ok(self.0.iter().find(|(id, _)| *id == account).map(|(_, actor)| Person {
            actor: actor.clone(),
            name: "某某".into(),
            sessions_since: chrono::DateTime::UNIX_EPOCH,
        }))
    }
}

fn actor(walker: &str, account: AccountId) -> Actor {
    match StaffRole::from_key(walker) {
        Some(role) => Actor::Staff {
            account,
            court: identity::demo::COURT.into(),
            roles: BTreeSet::from([role]),
        },
        None => Actor::Person { account, verified: walker == "verified" },
    }
}

fn address(route: &Route) -> String {
    let id = "0198f3a0-0000-7000-8000-0000000000ff";
    route
        .path
        .split('/')
        .map(|part| if part.starts_with('{') { id } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

/// The guard refuses by 401, 403, or by leading to the login or the verification page.
fn is_refused(response: &axum::http::Response<axum::body::Body>, route: &Route) -> bool {
    let to = location(response);
    let away =
        to.starts_with("/login?") || (to.starts_with("/verify?next=") && route.path != "/verify");
    matches!(response.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) || away
}

db::on_each_db!(every_route_as_every_role => async |db: Db| {
    let mut site = site(db, clock());
    let accounts: Vec<(AccountId, Actor)> = WALKERS[1..]
        .iter()
        .map(|w| {
            let id = AccountId::new();
            (id, actor(w, id))
        })
        .collect();
    site.people = Arc::new(Walkers(accounts.clone()));
    let app = wire::router(&site);
    let table = wire::routes().table().to_vec();
    assert!(table.len() > 50, "the routes are there");
    let mut wrong = String::new();
    for (n, walker) in WALKERS.iter().enumerate() {
        for route in &table {
            // A session of its own each time: logging out is one of the routes.
            let browser = match n {
                0 => Browser::visitor(),
                _ => Browser::of(&site, accounts[n - 1].0).await,
            };
            let body = if route.method == "POST" { "_csrf=none" } else { "" };
            let request = browser.request(route.method, &address(route), body);
            let response = send(&app, request).await;
            let granted = opens_to(route.permission).contains(walker);
            if granted == is_refused(&response, route) {
                let _ = writeln!(
                    wrong,
                    "{walker} {} {}: {} {}",
                    route.method, route.path, response.status(), location(&response)
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
});

#[test]
fn the_table_is_written_down() {
    let mut lines: Vec<String> = wire::routes()
        .table()
        .iter()
        .map(|r| format!("| {} | `{}` | {:?} | {:?} |", r.method, r.path, r.permission, r.kind))
        .collect();
    lines.sort_by_key(|l| l.split('`').nth(1).map(str::to_owned));
    let text = format!(
        "# Routes and permissions\n\nEvery route of the program and the permission it asks of the policy \
         (`crates/base/kernel/src/policy.rs`). Written by `UPDATE=1 cargo nextest run -p dengwen the_table_is_written_down`.\n\n\
         | method | path | permission | kind |\n|---|---|---|---|\n{}\n",
        lines.join("\n")
    );
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/permissions.md");
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(&file, &text).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written == text,
        "docs/permissions.md is not up to date; run with UPDATE=1 and look at the difference"
    );
}
