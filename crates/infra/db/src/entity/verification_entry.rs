//! What happened in an attempt. Append-only.
use chrono::{DateTime, Utc};
use kernel::id::VerificationId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "verification_entry")]
pub struct Model {
    /// The attempt.
    #[sea_orm(primary_key, auto_increment = false)]
    pub verification_id: VerificationId,
    /// 1, 2, 3 ….
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom: JSON.
    pub actor: String,
    /// What happened.
    pub what: String,
    /// Method, outcome, reason. No numbers of persons.
    pub detail: String,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
