//! 七个工作日未答复: the filer is told what to do (FIL-16).
use super::model::waiting;
use crate::filing::{self, model::Filing};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use db::jobs::{Handler, Job, JobError, NewJob};
use kernel::{
    actor::Actor,
    docket::{DocketEvent, IntakeEvent},
    id::FilingId,
};
use law::period::{Calendar, answer_overdue, beijing_day};
use sea_orm::{DatabaseTransaction, DbErr};
use serde::Deserialize;
use serde_json::json;
use web::Site;

/// The kind of the job that looks whether the court has answered.
pub const OVERDUE: &str = "intake.overdue";

/// How many entries of a docket are looked at for one that already tells.
const LOOKED_AT: u64 = 10_000;

/// Enqueues the look after the seventh working day, in the transaction of the submission or of the
/// transfer that begins the days.
pub async fn enqueue(
    tx: &DatabaseTransaction,
    filing: &Filing,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    db::jobs::enqueue(tx, now, job(filing, now)).await
}

/// The job of a filing that was submitted just now.
pub(crate) fn job(filing: &Filing, now: DateTime<Utc>) -> NewJob<'static> {
    let due = answer_overdue(beijing_day(now), Calendar::in_use());
    let begun = now.timestamp_micros();
    NewJob {
        kind: OVERDUE,
        dedup: Some(format!("{}-{}-{begun}", filing.id, filing.round)),
        payload: json!({ "filing": filing.id, "round": filing.round }),
        run_at: due.moment,
    }
}

/// Looks whether the court has answered.
pub(super) struct Overdue {
    site: Site,
}

impl Overdue {
    pub(super) fn of(site: &Site) -> Self {
        Self { site: site.clone() }
    }
}

#[derive(Deserialize)]
struct Wanted {
    filing: FilingId,
    round: u32,
}

#[async_trait]
impl Handler for Overdue {
    fn kind(&self) -> &'static str {
        OVERDUE
    }

    async fn run(&self, job: &Job) -> Result<(), JobError> {
        let wanted: Wanted = serde_json::from_value(job.payload.clone())
            .map_err(|e| JobError::Dead(format!("任务内容无法读取：{e}")))?;
        let now = self.site.clock.now();
        let tx = self.site.db.begin().await?;
        let found = filing::store::find_locked(&tx, &self.site.vault, wanted.filing).await?;
        let Some(filing) = found.filter(|f| f.round == wanted.round) else { return Ok(()) };
        let Some((at, _)) = waiting(&filing.state) else { return Ok(()) };
        // A transfer began the days anew and enqueued a look of its own.
        if answer_overdue(beijing_day(at), Calendar::in_use()).moment > now {
            return Ok(());
        }
        if already_told(&tx, &filing, at).await? {
            return Ok(());
        }
        let event = DocketEvent::Intake(IntakeEvent::Overdue {
            filing: filing.id,
            filer: filing.filer,
            title: filing.title(),
        });
        self.site.docket.append(&tx, now, filing.case, &Actor::System, &event).await?;
        Ok(tx.commit().await?)
    }
}

/// The job may run twice; the filer is told once.
async fn already_told(
    tx: &DatabaseTransaction,
    filing: &Filing,
    since: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let entries = db::docket::entries(tx, filing.case, 0, LOOKED_AT).await?;
    Ok(entries.iter().rev().take_while(|e| e.at >= since).any(|e| {
        let DocketEvent::Intake(event) = &e.event;
        matches!(event, IntakeEvent::Overdue { .. })
    }))
}
