//! `/me`: who one is here, and the ways on.
use crate::{
    account,
    saved::{model::Kind, store},
    verification::{self, model::Proven},
};
use askama::Template;
use axum::response::Response;
use kernel::policy::Permission;
use web::{Fault, Page, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/me", Permission::OwnIdentity, show)
}

#[derive(Template)]
#[template(path = "saved/overview.html", blocks = ["main"])]
struct Overview {
    page: Page,
    phone: String,
    proven: Option<Proven>,
    materials: u64,
    parties: u64,
    addresses: u64,
    signed: bool,
}

async fn show(visit: Visit) -> Result<Response, Fault> {
    let (db, id) = (visit.site.db.read(), visit.account()?);
    let account = account::store::find(db, id).await?.ok_or(Fault::NotFound)?;
    let mut addresses = 0;
    for kind in Kind::ADDRESSES {
        addresses += store::count(db, id, kind).await?;
    }
    let overview = Overview {
        page: visit.page(),
        phone: account.phone_masked.unwrap_or_default(),
        proven: verification::store::proven(db, id).await?,
        materials: store::count_files(db, id).await?,
        parties: store::count(db, id, Kind::Party).await?,
        addresses,
        signed: store::specimen(db, id).await?.is_some(),
    };
    web::show!(visit, overview)
}
