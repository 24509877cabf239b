//! 须知 that a filer opened and agreed to, by version.
use chrono::{DateTime, Utc};
use kernel::id::FilingId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "filing_notice")]
pub struct Model {
    /// The filing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub filing_id: FilingId,
    /// Key of the notice.
    #[sea_orm(primary_key, auto_increment = false)]
    pub notice: String,
    /// The version that was shown.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: String,
    /// When it was first opened.
    pub opened_at: DateTime<Utc>,
    /// When it was agreed to.
    pub agreed_at: Option<DateTime<Utc>>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
