//! 任务: what touches the outside happens after the act has committed, in a job that was enqueued in
//! the same transaction. A job may run more than once (a node may die after the work and before
//! saying so), so every handler is idempotent. Failures are retried with growing pauses; who fails
//! too often becomes a dead letter that an administrator sees and can retry.
mod admin;
mod queue;
mod worker;

pub use admin::{Count, DeadJob, counts, forget_done, list_dead, retry_dead};
pub use worker::Worker;

use crate::entity::job;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::id::JobId;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, sea_query::OnConflict};
use serde_json::Value;
use tokio::sync::Notify;

/// How often a job is tried before it is a dead letter.
pub const MAX_ATTEMPTS: i64 = 12;

/// Something to be done.
#[derive(Clone, Debug)]
pub struct NewJob<'a> {
    /// Which handler does it.
    pub kind: &'a str,
    /// Names the work: while a job of this kind and name is known, another is not made.
    pub dedup: Option<String>,
    /// What the handler needs to know. No personal data: ids only.
    pub payload: Value,
    /// Not before.
    pub run_at: DateTime<Utc>,
}

/// A job in the hands of its handler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The job. The same in every attempt, so it can name the work towards the outside.
    pub id: JobId,
    /// Which handler does it.
    pub kind: String,
    /// What to do.
    pub payload: Value,
    /// Which attempt this is, from 1.
    pub attempt: i64,
}

/// Why an attempt failed. The text is shown to administrators: no personal data.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Try again later.
    #[error("{0}")]
    Retry(String),
    /// Trying again is useless.
    #[error("{0}")]
    Dead(String),
}

impl From<DbErr> for JobError {
    fn from(e: DbErr) -> Self {
        Self::Retry(e.to_string())
    }
}

/// Does the jobs of one kind.
#[async_trait]
pub trait Handler: Send + Sync {
    /// The kind it does.
    fn kind(&self) -> &'static str;
    /// Does one. Idempotent.
    async fn run(&self, job: &Job) -> Result<(), JobError>;
}

/// Rung by [`enqueue`], so that the worker of this process need not wait for its next look.
static BELL: Notify = Notify::const_new();

/// Asks for a job in the act's own transaction.
pub async fn enqueue(
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    job: NewJob<'_>,
) -> Result<(), DbErr> {
    enqueue_all(tx, now, [job]).await
}

/// Asks for several jobs at once, with one statement.
pub async fn enqueue_all<const N: usize>(
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    jobs: [NewJob<'_>; N],
) -> Result<(), DbErr> {
    let rows = jobs.map(|job| {
        let row = job::Model {
            id: JobId::new(),
            kind: job.kind.to_owned(),
            dedup: job.dedup,
            payload: job.payload.to_string(),
            state: "waiting".to_owned(),
            due_at: job.run_at,
            attempts: 0,
            lease: None,
            error: None,
            created_at: now,
            updated_at: now,
        };
        row.into_active_model()
    });
    let known =
        OnConflict::columns([job::Column::Kind, job::Column::Dedup]).do_nothing().to_owned();
    job::Entity::insert_many(rows)
        .on_conflict(known)
        .try_insert()
        .exec_without_returning(tx)
        .await?;
    BELL.notify_one();
    Ok(())
}
