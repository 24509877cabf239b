//! The only file that knows the table `challenge`.
use super::model::{Challenge, Kind};
use crate::code::store::unsealed;
use chrono::{DateTime, Duration, Utc};
use db::{entity::challenge, vault::Vault};
use kernel::id::ChallengeId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    sea_query::Expr,
};

fn context(id: ChallengeId) -> String {
    format!("challenge.answer:{id}")
}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    c: &Challenge,
) -> Result<(), DbErr> {
    challenge::Entity::insert(challenge::ActiveModel {
        id: Set(c.id),
        kind: Set(c.kind.key().into()),
        answer: Set(vault.seal(&context(c.id), c.secret.as_bytes())),
        created_at: Set(c.created_at),
        used_at: Set(c.used_at),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

pub(super) async fn find(
    db: &impl ConnectionTrait,
    vault: &Vault,
    id: ChallengeId,
) -> Result<Option<Challenge>, DbErr> {
    let Some(row) = challenge::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    Ok(Some(Challenge {
        id,
        kind: Kind::from_key(&row.kind)
            .ok_or_else(|| DbErr::Custom(format!("challenge {id}: no such kind")))?,
        secret: vault.open_text(&context(id), &row.answer).map_err(unsealed)?,
        created_at: row.created_at,
        used_at: row.used_at,
    }))
}

/// Uses a riddle up; `false` when it was before.
pub(super) async fn take(
    tx: &impl ConnectionTrait,
    id: ChallengeId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let done = challenge::Entity::update_many()
        .col_expr(challenge::Column::UsedAt, Expr::value(now))
        .filter(challenge::Column::Id.eq(id))
        .filter(challenge::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Removes riddles that nobody can answer any more.
pub(crate) async fn sweep(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let done = challenge::Entity::delete_many()
        .filter(challenge::Column::CreatedAt.lt(now - Duration::hours(1)))
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}
