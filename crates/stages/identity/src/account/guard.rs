//! Counts wrong guesses by name, whether or not anybody has that name.
use super::store;
use chrono::{DateTime, Utc};
use sea_orm::DbErr;
use web::Site;

/// Until when guesses for this key are refused.
pub(crate) async fn locked(site: &Site, key: &str) -> Result<Option<DateTime<Utc>>, DbErr> {
    let failures = store::failures(site.db.read(), key).await?;
    Ok(failures.locked(site.clock.now()))
}

/// Notes a wrong guess; says until when the name is locked now, or how many guesses are left.
pub(crate) async fn failed(site: &Site, key: &str) -> Result<Result<i64, DateTime<Utc>>, DbErr> {
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    store::lock_guard(&tx, key, now).await?;
    let failures = store::failures(&tx, key).await?.one_more(now);
    store::save_failures(&tx, key, failures).await?;
    tx.commit().await?;
    Ok(match failures.locked_until {
        Some(until) => Err(until),
        None => Ok(super::model::MAX_FAILURES - failures.count),
    })
}

/// A right guess: the count begins anew.
pub(crate) async fn succeeded(site: &Site, key: &str) -> Result<(), DbErr> {
    let known = store::failures(site.db.read(), key).await?;
    if known.count == 0 {
        return Ok(());
    }
    let tx = site.db.begin().await?;
    store::forget_failures(&tx, key).await?;
    tx.commit().await
}
