//! `/me/signature`: the specimen of the handwritten signature (ACC-5).
use super::materials::serve;
use crate::{
    Nothing,
    saved::{acts, model::Specimen, store},
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use kernel::policy::Permission;
use web::{
    Errors, Fault, Flash, Form, Page, Routes, Visit, filters,
    uploads::{Parts, receive_multipart, receive_signature},
};

pub(super) fn routes() -> Routes {
    let own = Permission::OwnIdentity;
    Routes::new()
        .get("/me/signature", own, show)
        .post("/me/signature", own, keep)
        .post("/me/signature/delete", own, delete)
        .merge(Routes::of(web::Kind::Data).get("/me/signature/picture", own, picture))
}

#[derive(Template)]
#[template(path = "saved/signature.html", blocks = ["main"])]
struct Sign {
    page: Page,
    errors: Errors,
    specimen: Option<Specimen>,
}

async fn page(visit: &Visit, errors: Errors) -> Result<Sign, Fault> {
    let specimen = store::specimen(visit.site.db.read(), visit.account()?).await?;
    Ok(Sign { page: visit.page(), errors, specimen })
}

async fn show(visit: Visit) -> Result<Response, Fault> {
    let page = page(&visit, Errors::new()).await?;
    web::show!(visit, page)
}

async fn keep(visit: Visit, parts: Parts) -> Result<Response, Fault> {
    let received = receive_multipart(&visit, parts).await?;
    let errors = match receive_signature(&visit.site, &received, "signature").await? {
        Some(Ok(found)) => {
            acts::keep_specimen(&visit.site, visit.account()?, &found).await?;
            return Ok(visit.go_saying("/me/signature", &Flash::success("签名已保存")));
        }
        Some(Err(why)) => Errors::of("signature", why),
        None => Errors::of("signature", "请在框内签名并点“确认签名”，或者选择手写签名的照片"),
    };
    let page = page(&visit, errors).await?;
    web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)
}

async fn delete(visit: Visit, Form(Nothing {}): Form<Nothing>) -> Result<Response, Fault> {
    acts::delete_specimen(&visit.site, visit.account()?).await?;
    let said = Flash::success("签名已删除，已签署的文书不受影响");
    Ok(visit.go_saying("/me/signature", &said))
}

async fn picture(visit: Visit) -> Result<Response, Fault> {
    let found = store::specimen(visit.site.db.read(), visit.account()?).await?;
    let found = found.ok_or(Fault::NotFound)?;
    let head = visit.site.blobs.read_range(&found.sha256, 0..8).await;
    let head = head.map_err(|e| Fault::Inner(e.to_string()))?;
    let png = head.starts_with(b"\x89PNG");
    let (media_type, name) =
        if png { ("image/png", "签名.png") } else { ("image/jpeg", "签名.jpg") };
    serve(&visit, &found.sha256, media_type, name).await
}
