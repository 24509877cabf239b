//! Reads what auditors look for.
use chrono::{DateTime, Utc};
use db::entity::{access_log, docket_head, filing};
use kernel::id::{AccountId, CaseId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect,
};

/// A docket and what it is about.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(super) struct Matter {
    pub(super) case_id: CaseId,
    pub(super) title: String,
    pub(super) registration: Option<String>,
    pub(super) case_number: Option<String>,
}

/// A reading of the case by staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) at: DateTime<Utc>,
    pub(super) account: AccountId,
    pub(super) what: String,
}

/// By what a docket is looked up.
#[derive(Clone, Copy, Debug)]
pub(super) enum By<'a> {
    Case(CaseId),
    Registration(&'a str),
    Number(&'a str),
}

/// The matter, if it lies with this court.
pub(super) async fn matter(
    db: &impl ConnectionTrait,
    court: &str,
    by: By<'_>,
) -> Result<Option<Matter>, DbErr> {
    let found = match by {
        By::Case(case) => filing::Column::CaseId.eq(case),
        By::Registration(text) => filing::Column::Registration.eq(text),
        By::Number(text) => filing::Column::CaseNumber.eq(text),
    };
    filing::Entity::find()
        .select_only()
        .columns([
            filing::Column::CaseId,
            filing::Column::Title,
            filing::Column::Registration,
            filing::Column::CaseNumber,
        ])
        .filter(found)
        .filter(filing::Column::Court.eq(court))
        .filter(filing::Column::Registration.is_not_null())
        .into_model()
        .one(db)
        .await
}

/// How many entries the docket has.
pub(super) async fn length(db: &impl ConnectionTrait, case: CaseId) -> Result<i64, DbErr> {
    Ok(docket_head::Entity::find_by_id(case).one(db).await?.map_or(0, |h| h.seq))
}

/// Who read the case, latest first.
pub(super) async fn readings(
    db: &impl ConnectionTrait,
    case: CaseId,
    n: u64,
) -> Result<Vec<Reading>, DbErr> {
    let rows = access_log::Entity::find()
        .filter(access_log::Column::CaseId.eq(case))
        .order_by_desc(access_log::Column::At)
        .limit(n)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|r| Reading { at: r.at, account: r.account_id, what: r.what })
        .collect())
}
