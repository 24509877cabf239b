//! 立案: from the first line of a draft to the court's answer.
pub mod api;
pub mod cause_choice;
pub mod court_choice;
pub mod example;
pub mod filing;
mod keyed;
pub mod material;
pub mod notice;
pub mod paper;
pub mod proof;
pub mod review;
pub mod service_address;
#[cfg(test)]
mod testing;

use db::jobs::Handler;
use std::sync::Arc;
use web::{Routes, Site};

/// Every page and act of this stage.
pub fn routes() -> Routes {
    filing::routes()
        .merge(court_choice::routes())
        .merge(notice::pages::routes())
        .merge(cause_choice::routes())
        .merge(material::routes())
        .merge(service_address::routes())
        .merge(proof::routes())
        .merge(review::routes())
}

/// What this stage does in the background.
pub fn handlers(site: &Site) -> Vec<Arc<dyn Handler>> {
    let mut handlers = review::handlers(site);
    handlers.extend(service_address::handlers(site));
    handlers.extend(paper::handlers(site));
    handlers
}
