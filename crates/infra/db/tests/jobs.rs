//! Jobs: once each, whatever fails, and nothing takes the worker down.
#![cfg(test)]
use async_trait::async_trait;
use chrono::{DateTime, Duration, TimeZone, Utc};
use db::{
    Db,
    jobs::{self, Handler, Job, JobError, MAX_ATTEMPTS, NewJob, Worker},
    on_each_db,
};
use kernel::clock::{Clock, ManualClock, SystemClock};
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration as StdDuration,
};
use tokio::sync::watch;

type Does = dyn Fn(&Job) -> Result<(), JobError> + Send + Sync;

/// A handler made of a closure, which counts how often each payload came.
struct Tally {
    does: Box<Does>,
    seen: Mutex<BTreeMap<String, usize>>,
}

impl Tally {
    fn new(does: impl Fn(&Job) -> Result<(), JobError> + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self { does: Box::new(does), seen: Mutex::default() })
    }
    fn total(&self) -> usize {
        self.seen.lock().unwrap().values().sum()
    }
    fn distinct(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

#[async_trait]
impl Handler for Tally {
    fn kind(&self) -> &'static str {
        "tally"
    }
    async fn run(&self, job: &Job) -> Result<(), JobError> {
        *self.seen.lock().unwrap().entry(job.payload.to_string()).or_default() += 1;
        tokio::task::yield_now().await;
        (self.does)(job)
    }
}

fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 1, 1, 2, 3).unwrap()
}

async fn enqueue(db: &Db, now: DateTime<Utc>, n: i64, dedup: Option<&str>) {
    let tx = db.begin().await.unwrap();
    let job = NewJob {
        kind: "tally",
        dedup: dedup.map(str::to_owned),
        payload: json!({ "n": n }),
        run_at: now,
    };
    jobs::enqueue(&tx, now, job).await.unwrap();
    tx.commit().await.unwrap();
}

async fn states(db: &Db) -> Vec<(String, i64)> {
    let counts = jobs::counts(db.read()).await.unwrap();
    counts.into_iter().map(|c| (c.state, c.n)).collect()
}

fn worker(db: &Db, clock: &Arc<ManualClock>, handler: &Arc<Tally>) -> Worker {
    Worker::new(db.clone(), clock.clone(), vec![handler.clone()])
}

on_each_db!(each_is_done_once_and_only_when_due => async |db: Db| {
    let clock = Arc::new(ManualClock::at(start()));
    let tally = Tally::new(|_| Ok(()));
    let worker = worker(&db, &clock, &tally);
    for n in 0..3 {
        enqueue(&db, start(), n, None).await;
    }
    enqueue(&db, start() + Duration::hours(1), 9, None).await;
    assert_eq!(worker.run_due().await.unwrap(), 3);
    assert_eq!(worker.run_due().await.unwrap(), 0);
    clock.advance(Duration::hours(1));
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!((tally.total(), tally.distinct()), (4, 4));
    assert_eq!(states(&db).await, [("done".into(), 4)]);
});

on_each_db!(it_commits_with_the_act_or_not_at_all => async |db: Db| {
    let tx = db.begin().await.unwrap();
    let job = NewJob { kind: "tally", dedup: None, payload: json!(1), run_at: start() };
    jobs::enqueue(&tx, start(), job).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(states(&db).await, []);
});

on_each_db!(the_same_name_is_the_same_job => async |db: Db| {
    let clock = Arc::new(ManualClock::at(start()));
    let tally = Tally::new(|_| Ok(()));
    let worker = worker(&db, &clock, &tally);
    for n in 0..3 {
        enqueue(&db, start(), n, Some("sms:1")).await;
    }
    enqueue(&db, start(), 8, Some("sms:2")).await;
    assert_eq!(worker.run_due().await.unwrap(), 2);
    enqueue(&db, start(), 9, Some("sms:1")).await;
    assert_eq!(worker.run_due().await.unwrap(), 0);
    let forgotten = jobs::forget_done(db.read(), start()).await;
    assert!(forgotten.is_err() || forgotten.unwrap() == 0);
    let tx = db.begin().await.unwrap();
    assert_eq!(jobs::forget_done(&tx, start() + Duration::days(30)).await.unwrap(), 2);
    tx.commit().await.unwrap();
    enqueue(&db, start(), 9, Some("sms:1")).await;
    assert_eq!(worker.run_due().await.unwrap(), 1);
});

on_each_db!(failures_are_retried_with_pauses_and_end_as_dead_letters => async |db: Db| {
    let clock = Arc::new(ManualClock::at(start()));
    let tally = Tally::new(|_| Err(JobError::Retry("对方无应答".into())));
    let worker = worker(&db, &clock, &tally);
    enqueue(&db, start(), 1, None).await;
    assert_eq!(worker.run_due().await.unwrap(), 1);
    clock.advance(Duration::seconds(4));
    assert_eq!(worker.run_due().await.unwrap(), 0);
    clock.advance(Duration::seconds(1));
    assert_eq!(worker.run_due().await.unwrap(), 1);
    for _ in 2..MAX_ATTEMPTS {
        clock.advance(Duration::hours(1));
        assert_eq!(worker.run_due().await.unwrap(), 1);
    }
    let dead = jobs::list_dead(db.read(), 10).await.unwrap();
    assert_eq!((dead.len(), dead[0].attempts), (1, MAX_ATTEMPTS));
    assert_eq!((dead[0].error.as_str(), dead[0].died_at), ("对方无应答", clock.now()));
    clock.advance(Duration::days(9));
    assert_eq!(worker.run_due().await.unwrap(), 0);
});

on_each_db!(a_dead_letter_can_be_retried => async |db: Db| {
    let clock = Arc::new(ManualClock::at(start()));
    let broken = Arc::new(AtomicUsize::new(1));
    let state = broken.clone();
    let tally = Tally::new(move |_| match state.load(SeqCst) {
        0 => Ok(()),
        _ => Err(JobError::Dead("号码无效".into())),
    });
    let worker = worker(&db, &clock, &tally);
    enqueue(&db, start(), 1, None).await;
    assert_eq!(worker.run_due().await.unwrap(), 1);
    let dead = jobs::list_dead(db.read(), 10).await.unwrap();
    assert_eq!(dead[0].attempts, 1);
    broken.store(0, SeqCst);
    let tx = db.begin().await.unwrap();
    assert!(jobs::retry_dead(&tx, clock.now(), dead[0].id).await.unwrap());
    assert!(!jobs::retry_dead(&tx, clock.now(), dead[0].id).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(states(&db).await, [("done".into(), 1)]);
});

on_each_db!(a_panic_is_a_failure_like_any_other => async |db: Db| {
    let clock = Arc::new(ManualClock::at(start()));
    let tally = Tally::new(|job| {
        assert!(job.attempt > 1, "first attempt");
        Ok(())
    });
    let worker = worker(&db, &clock, &tally);
    enqueue(&db, start(), 1, None).await;
    assert_eq!(worker.run_due().await.unwrap(), 1);
    clock.advance(Duration::seconds(5));
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(states(&db).await, [("done".into(), 1)]);
});

on_each_db!(kinds_without_a_handler_wait => async |db: Db| {
    let clock = Arc::new(ManualClock::at(start()));
    enqueue(&db, start(), 1, None).await;
    let none = Worker::new(db.clone(), clock, Vec::new());
    assert_eq!(none.run_due().await.unwrap(), 0);
    assert_eq!(states(&db).await, [("waiting".into(), 1)]);
});

/// What a killed process leaves: a job that is running, by nobody.
async fn crash(db: &Db, attempts: i64) {
    let tx = db.begin().await.unwrap();
    let sql = format!("UPDATE job SET state = 'running', attempts = {attempts}");
    tx.execute_unprepared(&sql).await.unwrap();
    tx.commit().await.unwrap();
}

on_each_db!(the_work_of_the_dead_is_taken_up_when_their_lease_ends => async |db: Db| {
    let clock = Arc::new(ManualClock::at(start()));
    let tally = Tally::new(|_| Ok(()));
    let worker = worker(&db, &clock, &tally);
    enqueue(&db, start() + Duration::seconds(60), 1, None).await;
    crash(&db, 1).await;
    assert_eq!(worker.run_due().await.unwrap(), 0);
    clock.advance(Duration::seconds(60));
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(states(&db).await, [("done".into(), 1)]);
});

on_each_db!(what_kills_its_worker_every_time_is_given_up => async |db: Db| {
    let clock = Arc::new(ManualClock::at(start()));
    let tally = Tally::new(|_| Ok(()));
    let worker = worker(&db, &clock, &tally);
    enqueue(&db, start(), 1, None).await;
    crash(&db, MAX_ATTEMPTS).await;
    assert_eq!(worker.run_due().await.unwrap(), 0);
    assert_eq!(jobs::list_dead(db.read(), 10).await.unwrap().len(), 1);
});

async fn until(what: impl AsyncFn() -> bool) {
    for _ in 0..400 {
        if what().await {
            return;
        }
        tokio::time::sleep(StdDuration::from_millis(25)).await;
    }
    panic!("not within ten seconds");
}

on_each_db!(many_workers_do_each_job_once => async |db: Db| {
    let tally = Tally::new(|job| match job.payload["n"].as_i64() {
        Some(n) if n % 50 == 7 && job.attempt == 1 => Err(JobError::Dead("第一次".into())),
        _ => Ok(()),
    });
    let clock = Arc::new(SystemClock);
    for n in 0..100 {
        enqueue(&db, clock.now(), n, None).await;
    }
    let (stop, stopped) = watch::channel(false);
    let workers: Vec<_> = (0..4).map(|_| {
        let worker = Worker::new(db.clone(), clock.clone(), vec![tally.clone()]);
        let stopped = stopped.clone();
        tokio::spawn(async move { worker.run_forever(stopped).await })
    }).collect();
    for n in 100..150 {
        enqueue(&db, clock.now(), n, None).await;
    }
    until(async || states(&db).await == [("dead".into(), 3), ("done".into(), 147)]).await;
    stop.send(true).unwrap();
    for worker in workers {
        worker.await.unwrap();
    }
    assert_eq!((tally.total(), tally.distinct()), (150, 150));
});

/// Waits until it is told to go on.
struct Slow(watch::Receiver<bool>, Arc<AtomicUsize>);

#[async_trait]
impl Handler for Slow {
    fn kind(&self) -> &'static str {
        "tally"
    }
    async fn run(&self, _: &Job) -> Result<(), JobError> {
        self.1.fetch_add(1, SeqCst);
        let _ = self.0.clone().wait_for(|go| *go).await;
        Ok(())
    }
}

on_each_db!(running_jobs_finish_before_the_worker_stops => async |db: Db| {
    let (go, gone) = watch::channel(false);
    let begun = Arc::new(AtomicUsize::new(0));
    let clock = Arc::new(SystemClock);
    let worker = Worker::new(db.clone(), clock.clone(), vec![Arc::new(Slow(gone, begun.clone()))]);
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(async move { worker.run_forever(stopped).await });
    for n in 0..6 {
        enqueue(&db, clock.now(), n, None).await;
    }
    until(async || begun.load(SeqCst) == 4).await;
    stop.send(true).unwrap();
    go.send(true).unwrap();
    running.await.unwrap();
    assert_eq!(states(&db).await, [("done".into(), 4), ("waiting".into(), 2)]);
});

on_each_db!(what_does_not_finish_is_given_back => async |db: Db| {
    let (_go, gone) = watch::channel(false);
    let begun = Arc::new(AtomicUsize::new(0));
    let clock = Arc::new(SystemClock);
    let worker = Worker::new(db.clone(), clock.clone(), vec![Arc::new(Slow(gone, begun.clone()))]);
    let worker = worker.with_farewell(StdDuration::from_millis(50));
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(async move { worker.run_forever(stopped).await });
    enqueue(&db, clock.now(), 1, None).await;
    until(async || begun.load(SeqCst) == 1).await;
    stop.send(true).unwrap();
    running.await.unwrap();
    assert_eq!(states(&db).await, [("waiting".into(), 1)]);
});
