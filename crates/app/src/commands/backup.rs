//! `dengwen backup --to DIR`: database, files and keys of one moment, while the service runs.
//!
//! The database is copied into a `SQLite` file whatever it is; files never change once written, so
//! copying them after the database misses none that it mentions.
use crate::{Failure, Outcome, commands::copy, config::Config, wire::Stores};
use chrono::{DateTime, Utc};
use db::{Db, blobs::Blobs, entity::blob, transfer::Contents};
use futures::TryStreamExt;
use kernel::clock::{Clock, SystemClock};
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What a backup says about itself.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub version: u32,
    pub at: DateTime<Utc>,
    pub program: String,
    pub tables: Vec<Contents>,
    pub files: u64,
    pub bytes: i64,
}

/// The places within a backup.
pub struct Places {
    pub manifest: PathBuf,
    pub database: PathBuf,
    pub blobs: PathBuf,
    pub keys: PathBuf,
    pub log_keys: PathBuf,
}

impl Places {
    /// Within `dir`.
    pub fn of(dir: &Path) -> Self {
        Self {
            manifest: dir.join("manifest.json"),
            database: dir.join("database.sqlite"),
            blobs: dir.join("blobs"),
            keys: dir.join("keys"),
            log_keys: dir.join("proof-key"),
        }
    }

    /// Address of the backup's database.
    pub fn url(&self) -> String {
        format!("sqlite:{}", self.database.display())
    }
}

/// Makes the backup and says what is in it.
pub async fn run(config: &Config, to: &Path) -> Outcome {
    let stores = Stores::open(config).await?;
    if !stores.db.pending_migrations().await?.is_empty() {
        return Err(Failure::new("数据库尚未升级到本程序的版本，请先运行 dengwen migrate"));
    }
    new_folder(to)?;
    let places = Places::of(to);
    let target = copy::empty_target(&places.url()).await?;
    let tables = copy::whole(&stores.db, &target).await?;
    let (files, bytes) = copy_files(&target, &stores.blobs, &folder(&places.blobs)?).await?;
    std::fs::copy(config.data.join("keys"), &places.keys)?;
    std::fs::copy(config.data.join("proof-key"), &places.log_keys)?;
    target.close().await?;
    let program = env!("CARGO_PKG_VERSION").to_owned();
    let manifest = Manifest { version: 1, at: SystemClock.now(), program, tables, files, bytes };
    let text = serde_json::to_vec_pretty(&manifest)
        .map_err(|e| Failure::new(format!("清单无法写成 JSON：{e}")))?;
    std::fs::write(&places.manifest, text)?;
    println!("备份完成：{}（文件 {files} 个，{bytes} 字节）", to.display());
    println!(
        "目录内的 keys 是解密个人信息所需的密钥，proof-key 是存证日志的签名密钥，请与备份一同妥善保管，勿外传"
    );
    Ok(())
}

fn new_folder(dir: &Path) -> Outcome {
    std::fs::create_dir_all(dir)?;
    if std::fs::read_dir(dir)?.next().is_some() {
        return Err(Failure::new(format!("目录 {} 不是空的，请换一个空目录", dir.display())));
    }
    #[cfg(unix)]
    std::fs::set_permissions(dir, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

/// A folder of files.
pub fn folder(dir: &Path) -> Result<Blobs, Failure> {
    Blobs::folder(dir).map_err(|e| Failure::new(format!("无法打开目录 {}：{e}", dir.display())))
}

/// Copies every file that the database mentions; its hash is computed anew on the way.
pub async fn copy_files(db: &Db, from: &Blobs, to: &Blobs) -> Result<(u64, i64), Failure> {
    let mut rows = blob::Entity::find().stream(db.read()).await?;
    let (mut files, mut bytes) = (0, 0);
    while let Some(row) = rows.try_next().await? {
        let failed = |e: db::blobs::BlobError| {
            Failure::new(format!("文件 {} 无法复制：{e}。请检查文件存储", row.sha256))
        };
        let stream = from.read(&row.sha256).await.map_err(failed)?;
        let stored = to.store(stream, u64::MAX).await.map_err(failed)?;
        if stored.sha256 != row.sha256 {
            return Err(Failure::new(format!(
                "文件 {} 的内容与登记的哈希不符，可能已损坏。请从更早的备份恢复该文件",
                row.sha256
            )));
        }
        files += 1;
        bytes += row.size;
    }
    Ok((files, bytes))
}
