//! Hands messages over to the provider.
use super::store;
use async_trait::async_trait;
use db::{
    Db,
    jobs::{Handler, Job, JobError},
    vault::Vault,
};
use kernel::{
    clock::Clock,
    id::SmsId,
    ports::{PortError, Sms},
};
use std::sync::Arc;

/// The kind of job.
pub(crate) const KIND: &str = "identity.sms";

pub(crate) struct SendSms {
    pub(crate) db: Db,
    pub(crate) vault: Vault,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) sms: Arc<dyn Sms>,
}

#[async_trait]
impl Handler for SendSms {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, job: &Job) -> Result<(), JobError> {
        let id: SmsId = serde_json::from_value(job.payload["message"].clone())
            .map_err(|e| JobError::Dead(format!("任务内容无法读取：{e}")))?;
        let Some(message) = store::find_message(self.db.read(), &self.vault, id).await? else {
            return Ok(());
        };
        let Some(body) = message.body else { return Ok(()) };
        let now = self.clock.now();
        // A code that is over by now would only confuse.
        let sent_at = (now < message.until).then_some(now);
        if sent_at.is_some() {
            let sent = self.sms.send(&message.number, &body, &message.id.to_string()).await;
            sent.map_err(|e| match e {
                PortError::Temporary(why) => JobError::Retry(why),
                PortError::Refused(why) => JobError::Dead(why),
            })?;
        }
        let tx = self.db.begin().await?;
        store::forget_body(&tx, id, sent_at).await?;
        tx.commit().await?;
        Ok(())
    }
}
