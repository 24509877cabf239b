//! Sends the short text of an event to the person's phone. The text is made again from the docket
//! entry, so that the job holds no personal data.
use super::wording;
use async_trait::async_trait;
use db::{
    Db,
    jobs::{Handler, Job, JobError},
    vault::Vault,
};
use kernel::{
    docket::{DocketEntry, DocketEvent},
    id::CaseId,
    ports::{PortError, Sms},
};
use serde::Deserialize;
use std::sync::Arc;
use web::Identities;

/// The kind of the job.
pub(super) const SMS: &str = "casework.sms";

/// Sends messages by SMS.
pub struct ByText {
    db: Db,
    vault: Vault,
    sms: Arc<dyn Sms>,
    identities: Arc<dyn Identities>,
}

impl ByText {
    /// With what the site has.
    pub fn of(site: &web::Site) -> Self {
        Self {
            db: site.db.clone(),
            vault: site.vault.clone(),
            sms: site.ports.sms.clone(),
            identities: site.identities.clone(),
        }
    }

    async fn entry(&self, wanted: &Wanted) -> Result<DocketEntry, JobError> {
        db::docket::entries(self.db.read(), wanted.case, wanted.seq - 1, 1)
            .await?
            .pop()
            .ok_or_else(|| JobError::Dead("案卷流水中没有这一条".into()))
    }
}

#[derive(Deserialize)]
struct Wanted {
    case: CaseId,
    seq: i64,
}

#[async_trait]
impl Handler for ByText {
    fn kind(&self) -> &'static str {
        SMS
    }

    async fn run(&self, job: &Job) -> Result<(), JobError> {
        let wanted: Wanted = serde_json::from_value(job.payload.clone())
            .map_err(|e| JobError::Dead(format!("任务内容无法读取：{e}")))?;
        let entry = self.entry(&wanted).await?;
        let DocketEvent::Intake(event) = &entry.event;
        let notice = wording::of(event, entry.case, entry.at);
        let Some(text) = notice.text else { return Ok(()) };
        let Some(number) = self.identities.phone(&self.db, &self.vault, notice.to).await? else {
            tracing::warn!(job = %job.id, "no phone number to tell");
            return Ok(());
        };
        let name = format!("{}-{}", wanted.case, wanted.seq);
        self.sms.send(&number, &text, &name).await.map_err(|e| match e {
            PortError::Temporary(why) => JobError::Retry(why),
            PortError::Refused(why) => JobError::Dead(why),
        })
    }
}
