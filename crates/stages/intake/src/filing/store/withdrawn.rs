//! When submitted filings were taken back. The row says only that such a filing is a draft again; the docket knows the time.
use chrono::{DateTime, Utc};
use db::entity::docket_entry;
use kernel::{
    docket::{DocketEvent, IntakeEvent},
    id::CaseId,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// The last withdrawal in each of these dockets. They are short: the court has decided nothing yet.
pub async fn times(
    db: &impl ConnectionTrait,
    cases: &[CaseId],
) -> Result<HashMap<CaseId, DateTime<Utc>>, DbErr> {
    use docket_entry::Column as C;
    if cases.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = docket_entry::Entity::find()
        .filter(C::CaseId.is_in(cases.iter().copied()))
        .order_by_asc(C::Seq)
        .all(db)
        .await?;
    let mut times = HashMap::new();
    for row in rows {
        let event = serde_json::from_str(&row.event).map_err(|e| DbErr::Json(e.to_string()))?;
        if let DocketEvent::Intake(IntakeEvent::Withdrawn { .. }) = event {
            times.insert(row.case_id, row.at);
        }
    }
    Ok(times)
}
