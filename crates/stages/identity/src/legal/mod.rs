//! 《注册协议》 and 《隐私政策》: our own texts, each with its version. Which one was agreed to is kept.
//!
//! Whoever runs the platform is one court or a court that runs it for others; the texts therefore speak
//! of “本院” and are signed by nobody by name. A changed text gets a new version here.
use askama::Template;
use axum::response::Response;
use kernel::policy::Permission;
use web::{Fault, Page, Routes, Visit};

#[cfg(test)]
mod tests;

/// A text that one agrees to.
pub(crate) struct Text {
    /// Its name in the database.
    pub(crate) key: &'static str,
    /// The day from which this version holds.
    pub(crate) version: &'static str,
}

pub(crate) const AGREEMENT: Text = Text { key: "agreement", version: "2026-11-01" };
pub(crate) const PRIVACY: Text = Text { key: "privacy", version: "2026-11-01" };

#[derive(Template)]
#[template(path = "legal/agreement.html", blocks = ["main"])]
struct Agreement {
    page: Page,
    version: &'static str,
}

#[derive(Template)]
#[template(path = "legal/privacy.html", blocks = ["main"])]
struct Privacy {
    page: Page,
    version: &'static str,
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/legal/agreement", Permission::Public, agreement)
        .get("/legal/privacy", Permission::Public, privacy)
        .get("/privacy", Permission::Public, short)
}

async fn agreement(visit: Visit) -> Result<Response, Fault> {
    web::show!(visit, Agreement { page: visit.page(), version: AGREEMENT.version })
}

async fn privacy(visit: Visit) -> Result<Response, Fault> {
    web::show!(visit, Privacy { page: visit.page(), version: PRIVACY.version })
}

/// The address in the foot of every page.
async fn short(visit: Visit) -> Response {
    visit.go("/legal/privacy")
}
