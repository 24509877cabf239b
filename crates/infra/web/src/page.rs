//! What the base page shows around every page.
use crate::flash::Flash;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// The frame of a page. Every template struct has a field `page: Page`.
#[derive(Clone, Debug)]
pub struct Page {
    /// For the hidden field `_csrf` of every form.
    pub csrf: String,
    /// Version of the static files, to bust caches.
    pub assets: &'static str,
    /// The address of this page.
    pub path: String,
    pub nav: Nav,
    /// Display name of whoever is logged in.
    pub user: Option<String>,
    /// Unread messages.
    pub unread: u64,
    /// The sandbox's inbox, when outside parties are simulated.
    pub sandbox: Option<String>,
    pub flash: Option<Flash>,
    /// 大字版: larger, fewer things.
    pub elder: bool,
    /// Dense layout for staff.
    pub wide: bool,
}

/// Which navigation is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nav {
    Visitor,
    Person { verified: bool },
    Staff { links: Vec<(String, String)> },
}

/// Whether the browser asked for a fragment (an enhanced form) or for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    Page,
    Fragment,
}

impl<S: Sync> FromRequestParts<S> for Wants {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers))
    }
}

impl Wants {
    pub(crate) fn of(headers: &axum::http::HeaderMap) -> Self {
        if headers.contains_key("x-fragment") { Self::Fragment } else { Self::Page }
    }
}

/// Renders the page or its `main` block, as the visit wants it; a status may stand before the template.
#[macro_export]
macro_rules! show {
    ($visit:expr, $template:expr) => {
        $crate::show!($visit, ::axum::http::StatusCode::OK, $template)
    };
    ($visit:expr, $status:expr, $template:expr) => {{
        let template = $template;
        let html = match $visit.wants {
            $crate::Wants::Page => ::askama::Template::render(&template),
            $crate::Wants::Fragment => ::askama::Template::render(&template.as_main()),
        };
        html.map(|html| $crate::page::html($status, html)).map_err($crate::Fault::from)
    }};
}

/// An HTML answer that no cache keeps.
pub fn html(status: axum::http::StatusCode, body: String) -> axum::response::Response {
    use axum::response::IntoResponse;
    (status, [(axum::http::header::CACHE_CONTROL, "no-store")], axum::response::Html(body))
        .into_response()
}
