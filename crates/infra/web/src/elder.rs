//! 长辈模式: larger, fewer things; a cookie remembers the choice.
use crate::{Fault, Form, Routes, Visit, identify::ELDER_COOKIE, visit::set_cookie};
use axum::response::Response;
use kernel::policy::Permission;
use serde::Deserialize;

/// A year, in seconds.
const YEAR: i64 = 365 * 24 * 3600;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Choice {
    on: String,
    back: String,
}

/// `POST /elder`
async fn choose(visit: Visit, Form(choice): Form<Choice>) -> Result<Response, Fault> {
    let mut response = visit.go(back(&choice.back));
    let (value, age) = if choice.on == "1" { ("1", YEAR) } else { ("0", 0) };
    set_cookie(&mut response, &visit.site, ELDER_COOKIE, value, Some(age));
    Ok(response)
}

/// Where the visitor was, if that is one of our own pages.
fn back(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.chars().all(|c| !c.is_control() && !c.is_whitespace());
    if own { path } else { "/" }
}

/// The route of this choice.
pub fn routes() -> Routes {
    Routes::new().post("/elder", Permission::Public, choose)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_pages_are_gone_back_to() {
        assert_eq!(back("/me"), "/me");
        for foreign in ["", "//evil.example", "https://evil.example", "/\\evil", "/a\r\nb"] {
            assert_eq!(back(foreign), "/", "{foreign}");
        }
    }
}
