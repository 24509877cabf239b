//! What went wrong, as a page or as JSON. What the visitor did is shown on the page they are on;
//! a fault is everything else.
use crate::{Nav, Page, Site, Visit, Wants, held, visit::Identity};
use askama::Template;
use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use kernel::policy::Denied;

/// Anything that keeps a page from being shown.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("没有找到您要的页面或材料，可能已被删除，或链接不完整")]
    NotFound,
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Somebody was faster, or the state no longer allows it.
    #[error("{0}")]
    Conflict(String),
    #[error("{0}")]
    BadRequest(String),
    #[error("操作过于频繁，请在 {retry_after} 秒后再试")]
    TooMany { retry_after: u64 },
    /// A form whose token is of an older session; it is offered again.
    #[error("页面已过期，您填写的内容已保留，请核对后重新提交")]
    Stale { path: String, body: String },
    #[error("请求来自其他网站，已被拒绝。请从本站页面操作")]
    OtherSite,
    #[error("数据库：{0}")]
    Db(#[from] sea_orm::DbErr),
    #[error("页面：{0}")]
    Render(#[from] askama::Error),
    #[error("{0}")]
    Inner(String),
}

impl Fault {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Denied(Denied::LogIn) => StatusCode::UNAUTHORIZED,
            Self::Denied(Denied::VerifyFirst | Denied::NotYours) | Self::OtherSite => {
                StatusCode::FORBIDDEN
            }
            Self::Conflict(_) | Self::Stale { .. } => StatusCode::CONFLICT,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Db(_) | Self::Render(_) | Self::Inner(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The heading of the error page.
    fn title(&self) -> &'static str {
        match self {
            Self::NotFound => "没有找到",
            Self::Denied(Denied::LogIn) => "请先登录",
            Self::Denied(Denied::VerifyFirst) => "请先完成实名认证",
            Self::Denied(Denied::NotYours) | Self::OtherSite => "没有权限",
            Self::Conflict(_) => "内容已有变化",
            Self::Stale { .. } => "页面已过期",
            Self::BadRequest(_) => "提交的内容无法处理",
            Self::TooMany { .. } => "请稍后再试",
            Self::Db(_) | Self::Render(_) | Self::Inner(_) => "系统出现问题",
        }
    }

    /// The sentence for the visitor: our own troubles are logged, not told.
    fn told(&self) -> String {
        match self {
            Self::Db(_) | Self::Render(_) | Self::Inner(_) => {
                "系统暂时无法完成这项操作，您此前已保存的内容不受影响。请稍后再试；如仍不行，请拨打 12368 并告知下方编号".into()
            }
            Self::NotFound
            | Self::Denied(_)
            | Self::Conflict(_)
            | Self::BadRequest(_)
            | Self::TooMany { .. }
            | Self::Stale { .. }
            | Self::OtherSite => self.to_string(),
        }
    }

    fn action(&self) -> Option<(String, String)> {
        match self {
            Self::Denied(Denied::LogIn) => Some(("/login".into(), "去登录".into())),
            Self::Denied(Denied::VerifyFirst) => Some(("/verify".into(), "去实名认证".into())),
            Self::NotFound | Self::Denied(Denied::NotYours) => {
                Some(("/".into(), "返回首页".into()))
            }
            Self::Conflict(_)
            | Self::BadRequest(_)
            | Self::TooMany { .. }
            | Self::Stale { .. }
            | Self::OtherSite
            | Self::Db(_)
            | Self::Render(_)
            | Self::Inner(_) => None,
        }
    }
}

/// The fault travels in the response until [`render_faults`] knows the visitor.
#[derive(Clone)]
struct Carried(std::sync::Arc<Fault>);

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        if self.status().is_server_error() {
            tracing::error!(fault = %self, "a request failed");
        }
        let mut response = self.status().into_response();
        if let Self::TooMany { retry_after } = &self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
        }
        response.extensions_mut().insert(Carried(std::sync::Arc::new(self)));
        response
    }
}

#[derive(Template)]
#[template(path = "error.html", blocks = ["main"])]
struct ErrorPage<'a> {
    page: Page,
    status: u16,
    title: &'a str,
    message: String,
    action: Option<(String, String)>,
}

/// The outermost layer: turns a carried fault into a page, a fragment or JSON.
pub async fn render_faults(State(site): State<Site>, request: Request, next: Next) -> Response {
    let json = is_api(&request);
    let wants = Wants::of(request.headers());
    let path = request.uri().path().to_owned();
    let seen = std::sync::Arc::new(std::sync::OnceLock::<Identity>::new());
    let mut request = request;
    request.extensions_mut().insert(Seen(seen.clone()));
    let response = next.run(request).await;
    let fault = match response.extensions().get::<Carried>() {
        Some(Carried(fault)) => fault.clone(),
        None if is_unread(&response) => std::sync::Arc::new(Fault::BadRequest(
            "地址中的编号或者条件无法识别，请检查链接是否完整，或者从首页重新进入".into(),
        )),
        None => return response,
    };
    let status = response.status();
    let body = if json {
        Json(serde_json::json!({ "message": fault.told() })).into_response()
    } else if let (Fault::Stale { path, body }, Some(identity)) = (&*fault, seen.get()) {
        let visit = Visit::new(site, identity.clone(), wants, path.clone());
        return held::again(&visit, status, path.clone(), body)
            .unwrap_or_else(|_| status.into_response());
    } else {
        error_page(&site, seen.get(), wants, &path, &fault)
    };
    let (mut head, _) = response.into_parts();
    let (mut new, body) = body.into_parts();
    head.headers.extend(new.headers.drain().filter_map(|(k, v)| k.map(|k| (k, v))));
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, body)
}

/// An address whose parts could not be read: axum answers with English text of its own.
fn is_unread(response: &Response) -> bool {
    let plain = |v: &HeaderValue| v.as_bytes().starts_with(b"text/plain");
    response.status() == StatusCode::BAD_REQUEST
        && response.headers().get(header::CONTENT_TYPE).is_some_and(plain)
}

/// A place where the identifying layer leaves what it found, for the page of a fault.
#[derive(Clone)]
pub(crate) struct Seen(pub(crate) std::sync::Arc<std::sync::OnceLock<Identity>>);

fn is_api(request: &Request) -> bool {
    let path = request.uri().path();
    path.starts_with("/api/")
        || path.starts_with("/uploads")
        || request.headers().contains_key("x-autosave")
}

fn error_page(
    site: &Site,
    identity: Option<&Identity>,
    wants: Wants,
    path: &str,
    fault: &Fault,
) -> Response {
    let page = identity.map_or_else(
        || Page {
            csrf: String::new(),
            assets: crate::assets::version(),
            path: path.to_owned(),
            nav: Nav::Visitor,
            user: None,
            unread: 0,
            sandbox: None,
            flash: None,
            elder: false,
            wide: false,
        },
        |i| Visit::new(site.clone(), i.clone(), wants, path.to_owned()).page(),
    );
    let page = ErrorPage {
        page,
        status: fault.status().as_u16(),
        title: fault.title(),
        message: fault.told(),
        action: fault.action(),
    };
    let html = match wants {
        Wants::Page => page.render(),
        Wants::Fragment => page.as_main().render(),
    };
    axum::response::Html(html.unwrap_or_else(|_| fault.told())).into_response()
}
