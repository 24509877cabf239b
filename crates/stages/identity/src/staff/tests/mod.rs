//! Staff enter and are managed, on both databases.
mod entering;
mod managing;

use super::{
    acts,
    model::{NewStaff, TotpSecret, code_at},
};
use crate::testing::{Answer, Browser, Court};
use axum::http::StatusCode;
use kernel::{
    actor::StaffRole::{self, CourtAdministrator, FilingClerk, PlatformAdministrator},
    clock::Clock,
};

const PASSWORD: &str = "Dengwen-2026";
const SECRET: TotpSecret = *b"12345678901234567890";
const BASE32: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn tianhe() -> String {
    law::court::by_name("广州市天河区人民法院").unwrap().id.to_string()
}

fn chaoyang() -> String {
    law::court::by_name("北京市朝阳区人民法院").unwrap().id.to_string()
}

fn new(court: String, login: &str, roles: &[StaffRole]) -> NewStaff {
    let roles = roles.iter().copied().collect();
    NewStaff { court, login: login.into(), name: format!("{login}的姓名"), roles }
}

/// A member of staff who has entered before.
async fn serving(court: &Court, at: String, login: &str, roles: &[StaffRole]) {
    let new = new(at, login, roles);
    acts::create_for_demo(&court.site, new, PASSWORD, BASE32).await.unwrap();
}

fn code(court: &Court) -> String {
    code_at(&SECRET, court.clock.now())
}

/// The first half; the address of the second.
async fn password(browser: &mut Browser, login: &str, password: &str) -> Answer {
    browser.post("/staff/login", &[("login", login), ("password", password)]).await
}

/// Enters as a member of staff, half a minute after whatever was before.
async fn entered(court: &Court, login: &str) -> Browser {
    court.clock.advance(chrono::Duration::seconds(30));
    let mut browser = court.browser();
    let half = password(&mut browser, login, PASSWORD).await;
    assert_eq!(half.status, StatusCode::SEE_OTHER, "{}", half.body);
    let whole = browser.post(&half.to, &[("code", &code(court))]).await;
    assert_eq!(whole.status, StatusCode::SEE_OTHER, "{}", whole.body);
    browser
}

/// Whether the browser's session is one.
async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/me/settings").await.status == StatusCode::OK
}
