//! Time is an argument, never an ambient fact.
use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, Utc};
use std::sync::Mutex;

/// Whoever knows what time it is.
pub trait Clock: Send + Sync {
    /// Now, rounded to microseconds: `PostgreSQL` keeps no more, `SQLite` would keep nine digits.
    fn now(&self) -> DateTime<Utc>;

    /// Today's date in Beijing, which is the date every procedural period is counted in.
    fn today(&self) -> NaiveDate {
        beijing(self.now()).date_naive()
    }
}

/// The same instant on a Beijing wall clock (UTC+8, no summer time).
#[expect(clippy::expect_used, reason = "eight hours is a valid offset")]
pub fn beijing(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    at.with_timezone(&FixedOffset::east_opt(8 * 3600).expect("a valid offset"))
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
        Utc::now().trunc_subsecs(6)
    }
}

/// A clock that a test moves by hand.
pub struct ManualClock(Mutex<DateTime<Utc>>);

impl ManualClock {
    /// Stands still at `at`.
    pub fn at(at: DateTime<Utc>) -> Self {
        Self(Mutex::new(at.trunc_subsecs(6)))
    }

    /// Moves on (or back) to `at`.
    pub fn set(&self, at: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = at.trunc_subsecs(6);
    }

    /// Moves on by `by`.
    pub fn advance(&self, by: chrono::Duration) {
        self.set(self.now() + by);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
