//! The only file that knows the `filing_notice` table.
use super::model::{ALL, Notice, Reading};
use chrono::{DateTime, Utc};
use db::entity::filing_notice;
use kernel::id::FilingId;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

/// How the filing stands to every notice.
pub async fn readings(db: &impl ConnectionTrait, id: FilingId) -> Result<Vec<Reading>, DbErr> {
    let rows = filing_notice::Entity::find()
        .filter(filing_notice::Column::FilingId.eq(id))
        .all(db)
        .await?;
    let of = |notice: &'static Notice| {
        let row = rows.iter().find(|r| r.notice == notice.key && r.version == notice.current().key);
        Reading {
            notice,
            opened_at: row.map(|r| r.opened_at),
            agreed_at: row.and_then(|r| r.agreed_at),
        }
    };
    Ok(ALL.iter().map(of).collect())
}

/// Notes that the notice was opened; the first time counts.
pub async fn open(
    tx: &impl ConnectionTrait,
    id: FilingId,
    notice: &Notice,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    use filing_notice::Column as C;
    let row = filing_notice::ActiveModel {
        filing_id: Set(id),
        notice: Set(notice.key.into()),
        version: Set(notice.current().key.into()),
        opened_at: Set(now),
        agreed_at: Set(None),
    };
    let known = OnConflict::columns([C::FilingId, C::Notice, C::Version]).do_nothing().to_owned();
    let insert = filing_notice::Entity::insert(row).on_conflict(known).try_insert();
    insert.exec_without_returning(tx).await.map(|_| ())
}

/// Notes the agreement; the first time counts. `false` if that wording was never opened.
pub async fn agree(
    tx: &impl ConnectionTrait,
    id: FilingId,
    (notice, version): (&Notice, &str),
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    use filing_notice::Column as C;
    let of = Condition::all()
        .add(C::FilingId.eq(id))
        .add(C::Notice.eq(notice.key))
        .add(C::Version.eq(version));
    filing_notice::Entity::update_many()
        .col_expr(C::AgreedAt, Expr::value(now))
        .filter(of.clone())
        .filter(C::AgreedAt.is_null())
        .exec(tx)
        .await?;
    Ok(filing_notice::Entity::find().filter(of).one(tx).await?.is_some())
}

/// Removes what is known of a draft that is being deleted.
pub async fn delete(tx: &impl ConnectionTrait, id: FilingId) -> Result<(), DbErr> {
    let rows = filing_notice::Entity::delete_many().filter(filing_notice::Column::FilingId.eq(id));
    rows.exec(tx).await.map(|_| ())
}
