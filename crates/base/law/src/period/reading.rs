//! Where the law is silent: each reading with the day it leads to, so that nobody has to trust one of them.

use super::{Calendar, Due, NoDue, Readings, RuleKind, due_read, rule};
use chrono::NaiveDate;
use serde::Serialize;

/// One way to read a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    pub label: &'static str,
    pub why: &'static str,
    /// The one this program counts with.
    pub chosen: bool,
    pub last_day: NaiveDate,
}

/// The readings of a rule and their days; more than one only where the law does not say
/// (民事诉讼法第八十五条第三款、第九十五条、第一百五十二条、第一百六十四条、第一百六十八条).
pub fn readings(
    key: &str,
    trigger: NaiveDate,
    calendar: &Calendar,
    chosen: &Readings,
) -> Result<Vec<Reading>, NoDue> {
    let due = due_read(key, trigger, calendar, chosen)?;
    let kind = rule(key, trigger).map(|rule| rule.kind);
    Ok(match kind {
        Some(RuleKind::TrialLimit) => both(
            &due,
            chosen.trial_limit_rolls,
            "审限不是当事人为诉讼行为的期间，不顺延",
            "审限也是期间，最后一日为休息日的，顺延至下一工作日",
        ),
        _ if ["public_service", "public_service_foreign"].contains(&key) => both(
            &due,
            chosen.public_notice_rolls || rule(key, trigger).is_some_and(|rule| rule.rolls),
            "公告期满即视为送达，不需要任何人为诉讼行为，不顺延",
            "公告期间也是期间，最后一日为休息日的，顺延至下一工作日",
        ),
        _ => Vec::new(),
    })
}

fn both(due: &Due, rolls: bool, bare: &'static str, rolled: &'static str) -> Vec<Reading> {
    vec![
        Reading { label: "不顺延", why: bare, chosen: !rolls, last_day: due.raw_last_day },
        Reading { label: "顺延", why: rolled, chosen: rolls, last_day: due.rolled_day },
    ]
}
