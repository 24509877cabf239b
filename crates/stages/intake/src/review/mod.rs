//! 立案审查: the filing desk reads what was submitted and answers within seven days: accepts with a
//! case number, asks for what is missing (at most twice), refuses with reason and law, or transfers
//! to the competent court (民事诉讼法第一百二十二条至第一百二十七条；最高人民法院关于人民法院登记立案
//! 若干问题的规定第二条、第七条、第八条、第九条；FIL-16).
mod acts;
mod api;
mod changes;
mod confirm;
mod decide;
mod desk;
mod desk_forms;
mod jobs;
mod marks;
mod model;
mod queue;
mod reading;
mod ruling;
mod store;
#[cfg(test)]
mod tests;

pub use decide::{accept, refuse, supplement, transfer};
pub(crate) use jobs::job as overdue_job;
pub use jobs::{OVERDUE, enqueue as enqueue_overdue};
pub use model::{AtDesk, DeskAct, Refused, open_acts};
pub(crate) use store::ruling_at;

use kernel::policy::Permission;
use std::sync::Arc;
use web::{Kind, Routes};

/// The desk's part of the `OpenAPI` document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(api::list, api::accept, api::supplement, api::refuse, api::transfer))]
pub(crate) struct Document;

/// Pages of the desk and the same acts as JSON.
pub fn routes() -> Routes {
    let at = Permission::ReviewFilings;
    let pages = Routes::new()
        .get("/clerk/filings", at, queue::show)
        .get("/clerk/filings/{id}", at, desk::show)
        .post("/clerk/filings/{id}/marks", at, desk_forms::mark)
        .post("/clerk/filings/{id}/marks/remove", at, desk_forms::unmark)
        .post("/clerk/filings/{id}/accept", at, desk_forms::accept)
        .post("/clerk/filings/{id}/supplement", at, desk_forms::supplement)
        .post("/clerk/filings/{id}/refuse", at, desk_forms::refuse)
        .post("/clerk/filings/{id}/transfer", at, desk_forms::transfer);
    let api = Routes::of(Kind::Api)
        .get("/api/v1/clerk/filings", at, api::list)
        .post("/api/v1/clerk/filings/{id}/accept", at, api::accept)
        .post("/api/v1/clerk/filings/{id}/supplement", at, api::supplement)
        .post("/api/v1/clerk/filings/{id}/refuse", at, api::refuse)
        .post("/api/v1/clerk/filings/{id}/transfer", at, api::transfer);
    pages.merge(api)
}

/// The jobs of the desk.
pub fn handlers(site: &web::Site) -> Vec<Arc<dyn db::jobs::Handler>> {
    vec![Arc::new(jobs::Overdue::of(site))]
}
