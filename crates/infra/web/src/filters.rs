//! Filters for templates: `use web::filters;` beside the template struct.
use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use law::money::Fen;

/// 2026年3月1日
pub fn date_text(date: &NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// 2026年3月1日 09:05, Beijing time.
pub fn time_text(at: &DateTime<Utc>) -> String {
    let at = kernel::clock::beijing(*at);
    format!("{} {:02}:{:02}", date_text(&at.date_naive()), at.hour(), at.minute())
}

/// 1,050.00
pub fn yuan_text(amount: &Fen) -> String {
    amount.to_string()
}

/// `{{ date|date_cn }}`
#[askama::filter_fn]
pub fn date_cn(date: &NaiveDate, _: &dyn askama::Values) -> askama::Result<String> {
    Ok(date_text(date))
}

/// `{{ at|time_cn }}`
#[askama::filter_fn]
pub fn time_cn(at: &DateTime<Utc>, _: &dyn askama::Values) -> askama::Result<String> {
    Ok(time_text(at))
}

/// `{{ amount|yuan }}`
#[askama::filter_fn]
pub fn yuan(amount: &Fen, _: &dyn askama::Values) -> askama::Result<String> {
    Ok(yuan_text(amount))
}

/// `{{ bytes|size }}`: 1.2 MB
#[askama::filter_fn]
pub fn size(bytes: &i64, _: &dyn askama::Values) -> askama::Result<String> {
    Ok(match *bytes {
        b if b < 1024 => format!("{b} B"),
        b if b < 1024 * 1024 => format!("{} KB", b / 1024),
        b => format!("{}.{} MB", b / 1_048_576, b % 1_048_576 * 10 / 1_048_576),
    })
}
