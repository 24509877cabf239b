//! The picture; the field itself is in `field.html`, which the forms include.
use super::acts;
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{id::ChallengeId, policy::Permission};
use web::{Fault, Kind, Routes, Visit};

pub(crate) fn routes() -> Routes {
    Routes::of(Kind::Data).get("/challenge/{id}", Permission::Public, picture)
}

/// `GET /challenge/{id}`
async fn picture(visit: Visit, Path(id): Path<ChallengeId>) -> Result<Response, Fault> {
    let png = acts::drawn(&visit.site, id).await?.ok_or(Fault::NotFound)?;
    let headers = [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, png).into_response())
}
