//! 实名认证: one attempt at proving who one is.
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, VerificationId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "verification")]
pub struct Model {
    /// The attempt.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VerificationId,
    /// Whose.
    pub account_id: AccountId,
    /// `open`, `started`, `passed`, `failed`, `refused`, `cancelled`.
    pub state: String,
    /// The way chosen.
    pub method: Option<String>,
    /// Name as given.
    pub name: String,
    /// Kind of document.
    pub document: String,
    /// Its number, sealed.
    pub number: String,
    /// Blind index of kind and number.
    pub number_index: String,
    /// The number as shown.
    pub number_masked: String,
    /// Phone as given, sealed.
    pub phone: String,
    /// The provider's token, sealed.
    pub token: Option<String>,
    /// Code to show at the court's window.
    pub slip: Option<String>,
    /// Why it did not pass.
    pub reason: Option<String>,
    /// Where to go at the end.
    pub next: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub decided_at: Option<DateTime<Utc>>,
    /// Which clerk decided.
    pub decided_by: Option<AccountId>,
    /// The court at whose window the slip was shown.
    pub court: Option<String>,
    /// For compare-and-set.
    pub version: i64,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
