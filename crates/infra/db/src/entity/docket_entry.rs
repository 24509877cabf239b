//! 案卷流水: what happened in a case. Append-only; written by `docket` alone.
use chrono::{DateTime, Utc};
use kernel::id::CaseId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "docket_entry")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// 1, 2, 3 … without gaps within the case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom: JSON, kept byte for byte because the hash covers it.
    pub actor: String,
    /// What: JSON, kept byte for byte because the hash covers it.
    pub event: String,
    /// SHA-256 of the entry before.
    pub previous: String,
    /// SHA-256 of this entry.
    pub hash: String,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
