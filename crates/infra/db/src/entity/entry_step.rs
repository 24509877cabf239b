//! One walk through registering, logging in or changing a secret.
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, StepId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "entry_step")]
pub struct Model {
    /// The walk.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StepId,
    /// What for.
    pub purpose: String,
    /// Hash of the visitor's token; nobody else may go on with it.
    pub visitor: String,
    /// Whose, where known.
    pub account_id: Option<AccountId>,
    /// Number that the code goes to, sealed.
    pub phone: Option<String>,
    /// Its blind index.
    pub phone_index: Option<String>,
    /// Hash of the code.
    pub code_hash: Option<String>,
    /// When the code ends.
    pub code_until: Option<DateTime<Utc>>,
    /// Wrong codes so far.
    pub tries: i64,
    /// Where to go at the end.
    pub next: String,
    /// A secret not yet in force, sealed.
    pub pending: Option<String>,
    /// When the right code was given.
    pub proven_at: Option<DateTime<Utc>>,
    /// When it was used up.
    pub finished_at: Option<DateTime<Utc>>,
    /// When it began.
    pub created_at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
