//! Which text was agreed to, and when. Append-only.
use chrono::{DateTime, Utc};
use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_consent")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// `agreement` or `privacy`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub document: String,
    /// Which version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
