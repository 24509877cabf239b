//! What was submitted, round by round. Append-only.
use chrono::{DateTime, Utc};
use kernel::id::FilingId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "filing_submission")]
pub struct Model {
    /// The filing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub filing_id: FilingId,
    /// 1 for the first submission.
    #[sea_orm(primary_key, auto_increment = false)]
    pub round: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What was submitted: JSON, sealed.
    pub content: String,
    /// The files with their digests: JSON.
    pub materials: String,
    /// SHA-256 over content and files, hex.
    pub digest: String,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
