//! Time stamps over checkpoints (RFC 3161). Append-only; written by `proof` alone.
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proof_stamp")]
pub struct Model {
    /// The checkpoint of that size.
    #[sea_orm(primary_key, auto_increment = false)]
    pub size: i64,
    /// The token, base64 of its DER.
    pub token: String,
    /// Who stamped.
    pub authority: String,
    /// The time it states.
    pub at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
