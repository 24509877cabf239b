//! The log as C2SP tlog-tiles serves it: strangers can rebuild and watch it, and learn nothing of anyone.
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chain::tree::Resource;
use db::proof::serve;
use web::{Fault, Visit};

/// A full tile never changes.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// A checkpoint is a minute's.
const BRIEFLY: &str = "public, max-age=5";

/// Lines of text.
fn text(lines: impl IntoIterator<Item = String>) -> Response {
    let body: String = lines.into_iter().flat_map(|line| [line, "\n".to_owned()]).collect();
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, BRIEFLY)];
    (headers, body).into_response()
}

/// `GET /log/keys`: the keys that sign, one a line, each after a line with its fingerprint.
pub(super) async fn keys(visit: Visit) -> Result<Response, Fault> {
    let lines = visit.site.log.keys().public();
    Ok(text(lines.iter().map(|key| format!("# {}\n{key}", key.fingerprint()))))
}

/// `GET /log/checkpoint`: the last one.
pub(super) async fn checkpoint(visit: Visit) -> Result<Response, Fault> {
    let last = serve::last_checkpoint(visit.site.db.read()).await?;
    let (_, note) = last.ok_or(Fault::NotFound)?;
    Ok(text(note.as_str().strip_suffix('\n').map(str::to_owned)))
}

/// `GET /log/consistency/{old}/{new}`: hashes in hex, one a line.
pub(super) async fn consistency(
    visit: Visit,
    Path((old, new)): Path<(u64, u64)>,
) -> Result<Response, Fault> {
    let proof = serve::consistency(visit.site.db.read(), old, new).await?;
    let proof = proof.ok_or(Fault::NotFound)?;
    Ok(text(proof.iter().map(ToString::to_string)))
}

/// `GET /log/tile/…`: hashes, or entries.
pub(super) async fn tile(visit: Visit, Path(path): Path<String>) -> Result<Response, Fault> {
    let resource = Resource::parse(&format!("tile/{path}")).ok_or(Fault::NotFound)?;
    let octets = serve::resource(visit.site.db.read(), resource).await?;
    let octets = octets.ok_or(Fault::NotFound)?;
    let headers =
        [(header::CONTENT_TYPE, "application/octet-stream"), (header::CACHE_CONTROL, FOREVER)];
    Ok((StatusCode::OK, headers, octets).into_response())
}
