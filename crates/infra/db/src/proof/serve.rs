//! What anyone may read: checkpoints, tiles and entries (C2SP tlog-tiles). None of it tells about anyone.
use super::sequence::{load_tiles, stored};
use crate::entity::{proof_checkpoint, proof_head, proof_leaf};
use chain::{
    SignedCheckpoint,
    tree::{Resource, bundle, consistency},
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

/// The last checkpoint and its row.
pub async fn last_checkpoint(
    db: &impl ConnectionTrait,
) -> Result<Option<(proof_checkpoint::Model, SignedCheckpoint)>, DbErr> {
    let newest = proof_checkpoint::Entity::find().order_by_desc(proof_checkpoint::Column::Size);
    newest.one(db).await?.map(read).transpose()
}

/// A stored checkpoint, read.
pub(super) fn read(
    row: proof_checkpoint::Model,
) -> Result<(proof_checkpoint::Model, SignedCheckpoint), DbErr> {
    let note = SignedCheckpoint::parse(&row.note)
        .map_err(|e| DbErr::Custom(format!("存证日志 {} 条的检查点无法读取：{e}", row.size)))?;
    Ok((row, note))
}

/// How many leaves the log has.
pub async fn size(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let head = proof_head::Entity::find().one(db).await?;
    Ok(head.and_then(|h| u64::try_from(h.size).ok()).unwrap_or(0))
}

/// The octets at a path such as `tile/0/x001/234` or `tile/entries/005.p/17`; `None` where there are none
/// (yet).
pub async fn resource(
    db: &impl ConnectionTrait,
    wanted: Resource,
) -> Result<Option<Vec<u8>>, DbErr> {
    let size = size(db).await?;
    match wanted {
        Resource::Tile { id, width } => {
            if id.width(size) < width {
                return Ok(None);
            }
            let tiles = load_tiles(db, vec![id]).await?;
            let octets = usize::from(width) * 32;
            Ok(tiles.get(&id).and_then(|tile| tile.get(..octets)).map(<[u8]>::to_vec))
        }
        Resource::Entries { index, width } => {
            let first = index.saturating_mul(256);
            let end = first.saturating_add(u64::from(width));
            if end > size {
                return Ok(None);
            }
            let leaves = proof_leaf::Entity::find()
                .filter(proof_leaf::Column::Position.gte(stored(first)?))
                .filter(proof_leaf::Column::Position.lt(stored(end)?))
                .order_by_asc(proof_leaf::Column::Position)
                .all(db)
                .await?;
            let octets = bundle::encode(leaves.iter().map(|row| &row.leaf));
            octets.map(Some).map_err(|e| DbErr::Custom(e.to_string()))
        }
    }
}

/// The consistency proof between two sizes of this log.
pub async fn consistency(
    db: &impl ConnectionTrait,
    old: u64,
    new: u64,
) -> Result<Option<Vec<chain::Hash>>, DbErr> {
    if new > size(db).await? {
        return Ok(None);
    }
    let Ok(needs) = consistency::needs(old, new) else { return Ok(None) };
    let tiles = load_tiles(db, needs).await?;
    consistency::prove(old, new, &tiles).map(Some).map_err(|e| DbErr::Custom(e.to_string()))
}
