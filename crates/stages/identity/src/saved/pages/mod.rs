//! `/me` and what lies below it.
mod addresses;
mod materials;
mod overview;
mod parties;
mod signature;

/// The pages of 我的.
pub(crate) fn routes() -> web::Routes {
    overview::routes()
        .merge(materials::routes())
        .merge(parties::routes())
        .merge(addresses::routes())
        .merge(signature::routes())
}
