//! Files in a folder and in S3: the same tests on both, the latter against a real server.
#![cfg(test)]
mod support;

use bytes::Bytes;
use chrono::{DateTime, TimeZone, Utc};
use db::{
    Db,
    blobs::{self, BlobError, Blobs, Stored},
    on_each_db,
};
use futures::{Stream, StreamExt, TryStreamExt, stream};
use sea_orm::EntityTrait;
use std::{io, path::Path};

const MB: u64 = 1024 * 1024;
const ABC_SHA256: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const ABC_SM3: &str = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

/// `on_each_store!(name => async |blobs: Blobs, folder: &Path| { .. })`: `folder` is where the
/// objects lie, so that a test can look for leftovers.
macro_rules! on_each_store {
    ($($name:ident => $body:expr;)+) => {$(
        mod $name {
            use super::*;
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn folder() {
                let place = tempfile::tempdir().unwrap();
                ($body)(Blobs::folder(place.path()).unwrap(), place.path()).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn s3() {
                let place = tempfile::tempdir().unwrap();
                let blobs = support::s3(place.path()).await;
                ($body)(blobs, &place.path().join("court")).await;
            }
        }
    )+};
}

/// `size` bytes in chunks of 60 000, different everywhere.
fn bytes(size: u64) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    let sizes = (0..size.div_ceil(60_000)).map(move |n| (n, 60_000.min(size - n * 60_000)));
    stream::iter(sizes.map(|(n, size)| {
        let seed = usize::try_from(n).unwrap();
        let chunk = (0..usize::try_from(size).unwrap())
            .map(|i| (i * 31 + seed * 7 + i / 251).to_le_bytes()[0]);
        Ok(chunk.collect::<Vec<u8>>().into())
    }))
}

fn broken_after(size: u64) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    bytes(size).chain(stream::once(async { Err(io::Error::other("connection lost")) }))
}

fn abc() -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    stream::iter(["a", "", "bc"].map(|s| Ok(Bytes::from_static(s.as_bytes()))))
}

async fn all(stream: impl Stream<Item = io::Result<Bytes>>) -> Vec<u8> {
    stream
        .try_fold(Vec::new(), async |mut all, chunk| {
            all.extend_from_slice(&chunk);
            Ok(all)
        })
        .await
        .unwrap()
}

/// Files under `incoming`, whatever their names.
fn incoming(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("incoming")).map_or(0, Iterator::count)
}

async fn contents(blobs: &Blobs) -> Vec<(String, u64)> {
    blobs.all().try_collect().await.unwrap()
}

on_each_store! {
    small_files_are_stored_once_under_their_hash => async |blobs: Blobs, folder: &Path| {
        let stored = blobs.store(abc(), 3).await.unwrap();
        assert_eq!(stored, Stored { sha256: ABC_SHA256.into(), sm3: ABC_SM3.into(), size: 3 });
        assert_eq!(blobs.store(abc(), 3).await.unwrap(), stored);
        assert_eq!(contents(&blobs).await, [(ABC_SHA256.to_owned(), 3)]);
        assert!(folder.join("sha256").join(&ABC_SHA256[..2]).join(&ABC_SHA256[2..]).exists());
        assert_eq!(all(blobs.read(ABC_SHA256).await.unwrap()).await, b"abc");
        assert_eq!(blobs.read_range(ABC_SHA256, 1..3).await.unwrap(), "bc");
        assert_eq!(blobs.size(ABC_SHA256).await.unwrap(), Some(3));
        assert_eq!(incoming(folder), 0);
    };

    large_files_come_back_byte_for_byte => async |blobs: Blobs, folder: &Path| {
        let size = 12 * MB + 345;
        let stored = blobs.store(bytes(size), 20 * MB).await.unwrap();
        assert_eq!(stored.size, size);
        let sent = all(bytes(size)).await;
        assert!(all(blobs.read(&stored.sha256).await.unwrap()).await == sent);
        let copy = blobs.local_copy(&stored.sha256).await.unwrap();
        assert!(std::fs::read(&copy).unwrap() == sent);
        let range = blobs.read_range(&stored.sha256, 6 * MB..6 * MB + 9).await.unwrap();
        assert_eq!(range, sent[6 * 1024 * 1024..6 * 1024 * 1024 + 9]);
        assert_eq!(blobs.store(bytes(size), 20 * MB).await.unwrap(), stored);
        assert_eq!(contents(&blobs).await.len(), 1);
        assert_eq!(incoming(folder), 0);
    };

    pieces_of_every_size_are_hashed_right => async |blobs: Blobs, _: &Path| {
        for size in [1, 262_143, 262_144, 262_145, 524_288, 5 * MB, 5 * MB + 1, 10 * MB] {
            let stored = blobs.store(bytes(size), 20 * MB).await.unwrap();
            assert_eq!(stored.size, size);
            assert!(all(blobs.read(&stored.sha256).await.unwrap()).await == all(bytes(size)).await);
        }
    };

    too_large_is_refused_while_it_comes => async |blobs: Blobs, folder: &Path| {
        let endless = stream::repeat_with(|| Ok(Bytes::from(vec![7; 100_000])));
        let refused = blobs.store(endless, 7 * MB).await.unwrap_err();
        assert!(matches!(refused, BlobError::TooLarge { limit } if limit == 7 * MB));
        assert!(refused.to_string().contains("7 MB"));
        assert!(matches!(blobs.store(abc(), 2).await, Err(BlobError::TooLarge { limit: 2 })));
        assert!(blobs.store(bytes(MB), MB).await.is_ok());
        assert_eq!((contents(&blobs).await.len(), incoming(folder)), (1, 0));
    };

    nothing_and_broken_streams_leave_nothing => async |blobs: Blobs, folder: &Path| {
        assert!(matches!(blobs.store(bytes(0), 9).await, Err(BlobError::Empty)));
        for size in [10, 11 * MB] {
            let refused = blobs.store(broken_after(size), 20 * MB).await;
            assert!(matches!(refused, Err(BlobError::Broken(_))));
        }
        assert_eq!((contents(&blobs).await.len(), incoming(folder)), (0, 0));
    };

    a_damaged_content_is_replaced => async |blobs: Blobs, folder: &Path| {
        blobs.store(abc(), 3).await.unwrap();
        std::fs::write(folder.join("sha256").join(&ABC_SHA256[..2]).join(&ABC_SHA256[2..]), "a").unwrap();
        blobs.store(abc(), 3).await.unwrap();
        assert_eq!(all(blobs.read(ABC_SHA256).await.unwrap()).await, b"abc");
    };

    what_is_not_there_is_said_to_be_missing => async |blobs: Blobs, _: &Path| {
        for name in [ABC_SHA256, "", "../../etc/passwd", "汉字"] {
            assert!(matches!(blobs.read(name).await, Err(BlobError::Missing(_))), "{name}");
            assert!(matches!(blobs.local_copy(name).await, Err(BlobError::Missing(_))), "{name}");
        }
        assert_eq!(blobs.size(ABC_SHA256).await.unwrap(), None);
    };

    many_store_the_same_at_once => async |blobs: Blobs, folder: &Path| {
        let same = (0..8).map(|_| blobs.store(bytes(6 * MB), 20 * MB));
        let stored = futures::future::try_join_all(same).await.unwrap();
        assert!(stored.iter().all(|s| *s == stored[0]));
        assert_eq!((contents(&blobs).await.len(), incoming(folder)), (1, 0));
    };

    parts_keep_what_arrived_and_join => async |blobs: Blobs, _: &Path| {
        for size in [100_u64, 6 * MB] {
            let keys = ["parts/u1/0", "parts/u1/1", "parts/u1/2"].map(str::to_owned);
            let first = blobs.put_part(&keys[0], broken_after(size), 20 * MB).await.unwrap().size;
            assert_eq!(first, size);
            assert_eq!(blobs.put_part(&keys[1], abc(), 20 * MB).await.unwrap().size, 3);
            assert_eq!(blobs.put_part(&keys[2], bytes(size), 20 * MB).await.unwrap().size, size);
            let joined = all(blobs.concat_parts(keys.to_vec())).await;
            let expected = [all(bytes(size)).await, b"abc".to_vec(), all(bytes(size)).await].concat();
            assert!(joined == expected);
            let stored = blobs.store(blobs.concat_parts(keys.to_vec()), 20 * MB).await.unwrap();
            assert_eq!(stored.size, 2 * size + 3);
            for key in &keys {
                blobs.delete(key).await.unwrap();
                blobs.delete(key).await.unwrap();
            }
            let gone: Result<Vec<Bytes>, _> = blobs.concat_parts(keys.to_vec()).try_collect().await;
            assert!(gone.is_err());
        }
    };

    a_part_is_adopted_as_it_lies => async |blobs: Blobs, _: &Path| {
        let key = "parts/u1/0";
        for again in [false, true] {
            let part = blobs.put_part(key, bytes(6 * MB), 20 * MB).await.unwrap();
            blobs.adopt_part(key, &part).await.unwrap();
            // Its digests are those of a content that came the long way.
            if again {
                assert_eq!(blobs.store(bytes(6 * MB), 20 * MB).await.unwrap(), part);
            }
            // The part stays until it is deleted: a process may die in between and do it again.
            blobs.adopt_part(key, &part).await.unwrap();
            blobs.delete(key).await.unwrap();
            let kept: Vec<Bytes> = blobs.read(&part.sha256).await.unwrap().try_collect().await.unwrap();
            assert!(kept.concat() == all(bytes(6 * MB)).await);
        }
        assert_eq!(contents(&blobs).await.len(), 1);
    };

    parts_have_limits_and_places => async |blobs: Blobs, _: &Path| {
        assert_eq!(blobs.put_part("parts/u/0", bytes(0), 9).await.unwrap().size, 0);
        let refused = blobs.put_part("parts/u/0", bytes(7 * MB), 6 * MB).await;
        assert!(matches!(refused, Err(BlobError::TooLarge { .. })));
        for key in ["sha256/ab/cd", "parts/../sha256/ab", "incoming/x", "parts//x", "parts/汉"] {
            assert!(matches!(blobs.put_part(key, abc(), 9).await, Err(BlobError::Key(_))), "{key}");
            assert!(matches!(blobs.delete(key).await, Err(BlobError::Key(_))), "{key}");
        }
    };

    a_part_goes_on_when_its_caller_is_gone => async |blobs: Blobs, _: &Path| {
        let (sender, chunks) = futures::channel::mpsc::unbounded::<io::Result<Bytes>>();
        sender.unbounded_send(Ok(Bytes::from_static(b"kept"))).unwrap();
        let put = blobs.put_part("parts/u/0", chunks, 9);
        assert!(tokio::time::timeout(std::time::Duration::from_millis(20), put).await.is_err());
        drop(sender);
        for _ in 0..200 {
            let part: Result<Vec<Bytes>, _> = blobs.concat_parts(vec!["parts/u/0".into()]).try_collect().await;
            if part.is_ok_and(|p| p.concat() == b"kept") {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("the part did not arrive");
    };

    old_leftovers_are_swept => async |blobs: Blobs, folder: &Path| {
        std::fs::create_dir_all(folder.join("incoming")).unwrap();
        std::fs::write(folder.join("incoming/0198f3a0"), "left").unwrap();
        let long_ago = Utc.with_ymd_and_hms(2020, 1, 1, 0, 0, 0).unwrap();
        let long_hence = Utc.with_ymd_and_hms(2099, 1, 1, 0, 0, 0).unwrap();
        assert_eq!(blobs.sweep_incoming(long_ago).await.unwrap(), 0);
        assert_eq!(blobs.sweep_incoming(long_hence).await.unwrap(), 1);
        assert_eq!((blobs.sweep_incoming(long_hence).await.unwrap(), incoming(folder)), (0, 0));
    };

    a_probe_tells_whether_it_can_be_used => async |blobs: Blobs, folder: &Path| {
        blobs.probe().await.unwrap();
        assert_eq!(incoming(folder), 0);
        std::fs::remove_dir_all(folder).unwrap();
        std::fs::write(folder, "not a folder").unwrap();
        assert!(blobs.probe().await.is_err());
    };
}

/// Half-written files of a killed process have names of their own in a folder.
#[tokio::test]
async fn half_written_files_are_swept() {
    let place = tempfile::tempdir().unwrap();
    let blobs = Blobs::folder(place.path()).unwrap();
    let (sender, chunks) = futures::channel::mpsc::unbounded::<io::Result<Bytes>>();
    sender.unbounded_send(Ok(vec![1; 600_000].into())).unwrap();
    let storing = tokio::spawn({
        let blobs = blobs.clone();
        async move { blobs.store(chunks, MB).await }
    });
    while incoming(place.path()) == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let long_hence = Utc.with_ymd_and_hms(2099, 1, 1, 0, 0, 0).unwrap();
    assert_eq!(blobs.sweep_incoming(long_hence).await.unwrap(), 1);
    drop(sender);
    assert!(storing.await.unwrap().is_err());
    assert_eq!(contents(&blobs).await, []);
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 1, 1, 2, 3).unwrap()
}

on_each_db!(noting_a_content_twice_is_once => async |db: Db| {
    let stored = Stored { sha256: ABC_SHA256.into(), sm3: ABC_SM3.into(), size: 3 };
    let tx = db.begin().await.unwrap();
    blobs::record(&tx, &stored, "application/pdf", now()).await.unwrap();
    blobs::record(&tx, &stored, "text/plain", now()).await.unwrap();
    tx.commit().await.unwrap();
    let rows = db::entity::blob::Entity::find().all(db.read()).await.unwrap();
    assert_eq!((rows.len(), rows[0].media_type.as_str(), rows[0].size), (1, "application/pdf", 3));
});
