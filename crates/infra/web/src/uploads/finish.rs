//! The whole file: looked at, then kept or refused.
use super::{Finished, store};
use crate::{
    Fault, Site,
    inspect::{self, InspectError},
};
use bytes::Bytes;
use db::{blobs, entity::upload};
use futures::{Stream, StreamExt, TryStreamExt};
use std::{io, path::Path, sync::LazyLock};
use tokio::{
    fs::File,
    io::{AsyncWriteExt, BufWriter},
    sync::{Semaphore, SemaphorePermit},
};
use tokio_util::io::ReaderStream;

/// How many files are looked at and kept at once; the others wait. Each costs a process of
/// poppler's, a copy on disk and two threads that hash.
static AT_ONCE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(4));

async fn turn() -> Result<SemaphorePermit<'static>, Fault> {
    AT_ONCE.acquire().await.map_err(|e| Fault::Inner(e.to_string()))
}

/// How an upload ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Kept,
    Refused(String),
}

/// Puts the parts together, looks at the whole, keeps or refuses it. May be done again after the
/// process died half-way. `whole` is what is known of the one part, if there is only one.
pub(super) async fn finish(
    site: &Site,
    row: &upload::Model,
    whole: Option<&blobs::Stored>,
) -> Result<Outcome, Fault> {
    let parts = store::parts(site.db.read(), row.id).await?;
    let kept = {
        let _turn = turn().await?;
        match (parts.as_slice(), whole) {
            ([part], Some(stored)) => adopt(site, (part, stored), &row.file_name).await?,
            _ => put_together(site, &parts, &row.file_name).await?,
        }
    };
    let (tx, now) = (site.db.begin().await?, site.clock.now());
    let outcome = match kept {
        Ok((stored, found)) => {
            blobs::record(&tx, &stored, &found.media_type, now).await?;
            store::finished(&tx, row.id, &found, now).await?;
            Outcome::Kept
        }
        Err(reason) => {
            store::failed(&tx, row.id, &reason, now).await?;
            Outcome::Refused(reason)
        }
    };
    tx.commit().await?;
    drop_parts(site, row.id, &parts).await;
    Ok(outcome)
}

type Kept = Result<(blobs::Stored, Finished), String>;

async fn put_together(site: &Site, parts: &[String], file_name: &str) -> Result<Kept, Fault> {
    let copy = tempfile()?;
    let bytes = site.blobs.concat_parts(parts.to_vec()).map_err(|e| e.to_string());
    write(&copy, bytes, inspect::LIMIT).await.map_err(|e| Fault::Inner(e.to_string()))?;
    keep(site, &copy, file_name).await
}

/// Keeps the one part as it lies.
async fn adopt(
    site: &Site,
    (part, stored): (&String, &blobs::Stored),
    file_name: &str,
) -> Result<Kept, Fault> {
    let Some(file) = site.blobs.part_file(part) else {
        return put_together(site, std::slice::from_ref(part), file_name).await;
    };
    let found = match look_at(&file, file_name).await? {
        Ok(found) => found,
        Err(reason) => return Ok(Err(reason)),
    };
    let adopted = site.blobs.adopt_part(part, stored).await;
    adopted.map_err(|e| Fault::Inner(e.to_string()))?;
    let finished = Finished::new(stored, &found, file_name);
    Ok(Ok((stored.clone(), finished)))
}

/// What a file of this machine is, or the reason why it is not taken.
async fn look_at(file: &Path, file_name: &str) -> Result<Result<inspect::Found, String>, Fault> {
    match inspect::inspect(file).await {
        Ok(found) => Ok(Ok(found)),
        Err(InspectError::Refused(refusal)) => Ok(Err(refusal.message(file_name))),
        Err(InspectError::Io(e)) => Err(Fault::Inner(e.to_string())),
    }
}

/// The parts have served. What cannot be removed now goes with the next sweep.
pub(super) async fn drop_parts(site: &Site, id: kernel::id::UploadId, parts: &[String]) {
    for part in parts {
        if let Err(e) = site.blobs.delete(part).await {
            tracing::warn!(error = %e, "a part of an upload cannot be removed");
            return;
        }
    }
    if let Err(e) = store::forget_parts(&site.db, id).await {
        tracing::warn!(error = %e, "the parts of an upload cannot be forgotten");
    }
}

/// Looks at a file of this machine and keeps it, or gives the reason why not.
async fn keep(site: &Site, copy: &Path, file_name: &str) -> Result<Kept, Fault> {
    let found = match look_at(copy, file_name).await? {
        Ok(found) => found,
        Err(reason) => return Ok(Err(reason)),
    };
    let file = File::open(copy).await.map_err(|e| Fault::Inner(e.to_string()))?;
    let stored = site
        .blobs
        .store(ReaderStream::with_capacity(file, 64 * 1024), inspect::LIMIT)
        .await
        .map_err(|e| Fault::Inner(e.to_string()))?;
    let finished = Finished::new(&stored, &found, file_name);
    Ok(Ok((stored, finished)))
}

/// Takes in a file that comes as one stream. `Ok(None)` when not a byte came.
pub(super) async fn whole(
    site: &Site,
    bytes: impl Stream<Item = Result<Bytes, String>>,
    file_name: &str,
) -> Result<Option<Result<Finished, String>>, Fault> {
    let copy = tempfile()?;
    match write(&copy, bytes, inspect::LIMIT).await {
        Ok(0) => return Ok(None),
        Ok(_) => {}
        Err(WriteError::TooLarge { size }) => {
            return Ok(Some(Err(inspect::Refusal::TooLarge { size }.message(file_name))));
        }
        Err(WriteError::Source(why)) => return Err(Fault::BadRequest(why)),
        Err(e @ WriteError::Io(_)) => return Err(Fault::Inner(e.to_string())),
    }
    let _turn = turn().await?;
    let (stored, found) = match keep(site, &copy, file_name).await? {
        Ok(kept) => kept,
        Err(reason) => return Ok(Some(Err(reason))),
    };
    let tx = site.db.begin().await?;
    blobs::record(&tx, &stored, &found.media_type, site.clock.now()).await?;
    tx.commit().await?;
    Ok(Some(Ok(found)))
}

fn tempfile() -> Result<tempfile::TempPath, Fault> {
    tempfile::NamedTempFile::new()
        .map(tempfile::NamedTempFile::into_temp_path)
        .map_err(|e| Fault::Inner(format!("临时文件：{e}")))
}

#[derive(Debug, thiserror::Error)]
enum WriteError {
    #[error("文件过大")]
    TooLarge { size: u64 },
    #[error("{0}")]
    Source(String),
    #[error("临时文件：{0}")]
    Io(#[from] io::Error),
}

/// Writes a stream to a file. One that is too large is read on to its end, so that the form's
/// other fields are still found, but not written.
async fn write(
    path: &Path,
    bytes: impl Stream<Item = Result<Bytes, String>>,
    limit: u64,
) -> Result<u64, WriteError> {
    let mut file = BufWriter::new(File::create(path).await?);
    let (mut bytes, mut size) = (std::pin::pin!(bytes), 0_u64);
    while let Some(chunk) = bytes.next().await {
        let chunk = chunk.map_err(WriteError::Source)?;
        size += chunk.len() as u64;
        if size <= limit {
            file.write_all(&chunk).await?;
        }
    }
    file.flush().await?;
    if size > limit { Err(WriteError::TooLarge { size }) } else { Ok(size) }
}
