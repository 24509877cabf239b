//! `dengwen serve`: the site, the worker and, where asked for, demo data and sandbox.
use crate::{
    Failure, Outcome,
    commands::demo::{self, Sandbox},
    config::{Config, Mode},
    health::{self, Health},
    listening,
    stamping::Stamping,
    wire::{self, Stores},
};
use kernel::clock::SystemClock;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};
use web::Site;

/// How long open requests may finish after the signal.
const FAREWELL: Duration = Duration::from_secs(30);
/// How often the log of proofs is looked after when nothing calls.
const LOG_ROUND: Duration = Duration::from_secs(5);
/// How often it is looked whether a stamp is due.
const STAMP_ROUND: Duration = Duration::from_secs(60);
/// How often old sessions, windows and leftovers are removed.
const HOUSEKEEPING: Duration = Duration::from_secs(600);

/// Serves until the process is asked to stop.
pub async fn run(config: Config, with_demo: bool) -> Outcome {
    if with_demo && config.mode == Mode::Production {
        return Err(Failure::new(
            "正式环境不得写入演示数据：请去掉 --demo，或把 mode 改为 \"trial\"",
        ));
    }
    let recorder = health::recorder()?;
    let stores = Stores::open(&config).await?;
    stores.db.migrate().await?;
    let listener = bind(&config.server.listen).await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let sandbox = if config.sandbox.enabled {
        Some(demo::start_sandbox(&config, address, stopped.clone()).await?)
    } else {
        None
    };
    let base_url = base_url(&config, address);
    let ports = demo::ports(&config, sandbox.as_ref())?;
    let stamping = Stamping::of(&config)?;
    let inbox = sandbox.as_ref().map(|s| s.url.clone());
    let settings = wire::settings(&config, base_url.clone(), inbox);
    let site = wire::site(stores, ports, settings, Arc::new(SystemClock));
    if with_demo {
        demo::load(&site).await?;
    }
    announce(&base_url, sandbox.as_ref(), with_demo);
    let token = config.server.metrics_token.clone();
    let health = Health { site: site.clone(), metrics: recorder, token };
    let app = health::router(health).merge(wire::router(&site));
    let tasks = [
        spawn_server(listener, app, stopped.clone()),
        spawn_worker(&site, stopped.clone()),
        tokio::spawn(keep_log(site.clone(), stopped.clone())),
        tokio::spawn(keep_stamps(site.clone(), stamping, stopped.clone())),
        tokio::spawn(keep_house(site, stopped)),
    ];
    wait_for_signal().await;
    tracing::info!("stopping: open requests and jobs may finish");
    let _ = stop.send(true);
    farewell(tasks, sandbox).await;
    Ok(())
}

fn base_url(config: &Config, address: SocketAddr) -> String {
    if config.server.base_url.is_empty() {
        format!("http://{address}")
    } else {
        config.server.base_url.clone()
    }
}

async fn bind(listen: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(listen).await.map_err(|e| {
        Failure::new(format!(
            "无法监听 {listen}：{e}。可能已有程序占用该端口，请先停止它，或用 --listen 换一个端口"
        ))
    })
}

fn spawn_server(
    listener: TcpListener,
    app: axum::Router,
    stopped: watch::Receiver<bool>,
) -> JoinHandle<()> {
    tokio::spawn(listening::serve(listener, app, stopped))
}

fn spawn_worker(site: &Site, stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    let worker = wire::worker(site);
    tokio::spawn(async move { worker.run_forever(stopped).await })
}

async fn farewell(tasks: [JoinHandle<()>; 5], sandbox: Option<Sandbox>) {
    let all = async {
        for task in tasks {
            let _ = task.await;
        }
    };
    if tokio::time::timeout(FAREWELL, all).await.is_err() {
        tracing::warn!("stopped with requests still open");
    }
    if let Some(sandbox) = sandbox {
        sandbox.task.abort();
    }
}

/// Puts what was committed to into the log, as it comes, and signs a checkpoint every now and then.
/// What this or another process left waiting when it was killed is taken up too.
async fn keep_log(site: Site, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let done = async {
            while site.log.append().await? > 0 {}
            site.log.checkpoint(site.clock.now(), db::proof::CHECKPOINT_EVERY).await
        };
        if let Err(e) = done.await {
            tracing::error!(error = %e, "the log of proofs cannot go on");
        }
        tokio::select! {
            _ = stopped.changed() => {}
            () = site.log.called() => {}
            () = tokio::time::sleep(LOG_ROUND) => {}
        }
    }
}

/// Has checkpoints stamped where an authority is configured.
async fn keep_stamps(site: Site, stamping: Option<Stamping>, mut stopped: watch::Receiver<bool>) {
    let Some(stamping) = stamping else { return };
    while !*stopped.borrow() {
        match stamping.round(&site.db, site.clock.now()).await {
            Ok(Some(at)) => tracing::info!(%at, "a checkpoint was stamped"),
            Ok(None) => {}
            Err(e) => tracing::warn!(error = %e, "no time stamp; asked again in a minute"),
        }
        tokio::select! {
            _ = stopped.changed() => {}
            () = tokio::time::sleep(STAMP_ROUND) => {}
        }
    }
}

async fn keep_house(site: Site, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let now = site.clock.now();
        let done = async {
            web::session::sweep(&site.db, now).await?;
            web::held::sweep(&site).await?;
            web::limit::sweep(&site).await?;
            web::uploads::sweep(&site).await.map_err(|e| sea_orm::DbErr::Custom(e.to_string()))?;
            identity::sweep(&site).await?;
            let tx = site.db.begin().await?;
            db::jobs::forget_done(&tx, now - chrono::Duration::days(30)).await?;
            tx.commit().await
        };
        if let Err(e) = done.await {
            tracing::warn!(error = %e, "housekeeping failed");
        }
        tokio::select! {
            _ = stopped.changed() => {}
            () = tokio::time::sleep(HOUSEKEEPING) => {}
        }
    }
}

async fn wait_for_signal() {
    let term = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = term => {}
    }
}

fn announce(base_url: &str, sandbox: Option<&Sandbox>, with_demo: bool) {
    println!("登闻已启动：{base_url}");
    if let Some(sandbox) = sandbox {
        println!("沙箱（短信收件箱、人脸识别、动态口令）：{}", sandbox.url);
    }
    if with_demo {
        println!("{}", demo::accounts());
    }
}
