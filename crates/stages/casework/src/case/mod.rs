//! 案件 and 案件空间: the case that acceptance makes of a filing (第一百二十六条), who is in it,
//! its docket, and who of the court has read it.
mod acts;
pub mod docket_text;
mod model;
mod pages;
mod search;
mod space;
mod staff_pages;
mod store;
#[cfg(test)]
mod tests;

pub use acts::Opening;
pub use model::{Case, CaseAct, CaseState, Party, Stage, open_acts};
pub(crate) use store::latest;

use kernel::policy::Permission;
use web::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/cases", Permission::OwnCases, pages::list)
        .get("/cases/{id}", Permission::OwnCases, space::own)
        .get("/court/cases", Permission::CourtCases, staff_pages::list)
        .get("/court/cases/{id}", Permission::CourtCases, space::of_court)
}
