//! 常用材料: a file kept for reuse.
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, SavedId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_material")]
pub struct Model {
    /// The file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SavedId,
    /// Whose.
    pub account_id: AccountId,
    /// What kind of material.
    pub category: String,
    /// Its name.
    pub name: String,
    /// Its content.
    pub sha256: String,
    /// Decided by content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Pages, where known.
    pub pages: Option<i64>,
    /// When it was kept.
    pub created_at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
