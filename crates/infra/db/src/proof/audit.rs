//! Walks the whole log: every opening, every leaf, every tile, every checkpoint.
use super::{CONTEXT, LogKeys, serve};
use crate::{
    Vault,
    entity::{proof_checkpoint, proof_commitment, proof_head, proof_leaf},
};
use chain::{
    Checkpoint, Leaf, Opening, SignedCheckpoint,
    tree::{Edge, TileId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What was found to be in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Leaves.
    pub leaves: u64,
    /// Checkpoints.
    pub checkpoints: u64,
    /// Commitments that no leaf holds yet.
    pub waiting: u64,
}

/// Where the log is not in order.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbErr),
    /// A sentence.
    #[error("{0}")]
    Wrong(String),
}

fn wrong(text: impl Into<String>) -> AuditError {
    AuditError::Wrong(text.into())
}

/// How many rows are looked at together.
const PAGE: u64 = 1000;

/// Rebuilds the tree from the leaves and compares it with all that was stored and signed. Reads page by
/// page: memory does not grow with the log. Give it a read transaction, so that it sees one moment.
pub async fn audit(
    db: &impl ConnectionTrait,
    vault: &Vault,
    keys: &LogKeys,
) -> Result<Audit, AuditError> {
    let checkpoints = checkpoints(db, keys).await?;
    let mut found = Audit { checkpoints: checkpoints.len() as u64, ..Audit::default() };
    let mut edge = Edge::default();
    let mut wanted = checkpoints.into_iter().peekable();
    loop {
        let from = super::sequence::stored(edge.size())?;
        let rows = proof_leaf::Entity::find()
            .filter(proof_leaf::Column::Position.gte(from))
            .order_by_asc(proof_leaf::Column::Position)
            .limit(PAGE)
            .all(db)
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            compare_full_tiles(db, add(&mut edge, &row)?).await?;
            if let Some((size, checkpoint)) = wanted.next_if(|(size, _)| *size == edge.size())
                && checkpoint.root != edge.root()
            {
                return Err(wrong(format!("存证日志 {size} 条的检查点与内容不符")));
            }
        }
    }
    found.leaves = edge.size();
    if let Some((size, _)) = wanted.next() {
        return Err(wrong(format!("检查点签有 {size} 条，日志只有 {} 条", found.leaves)));
    }
    compare_head(db, &edge).await?;
    found.waiting = openings(db, vault).await?.saturating_sub(found.leaves);
    Ok(found)
}

/// Adds the next leaf; returns the tiles that have changed.
fn add(edge: &mut Edge, row: &proof_leaf::Model) -> Result<BTreeMap<TileId, Vec<u8>>, AuditError> {
    if u64::try_from(row.position) != Ok(edge.size()) {
        return Err(wrong(format!("存证日志第 {} 条缺失", edge.size())));
    }
    let leaf = Leaf::parse(&row.leaf)
        .map_err(|e| wrong(format!("存证日志第 {} 条无法读取：{e}", row.position)))?;
    edge.append([leaf.hash()]).map_err(|e| wrong(e.to_string()))
}

async fn checkpoints(
    db: &impl ConnectionTrait,
    keys: &LogKeys,
) -> Result<Vec<(u64, Checkpoint)>, AuditError> {
    let rows = proof_checkpoint::Entity::find()
        .order_by_asc(proof_checkpoint::Column::Size)
        .all(db)
        .await?;
    let mut read = Vec::with_capacity(rows.len());
    for row in rows {
        let (row, note) = serve::read(row)?;
        check_signatures(&note, keys)?;
        if u64::try_from(row.size) != Ok(note.checkpoint.size) {
            return Err(wrong(format!("检查点 {} 的条数与所签不符", row.size)));
        }
        read.push((note.checkpoint.size, note.checkpoint));
    }
    Ok(read)
}

fn check_signatures(note: &SignedCheckpoint, keys: &LogKeys) -> Result<(), AuditError> {
    let size = note.checkpoint.size;
    for key in keys.public() {
        if !matches!(note.note.signed_by(&key), Some(Ok(()))) {
            return Err(wrong(format!("存证日志 {size} 条的检查点签名不正确")));
        }
    }
    Ok(())
}

/// A tile that has become full must be stored as it is.
async fn compare_full_tiles(
    db: &impl ConnectionTrait,
    tiles: BTreeMap<TileId, Vec<u8>>,
) -> Result<(), AuditError> {
    for (id, hashes) in tiles.into_iter().filter(|(_, hashes)| hashes.len() == 256 * 32) {
        let stored = super::sequence::load_tiles(db, vec![id]).await?;
        if stored.get(&id) != Some(&hashes) {
            return Err(wrong(format!("存证日志分片 {id} 与内容不符")));
        }
    }
    Ok(())
}

async fn compare_head(db: &impl ConnectionTrait, edge: &Edge) -> Result<(), AuditError> {
    let head = proof_head::Entity::find().one(db).await?;
    let fits = match head {
        Some(head) => {
            u64::try_from(head.size) == Ok(edge.size()) && head.root == edge.root().to_string()
        }
        None => edge.size() == 0,
    };
    if fits { Ok(()) } else { Err(wrong("存证日志头与内容不符")) }
}

/// Opens every commitment; returns how many there are.
async fn openings(db: &impl ConnectionTrait, vault: &Vault) -> Result<u64, AuditError> {
    use proof_commitment::Column as C;
    let (mut count, mut after) = (0, Uuid::nil());
    loop {
        let rows = proof_commitment::Entity::find()
            .find_also_related(proof_leaf::Entity)
            .filter(C::Id.gt(after))
            .order_by_asc(C::Id)
            .limit(PAGE)
            .all(db)
            .await?;
        let Some((last, _)) = rows.last() else { return Ok(count) };
        after = last.id;
        count += rows.len() as u64;
        for (row, leaf) in rows {
            check_opening(&row, leaf.as_ref(), vault)?;
        }
    }
}

fn check_opening(
    row: &proof_commitment::Model,
    leaf: Option<&proof_leaf::Model>,
    vault: &Vault,
) -> Result<(), AuditError> {
    let bad = || wrong(format!("存证 {} 的内容与日志不符", row.subject));
    let plain = vault.open(CONTEXT, &row.opening).map_err(|_| bad())?;
    let opening: Opening = serde_json::from_slice(&plain).map_err(|_| bad())?;
    let Some(leaf) = leaf else { return Ok(()) };
    let leaf = Leaf::parse(&leaf.leaf).map_err(|_| bad())?;
    if opening.commitment() == Ok(leaf.commitment) { Ok(()) } else { Err(bad()) }
}
