//! Runs jobs: a few at once, none of which can take the worker down.
use super::{
    BELL, Handler, JobError,
    queue::{self, Taken},
};
use crate::connect::Db;
use kernel::clock::Clock;
use sea_orm::DbErr;
use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};
use tokio::{sync::watch, task::JoinSet, time};

/// How many jobs run at once.
const AT_ONCE: usize = 4;
/// How often the table is looked at when nothing rings.
const LOOK: Duration = Duration::from_secs(1);
/// The first look after the bell: the act that rang may not have committed yet.
const FIRST_LOOK: Duration = Duration::from_millis(5);
/// How often a lease is renewed.
const RENEW: Duration = Duration::from_secs(20);
/// How long running jobs may finish after the signal to stop.
const FAREWELL: Duration = Duration::from_secs(20);

/// Takes jobs from the table and has them done.
#[derive(Clone)]
pub struct Worker {
    db: Db,
    clock: Arc<dyn Clock>,
    handlers: BTreeMap<&'static str, Arc<dyn Handler>>,
    farewell: Duration,
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.handlers.keys()).finish()
    }
}

impl Worker {
    /// A worker for the jobs that these handlers do.
    pub fn new(db: Db, clock: Arc<dyn Clock>, handlers: Vec<Arc<dyn Handler>>) -> Self {
        let handlers = handlers.into_iter().map(|h| (h.kind(), h)).collect();
        Self { db, clock, handlers, farewell: FAREWELL }
    }

    /// The same worker, which at the end waits that long for running jobs.
    #[must_use]
    pub fn with_farewell(self, farewell: Duration) -> Self {
        Self { farewell, ..self }
    }

    /// Does everything that is due now, and what becomes due by it, one after the other. Returns
    /// how many attempts that took. For tests and for commands.
    pub async fn run_due(&self) -> Result<usize, DbErr> {
        let (_never, cut) = watch::channel(false);
        let mut attempts = 0;
        loop {
            let taken = self.take(1).await?;
            let Some(taken) = taken.into_iter().next() else { return Ok(attempts) };
            self.clone().work(taken, cut.clone()).await;
            attempts += 1;
        }
    }

    /// Works until `stop` turns true (or its sender is gone), then lets the running jobs finish;
    /// what is not finished in time is given back.
    pub async fn run_forever(&self, mut stop: watch::Receiver<bool>) {
        let (cut, cutting) = watch::channel(false);
        let mut running = JoinSet::new();
        let mut wait = FIRST_LOOK;
        while !*stop.borrow() {
            let free = AT_ONCE.saturating_sub(running.len());
            let taken = if free == 0 { Ok(Vec::new()) } else { self.take(free).await };
            match taken {
                Ok(taken) => {
                    if !taken.is_empty() {
                        wait = FIRST_LOOK;
                    }
                    for one in taken {
                        running.spawn(self.clone().work(one, cutting.clone()));
                    }
                }
                Err(e) => tracing::error!(error = %e, "jobs cannot be taken"),
            }
            tokio::select! {
                changed = stop.changed() => if changed.is_err() { break },
                _ = running.join_next(), if !running.is_empty() => {}
                () = BELL.notified() => wait = FIRST_LOOK,
                () = time::sleep(wait) => wait = (wait * 3).min(LOOK),
            }
        }
        let farewell = async { while running.join_next().await.is_some() {} };
        if time::timeout(self.farewell, farewell).await.is_err() {
            cut.send_replace(true);
            while running.join_next().await.is_some() {}
        }
    }

    async fn take(&self, limit: usize) -> Result<Vec<Taken>, DbErr> {
        let kinds: Vec<&'static str> = self.handlers.keys().copied().collect();
        queue::take(&self.db, self.clock.now(), &kinds, limit).await
    }

    /// One attempt: the handler runs in a task of its own, so that a panic stays there.
    async fn work(self, taken: Taken, cut: watch::Receiver<bool>) {
        let Some(handler) = self.handlers.get(taken.job.kind.as_str()).cloned() else { return };
        let job = taken.job.clone();
        let mut task = JoinSet::new();
        task.spawn(async move { handler.run(&job).await });
        let saved = match self.attend(&mut task, &taken, cut).await {
            Ending::Outcome(outcome) => {
                if let Err(why) = &outcome {
                    let (job, kind, attempt) = (taken.job.id, &taken.job.kind, taken.job.attempt);
                    tracing::warn!(%job, kind, attempt, error = %why, "job failed");
                }
                queue::finish(&self.db, self.clock.now(), &taken, &outcome).await
            }
            Ending::Cut => {
                task.shutdown().await;
                queue::give_back(&self.db, self.clock.now(), &taken).await
            }
            Ending::Lost => {
                tracing::warn!(job = %taken.job.id, "job was taken over by another worker");
                Ok(())
            }
        };
        if let Err(e) = saved {
            tracing::error!(job = %taken.job.id, error = %e, "job outcome cannot be saved");
        }
    }

    /// Waits for the handler and keeps the lease meanwhile.
    async fn attend(
        &self,
        task: &mut JoinSet<Result<(), JobError>>,
        taken: &Taken,
        mut cut: watch::Receiver<bool>,
    ) -> Ending {
        loop {
            tokio::select! {
                ended = task.join_next() => return match ended {
                    Some(Ok(outcome)) => Ending::Outcome(outcome),
                    Some(Err(e)) => Ending::Outcome(Err(JobError::Retry(format!("程序错误：{e}")))),
                    None => Ending::Lost,
                },
                Ok(()) = cut.changed() => return Ending::Cut,
                () = time::sleep(RENEW) => {
                    match queue::renew(&self.db, self.clock.now(), taken).await {
                        Ok(true) => {}
                        Ok(false) => return Ending::Lost,
                        Err(e) => tracing::error!(error = %e, "lease cannot be renewed"),
                    }
                }
            }
        }
    }
}

/// How an attempt ended for the worker.
enum Ending {
    /// The handler has spoken, or panicked.
    Outcome(Result<(), JobError>),
    /// The worker must stop now.
    Cut,
    /// The lease ran out and another worker has the job.
    Lost,
}
