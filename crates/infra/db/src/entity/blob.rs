//! A file's content, stored once. Its bytes lie in the object store.
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "blob")]
pub struct Model {
    /// SHA-256, hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: String,
    /// SM3, hex.
    pub sm3: String,
    /// Bytes.
    pub size: i64,
    /// Decided by content, not by name.
    pub media_type: String,
    /// When it first came in.
    pub created_at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
