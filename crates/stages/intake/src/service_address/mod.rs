//! 送达地址确认书 (民事诉讼法第九十条；民诉法解释第一百三十五条至第一百三十七条；法发〔2017〕19号第二条至第八条；
//! 人民法院在线诉讼规则第二十九条、第三十条).
//!
//! Filled in online and signed by hand; a job makes the paper, which then lies with the materials.
pub mod acts;
mod jobs;
pub mod model;
mod pages;
mod signature;
#[cfg(test)]
mod tests;

use db::jobs::Handler;
use std::sync::Arc;
use web::{Routes, Site};

/// The routes of this matter.
pub fn routes() -> Routes {
    pages::routes()
}

/// What works off this matter's jobs.
pub fn handlers(site: &Site) -> Vec<Arc<dyn Handler>> {
    vec![Arc::new(jobs::MakePaper::new(site.clone()))]
}
