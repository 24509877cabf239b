//! 法院文书: what the court issued, each with the docket entry that called for it. Append-only.
use chrono::{DateTime, Utc};
use kernel::id::{CaseId, FilingId, MaterialId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "court_paper")]
pub struct Model {
    /// Read under this id like any file of the filing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MaterialId,
    /// The docket.
    pub case_id: CaseId,
    /// The entry of the docket that called for it; one paper each.
    pub seq: i64,
    /// The filing.
    pub filing_id: FilingId,
    /// Key of the template.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// 案号 or 立案登记编码.
    pub number: String,
    /// The file.
    pub sha256: String,
    /// In octets.
    pub size: i64,
    /// How many pages.
    pub pages: Option<i64>,
    /// The day on the paper, as the moment of the act.
    pub issued_at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
