//! 首页、服务、日程: what a person sees first, and the pages about the platform itself.
mod model;
mod pages;
mod store;
#[cfg(test)]
mod tests;

pub use model::{Options, PublicSite};

use kernel::policy::Permission;
use std::sync::Arc;
use web::{Routes, Visit};

pub(crate) fn routes(options: Options) -> Routes {
    let options = Arc::new(options);
    let home = {
        let options = options.clone();
        async move |visit: Visit| pages::home(visit, &options).await
    };
    let services = async move |visit: Visit| pages::services(&visit, &options);
    Routes::new()
        .get("/", Permission::Public, home)
        .get("/services", Permission::Public, services)
        .get("/schedule", Permission::OwnMessages, pages::schedule)
        .get("/about", Permission::Public, pages::about)
        .get("/accessibility", Permission::Public, pages::accessibility)
}
