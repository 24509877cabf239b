//! Puts waiting commitments into the tree and signs checkpoints: one node at a time.
use super::{BELL, LogKeys};
use crate::{
    Db,
    entity::{proof_checkpoint, proof_head, proof_leaf, proof_pending, proof_tile},
};
use chain::{
    Checkpoint, Hash, Leaf, NotAKey, SignedCheckpoint, TreeError,
    tree::{Edge, TileId},
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use std::collections::BTreeMap;

/// How many commitments go in together at most.
const GROUP: u64 = 500;
/// How often a checkpoint is signed while the log grows; on demand at any time.
pub const CHECKPOINT_EVERY: Duration = Duration::seconds(60);

/// Why the log cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbErr),
    /// The keys are those of another log.
    #[error(
        "存证日志的名称是“{stored}”，密钥文件中是“{configured}”：请使用原来的密钥文件；更换密钥须另起日志"
    )]
    OtherLog {
        /// In the database.
        stored: String,
        /// In the key file.
        configured: String,
    },
    /// What is stored does not fit together: nothing is signed until somebody has looked.
    #[error(
        "存证日志的内容前后不一致（{0}），已停止签发检查点。请运行 dengwen verify 并从备份核对"
    )]
    Broken(String),
    /// It cannot be signed.
    #[error(transparent)]
    Key(#[from] NotAKey),
}

impl From<TreeError> for LogError {
    fn from(e: TreeError) -> Self {
        Self::Broken(e.to_string())
    }
}

/// Appends to the log of these keys.
#[derive(Clone, Debug)]
pub struct Sequencer {
    db: Db,
    keys: LogKeys,
}

impl Sequencer {
    /// For the log in this database.
    pub fn new(db: Db, keys: LogKeys) -> Self {
        Self { db, keys }
    }

    /// What the log is signed with.
    pub fn keys(&self) -> &LogKeys {
        &self.keys
    }

    /// Waits until something has been committed to in this process.
    pub async fn called(&self) {
        BELL.notified().await;
    }

    /// Puts one group of waiting commitments into the tree; returns how many.
    pub async fn append(&self) -> Result<usize, LogError> {
        if proof_pending::Entity::find().one(self.db.read()).await?.is_none() {
            return Ok(0);
        }
        let tx = self.db.begin().await?;
        let head = self.lock(&tx).await?;
        let waiting = proof_pending::Entity::find()
            .order_by_asc(proof_pending::Column::Id)
            .limit(GROUP)
            .all(&tx)
            .await?;
        if waiting.is_empty() {
            return Ok(0);
        }
        let count = waiting.len();
        let mut edge = load_edge(&tx, &head).await?;
        let mut hashes = Vec::with_capacity(count);
        for row in &waiting {
            let leaf = Leaf::parse(&row.leaf).map_err(|e| LogError::Broken(e.to_string()))?;
            hashes.push(leaf.hash());
        }
        let tiles = edge.append(hashes)?;
        store_tiles(&tx, tiles).await?;
        store_leaves(&tx, head.size, waiting).await?;
        proof_head::Entity::update_many()
            .col_expr(proof_head::Column::Size, Expr::value(stored(edge.size())?))
            .col_expr(proof_head::Column::Root, Expr::value(edge.root().to_string()))
            .filter(proof_head::Column::Origin.eq(head.origin))
            .exec(&tx)
            .await?;
        tx.commit().await?;
        Ok(count)
    }

    /// Puts everything in that waits and signs, so that what was just committed to can be proven.
    pub async fn settle(&self, now: DateTime<Utc>) -> Result<Option<SignedCheckpoint>, LogError> {
        while self.append().await? > 0 {}
        self.checkpoint(now, Duration::zero()).await
    }

    /// Signs a checkpoint if the log has grown and the last one is `older_than`. Returns the last one.
    pub async fn checkpoint(
        &self,
        now: DateTime<Utc>,
        older_than: Duration,
    ) -> Result<Option<SignedCheckpoint>, LogError> {
        let last = super::serve::last_checkpoint(self.db.read()).await?;
        let size = i64::try_from(super::serve::size(self.db.read()).await?).unwrap_or(i64::MAX);
        let fresh = last.as_ref().is_some_and(|(row, _)| {
            row.size >= size || now.signed_duration_since(row.at) < older_than
        });
        if fresh || size == 0 {
            return Ok(last.map(|(_, note)| note));
        }
        let tx = self.db.begin().await?;
        let head = self.lock(&tx).await?;
        let edge = load_edge(&tx, &head).await?;
        let checkpoint =
            Checkpoint { origin: head.origin.clone(), size: edge.size(), root: edge.root() };
        let note = checkpoint.sign(self.keys.signing())?;
        let row = proof_checkpoint::Model { size: head.size, note: note.as_str().into(), at: now };
        proof_checkpoint::Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::column(proof_checkpoint::Column::Size).do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(&tx)
            .await?;
        tx.commit().await?;
        Ok(Some(note))
    }

    /// The head's row, locked until the transaction ends; made when the log begins.
    async fn lock(&self, tx: &DatabaseTransaction) -> Result<proof_head::Model, LogError> {
        let origin = self.keys.origin().to_owned();
        let begin = proof_head::Model {
            origin: origin.clone(),
            size: 0,
            root: Hash::of_nothing().to_string(),
        };
        if proof_head::Entity::find().one(tx).await?.is_none() {
            proof_head::Entity::insert(begin.into_active_model())
                .on_conflict(OnConflict::column(proof_head::Column::Origin).do_nothing().to_owned())
                .try_insert()
                .exec_without_returning(tx)
                .await?;
        }
        let head = proof_head::Entity::find().lock_exclusive().one(tx).await?;
        let head = head.ok_or_else(|| LogError::Broken("没有日志头".into()))?;
        if head.origin == origin {
            return Ok(head);
        }
        Err(LogError::OtherLog { stored: head.origin, configured: origin })
    }
}

/// The tree's right edge, compared with the root that the head remembers.
async fn load_edge(tx: &impl ConnectionTrait, head: &proof_head::Model) -> Result<Edge, LogError> {
    let size = u64::try_from(head.size).map_err(|e| LogError::Broken(e.to_string()))?;
    let tiles = load_tiles(tx, Edge::needs(size)).await?;
    let edge = Edge::load(size, &tiles)?;
    if edge.root().to_string() != head.root {
        return Err(LogError::Broken(format!("{size} 条的根哈希与分片不符")));
    }
    Ok(edge)
}

/// Those tiles, as long as they have grown.
pub(super) async fn load_tiles(
    db: &impl ConnectionTrait,
    ids: Vec<TileId>,
) -> Result<BTreeMap<TileId, Vec<u8>>, DbErr> {
    use proof_tile::Column as C;
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut any = Condition::any();
    for id in ids {
        let one = C::Level.eq(i64::from(id.level)).and(C::Place.eq(stored(id.index)?));
        any = any.add(one);
    }
    let rows = proof_tile::Entity::find().filter(any).all(db).await?;
    let tile = |row: proof_tile::Model| {
        let broken = || DbErr::Custom(format!("存证日志分片 {}/{} 无法读取", row.level, row.place));
        let level = u8::try_from(row.level).map_err(|_| broken())?;
        let index = u64::try_from(row.place).map_err(|_| broken())?;
        Ok((TileId { level, index }, hex::decode(&row.hashes).map_err(|_| broken())?))
    };
    rows.into_iter().map(tile).collect()
}

async fn store_tiles(
    tx: &impl ConnectionTrait,
    tiles: BTreeMap<TileId, Vec<u8>>,
) -> Result<(), DbErr> {
    use proof_tile::Column as C;
    for (id, hashes) in tiles {
        let row = proof_tile::Model {
            level: i64::from(id.level),
            place: stored(id.index)?,
            hashes: hex::encode(hashes),
        };
        let longer = OnConflict::columns([C::Level, C::Place]).update_column(C::Hashes).to_owned();
        proof_tile::Entity::insert(row.into_active_model())
            .on_conflict(longer)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

async fn store_leaves(
    tx: &impl ConnectionTrait,
    from: i64,
    waiting: Vec<proof_pending::Model>,
) -> Result<(), DbErr> {
    let ids: Vec<_> = waiting.iter().map(|row| row.id).collect();
    let leaves = (from..).zip(waiting).map(|(position, row)| {
        proof_leaf::Model { position, commitment_id: row.id, leaf: row.leaf }.into_active_model()
    });
    proof_leaf::Entity::insert_many(leaves).exec_without_returning(tx).await?;
    proof_pending::Entity::delete_many()
        .filter(proof_pending::Column::Id.is_in(ids))
        .exec(tx)
        .await
        .map(|_| ())
}

pub(super) fn stored(n: u64) -> Result<i64, DbErr> {
    i64::try_from(n).map_err(|e| DbErr::Custom(e.to_string()))
}
