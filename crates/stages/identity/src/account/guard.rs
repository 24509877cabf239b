//! Counts wrong guesses by name, whether or not anybody has that name. A guess is answered under
//! the lock of its count, so that many guesses at once get no further than as many in a row.
use super::{model::MAX_FAILURES, store};
use chrono::{DateTime, Utc};
use sea_orm::DbErr;
use web::Site;

/// How a guess is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Right,
    Wrong {
        left: i64,
    },
    /// No guess is looked at before then.
    Locked {
        until: DateTime<Utc>,
    },
}

/// Until when guesses for this key are refused; asked first, to spare the work of hashing.
pub(crate) async fn locked(site: &Site, key: &str) -> Result<Option<DateTime<Utc>>, DbErr> {
    let failures = store::failures(site.db.read(), key).await?;
    Ok(failures.locked(site.clock.now()))
}

/// Answers a guess that has been compared.
pub(crate) async fn answer(site: &Site, key: &str, right: bool) -> Result<Answer, DbErr> {
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    store::lock_guard(&tx, key, now).await?;
    let so_far = store::failures(&tx, key).await?;
    if let Some(until) = so_far.locked(now) {
        return Ok(Answer::Locked { until });
    }
    let answer = if right {
        store::forget_failures(&tx, key).await?;
        Answer::Right
    } else {
        let failures = so_far.one_more(now);
        store::save_failures(&tx, key, failures).await?;
        match failures.locked_until {
            Some(until) => Answer::Locked { until },
            None => Answer::Wrong { left: MAX_FAILURES - failures.count },
        }
    };
    tx.commit().await?;
    Ok(answer)
}
