//! What an administrator sees of the jobs.
use crate::{connect::statement, entity::job};
use chrono::{DateTime, Utc};
use kernel::id::JobId;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

/// A job that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadJob {
    /// The job.
    pub id: JobId,
    /// What kind of work it is.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last attempt failed.
    pub error: String,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was given up.
    pub died_at: DateTime<Utc>,
}

/// How many jobs of a kind are in a state.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Count {
    /// What kind of work it is.
    pub kind: String,
    /// `waiting`, `running`, `done` or `dead`.
    pub state: String,
    /// How many.
    pub n: i64,
}

/// The dead letters, latest first.
pub async fn list_dead(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<DeadJob>, DbErr> {
    let rows = job::Entity::find()
        .filter(job::Column::State.eq("dead"))
        .order_by_desc(job::Column::DueAt)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(dead).collect())
}

fn dead(row: job::Model) -> DeadJob {
    DeadJob {
        id: row.id,
        kind: row.kind,
        attempts: row.attempts,
        error: row.error.unwrap_or_default(),
        created_at: row.created_at,
        died_at: row.updated_at,
    }
}

/// Has a dead letter tried again from the beginning; `false` if there is none of that id.
pub async fn retry_dead(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    id: JobId,
) -> Result<bool, DbErr> {
    let revived = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value("waiting"))
        .col_expr(job::Column::Attempts, Expr::value(0_i64))
        .col_expr(job::Column::DueAt, Expr::value(now))
        .col_expr(job::Column::UpdatedAt, Expr::value(now))
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::State.eq("dead"))
        .exec(db)
        .await?;
    super::BELL.notify_one();
    Ok(revived.rows_affected == 1)
}

/// How many jobs there are, by kind and state. For metrics and the administrator's page.
pub async fn counts(db: &impl ConnectionTrait) -> Result<Vec<Count>, DbErr> {
    let sql = "SELECT kind, state, CAST(COUNT(*) AS BIGINT) AS n FROM job
        GROUP BY kind, state ORDER BY kind, state";
    Count::find_by_statement(statement(db, sql, [])).all(db).await
}

/// Forgets the jobs that were done before `before`; their names may then be used again.
pub async fn forget_done(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64, DbErr> {
    let gone = job::Entity::delete_many()
        .filter(job::Column::State.eq("done"))
        .filter(job::Column::DueAt.lt(before))
        .exec(db)
        .await?;
    Ok(gone.rows_affected)
}
