//! 消息: what a person is told. Written by the casework stage alone.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::{AccountId, CaseId, FilingId, MessageId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    /// The message.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MessageId,
    /// To whom.
    pub account_id: AccountId,
    /// The docket it belongs to.
    pub case_id: Option<CaseId>,
    /// The docket entry it tells of.
    pub seq: Option<i64>,
    /// The filing it belongs to.
    pub filing_id: Option<FilingId>,
    /// Which matter and what happened, in a line.
    pub title: String,
    /// The sentences.
    pub body: String,
    /// What to do, if anything.
    pub todo: Option<String>,
    /// Whether that is still to be done.
    pub todo_open: bool,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Where it is done.
    pub link: Option<String>,
    /// Whether it has not been opened yet.
    pub unread: bool,
    /// When it was opened.
    pub read_at: Option<DateTime<Utc>>,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
