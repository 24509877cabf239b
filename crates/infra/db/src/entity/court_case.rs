//! 案件: a matter the court has accepted. Written by the casework stage alone.
use chrono::{DateTime, Utc};
use kernel::id::{CaseId, FilingId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "court_case")]
pub struct Model {
    /// The case; the same id as its filing's docket.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseId,
    /// The filing it came from.
    pub filing_id: FilingId,
    /// 案号, printed form.
    pub number: String,
    /// The court's id.
    pub court: String,
    /// 案由, its name.
    pub cause: String,
    /// Short name of the matter.
    pub title: String,
    /// `first_instance`.
    pub stage: String,
    /// `open` or `closed`.
    pub state: String,
    /// 立案日期
    pub accepted_at: DateTime<Utc>,
    /// Counts the changes.
    pub version: i64,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
