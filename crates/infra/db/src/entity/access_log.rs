//! Who of the staff read which case. Append-only.
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, CaseId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_log")]
pub struct Model {
    /// The read.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub account_id: AccountId,
    /// In which court they serve.
    pub court: String,
    /// Which case.
    pub case_id: CaseId,
    /// What was opened, e.g. `case_space`.
    pub what: String,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
