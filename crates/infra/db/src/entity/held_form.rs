//! A form that was sent after the session had ended, kept until its owner has logged in again.
use chrono::{DateTime, Utc};
use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "held_form")]
pub struct Model {
    /// The form.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub account_id: AccountId,
    /// Where it was sent.
    pub path: String,
    /// What was typed, sealed.
    pub body: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
