//! A browser's visit.
use chrono::{DateTime, Utc};
use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// SHA-256 of the token in the cookie; the token itself is not kept.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: String,
    /// Who is logged in.
    pub account_id: Option<AccountId>,
    /// What else the visit remembers: JSON.
    pub data: String,
    /// Secret that forms must send back.
    pub csrf: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub seen_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
