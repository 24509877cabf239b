//! 办案: what the court has accepted, and what everybody sees of it. Cases and their space,
//! messages, the portal's home, and the platform's own pages (后台任务, 案卷日志).
pub mod case;
pub mod home;
pub mod message;
mod operation;
mod proof;
#[cfg(test)]
mod testing;
mod tools;

pub use home::{Options, PublicSite};
pub use message::InboxCounter;

use std::sync::Arc;

/// Every route of this stage.
pub fn routes(options: Options) -> web::Routes {
    home::routes(options)
        .merge(case::routes())
        .merge(message::routes())
        .merge(operation::routes())
        .merge(proof::routes())
        .merge(tools::routes())
}

/// What this stage does when something happens in a docket, in this order.
pub fn reactors() -> Vec<Arc<dyn db::docket::Reactor>> {
    vec![Arc::new(case::Opening), Arc::new(message::Notices)]
}

/// The jobs this stage does.
pub fn handlers(site: &web::Site) -> Vec<Arc<dyn db::jobs::Handler>> {
    vec![Arc::new(message::ByText::of(site))]
}
