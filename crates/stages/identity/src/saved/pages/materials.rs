//! `/me/materials`: 常用材料.
use crate::{
    Nothing,
    saved::{
        acts,
        model::{Material, Refused, categories},
        store,
    },
};
use askama::Template;
use axum::{
    body::Body,
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{id::SavedId, policy::Permission};
use web::{
    Errors, Fault, Flash, Form, Page, Routes, Visit, filters,
    inspect::Kind,
    uploads::{Parts, receive_multipart},
};

const LIST: &str = "/me/materials";
/// Nothing in a file may run, load or lead anywhere.
const CSP: &str = "default-src 'none'; frame-ancestors 'self'; sandbox";

pub(super) fn routes() -> Routes {
    let own = Permission::OwnIdentity;
    Routes::new()
        .get("/me/materials", own, list)
        .post("/me/materials", own, keep)
        .post("/me/materials/{id}/delete", own, delete)
        .merge(Routes::of(web::Kind::Data).get("/me/materials/{id}/file", own, file))
}

#[derive(Template)]
#[template(path = "saved/materials.html", blocks = ["main"])]
struct List {
    page: Page,
    errors: Errors,
    categories: Vec<(&'static str, &'static str)>,
    category: String,
    files: Vec<Material>,
}

async fn page(visit: &Visit, category: String, errors: Errors) -> Result<List, Fault> {
    let files = store::files(visit.site.db.read(), visit.account()?).await?;
    Ok(List { page: visit.page(), errors, categories: categories(), category, files })
}

async fn list(visit: Visit) -> Result<Response, Fault> {
    let page = page(&visit, String::new(), Errors::new()).await?;
    web::show!(visit, page)
}

/// Good files are kept, each bad one is named with its reason.
async fn keep(visit: Visit, parts: Parts) -> Result<Response, Fault> {
    let received = receive_multipart(&visit, parts).await?;
    let category = received.field("category").unwrap_or_default().to_owned();
    let mut errors = Errors::new();
    if !categories().iter().any(|(key, _)| *key == category) {
        errors.add("category", "请选择材料类别");
    }
    if received.files.is_empty() {
        errors.add("files", "请选择要保存的文件");
    }
    let mut good = Vec::new();
    for file in received.files {
        match file.result {
            Ok(found) => good.push(found),
            Err(why) => errors.add("files", why),
        }
    }
    let unchosen = errors.on("category").is_some();
    if unchosen && !good.is_empty() {
        errors.add("files", "请选择类别后重新选择文件");
    }
    let kept = if unchosen { 0 } else { good.len() };
    if kept > 0 {
        match acts::keep_files(&visit.site, visit.account()?, &category, good).await {
            Ok(()) if errors.is_empty() => {
                let text = format!("已保存 {kept} 个文件");
                return Ok(visit.go_saying(LIST, &Flash::success(text)));
            }
            Ok(()) => {}
            Err(full @ Refused::Full) => errors.add("files", full.to_string()),
            Err(other) => return Err(other.into()),
        }
    }
    let page = page(&visit, category, errors).await?;
    web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)
}

async fn delete(
    visit: Visit,
    Path(id): Path<SavedId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Fault> {
    acts::delete_file(&visit.site, visit.account()?, id).await?;
    Ok(visit.go_saying(LIST, &Flash::success("已删除，已提交的立案申请不受影响")))
}

async fn file(visit: Visit, Path(id): Path<SavedId>) -> Result<Response, Fault> {
    let found = store::find_file(visit.site.db.read(), visit.account()?, id).await?;
    let found = found.ok_or(Fault::NotFound)?;
    serve(&visit, &found.sha256, &found.media_type, &found.name).await
}

/// The bytes of a file of one's own. Word documents and TIFF pictures are never shown in place.
pub(super) async fn serve(
    visit: &Visit,
    sha256: &str,
    media_type: &str,
    name: &str,
) -> Result<Response, Fault> {
    let inner = |e: String| Fault::Inner(e);
    let bytes = visit.site.blobs.read(sha256).await.map_err(|e| inner(e.to_string()))?;
    let how = match Kind::of_media_type(media_type) {
        Some(Kind::Jpeg | Kind::Png | Kind::Pdf) => "inline",
        Some(Kind::Tiff | Kind::Doc | Kind::Docx) | None => "attachment",
    };
    let name = web::guard::encode(name).replace('/', "%2F");
    let disposition = format!("{how}; filename*=UTF-8''{name}");
    let mut response = Body::from_stream(bytes).into_response();
    for (header, text) in [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, &disposition),
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::CACHE_CONTROL, "private, no-cache"),
    ] {
        let value = HeaderValue::from_str(text).map_err(|e| inner(e.to_string()))?;
        response.headers_mut().insert(header, value);
    }
    Ok(response)
}
