//! 立案申请, as its filer prepares it and the court decides on it.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::{AccountId, CaseId, FilingId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "filing")]
pub struct Model {
    /// The filing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FilingId,
    /// The docket it writes to, and the case it becomes.
    pub case_id: CaseId,
    /// Who files.
    pub filer: AccountId,
    /// Key of `law::CaseKind`.
    pub kind: String,
    /// `self`: for oneself.
    pub capacity: String,
    /// Id of the court it is addressed to or lies with.
    pub court: Option<String>,
    /// Id of the cause within `cause_list`.
    pub cause: Option<String>,
    /// Key of the list of causes in force when it was begun.
    pub cause_list: String,
    /// Short name, e.g. 张三诉李四民间借贷纠纷.
    pub title: String,
    /// Names, joined by 、.
    pub plaintiffs: String,
    /// Names, joined by 、.
    pub defendants: String,
    /// `draft`, `submitted`, `supplement`, `accepted` or `refused`.
    pub state: String,
    /// What was typed: JSON, sealed.
    pub content: String,
    /// 起诉标的金额 in fen.
    pub claim_amount: Option<i64>,
    /// How often it was submitted.
    pub round: i64,
    /// How often the court asked for more: at most twice.
    pub supplements: i64,
    /// 立案登记编码, given at the first submission.
    pub registration: Option<String>,
    /// 案号, given when it is accepted.
    pub case_number: Option<String>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When anything last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was first submitted.
    pub first_submitted_at: Option<DateTime<Utc>>,
    /// When it was last submitted; empty while it is a draft.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When the court last answered this submission.
    pub decided_at: Option<DateTime<Utc>>,
    /// When the court must have answered.
    pub due_at: Option<DateTime<Utc>>,
    /// The last day for handing in what the court wants.
    pub supplement_until: Option<NaiveDate>,
    /// The filing of which this is a copy.
    pub copied_from: Option<FilingId>,
    /// Counts every change.
    pub version: i64,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
