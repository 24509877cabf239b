//! A calendar day as papers take it.
use chrono::{Datelike, NaiveDate};

/// A day of the court's calendar (Asia/Shanghai). Notices write it as 二〇二六年十一月二十六日,
/// tables as 2026年11月26日.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Day {
    pub year: i32,
    /// 1–12.
    pub month: u32,
    /// 1–31.
    pub day: u32,
}

impl From<NaiveDate> for Day {
    fn from(d: NaiveDate) -> Self {
        Self { year: d.year(), month: d.month(), day: d.day() }
    }
}
