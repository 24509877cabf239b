//! 起诉: preparing a filing step by step, submitting it, and what its filer may do with it afterwards
//! (民事诉讼法第一百二十二条至第一百二十六条；人民法院在线诉讼规则第八条、第九条).
pub mod acts;
pub mod advice;
pub(crate) mod api;
pub mod check;
pub mod content;
pub mod fee;
pub mod files;
pub mod mark;
pub mod model;
pub mod pages;
pub mod party_form;
pub mod progress;
pub mod stamp;
pub mod step;
pub mod store;
pub mod submitted;
#[cfg(test)]
mod tests;

use kernel::policy::Permission;
use web::{Kind, Routes};

/// Pages of the filer and the same acts as JSON.
pub fn routes() -> Routes {
    let own = Permission::OwnFilings;
    let api = Routes::of(Kind::Api)
        .get("/api/v1/filings", own, api::mine)
        .get("/api/v1/filings/{id}", own, api::one)
        .post("/api/v1/filings/{id}/submit", own, api::submit)
        .post("/api/v1/filings/{id}/withdraw", own, api::withdraw);
    pages::routes().merge(api)
}
