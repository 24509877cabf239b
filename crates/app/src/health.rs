//! `/healthz` (the process lives), `/readyz` (it can serve), `/metrics` (Prometheus).
use crate::Failure;
use axum::{
    Router,
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::{net::SocketAddr, sync::OnceLock};
use web::Site;

/// What these three need; they stand outside the pages' layers so that they answer under load.
#[derive(Clone)]
pub struct Health {
    pub site: Site,
    pub metrics: PrometheusHandle,
    pub token: String,
}

/// The recorder of this process.
pub fn recorder() -> Result<PrometheusHandle, Failure> {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(handle) = HANDLE.get() {
        return Ok(handle.clone());
    }
    let handle = PrometheusBuilder::new()
        .install_recorder()
        .map_err(|e| Failure::new(format!("无法启动指标：{e}")))?;
    Ok(HANDLE.get_or_init(|| handle).clone())
}

/// The routes.
pub fn router(health: Health) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .route("/metrics", get(measured))
        .with_state(health)
}

async fn ready(State(health): State<Health>) -> Response {
    let db = health.site.db.ping().await;
    let files = health.site.blobs.probe().await;
    match (db, files) {
        (Ok(()), Ok(())) => "ready".into_response(),
        (db, files) => {
            let why = [
                db.err().map(|e| format!("数据库：{e}")),
                files.err().map(|e| format!("文件存储：{e}")),
            ];
            let text: Vec<_> = why.into_iter().flatten().collect();
            (StatusCode::SERVICE_UNAVAILABLE, text.join("\n")).into_response()
        }
    }
}

async fn measured(
    State(health): State<Health>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|v| v.to_str().ok()?.strip_prefix("Bearer "))
        .unwrap_or_default();
    let by_token = !health.token.is_empty() && web::form::same(given, &health.token);
    // Behind a proxy every peer is local: a forwarded request needs the token.
    let local = peer.ip().is_loopback() && !headers.contains_key("x-forwarded-for");
    if !by_token && !local {
        return StatusCode::NOT_FOUND.into_response();
    }
    gauge_jobs(&health.site).await;
    health.metrics.render().into_response()
}

async fn gauge_jobs(site: &Site) {
    if let Ok(counts) = db::jobs::counts(site.db.read()).await {
        for count in counts {
            let labels = [("kind", count.kind), ("state", count.state)];
            #[expect(clippy::cast_precision_loss, reason = "a gauge")]
            metrics::gauge!("dengwen_jobs", &labels).set(count.n as f64);
        }
    }
}
