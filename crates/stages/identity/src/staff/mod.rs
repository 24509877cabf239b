//! 工作人员: accounts of one court's staff, their offices, and the second factor without which
//! nobody enters (TOTP, RFC 6238; ten recovery codes).
pub(crate) mod acts;
pub(crate) mod entry;
mod guess;
pub(crate) mod model;
mod pages;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use acts::{create, reset_second_factor, set_active, set_roles};
pub use model::{Created, NewStaff, Refused};

/// The pages of staff: entering, and managing a court's staff.
pub fn routes() -> web::Routes {
    pages::routes()
}
