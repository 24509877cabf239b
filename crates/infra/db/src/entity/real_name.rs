//! The proven name of an account.
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, VerificationId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "real_name")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// The name.
    pub name: String,
    /// Kind of document.
    pub document: String,
    /// Its number, sealed.
    pub number: String,
    /// Blind index: one account for each document.
    pub number_index: String,
    /// The number as shown.
    pub number_masked: String,
    /// Phone for the court, sealed.
    pub phone: String,
    /// How it was proven.
    pub method: String,
    /// By which attempt.
    pub verification_id: VerificationId,
    /// When.
    pub verified_at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
