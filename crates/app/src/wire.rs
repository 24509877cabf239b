//! Puts the parts together: the site, its routes, its worker. Nothing else knows all stages.
use crate::{
    Failure,
    config::{Config, StorageKind},
    page_list,
};
use db::{
    Db,
    blobs::{Blobs, S3Options},
    docket::{Docket, Reactor},
    jobs::{Handler, Worker},
    proof::{LogKeys, Sequencer, Witness},
    vault::Vault,
};
use kernel::clock::Clock;
use std::{sync::Arc, time::Duration};
use web::{Ports, Routes, Settings, Site};

/// Opens database and files of a configuration, without starting anything.
pub struct Stores {
    pub db: Db,
    pub blobs: Blobs,
    pub vault: Vault,
    /// 存证日志
    pub log: Sequencer,
}

impl Stores {
    /// Connects; tables are not touched.
    pub async fn open(config: &Config) -> Result<Self, Failure> {
        std::fs::create_dir_all(&config.data).map_err(|e| {
            Failure::new(format!(
                "无法建立数据目录 {}：{e}。请检查上级目录的写权限，或用 --data 换一个目录",
                config.data.display()
            ))
        })?;
        let url = config.database_url();
        let db = Db::connect(&url).await.map_err(|e| {
            Failure::new(format!("无法连接数据库：{e}。请检查 database.url 和数据库服务是否在运行"))
        })?;
        let vault =
            Vault::open_file(&config.data.join("keys")).map_err(|e| Failure::new(e.to_string()))?;
        let keys = LogKeys::open_file(&config.data.join("proof-key"), &config.log_origin())
            .map_err(|e| Failure::new(e.to_string()))?;
        let log = Sequencer::new(db.clone(), keys);
        Ok(Self { db, blobs: blobs(config)?, vault, log })
    }
}

fn blobs(config: &Config) -> Result<Blobs, Failure> {
    let storage = &config.storage;
    let made = match storage.kind {
        StorageKind::Folder => Blobs::folder(config.data.join("blobs")),
        StorageKind::S3 => Blobs::s3(&S3Options {
            endpoint: Some(storage.endpoint.clone()).filter(|e| !e.is_empty()),
            bucket: storage.bucket.clone(),
            region: storage.region.clone(),
            access_key: storage.access_key.clone(),
            secret_key: storage.secret_key.clone(),
            virtual_hosted: storage.virtual_hosted,
        }),
    };
    made.map_err(|e| Failure::new(format!("无法打开文件存储：{e}。请检查 storage 各项配置")))
}

/// The site over its stores.
pub fn site(stores: Stores, ports: Ports, settings: Settings, clock: Arc<dyn Clock>) -> Site {
    let mut reactors: Vec<Arc<dyn Reactor>> = vec![Arc::new(Witness(stores.vault.clone()))];
    reactors.extend(casework::reactors());
    Site {
        log: stores.log,
        db: stores.db,
        clock,
        blobs: stores.blobs,
        vault: stores.vault,
        docket: Docket::new(reactors),
        settings: Arc::new(settings),
        ports,
        people: Arc::new(identity::Directory),
        identities: Arc::new(identity::Directory),
        inbox: Arc::new(casework::InboxCounter),
    }
}

/// Settings of the web side.
pub fn settings(config: &Config, base_url: String, inbox_url: Option<String>) -> Settings {
    Settings {
        secure_cookies: base_url.starts_with("https://"),
        base_url,
        sandbox: inbox_url.map(|inbox_url| web::Sandbox { inbox_url }),
        trust_proxy: config.server.trust_proxy,
        idle: Duration::from_secs(u64::from(config.session.idle_minutes) * 60),
        session_length: Duration::from_secs(u64::from(config.session.hours) * 3600),
        requests_per_minute: config.server.requests_per_minute,
    }
}

/// Every route of the program.
pub fn routes() -> Routes {
    Routes::new()
        .merge(web::assets::routes())
        .merge(web::held::routes())
        .merge(web::elder::routes())
        .merge(web::uploads::routes())
        .merge(web::dev::routes())
        .merge(identity::routes())
        .merge(intake::routes())
        .merge(casework::routes(casework::Options::default()))
        .merge(crate::api_doc::routes())
        .merge(page_list::routes())
}

/// Everything that works off jobs.
pub fn worker(site: &Site) -> Worker {
    let mut handlers: Vec<Arc<dyn Handler>> = Vec::new();
    handlers.extend(identity::handlers(site));
    handlers.extend(intake::handlers(site));
    handlers.extend(casework::handlers(site));
    Worker::new(site.db.clone(), site.clock.clone(), handlers)
}

/// The whole router, layers included.
pub fn router(site: &Site) -> axum::Router {
    web::layers::wrap(routes().into_router(), site.clone())
}
