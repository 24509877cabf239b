//! Copies every table from one database to another, through the entities, and compares them.
//! Backup, restore and the move from `SQLite` to `PostgreSQL` are all this.
use futures::TryStreamExt;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    StreamTrait,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Rows written by one statement.
const BATCH: usize = 200;

/// What a table holds: how many rows, and a digest of them whatever their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// The table.
    pub table: String,
    /// How many rows.
    pub rows: u64,
    /// Sum of the rows' SHA-256, hex.
    pub digest: String,
}

/// Adds up rows so that their order does not matter.
#[derive(Default)]
struct Sum {
    rows: u64,
    lanes: [u64; 4],
}

impl Sum {
    fn add(&mut self, row: &impl std::fmt::Debug) {
        self.rows += 1;
        let hash = Sha256::digest(format!("{row:?}"));
        for (lane, bytes) in self.lanes.iter_mut().zip(hash.chunks_exact(8)) {
            let mut word = [0; 8];
            word.copy_from_slice(bytes);
            *lane = lane.wrapping_add(u64::from_be_bytes(word));
        }
    }

    fn contents(&self, table: &str) -> Contents {
        let [a, b, c, d] = self.lanes;
        let digest = format!("{a:016x}{b:016x}{c:016x}{d:016x}");
        Contents { table: table.to_owned(), rows: self.rows, digest }
    }
}

/// Copies one table; the target's must be empty.
pub(crate) async fn copy<E, F, T>(table: &str, from: &F, to: &T) -> Result<Contents, DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    F: ConnectionTrait + StreamTrait,
    T: ConnectionTrait,
{
    let mut sum = Sum::default();
    let mut rows = E::find().stream(from).await?;
    let mut batch = Vec::with_capacity(BATCH);
    while let Some(row) = rows.try_next().await? {
        sum.add(&row);
        batch.push(row.into_active_model().reset_all());
        if batch.len() == BATCH {
            E::insert_many(std::mem::take(&mut batch)).exec_without_returning(to).await?;
        }
    }
    if !batch.is_empty() {
        E::insert_many(batch).exec_without_returning(to).await?;
    }
    Ok(sum.contents(table))
}

/// Reads one table and adds it up.
pub(crate) async fn measure<E, F>(table: &str, from: &F) -> Result<Contents, DbErr>
where
    E: EntityTrait,
    F: ConnectionTrait + StreamTrait,
{
    let mut sum = Sum::default();
    let mut rows = E::find().stream(from).await?;
    while let Some(row) = rows.try_next().await? {
        sum.add(&row);
    }
    Ok(sum.contents(table))
}

/// How many rows one table holds.
pub(crate) async fn count<E>(from: &impl ConnectionTrait) -> Result<u64, DbErr>
where
    E: EntityTrait,
    E::Model: Sync,
{
    E::find().count(from).await
}

pub use crate::entity::{copy_each, first_filled, measure_each};
