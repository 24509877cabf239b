//! Checkpoints as they were signed. Append-only; written by `proof` alone.
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proof_checkpoint")]
pub struct Model {
    /// How many leaves it covers.
    #[sea_orm(primary_key, auto_increment = false)]
    pub size: i64,
    /// The signed note.
    pub note: String,
    /// When it was signed.
    pub at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
