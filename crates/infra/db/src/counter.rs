//! Numbers without gaps: a row per series, in the same transaction as what is numbered. Never an
//! auto-increment, which skips numbers when a transaction fails.
use crate::connect::statement;
use sea_orm::{ConnectionTrait, DbErr};

/// The next number of the series `key`, starting at 1. Whoever asks next for the same series
/// waits until this transaction ends; if it fails, the number is given out again.
pub async fn next(tx: &impl ConnectionTrait, key: &str) -> Result<i64, DbErr> {
    let sql = r#"INSERT INTO counter ("key", n) VALUES ($1, 1)
        ON CONFLICT ("key") DO UPDATE SET n = counter.n + 1 RETURNING n"#;
    tx.query_one_raw(statement(tx, sql, [key.into()]))
        .await?
        .ok_or_else(|| DbErr::Custom(format!("编号序列 {key} 没有返回数字")))?
        .try_get("", "n")
}
