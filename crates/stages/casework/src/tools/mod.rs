//! 诉讼工具: what the law crate answers, for any visitor. Every form is sent with GET, so that an answer has an
//! address that can be passed on; nothing is kept.
mod deadline;
mod fee;
mod month;
mod number;
#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use kernel::policy::Permission;
use web::{Fault, Page, Routes, Visit};

pub(crate) fn routes() -> Routes {
    let public = Permission::Public;
    Routes::new()
        .get("/tools", public, overview)
        .get("/tools/fee", public, fee::page)
        .get("/tools/deadline", public, deadline::page)
        .get("/tools/case-number", public, number::page)
}

#[derive(Template)]
#[template(path = "tools/overview.html", blocks = ["main"])]
struct Overview {
    page: Page,
}

/// `GET /tools`
async fn overview(visit: Visit) -> Result<Response, Fault> {
    web::show!(visit, Overview { page: visit.page() })
}
