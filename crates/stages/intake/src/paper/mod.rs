//! 法院文书 of the filing desk: the receipt for each submission (立案登记回执, 登记立案规定第二条), 补正通知书, 不予受理
//! 裁定书 and 受理案件通知书 (民事诉讼法第一百二十六条).
//!
//! An act enqueues its paper in its own transaction; a job sets it, keeps it and commits to it in the log. A
//! paper is read under its id like any file of the filing (`material::reading`).
mod compose;
mod jobs;
pub mod store;
#[cfg(test)]
mod tests;

pub(crate) use jobs::{enqueue, job};

use db::jobs::Handler;
use std::sync::Arc;
use web::Site;

/// What works off this matter's jobs.
pub fn handlers(site: &Site) -> Vec<Arc<dyn Handler>> {
    vec![Arc::new(jobs::IssuePaper::new(site.clone()))]
}
