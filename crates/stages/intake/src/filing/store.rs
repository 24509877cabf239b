//! The only file that knows the `filing` table. Below it: files, submissions, answers, the list, withdrawals.
pub mod answers;
pub mod files;
pub mod list;
pub mod submitted;
pub mod withdrawn;

use super::model::{Capacity, Content, Filing, FilingState, PartyRole, Registration, StateName};
use chrono::{DateTime, NaiveDate, Utc};
use db::{entity::filing, vault::Vault};
use kernel::id::{AccountId, FilingId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};

/// A row that cannot be what it says.
fn broken(id: FilingId, what: &str) -> DbErr {
    DbErr::Custom(format!("filing {id}: {what}"))
}

/// The words that bind a sealed content to its row.
pub fn context(id: FilingId) -> String {
    format!("filing.content/{id}")
}

pub async fn find(
    db: &impl ConnectionTrait,
    vault: &Vault,
    id: FilingId,
) -> Result<Option<Filing>, DbErr> {
    filing::Entity::find_by_id(id).one(db).await?.map(|row| read(vault, row)).transpose()
}

/// Finds and locks the row until the transaction ends: for reading and then writing.
pub async fn find_locked(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    id: FilingId,
) -> Result<Option<Filing>, DbErr> {
    let row = filing::Entity::find_by_id(id).lock_exclusive().one(tx).await?;
    row.map(|row| read(vault, row)).transpose()
}

/// The filing, if it is that account's own.
pub async fn find_own(
    db: &impl ConnectionTrait,
    vault: &Vault,
    account: AccountId,
    id: FilingId,
) -> Result<Option<Filing>, DbErr> {
    let row = filing::Entity::find_by_id(id).filter(filing::Column::Filer.eq(account));
    row.one(db).await?.map(|row| read(vault, row)).transpose()
}

pub async fn insert(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    filing: &Filing,
) -> Result<(), DbErr> {
    let row = write(vault, filing)?;
    filing::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Saves unless someone was faster; `false` means they were. Sets `updated_at`.
pub async fn save(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    filing: &Filing,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    use filing::Column as C;
    let row = columns(&filing.state);
    let content = sealed(vault, filing)?;
    let done = filing::Entity::update_many()
        .col_expr(C::Court, Expr::value(filing.court.clone()))
        .col_expr(C::Cause, Expr::value(filing.cause.clone()))
        .col_expr(C::CauseList, Expr::value(filing.cause_list.clone()))
        .col_expr(C::Title, Expr::value(filing.title()))
        .col_expr(C::Plaintiffs, Expr::value(filing.content.names(PartyRole::Plaintiff)))
        .col_expr(C::Defendants, Expr::value(filing.content.names(PartyRole::Defendant)))
        .col_expr(C::State, Expr::value(filing.state.name().key()))
        .col_expr(C::Content, Expr::value(content))
        .col_expr(C::ClaimAmount, Expr::value(filing.content.claim_amount().map(|a| a.0)))
        .col_expr(C::Round, Expr::value(i64::from(filing.round)))
        .col_expr(C::Supplements, Expr::value(i64::from(filing.supplements)))
        .col_expr(
            C::Registration,
            Expr::value(filing.registration.as_ref().map(|r| r.code.clone())),
        )
        .col_expr(C::FirstSubmittedAt, Expr::value(filing.registration.as_ref().map(|r| r.at)))
        .col_expr(C::CaseNumber, Expr::value(row.number))
        .col_expr(C::SubmittedAt, Expr::value(row.submitted_at))
        .col_expr(C::DecidedAt, Expr::value(row.decided_at))
        .col_expr(C::DueAt, Expr::value(row.due_at))
        .col_expr(C::SupplementUntil, Expr::value(row.until))
        .col_expr(C::UpdatedAt, Expr::value(now))
        .col_expr(C::Version, Expr::value(filing.version + 1))
        .filter(C::Id.eq(filing.id))
        .filter(C::Version.eq(filing.version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Removes the row; materials and notices must be gone.
pub async fn delete(tx: &impl ConnectionTrait, id: FilingId) -> Result<(), DbErr> {
    filing::Entity::delete_by_id(id).exec(tx).await.map(|_| ())
}

#[derive(Default)]
struct StateColumns {
    number: Option<String>,
    submitted_at: Option<DateTime<Utc>>,
    decided_at: Option<DateTime<Utc>>,
    due_at: Option<DateTime<Utc>>,
    until: Option<NaiveDate>,
}

fn columns(state: &FilingState) -> StateColumns {
    let none = StateColumns::default();
    match state {
        FilingState::Draft => none,
        FilingState::Submitted { at, due } => {
            StateColumns { submitted_at: Some(*at), due_at: Some(*due), ..none }
        }
        FilingState::Supplement { asked_at, until } => {
            StateColumns { decided_at: Some(*asked_at), until: *until, ..none }
        }
        FilingState::Accepted { at, number } => {
            StateColumns { decided_at: Some(*at), number: Some(number.clone()), ..none }
        }
        FilingState::Refused { at } => StateColumns { decided_at: Some(*at), ..none },
    }
}

fn sealed(vault: &Vault, filing: &Filing) -> Result<String, DbErr> {
    let json = serde_json::to_vec(&filing.content).map_err(|e| DbErr::Json(e.to_string()))?;
    Ok(vault.seal(&context(filing.id), &json))
}

fn write(vault: &Vault, filing: &Filing) -> Result<filing::ActiveModel, DbErr> {
    let state = columns(&filing.state);
    Ok(filing::ActiveModel {
        id: Set(filing.id),
        case_id: Set(filing.case),
        filer: Set(filing.filer),
        kind: Set(filing.kind.key().into()),
        capacity: Set(filing.capacity.key().into()),
        court: Set(filing.court.clone()),
        cause: Set(filing.cause.clone()),
        cause_list: Set(filing.cause_list.clone()),
        title: Set(filing.title()),
        plaintiffs: Set(filing.content.names(PartyRole::Plaintiff)),
        defendants: Set(filing.content.names(PartyRole::Defendant)),
        state: Set(filing.state.name().key().into()),
        content: Set(sealed(vault, filing)?),
        claim_amount: Set(filing.content.claim_amount().map(|a| a.0)),
        round: Set(filing.round.into()),
        supplements: Set(filing.supplements.into()),
        registration: Set(filing.registration.as_ref().map(|r| r.code.clone())),
        case_number: Set(state.number),
        created_at: Set(filing.created_at),
        updated_at: Set(filing.updated_at),
        first_submitted_at: Set(filing.registration.as_ref().map(|r| r.at)),
        submitted_at: Set(state.submitted_at),
        decided_at: Set(state.decided_at),
        due_at: Set(state.due_at),
        supplement_until: Set(state.until),
        copied_from: Set(filing.copied_from),
        version: Set(filing.version),
    })
}

/// A row as a filing.
pub fn read(vault: &Vault, row: filing::Model) -> Result<Filing, DbErr> {
    let id = row.id;
    let state = state(&row).ok_or_else(|| broken(id, "no such state"))?;
    let json = vault.open(&context(id), &row.content).map_err(|e| broken(id, &e.to_string()))?;
    let content: Content =
        serde_json::from_slice(&json).map_err(|_| broken(id, "the content cannot be read"))?;
    let registration = match (row.registration, row.first_submitted_at) {
        (Some(code), Some(at)) => Some(Registration { code, at }),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => return Err(broken(id, "half a registration")),
    };
    let count = |n: i64| u32::try_from(n).map_err(|_| broken(id, "a count below zero"));
    Ok(Filing {
        id,
        case: row.case_id,
        filer: row.filer,
        kind: row.kind.parse().map_err(|_| broken(id, "no such kind"))?,
        capacity: Capacity::from_key(&row.capacity)
            .ok_or_else(|| broken(id, "no such capacity"))?,
        court: row.court,
        cause: row.cause,
        cause_list: row.cause_list,
        content,
        state,
        round: count(row.round)?,
        supplements: count(row.supplements)?,
        registration,
        created_at: row.created_at,
        updated_at: row.updated_at,
        copied_from: row.copied_from,
        version: row.version,
    })
}

fn state(row: &filing::Model) -> Option<FilingState> {
    Some(match StateName::from_key(&row.state)? {
        StateName::Draft => FilingState::Draft,
        StateName::Submitted => FilingState::Submitted { at: row.submitted_at?, due: row.due_at? },
        StateName::Supplement => {
            FilingState::Supplement { asked_at: row.decided_at?, until: row.supplement_until }
        }
        StateName::Accepted => {
            FilingState::Accepted { at: row.decided_at?, number: row.case_number.clone()? }
        }
        StateName::Refused => FilingState::Refused { at: row.decided_at? },
    })
}
