//! 立案审查: how the court answered. Append-only.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::{AccountId, FilingId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "filing_review")]
pub struct Model {
    /// The answer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The filing.
    pub filing_id: FilingId,
    /// The submission that was answered.
    pub round: i64,
    /// By whom.
    pub clerk: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// `accept`, `supplement`, `refuse` or `transfer`.
    pub decision: String,
    /// What is wrong where: JSON.
    pub marks: String,
    /// What the court says to the filer.
    pub opinion: String,
    /// The articles it rests on.
    pub law: String,
    /// The last day for handing in what is wanted.
    pub until: Option<NaiveDate>,
    /// The court to which it is transferred.
    pub court: Option<String>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
