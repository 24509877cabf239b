//! Making the paper: typeset, kept, put with the materials. May be done again; the result is one.
use super::{model, signature};
use crate::{
    filing::{
        model::{Filing, ServiceAddress},
        store as filings,
    },
    material::{
        acts,
        model::{ADDRESS_CONFIRMATION, Material},
        store as materials,
    },
};
use chrono::{DateTime, Datelike, Utc};
use db::jobs::{Handler, Job, JobError, NewJob};
use futures::TryStreamExt;
use kernel::{
    clock::beijing,
    id::{FilingId, MaterialId},
    ports::PortError,
};
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::{Site, filters::date_text, uploads};

/// The job.
pub(super) const KIND: &str = "intake.service_address_pdf";
/// The template, and the mark of the material that comes of it.
pub(super) const PAPER: &str = "service_address";
const NAME: &str = "送达地址确认书.pdf";

#[derive(Serialize, Deserialize)]
struct Payload {
    filing: FilingId,
}

/// Once for each signature under each text.
pub(super) async fn enqueue(
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    filing: FilingId,
    address: &ServiceAddress,
) -> Result<(), DbErr> {
    let Some(signature) = model::signed(address) else { return Ok(()) };
    let dedup = format!("{filing}-{}-{}", signature.text, signature.at.timestamp_micros());
    let payload = json!(Payload { filing });
    let job = NewJob { kind: KIND, dedup: Some(dedup), payload, run_at: now };
    db::jobs::enqueue(tx, now, job).await
}

/// The worker of the job.
pub(super) struct MakePaper {
    site: Site,
}

impl MakePaper {
    pub(super) const fn new(site: Site) -> Self {
        Self { site }
    }
}

#[async_trait::async_trait]
impl Handler for MakePaper {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, job: &Job) -> Result<(), JobError> {
        let Payload { filing: id } = serde_json::from_value(job.payload.clone())
            .map_err(|e| JobError::Dead(e.to_string()))?;
        let site = &self.site;
        let Some(filing) = filings::find(site.db.read(), &site.vault, id).await? else {
            return Ok(());
        };
        // Changed since: either a newer job does it, or it is not signed any more.
        let Some(signature) = model::signed(&filing.content.service_address) else {
            return Ok(());
        };
        let (sha256, at) = (signature.sha256.clone(), signature.at);
        let picture = read(site, &sha256).await?;
        let data = data(&filing, at);
        let pdf = site.ports.paper.render(PAPER, data, vec![("signature".into(), picture)]).await;
        let pdf = pdf.map_err(|e| match e {
            PortError::Temporary(why) => JobError::Retry(why),
            PortError::Refused(why) => JobError::Dead(why),
        })?;
        let kept = uploads::keep_bytes(site, pdf.into(), NAME).await;
        let kept = kept.map_err(|e| JobError::Retry(e.to_string()))?.map_err(JobError::Dead)?;
        let material = Material {
            id: MaterialId::new(),
            category: ADDRESS_CONFIRMATION.into(),
            name: NAME.into(),
            file_name: kept.file_name,
            position: materials::last_place(site.db.read(), id, ADDRESS_CONFIRMATION).await? + 1,
            sha256: kept.sha256,
            media_type: kept.media_type,
            size: kept.size,
            pages: kept.pages,
            width: None,
            height: None,
            generated: Some(PAPER.into()),
            created_at: site.clock.now(),
        };
        Ok(acts::file_paper(site, id, PAPER, material).await?)
    }
}

async fn read(site: &Site, sha256: &str) -> Result<Vec<u8>, JobError> {
    let retry = |e: &dyn std::fmt::Display| JobError::Retry(e.to_string());
    let bytes = site.blobs.read(sha256).await.map_err(|e| retry(&e))?;
    let parts: Vec<bytes::Bytes> = bytes.try_collect().await.map_err(|e| retry(&e))?;
    let whole = parts.concat();
    let made = tokio::task::spawn_blocking(move || signature::for_paper(&whole));
    made.await.map_err(|e| retry(&e))?.map_err(|why| JobError::Dead(why.into()))
}

/// The paper's data. Only what was signed, and which filing it belongs to.
fn data(filing: &Filing, signed_at: DateTime<Utc>) -> serde_json::Value {
    let a = &filing.content.service_address;
    let mut data = blank(&format!("登闻平台立案申请 {}", filing.id), &model::lines(a));
    let day = beijing(signed_at).date_naive();
    data["date"] = json!({ "year": day.year(), "month": day.month(), "day": day.day() });
    data["recipient"] = json!(a.recipient.trim());
    data["signature"] = json!(true);
    data["signed_on"] = json!(date_text(&day));
    data["reference"] = json!(format!("所签内容的 SHA-256：{}", model::digest(a)));
    data
}

/// The paper with these lines, unsigned.
pub(super) fn blank(reference: &str, lines: &[(&'static str, String)]) -> serde_json::Value {
    let row = |label: &str, value: &str| json!({ "label": label, "value": value });
    json!({
        "title": "送达地址确认书",
        "court": "登闻",
        "date": { "year": 2026, "month": 1, "day": 1 },
        "case": [row("适用案件", reference), row("适用程序", "第一审程序、第二审程序和执行程序")],
        "notices": model::NOTICES,
        "address": lines.iter().map(|(label, value)| row(label, value)).collect::<Vec<_>>(),
        "declaration": model::DECLARATION,
        "signature": false,
        "recipient": "",
        "signed_on": "",
        "reference": "",
    })
}
