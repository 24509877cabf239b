//! `GET /api/openapi.json`: what programs may call, put together from the handlers themselves.
use axum::Json;
use kernel::policy::Permission;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{ApiKey, ApiKeyValue, SecurityScheme},
};
use web::{Kind, Routes};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "登闻 Dengwen",
        description = "在线法院接口。会话与权限同网页；出错时返回 {\"message\": \"…\"}。",
        license(name = "Apache-2.0")
    ),
    paths(show),
    modifiers(&Session)
)]
struct Document;

/// How callers show who they are.
struct Session;

impl Modify for Session {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let cookie = ApiKeyValue::with_description(web::session::COOKIE, "登录后取得的会话 Cookie");
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        let header = ApiKeyValue::with_description(
            web::form::CSRF_HEADER,
            "会话令牌，除读取外的请求都要带上；在任一页面的 meta[name=csrf] 中读取",
        );
        components.add_security_scheme("csrf", SecurityScheme::ApiKey(ApiKey::Header(header)));
    }
}

/// The whole document.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = Document::openapi();
    document.merge(intake::api::document());
    document
}

/// The route.
pub fn routes() -> Routes {
    Routes::of(Kind::Api).get("/api/openapi.json", Permission::Public, show)
}

/// 接口文档
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "文档",
    responses((status = 200, description = "OpenAPI 3.1 文档", body = serde_json::Value))
)]
async fn show() -> Json<utoipa::openapi::OpenApi> {
    Json(document())
}
