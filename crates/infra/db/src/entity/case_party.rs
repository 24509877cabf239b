//! 当事人 of a case, as the docket names them.
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, CaseId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_party")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// The place in the order of the complaint, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// The party's account, where it is known.
    pub account_id: Option<AccountId>,
    /// `plaintiff`, `defendant` or `third`.
    pub role: String,
    /// 姓名 or 名称.
    pub name: String,
    /// The case's court, for searching by name.
    pub court: String,
    /// When the case was accepted, for the order of what was found.
    pub accepted_at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
