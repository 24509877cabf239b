//! Styles, script and pictures, built from `ui/` and carried in the binary.
use crate::{Fault, Kind, Routes};
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::policy::Permission;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../../ui/dist/"]
#[allow_missing = true]
struct Files;

/// Changes when any file does.
pub fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut all = Sha256::new();
        for name in Files::iter() {
            all.update(name.as_bytes());
            if let Some(file) = Files::get(&name) {
                all.update(file.metadata.sha256_hash());
            }
        }
        hex::encode(all.finalize())[..12].to_owned()
    })
}

async fn serve(Path(name): Path<String>) -> Result<Response, Fault> {
    let file = Files::get(&name).ok_or(Fault::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, media_type(&name)),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((StatusCode::OK, headers, file.data).into_response())
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, e)| e) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("webmanifest") => "application/manifest+json",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// The routes of static files.
pub fn routes() -> Routes {
    Routes::of(Kind::Data).get("/static/{*name}", Permission::Public, serve)
}
