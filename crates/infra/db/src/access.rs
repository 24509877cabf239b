//! Who of the staff read what. Append-only; written here alone, read by auditors.
use crate::entity::access_log;
use chrono::{DateTime, Utc};
use kernel::{actor::Actor, id::CaseId};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, IntoActiveModel};
use uuid::Uuid;

/// Notes that a member of staff opened something of a case. Others leave no trace.
pub async fn note(
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    reader: &Actor,
    case: CaseId,
    what: &str,
) -> Result<(), DbErr> {
    let Actor::Staff { account, court, .. } = reader else { return Ok(()) };
    let row = access_log::Model {
        id: Uuid::now_v7(),
        at: now,
        account_id: *account,
        court: court.clone(),
        case_id: case,
        what: what.to_owned(),
    };
    access_log::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}
