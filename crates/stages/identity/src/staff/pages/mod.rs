//! Pages of staff: entering, and managing a court's staff.
mod enter;
mod manage;

use web::Routes;

pub(super) fn routes() -> Routes {
    Routes::new().merge(enter::routes()).merge(manage::routes())
}
