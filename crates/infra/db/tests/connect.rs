//! Connections as they are promised.
#![cfg(test)]
use db::{Db, on_each_db};
use sea_orm::ConnectionTrait;
use std::os::unix::fs::PermissionsExt;

on_each_db!(answers_and_is_up_to_date => async |db: Db| {
    db.ping().await.unwrap();
    assert!(db.pending_migrations().await.unwrap().is_empty());
    db.migrate().await.unwrap();
});

on_each_db!(several_nodes_migrate_at_once => async |db: Db| {
    let all = (0..4).map(|_| db.migrate());
    for done in futures::future::join_all(all).await {
        done.unwrap();
    }
});

on_each_db!(a_read_sees_one_moment => async |db: Db| {
    let read = db.begin_read().await.unwrap();
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM counter";
    let count = async |tx: &sea_orm::DatabaseTransaction| -> i64 {
        let row = tx.query_one_raw(db::statement(tx, sql, [])).await.unwrap().unwrap();
        row.try_get("", "n").unwrap()
    };
    assert_eq!(count(&read).await, 0);
    let tx = db.begin().await.unwrap();
    db::counter::next(&tx, "a").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count(&read).await, 0);
    assert!(read.execute_unprepared("DELETE FROM counter").await.is_err());
});

#[tokio::test]
async fn a_new_file_is_private_and_durable() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.db");
    let db = Db::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    db.migrate().await.unwrap();
    for end in ["", "-wal", "-shm"] {
        let mode = std::fs::metadata(format!("{}{end}", file.display())).unwrap().permissions();
        assert_eq!(mode.mode() & 0o777, 0o600, "{end}");
    }
    let tx = db.begin().await.unwrap();
    for (pragma, expected) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")]
    {
        let row = tx.query_one_raw(db::statement(&tx, &format!("PRAGMA {pragma}"), [])).await;
        let row = row.unwrap().unwrap();
        let text = row.try_get_by_index::<String>(0);
        let text = text.or_else(|_| row.try_get_by_index::<i64>(0).map(|n| n.to_string()));
        assert_eq!(text.unwrap(), expected, "{pragma}");
    }
    tx.rollback().await.unwrap();
    assert!(db.read().execute_unprepared("DELETE FROM counter").await.is_err());
    db.close().await.unwrap();
    assert!(!folder.path().join("new.db-wal").exists());
}

#[tokio::test]
async fn a_wrong_address_is_explained() {
    for (url, word) in
        [("mysql://x", "postgres:"), ("sqlite:", "文件"), ("sqlite:/nowhere/at/all/x.db", "目录")]
    {
        let why = Db::connect(url).await.unwrap_err().to_string();
        assert!(why.contains(word), "{why}");
    }
}
