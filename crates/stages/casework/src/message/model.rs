//! A message: which matter, what happened, what to do, by when.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::{AccountId, CaseId, FilingId, MessageId};

/// 消息
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
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
    /// Not opened yet.
    pub unread: bool,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// What a docket entry says to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notice {
    /// To whom.
    pub(super) to: AccountId,
    /// The filing it is about.
    pub(super) filing: FilingId,
    /// Which matter and what happened, in a line.
    pub(super) title: String,
    /// The sentences.
    pub(super) body: String,
    /// What to do, if anything.
    pub(super) todo: Option<String>,
    /// By when.
    pub(super) due: Option<NaiveDate>,
    /// Where it is done or seen.
    pub(super) link: String,
    /// What is to be sent to the phone; nothing if a message on the site is enough.
    pub(super) text: Option<String>,
}

/// Where a notice comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// The docket.
    pub(super) case: CaseId,
    /// The entry.
    pub(super) seq: i64,
    /// Its time.
    pub(super) at: DateTime<Utc>,
}
