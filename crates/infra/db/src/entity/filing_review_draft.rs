//! A review that is not finished.
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, FilingId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "filing_review_draft")]
pub struct Model {
    /// The filing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub filing_id: FilingId,
    /// Who works on it.
    pub clerk: AccountId,
    /// What is wrong where, so far: JSON.
    pub marks: String,
    /// What the court will say, so far.
    pub opinion: String,
    /// When it was last saved.
    pub updated_at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
