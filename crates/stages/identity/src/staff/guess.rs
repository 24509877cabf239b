//! Counts guesses under the lock of their count: of many guesses made at once, no more are answered
//! than of guesses made in a row.
use super::model::Refused;
use crate::account::{
    model::{Failures, MAX_FAILURES},
    store,
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

/// The guesses so far; refused while the name is locked. Others of the same name wait until the
/// transaction ends.
pub(super) async fn so_far(
    tx: &impl ConnectionTrait,
    key: &str,
    now: DateTime<Utc>,
) -> Result<Failures, Refused> {
    store::lock_guard(tx, key, now).await?;
    let failures = store::failures(tx, key).await?;
    match failures.locked(now) {
        Some(until) => Err(locked(until)),
        None => Ok(failures),
    }
}

/// Keeps a wrong guess; how many are left.
pub(super) async fn wrong(
    tx: DatabaseTransaction,
    key: &str,
    so_far: Failures,
    now: DateTime<Utc>,
) -> Result<i64, Refused> {
    let failures = so_far.one_more(now);
    store::save_failures(&tx, key, failures).await?;
    tx.commit().await?;
    match failures.locked_until {
        Some(until) => Err(locked(until)),
        None => Ok(MAX_FAILURES - failures.count),
    }
}

/// The refusal; the time it tells is rounded up to the minute.
pub(super) fn locked(until: DateTime<Utc>) -> Refused {
    Refused::Locked { until: web::filters::time_text(&(until + Duration::seconds(59))) }
}
