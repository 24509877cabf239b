//! The only file that knows the table of messages.
use super::model::{Message, Notice, Source};
use chrono::{DateTime, Utc};
use db::{
    entity::message,
    keyset::{By, Direction, Key, Slice, Turn, slice},
};
use kernel::id::{AccountId, CaseId, FilingId, MessageId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, OnConflict},
};

/// Writes a message; nothing if this entry has already been told.
pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    notice: &Notice,
    source: Source,
) -> Result<(), DbErr> {
    let once = OnConflict::columns([
        message::Column::AccountId,
        message::Column::CaseId,
        message::Column::Seq,
    ])
    .do_nothing()
    .to_owned();
    message::Entity::insert(message::ActiveModel {
        id: Set(MessageId::new()),
        account_id: Set(notice.to),
        case_id: Set(Some(source.case)),
        seq: Set(Some(source.seq)),
        filing_id: Set(Some(notice.filing)),
        title: Set(notice.title.clone()),
        body: Set(notice.body.clone()),
        todo: Set(notice.todo.clone()),
        todo_open: Set(notice.todo.is_some()),
        due: Set(notice.due),
        link: Set(Some(notice.link.clone())),
        unread: Set(true),
        read_at: Set(None),
        at: Set(source.at),
    })
    .on_conflict(once)
    .try_insert()
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Whatever was to be done about the filing has been overtaken by what happened now.
pub(super) async fn close_todos(tx: &impl ConnectionTrait, filing: FilingId) -> Result<(), DbErr> {
    message::Entity::update_many()
        .col_expr(message::Column::TodoOpen, Expr::value(false))
        .filter(message::Column::FilingId.eq(filing))
        .filter(message::Column::TodoOpen.eq(true))
        .exec(tx)
        .await
        .map(|_| ())
}

/// How many are unread.
pub(super) async fn unread(db: &impl ConnectionTrait, account: AccountId) -> Result<u64, DbErr> {
    mine(account).filter(message::Column::Unread.eq(true)).count(db).await
}

/// A page of the unread ones or of those already read, latest first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    account: AccountId,
    unread: bool,
    turn: Turn,
    n: usize,
) -> Result<Slice<Message>, DbErr> {
    let by = By {
        at: message::Column::At,
        id: message::Column::Id,
        order: Direction::Desc,
        key: |m: &message::Model| Key { at: m.at, id: m.id.0 },
    };
    let chosen = mine(account).filter(message::Column::Unread.eq(unread));
    Ok(slice(db, chosen, by, turn, n).await?.map(Message::from))
}

/// One message of this person.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    account: AccountId,
    id: MessageId,
) -> Result<Option<Message>, DbErr> {
    let found = mine(account).filter(message::Column::Id.eq(id)).one(db).await?;
    Ok(found.map(Message::from))
}

/// Marks one as read, or all of them.
pub(super) async fn mark_read(
    tx: &impl ConnectionTrait,
    account: AccountId,
    only: Option<MessageId>,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let mut update = message::Entity::update_many()
        .col_expr(message::Column::Unread, Expr::value(false))
        .col_expr(message::Column::ReadAt, Expr::value(now))
        .filter(message::Column::AccountId.eq(account))
        .filter(message::Column::Unread.eq(true));
    if let Some(id) = only {
        update = update.filter(message::Column::Id.eq(id));
    }
    Ok(update.exec(tx).await?.rows_affected)
}

/// The latest messages.
pub(crate) async fn latest(
    db: &impl ConnectionTrait,
    account: AccountId,
    n: usize,
) -> Result<Vec<Message>, DbErr> {
    let mut latest = page(db, account, true, Turn::First, n).await?.rows;
    if latest.len() < n {
        let read = page(db, account, false, Turn::First, n - latest.len()).await?;
        latest.extend(read.rows);
    }
    Ok(latest)
}

/// The latest messages of one case.
pub(crate) async fn of_case(
    db: &impl ConnectionTrait,
    account: AccountId,
    case: CaseId,
    n: u64,
) -> Result<Vec<Message>, DbErr> {
    let rows = mine(account)
        .filter(message::Column::CaseId.eq(case))
        .order_by_desc(message::Column::At)
        .order_by_desc(message::Column::Id)
        .limit(n)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Message::from).collect())
}

/// What is still to be done, latest first.
pub(crate) async fn open_todos(
    db: &impl ConnectionTrait,
    account: AccountId,
    n: u64,
) -> Result<Vec<Message>, DbErr> {
    let rows = mine(account)
        .filter(message::Column::TodoOpen.eq(true))
        .order_by_desc(message::Column::At)
        .limit(n)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Message::from).collect())
}

fn mine(account: AccountId) -> Select<message::Entity> {
    message::Entity::find().filter(message::Column::AccountId.eq(account))
}

impl From<message::Model> for Message {
    fn from(row: message::Model) -> Self {
        Self {
            id: row.id,
            title: row.title,
            body: row.body,
            todo: row.todo,
            todo_open: row.todo_open,
            due: row.due,
            link: row.link,
            unread: row.unread,
            at: row.at,
        }
    }
}
