//! What was done to an account's secrets, and by whom. Append-only.
use chrono::{DateTime, Utc};
use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_entry")]
pub struct Model {
    /// Whose account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// 1, 2, 3 ….
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom: JSON.
    pub actor: String,
    /// What was done, a sentence.
    pub what: String,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
