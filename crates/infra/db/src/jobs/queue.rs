//! Taking jobs and saying how they ended. One statement each; a lease token makes sure that only
//! the present holder can say anything.
use super::{Job, JobError, MAX_ATTEMPTS};
use crate::connect::{Db, UrlKind};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};
use uuid::Uuid;

/// A job taken, and the token of its lease.
pub(super) struct Taken {
    pub(super) job: Job,
    pub(super) lease: Uuid,
}

/// How long a worker may be silent before its jobs are taken up by another.
pub(super) const LEASE: Duration = Duration::seconds(60);

/// Takes up to `limit` due jobs of these kinds.
pub(super) async fn take(
    db: &Db,
    now: DateTime<Utc>,
    kinds: &[&'static str],
    limit: usize,
) -> Result<Vec<Taken>, DbErr> {
    if kinds.is_empty() || !anything_due(db, now, kinds).await? {
        return Ok(Vec::new());
    }
    bury_crashed(db, now, kinds).await?;
    let skip = match db.url_kind() {
        UrlKind::Sqlite => "",
        UrlKind::Postgres => "FOR UPDATE SKIP LOCKED",
    };
    let sql = format!(
        "WITH due AS MATERIALIZED (
            SELECT id FROM job WHERE {} ORDER BY due_at, id LIMIT $2 {skip})
         UPDATE job SET state = 'running', attempts = attempts + 1, lease = $3, due_at = $4,
            updated_at = $1
         WHERE id IN (SELECT id FROM due) RETURNING id, kind, payload, attempts",
        due(kinds, 5)
    );
    let lease = Uuid::now_v7();
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut values: Vec<Value> = vec![now.into(), limit.into(), lease.into(), (now + LEASE).into()];
    values.extend(kinds.iter().map(|k| Value::from(*k)));
    let rows = db.write().query_all_raw(raw(db, sql, values)).await?;
    rows.iter().map(|row| taken(row, lease)).collect()
}

fn taken(row: &QueryResult, lease: Uuid) -> Result<Taken, DbErr> {
    let payload: String = row.try_get("", "payload")?;
    let job = Job {
        id: row.try_get("", "id")?,
        kind: row.try_get("", "kind")?,
        payload: serde_json::from_str(&payload).map_err(|e| DbErr::Json(e.to_string()))?,
        attempt: row.try_get("", "attempts")?,
    };
    Ok(Taken { job, lease })
}

/// `$1` is now; the kinds begin at `$first`.
fn due(kinds: &[&str], first: usize) -> String {
    let kinds: Vec<String> = (first..first + kinds.len()).map(|n| format!("${n}")).collect();
    let kinds = kinds.join(", ");
    format!("state IN ('waiting', 'running') AND due_at <= $1 AND kind IN ({kinds})")
}

/// Asked first, so that looking in vain never takes the write lock.
async fn anything_due(db: &Db, now: DateTime<Utc>, kinds: &[&'static str]) -> Result<bool, DbErr> {
    let sql = format!("SELECT 1 AS one FROM job WHERE {} LIMIT 1", due(kinds, 2));
    let mut values: Vec<Value> = vec![now.into()];
    values.extend(kinds.iter().map(|k| Value::from(*k)));
    Ok(db.read().query_one_raw(raw(db, sql, values)).await?.is_some())
}

/// A job whose worker died in its last attempt is not tried again: it may be what kills them.
async fn bury_crashed(db: &Db, now: DateTime<Utc>, kinds: &[&'static str]) -> Result<(), DbErr> {
    let kinds: Vec<String> = kinds.iter().map(|k| format!("'{k}'")).collect();
    let sql = format!(
        "UPDATE job SET state = 'dead', lease = NULL, updated_at = $1, error = $3
         WHERE state = 'running' AND due_at <= $1 AND attempts >= $2 AND kind IN ({})",
        kinds.join(", ")
    );
    let why = "执行中断，未报告结果，已达最多尝试次数";
    let values = vec![now.into(), MAX_ATTEMPTS.into(), why.into()];
    db.write().execute_raw(raw(db, sql, values)).await.map(|_| ())
}

/// Keeps the lease while the handler works; `false` means that it was lost.
pub(super) async fn renew(db: &Db, now: DateTime<Utc>, taken: &Taken) -> Result<bool, DbErr> {
    let sql = "UPDATE job SET due_at = $1 WHERE id = $2 AND lease = $3 AND state = 'running'";
    let values = vec![(now + LEASE).into(), taken.job.id.into(), taken.lease.into()];
    Ok(db.write().execute_raw(raw(db, sql.into(), values)).await?.rows_affected() == 1)
}

/// Gives an unfinished job back as if it had not been taken.
pub(super) async fn give_back(db: &Db, now: DateTime<Utc>, taken: &Taken) -> Result<(), DbErr> {
    let sql = "UPDATE job SET state = 'waiting', lease = NULL, due_at = $1, updated_at = $1,
        attempts = attempts - 1 WHERE id = $2 AND lease = $3";
    let values = vec![now.into(), taken.job.id.into(), taken.lease.into()];
    db.write().execute_raw(raw(db, sql.into(), values)).await.map(|_| ())
}

/// Says how the attempt ended.
pub(super) async fn finish(
    db: &Db,
    now: DateTime<Utc>,
    taken: &Taken,
    outcome: &Result<(), JobError>,
) -> Result<(), DbErr> {
    let (state, due_at, error) = match outcome {
        Ok(()) => ("done", now, None),
        Err(JobError::Retry(why)) if taken.job.attempt < MAX_ATTEMPTS => {
            ("waiting", now + pause(taken.job.attempt), Some(why.as_str()))
        }
        Err(JobError::Retry(why) | JobError::Dead(why)) => ("dead", now, Some(why.as_str())),
    };
    let sql = "UPDATE job SET state = $1, lease = NULL, due_at = $2, error = $3, updated_at = $4
        WHERE id = $5 AND lease = $6";
    let values = vec![
        state.into(),
        due_at.into(),
        error.into(),
        now.into(),
        taken.job.id.into(),
        taken.lease.into(),
    ];
    let done = db.write().execute_raw(raw(db, sql.into(), values)).await?;
    if done.rows_affected() == 0 {
        tracing::warn!(job = %taken.job.id, "job was taken over by another worker");
    }
    Ok(())
}

/// 5 s, 10 s, 20 s … up to an hour.
fn pause(attempt: i64) -> Duration {
    let doublings = u32::try_from(attempt - 1).unwrap_or(u32::MAX).min(10);
    Duration::seconds(5 * 2_i64.pow(doublings)).min(Duration::hours(1))
}

fn raw(db: &Db, sql: String, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(db.backend(), sql, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_an_hour() {
        assert_eq!(pause(1), Duration::seconds(5));
        assert_eq!(pause(2), Duration::seconds(10));
        assert_eq!(pause(MAX_ATTEMPTS), Duration::hours(1));
        assert_eq!(pause(i64::MAX), Duration::hours(1));
    }
}
