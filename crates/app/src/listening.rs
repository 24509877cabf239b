//! Accepts connections until it is told to stop, then lets open requests finish. What `axum::serve` does, with
//! two limits that it does not let one set: how much is read of a connection at once, and how long a head may take.
use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use std::{net::SocketAddr, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tower::ServiceExt;

/// Bytes read of a connection at once; fifty uploads hold fifty of these.
const READ_AT_ONCE: usize = 64 * 1024;
/// How long the head of a request may take: who sends it letter by letter holds no connection for ever.
const HEAD: Duration = Duration::from_secs(30);
/// After a failure to accept (no more file descriptors), so that the loop does not spin.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `stopped` changes and every open request is answered.
pub(crate) async fn serve(listener: TcpListener, app: Router, mut stopped: watch::Receiver<bool>) {
    let open = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.changed() => break,
        };
        match accepted {
            Ok((stream, peer)) => attend(stream, peer, app.clone(), &open),
            Err(e) => {
                tracing::warn!(error = %e, "a connection could not be accepted");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    open.shutdown().await;
}

fn attend(stream: TcpStream, peer: SocketAddr, app: Router, open: &GracefulShutdown) {
    let _ = stream.set_nodelay(true);
    let service = app.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.map(Body::new)
    });
    let mut builder = Builder::new(TokioExecutor::new());
    let timer = TokioTimer::new();
    builder.http1().max_buf_size(READ_AT_ONCE).timer(timer).header_read_timeout(HEAD);
    let connection =
        builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let connection = open.watch(connection.into_owned());
    tokio::spawn(async move {
        if let Err(e) = connection.await {
            tracing::debug!(error = %e, "a connection broke off");
        }
    });
}
