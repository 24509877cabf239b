//! Limits: a window in the database for what costs money or guesses secrets, a bucket in memory
//! for everything else.
use crate::{Fault, Site, visit::Identity};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Duration, DurationRound, Utc};
use db::entity::rate_limit;
use governor::{Quota, RateLimiter, clock::DefaultClock, state::keyed::DefaultKeyedStateStore};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Statement};
use std::{net::IpAddr, num::NonZeroU32, sync::Arc};

/// Counts one more of `key` in the current window; an error says when the next window begins.
///
/// The count is kept by the database, so that it holds across nodes and restarts.
pub async fn count(site: &Site, key: &str, at_most: i64, window: Duration) -> Result<(), Fault> {
    let now = site.clock.now();
    let start = now.duration_trunc(window).map_err(|e| Fault::Inner(e.to_string()))?;
    let n = bump(site, key, start).await?;
    if n <= at_most {
        return Ok(());
    }
    let left = (start + window - now).num_seconds().max(1);
    Err(Fault::TooMany { retry_after: u64::try_from(left).unwrap_or(1) })
}

async fn bump(site: &Site, key: &str, start: DateTime<Utc>) -> Result<i64, DbErr> {
    let tx = site.db.begin().await?;
    let row = tx
        .query_one_raw(Statement::from_sql_and_values(
            site.db.backend(),
            "INSERT INTO rate_limit (key, window_start, n) VALUES ($1, $2, 1) \
             ON CONFLICT (key, window_start) DO UPDATE SET n = rate_limit.n + 1 RETURNING n",
            [key.into(), start.into()],
        ))
        .await?;
    let n = row.map(|r| r.try_get::<i64>("", "n")).transpose()?.unwrap_or(1);
    tx.commit().await?;
    Ok(n)
}

/// Removes windows older than a day.
pub async fn sweep(site: &Site) -> Result<u64, DbErr> {
    let tx = site.db.begin().await?;
    let done = rate_limit::Entity::delete_many()
        .filter(rate_limit::Column::WindowStart.lt(site.clock.now() - Duration::days(1)))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(done.rows_affected)
}

/// One bucket for each address.
pub type Buckets = Arc<RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, DefaultClock>>;

/// Buckets that let `per_minute` requests through.
pub fn buckets(per_minute: u32) -> Buckets {
    let n = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
    Arc::new(RateLimiter::keyed(Quota::per_minute(n)))
}

/// The layer that asks an address to slow down.
pub async fn slow_down(State(buckets): State<Buckets>, request: Request, next: Next) -> Response {
    let Some(ip) = request.extensions().get::<Identity>().map(|i| i.ip) else {
        return next.run(request).await;
    };
    if buckets.check_key(&ip).is_err() {
        return Fault::TooMany { retry_after: 10 }.into_response();
    }
    next.run(request).await
}
