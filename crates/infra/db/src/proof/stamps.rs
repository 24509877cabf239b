//! Time stamps over checkpoints: which one is wanted, and what came.
use super::serve;
use crate::entity::{proof_checkpoint, proof_stamp};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use chain::SignedCheckpoint;
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};

/// The newest stamp.
pub async fn latest(db: &impl ConnectionTrait) -> Result<Option<proof_stamp::Model>, DbErr> {
    proof_stamp::Entity::find().order_by_desc(proof_stamp::Column::Size).one(db).await
}

/// The newest checkpoint, if no stamp covers it yet.
pub async fn unstamped(db: &impl ConnectionTrait) -> Result<Option<SignedCheckpoint>, DbErr> {
    let Some((row, note)) = serve::last_checkpoint(db).await? else { return Ok(None) };
    let stamped =
        proof_stamp::Entity::find().filter(proof_stamp::Column::Size.gte(row.size)).one(db).await?;
    Ok(stamped.is_none().then_some(note))
}

/// Keeps a token, already verified, over the checkpoint of that size.
pub async fn record(
    tx: &impl ConnectionTrait,
    checkpoint: &SignedCheckpoint,
    token: &[u8],
    (authority, at): (&str, DateTime<Utc>),
) -> Result<(), DbErr> {
    let size = super::sequence::stored(checkpoint.checkpoint.size)?;
    if proof_checkpoint::Entity::find_by_id(size).one(tx).await?.is_none() {
        return Err(DbErr::Custom(format!("没有 {size} 条的检查点")));
    }
    let row = proof_stamp::Model {
        size,
        token: BASE64.encode(token),
        authority: authority.to_owned(),
        at,
    };
    proof_stamp::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::column(proof_stamp::Column::Size).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx)
        .await
        .map(|_| ())
}
