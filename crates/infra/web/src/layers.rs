//! What stands around every route, from the outside in.
use crate::{
    Fault, Site,
    fault::{self, Seen},
    identify, limit,
    visit::Identity,
};
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, Uri, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, request_id, trace::TraceLayer,
};

/// Only our own files, no inline script or style, no frames by others, no plug-ins.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; media-src 'self' blob:; \
form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

/// Puts all layers around the router.
pub fn wrap(router: Router<Site>, site: Site) -> Router {
    let buckets = limit::buckets(site.settings.requests_per_minute);
    router
        .fallback(async || Fault::NotFound)
        .method_not_allowed_fallback(elsewhere)
        .layer(CatchPanicLayer::custom(|_| {
            tracing::error!("a handler panicked");
            Fault::Inner("panic".into()).into_response()
        }))
        .layer(from_fn_with_state(buckets, limit::slow_down))
        .layer(from_fn_with_state(site.clone(), same_site))
        .layer(from_fn(note_identity))
        .layer(from_fn_with_state(site.clone(), identify::identify))
        .layer(from_fn_with_state(site.clone(), fault::render_faults))
        .layer(CompressionLayer::new())
        .layer(from_fn(security_headers))
        .layer(from_fn(measure))
        .layer(TraceLayer::new_for_http().make_span_with(|r: &Request| {
            let id = r.headers().get("x-request-id").and_then(|v| v.to_str().ok()).unwrap_or("");
            // The path may hold an id, never a name or number; the query may, and is left out.
            tracing::info_span!("request", method = %r.method(), path = r.uri().path(), id)
        }))
        .layer(request_id::SetRequestIdLayer::x_request_id(request_id::MakeRequestUuid))
        .with_state(site)
}

/// An address that only takes forms, opened as a page (typed, reloaded, kept after a login): leads to the page above
/// it, where the form is. Nothing else is there.
async fn elsewhere(method: Method, uri: Uri) -> Result<Redirect, Fault> {
    let above = uri.path().trim_end_matches('/').rsplit_once('/').map(|(above, _)| above);
    match above.filter(|above| method == Method::GET && !above.is_empty()) {
        Some(above) if !above.starts_with("/api") => Ok(Redirect::to(above)),
        Some(_) | None => Err(Fault::NotFound),
    }
}

/// Leaves what was found where the page of a fault can see it, and the site where the guard can.
async fn note_identity(request: Request, next: Next) -> Response {
    if let (Some(Seen(seen)), Some(identity)) =
        (request.extensions().get::<Seen>(), request.extensions().get::<Identity>())
    {
        let _ = seen.set(identity.clone());
    }
    next.run(request).await
}

/// Second wall behind the form's token: a browser that says it comes from elsewhere is refused.
async fn same_site(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    if !is_safe(request.method()) && !comes_from_here(&site, &request) {
        return Fault::OtherSite.into_response();
    }
    request.extensions_mut().insert(site);
    next.run(request).await
}

const fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn comes_from_here(site: &Site, request: &Request) -> bool {
    let text = |name: HeaderName| request.headers().get(name).and_then(|v| v.to_str().ok());
    if let Some(fetch) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(fetch, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else {
        // Browsers before 2016 send neither; programs neither. The form's token still stands.
        return true;
    };
    let host = text(header::HOST).unwrap_or_default();
    origin == site.settings.base_url
        || origin.split_once("://").is_some_and(|(_, o)| !host.is_empty() && o == host)
}

async fn security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        ("content-security-policy", CSP),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "SAMEORIGIN"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(self), microphone=(self), geolocation=()"),
        ("strict-transport-security", "max-age=31536000"),
    ] {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    response
}

/// Counts requests and their time by route, never by address.
async fn measure(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let begun = std::time::Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    let labels = [("method", method.to_string()), ("status", status)];
    metrics::counter!("dengwen_requests_total", &labels).increment(1);
    metrics::histogram!("dengwen_request_seconds", &labels).record(begun.elapsed().as_secs_f64());
    response
}
