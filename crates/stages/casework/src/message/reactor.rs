//! Writes a message for every event that concerns a person, in the event's own transaction.
use super::{jobs::SMS, model::Source, store, wording};
use async_trait::async_trait;
use db::{docket::Reactor, jobs};
use kernel::docket::{DocketEntry, DocketEvent, IntakeEvent};
use sea_orm::{DatabaseTransaction, DbErr};
use serde_json::json;

/// Tells people what happened.
#[derive(Debug)]
pub struct Notices;

#[async_trait]
impl Reactor for Notices {
    async fn react(&self, tx: &DatabaseTransaction, entry: &DocketEntry) -> Result<(), DbErr> {
        let DocketEvent::Intake(event) = &entry.event;
        let notice = wording::of(event, entry.case, entry.at);
        let source = Source { case: entry.case, seq: entry.seq, at: entry.at };
        // Before the first submission nobody has been told anything.
        if !matches!(event, IntakeEvent::Submitted { round: 1, .. }) {
            store::close_todos(tx, notice.filing).await?;
        }
        store::insert(tx, &notice, source).await?;
        if notice.text.is_none() {
            return Ok(());
        }
        let name = format!("{}-{}", entry.case, entry.seq);
        let job = jobs::NewJob {
            kind: SMS,
            dedup: Some(name),
            payload: json!({ "case": entry.case, "seq": entry.seq }),
            run_at: entry.at,
        };
        jobs::enqueue(tx, entry.at, job).await
    }
}
