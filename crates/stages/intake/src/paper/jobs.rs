//! Setting a paper: composed from the docket's entry, kept, committed to. May be done again; the result is one.
use super::{compose, store};
use db::{
    jobs::{Handler, Job, JobError, NewJob},
    proof,
};
use kernel::{
    docket::DocketEntry,
    id::{CaseId, MaterialId},
    ports::PortError,
};
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::{Site, uploads};

/// The job.
pub(super) const KIND: &str = "intake.court_paper";

#[derive(Serialize, Deserialize)]
struct Payload {
    case: CaseId,
    seq: i64,
}

/// Asks for the paper of an entry, in the act's transaction.
pub(crate) async fn enqueue(tx: &impl ConnectionTrait, entry: &DocketEntry) -> Result<(), DbErr> {
    db::jobs::enqueue(tx, entry.at, job(entry)).await
}

/// The job that sets the paper of an entry.
pub(crate) fn job(entry: &DocketEntry) -> NewJob<'static> {
    let payload = json!(Payload { case: entry.case, seq: entry.seq });
    let dedup = Some(format!("{}-{}", entry.case, entry.seq));
    NewJob { kind: KIND, dedup, payload, run_at: entry.at }
}

/// The worker of the job.
pub(super) struct IssuePaper {
    site: Site,
}

impl IssuePaper {
    pub(super) const fn new(site: Site) -> Self {
        Self { site }
    }
}

#[async_trait::async_trait]
impl Handler for IssuePaper {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, job: &Job) -> Result<(), JobError> {
        let Payload { case, seq } = serde_json::from_value(job.payload.clone())
            .map_err(|e| JobError::Dead(e.to_string()))?;
        let (site, db) = (&self.site, self.site.db.read());
        if store::of_entry(db, case, seq).await?.is_some() {
            return Ok(());
        }
        let entry = db::docket::entries(db, case, seq - 1, 1).await?.pop();
        let entry = entry.ok_or_else(|| JobError::Dead(format!("没有案卷记录 {case}/{seq}")))?;
        let Some(composed) = compose::of(site, &entry).await? else { return Ok(()) };
        let pdf = site.ports.paper.render(composed.key, composed.data, Vec::new()).await;
        let pdf = pdf.map_err(|e| match e {
            PortError::Temporary(why) => JobError::Retry(why),
            PortError::Refused(why) => JobError::Dead(why),
        })?;
        let name = format!("{}.pdf", composed.title);
        let kept = uploads::keep_bytes(site, pdf.into(), &name).await;
        let kept = kept.map_err(|e| JobError::Retry(e.to_string()))?.map_err(JobError::Dead)?;
        let paper = store::Paper {
            id: MaterialId::new(),
            case_id: case,
            seq,
            filing_id: composed.filing,
            kind: composed.key.to_owned(),
            title: composed.title.to_owned(),
            number: composed.number,
            sha256: kept.sha256,
            size: kept.size,
            pages: kept.pages,
            issued_at: entry.at,
        };
        let tx = site.db.begin().await?;
        // Another node may have been faster.
        if store::of_entry(&tx, case, seq).await?.is_none() {
            store::insert(&tx, paper.clone()).await?;
            proof::issue(&tx, &site.vault, site.clock.now(), &paper, composed.issued_as).await?;
        }
        Ok(tx.commit().await?)
    }
}
