//! What the court's acceptance does to the list of cases.
use super::{
    model::{Case, CaseState, Stage},
    store,
};
use async_trait::async_trait;
use db::docket::Reactor;
use kernel::docket::{DocketEntry, DocketEvent, IntakeEvent};
use sea_orm::{DatabaseTransaction, DbErr};

/// Opens a case when the court accepts a filing (第一百二十六条), in the same transaction.
#[derive(Debug)]
pub struct Opening;

#[async_trait]
impl Reactor for Opening {
    async fn react(&self, tx: &DatabaseTransaction, entry: &DocketEntry) -> Result<(), DbErr> {
        let DocketEvent::Intake(IntakeEvent::Accepted {
            filing,
            filer,
            court,
            title,
            number,
            cause,
            parties,
        }) = &entry.event
        else {
            return Ok(());
        };
        let case = Case {
            id: entry.case,
            filing: *filing,
            number: number.clone(),
            court: court.clone(),
            cause: cause.clone(),
            title: title.clone(),
            stage: Stage::FirstInstance,
            state: CaseState::Open,
            accepted_at: entry.at,
        };
        store::insert(tx, &case, *filer, parties).await
    }
}
