//! 任务: what touches the outside, done after the act has committed. Written by `jobs` alone.
use chrono::{DateTime, Utc};
use kernel::id::JobId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    /// The job.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    /// Which handler does it.
    pub kind: String,
    /// Jobs of one kind with the same key are one job.
    pub dedup: Option<String>,
    /// What to do: JSON.
    pub payload: String,
    /// `waiting`, `running`, `done` or `dead`.
    pub state: String,
    /// When it may next be taken: its time while it waits, the end of the lease while it runs.
    pub due_at: DateTime<Utc>,
    /// How often it was taken.
    pub attempts: i64,
    /// Whose it is while it runs.
    pub lease: Option<Uuid>,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
