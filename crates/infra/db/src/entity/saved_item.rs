//! 立案常用信息 and 送达地址, kept for reuse.
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, SavedId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_item")]
pub struct Model {
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SavedId,
    /// Whose.
    pub account_id: AccountId,
    /// `party`, `post`, `sms` or `email`.
    pub kind: String,
    /// What the owner calls it.
    pub label: String,
    /// JSON of its own shape, sealed.
    pub content: String,
    /// When it was kept.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
