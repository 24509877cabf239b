//! The rows of what was submitted. Append-only.
use crate::filing::submitted::{Snapshot, Submitted, SubmittedFile, digest};
use chrono::{DateTime, Utc};
use db::{entity::filing_submission, vault::Vault};
use kernel::id::FilingId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
};

fn context(id: FilingId, round: i64) -> String {
    format!("filing_submission.content/{id}/{round}")
}

/// Keeps one round; gives its digest.
pub async fn insert(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    (id, round): (FilingId, u32),
    (snapshot, files): (&Snapshot, &[SubmittedFile]),
    now: DateTime<Utc>,
) -> Result<String, DbErr> {
    let content = serde_json::to_vec(snapshot).map_err(|e| DbErr::Json(e.to_string()))?;
    let materials = serde_json::to_string(files).map_err(|e| DbErr::Json(e.to_string()))?;
    let digest = digest(id, round, &content, files);
    filing_submission::Entity::insert(filing_submission::ActiveModel {
        filing_id: Set(id),
        round: Set(round.into()),
        at: Set(now),
        content: Set(vault.seal(&context(id, round.into()), &content)),
        materials: Set(materials),
        digest: Set(digest.clone()),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(digest)
}

/// One round, if there was one.
pub async fn find(
    db: &impl ConnectionTrait,
    vault: &Vault,
    id: FilingId,
    round: u32,
) -> Result<Option<Submitted>, DbErr> {
    let row = filing_submission::Entity::find_by_id((id, i64::from(round))).one(db).await?;
    row.map(|row| read(vault, &row)).transpose()
}

/// The newest round.
pub async fn last(
    db: &impl ConnectionTrait,
    vault: &Vault,
    id: FilingId,
) -> Result<Option<Submitted>, DbErr> {
    let rows = filing_submission::Entity::find()
        .filter(filing_submission::Column::FilingId.eq(id))
        .order_by_desc(filing_submission::Column::Round);
    rows.one(db).await?.map(|row| read(vault, &row)).transpose()
}

fn read(vault: &Vault, row: &filing_submission::Model) -> Result<Submitted, DbErr> {
    let broken = |what: &str| {
        DbErr::Custom(format!("filing_submission {}/{}: {what}", row.filing_id, row.round))
    };
    let json = vault
        .open(&context(row.filing_id, row.round), &row.content)
        .map_err(|e| broken(&e.to_string()))?;
    Ok(Submitted {
        round: u32::try_from(row.round).map_err(|_| broken("a round below zero"))?,
        at: row.at,
        digest: row.digest.clone(),
        snapshot: serde_json::from_slice(&json).map_err(|_| broken("unreadable content"))?,
        files: serde_json::from_str(&row.materials).map_err(|_| broken("unreadable files"))?,
    })
}
