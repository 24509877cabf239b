//! A process that does nothing: how soon it is ready, how much it holds.
use crate::{server::Server, tell};
use std::time::Duration;

pub(crate) async fn measure() {
    let data = tempfile::tempdir().unwrap();
    // The first start makes the tables; a second is what a court sees.
    drop(Server::start(data.path()).await);
    let server = Server::start(data.path()).await;
    tell("ready, of one second", server.ready_after.as_secs_f64(), "≤ 1");
    tokio::time::sleep(Duration::from_secs(10)).await;
    #[expect(clippy::cast_precision_loss, reason = "a size for people")]
    tell("idle memory, of 100 MiB", server.kib("VmRSS") as f64 / 102_400.0, "≤ 1");
}
