//! The bytes of files, in a folder or in S3, each content once under its SHA-256.
//!
//! Layout: `sha256/ab/cdef…` for contents, `incoming/UUID` for bytes on their way in, `parts/…` for
//! stretches of resumable uploads. Nothing is held in memory whole: a folder takes pieces of
//! 256 KiB, S3 its least part of 5 MiB. When `store` returns, the bytes are on disk (file and
//! folder synced) or S3 has said so. On S3 let a bucket rule abort incomplete multipart uploads
//! after a day: a killed process cannot.
mod digest;
mod parts;
mod writer;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::{Stream, StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    ObjectStore, ObjectStoreExt, RetryConfig, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path as Key,
};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, sea_query::OnConflict};
use std::{
    fmt, io,
    ops::Range,
    path::{Path, PathBuf},
    pin::pin,
    sync::Arc,
    time::Duration,
};
use tempfile::TempPath;
use uuid::Uuid;
use writer::Writer;

/// Why a file could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// More bytes than allowed.
    #[error("文件超过上限 {}，请压缩或拆分后重新上传", megabytes(*limit))]
    TooLarge {
        /// The most bytes allowed.
        limit: u64,
    },
    /// Not a byte.
    #[error("文件是空的，请检查原文件后重新上传")]
    Empty,
    /// The sender stopped.
    #[error("上传中断：{0}。请重新上传")]
    Broken(io::Error),
    /// There is no such content.
    #[error("存储中没有文件 {0}")]
    Missing(String),
    /// A key that is not ours to write.
    #[error("存储位置 {0} 不允许写入")]
    Key(String),
    /// The disk of this machine failed.
    #[error("无法读写文件：{0}。请检查磁盘空间和权限")]
    Io(#[from] io::Error),
    /// The store failed.
    #[error("文件存储无法访问：{0}。请稍后再试")]
    Store(#[from] object_store::Error),
}

fn megabytes(bytes: u64) -> String {
    const MEGABYTE: u64 = 1024 * 1024;
    if bytes >= MEGABYTE { format!("{} MB", bytes / MEGABYTE) } else { format!("{bytes} 字节") }
}

/// A content that is safe in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256, hex; its name from now on.
    pub sha256: String,
    /// SM3, hex.
    pub sm3: String,
    /// Bytes.
    pub size: u64,
}

/// Where an S3 store is and how to enter it.
#[derive(Clone)]
pub struct S3Options {
    /// Address of the service; `None` for AWS itself.
    pub endpoint: Option<String>,
    /// Region; any word if the service has none.
    pub region: String,
    /// Bucket; must exist.
    pub bucket: String,
    /// Who we are.
    pub access_key: String,
    /// How we prove it.
    pub secret_key: String,
    /// Bucket as part of the host name instead of the path.
    pub virtual_hosted: bool,
}

impl fmt::Debug for S3Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "S3Options({:?}, {})", self.endpoint, self.bucket)
    }
}

/// The store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// The folder, if it is one.
    folder: Option<PathBuf>,
    /// Bytes that are handed over together.
    piece: usize,
}

const FOLDER_PIECE: usize = 256 * 1024;
const S3_PIECE: usize = 5 * 1024 * 1024;

impl Blobs {
    /// A folder of this machine, made if it is not there.
    pub fn folder(path: impl AsRef<Path>) -> Result<Self, BlobError> {
        std::fs::create_dir_all(&path)?;
        let folder = path.as_ref().canonicalize()?;
        let store = LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), folder: Some(folder), piece: FOLDER_PIECE })
    }

    /// A bucket of an S3 service.
    pub fn s3(options: &S3Options) -> Result<Self, BlobError> {
        let mut builder = AmazonS3Builder::new()
            .with_region(&options.region)
            .with_bucket_name(&options.bucket)
            .with_access_key_id(&options.access_key)
            .with_secret_access_key(&options.secret_key)
            .with_virtual_hosted_style_request(options.virtual_hosted)
            .with_retry(retry());
        if let Some(endpoint) = &options.endpoint {
            builder =
                builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        Ok(Self { store: Arc::new(builder.build()?), folder: None, piece: S3_PIECE })
    }

    /// Takes a stream in: hashed on the way, at most `limit` bytes, durable when this returns. The
    /// same content again costs nothing more. Whatever goes wrong, nothing is left behind.
    pub async fn store(
        &self,
        bytes: impl Stream<Item = io::Result<Bytes>> + Send,
        limit: u64,
    ) -> Result<Stored, BlobError> {
        let incoming = Key::from(format!("incoming/{}", Uuid::now_v7().simple()));
        let mut writer = Writer::new(self.clone(), incoming);
        match self.take_in(&mut writer, bytes, limit).await {
            Ok(stored) => Ok(stored),
            Err(e) => {
                writer.sink.abort().await;
                Err(e)
            }
        }
    }

    async fn take_in(
        &self,
        writer: &mut Writer,
        bytes: impl Stream<Item = io::Result<Bytes>> + Send,
        limit: u64,
    ) -> Result<Stored, BlobError> {
        let digests = writer.take(bytes, limit).await?;
        let (rest, size) = (writer.queue.rest(), writer.queue.size());
        let digests = digests.add(rest.clone()).await?;
        if size == 0 {
            return Err(BlobError::Empty);
        }
        let (sha256, sm3) = digests.finish();
        let place = place(&sha256)?;
        if self.has(&place, size).await? {
            writer.sink.abort().await;
        } else {
            writer.sink.finish(rest, &place).await?;
        }
        Ok(Stored { sha256, sm3, size })
    }

    async fn has(&self, place: &Key, size: u64) -> Result<bool, BlobError> {
        match self.store.head(place).await {
            Ok(meta) => Ok(meta.size == size),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(e) => Err(e.into()),
        }
    }

    /// The bytes of a content, as they come.
    pub async fn read(
        &self,
        sha256: &str,
    ) -> Result<BoxStream<'static, io::Result<Bytes>>, BlobError> {
        let found = self.store.get(&place(sha256)?).await.map_err(|e| missing(sha256, e))?;
        Ok(found.into_stream().map_err(io::Error::other).boxed())
    }

    /// A stretch of a content.
    pub async fn read_range(&self, sha256: &str, range: Range<u64>) -> Result<Bytes, BlobError> {
        let place = place(sha256)?;
        self.store.get_range(&place, range).await.map_err(|e| missing(sha256, e))
    }

    /// How many bytes a content has; `None` if it is not there.
    pub async fn size(&self, sha256: &str) -> Result<Option<u64>, BlobError> {
        match self.store.head(&place(sha256)?).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    /// A copy as a file of this machine, for outside tools; gone when dropped.
    pub async fn local_copy(&self, sha256: &str) -> Result<TempPath, BlobError> {
        let mut bytes = self.read(sha256).await?;
        let (file, path) = tempfile::NamedTempFile::new()?.into_parts();
        let mut file = tokio::fs::File::from_std(file);
        while let Some(chunk) = bytes.next().await {
            tokio::io::AsyncWriteExt::write_all(&mut file, &chunk?).await?;
        }
        tokio::io::AsyncWriteExt::flush(&mut file).await?;
        Ok(path)
    }

    /// Every content in the store and its size, for backups and checks.
    pub fn all(&self) -> BoxStream<'static, Result<(String, u64), BlobError>> {
        self.store
            .list(Some(&Key::from("sha256")))
            .map_ok(|meta| {
                let hex = meta.location.as_ref().trim_start_matches("sha256/").replace('/', "");
                (hex, meta.size)
            })
            .err_into()
            .boxed()
    }

    /// Writes, reads and deletes something, to see whether the store can be used.
    pub async fn probe(&self) -> Result<(), BlobError> {
        let key = Key::from(format!("incoming/{}", Uuid::now_v7().simple()));
        self.store.put(&key, Bytes::from_static(b"probe").into()).await?;
        let read = self.store.get(&key).await?.bytes().await?;
        self.store.delete(&key).await?;
        if read == b"probe"[..] { Ok(()) } else { Err(BlobError::Missing(key.to_string())) }
    }

    /// Deletes what was on its way in before `older_than` and never arrived. Returns how many.
    pub async fn sweep_incoming(&self, older_than: DateTime<Utc>) -> Result<u64, BlobError> {
        if let Some(folder) = &self.folder {
            let incoming = folder.join("incoming");
            let swept = tokio::task::spawn_blocking(move || sweep_folder(&incoming, older_than));
            return Ok(swept.await.map_err(io::Error::other)??);
        }
        let old = self
            .store
            .list(Some(&Key::from("incoming")))
            .try_filter(|meta| std::future::ready(meta.last_modified < older_than));
        let mut old = pin!(old);
        let mut swept = 0;
        while let Some(meta) = old.try_next().await? {
            self.store.delete(&meta.location).await?;
            swept += 1;
        }
        Ok(swept)
    }
}

/// Files half-written have names that the store does not list, hence by hand.
fn sweep_folder(folder: &Path, older_than: DateTime<Utc>) -> io::Result<u64> {
    let mut swept = 0;
    let files = match std::fs::read_dir(folder) {
        Ok(files) => files,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(e) => return Err(e),
    };
    for file in files {
        let file = file?;
        if DateTime::<Utc>::from(file.metadata()?.modified()?) < older_than {
            std::fs::remove_file(file.path())?;
            swept += 1;
        }
    }
    Ok(swept)
}

/// An upload waits behind it, so it must not last the default three minutes.
fn retry() -> RetryConfig {
    RetryConfig { max_retries: 5, retry_timeout: Duration::from_secs(30), ..RetryConfig::default() }
}

/// Where a content lies.
fn place(sha256: &str) -> Result<Key, BlobError> {
    let hex = sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    match sha256.split_at_checked(2) {
        Some((head, tail)) if hex && sha256.len() == 64 => {
            Ok(Key::from(format!("sha256/{head}/{tail}")))
        }
        Some(_) | None => Err(BlobError::Missing(sha256.to_owned())),
    }
}

fn missing(name: &str, e: object_store::Error) -> BlobError {
    if matches!(e, object_store::Error::NotFound { .. }) {
        BlobError::Missing(name.to_owned())
    } else {
        e.into()
    }
}

/// Notes in the act's transaction that a content is in use. Noting it twice is no error.
pub async fn record(
    tx: &impl ConnectionTrait,
    stored: &Stored,
    media_type: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    use crate::entity::blob;
    let row = blob::Model {
        sha256: stored.sha256.clone(),
        sm3: stored.sm3.clone(),
        size: i64::try_from(stored.size).map_err(|e| DbErr::Custom(e.to_string()))?,
        media_type: media_type.to_owned(),
        created_at: now,
    };
    let known = OnConflict::column(blob::Column::Sha256).do_nothing().to_owned();
    blob::Entity::insert(row.into_active_model())
        .on_conflict(known)
        .try_insert()
        .exec_without_returning(tx)
        .await
        .map(|_| ())
}
