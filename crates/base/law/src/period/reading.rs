//! Where the law is silent: each reading with the day it leads to, so that nobody has to trust one of them.

use super::{Calendar, Due, NoDue, Readings, RuleKind, count, due_read, rule};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::Serialize;

/// One way to read a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    pub label: &'static str,
    pub why: &'static str,
    /// The one this program counts with.
    pub chosen: bool,
    pub last_day: NaiveDate,
    /// Until when on that day.
    pub moment: DateTime<Utc>,
}

/// The readings of a rule and their days; more than one only where the law does not say
/// (民法典第二百零三条第二款；民事诉讼法第八十五条第三款、第九十五条、第一百五十二条、第一百六十四条、第一百六十八条).
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
        _ => chosen.office_closes.map_or_else(Vec::new, |closes| hours(&due, closes)),
    })
}

/// 民法典第二百零三条第二款: twenty-four hours, or the end of business where there are business hours.
fn hours(due: &Due, closes: NaiveTime) -> Vec<Reading> {
    let (last_day, counter) = (due.last_day, count::on_the_clock(due.last_day, closes));
    vec![
        Reading {
            label: "当日二十四时",
            why: "在线提交、交邮的，不受法院业务时间限制，以最后一日二十四时为截止时间",
            chosen: true,
            last_day,
            moment: due.moment,
        },
        Reading {
            label: "停止业务活动的时间",
            why: "在窗口办理的，有业务时间，以停止业务活动的时间为截止时间",
            chosen: false,
            last_day,
            moment: counter,
        },
    ]
}

fn both(due: &Due, rolls: bool, bare: &'static str, rolled: &'static str) -> Vec<Reading> {
    let one = |label, why, chosen, last_day| {
        let moment = count::end_of_day(last_day);
        Reading { label, why, chosen, last_day, moment }
    };
    vec![one("不顺延", bare, !rolls, due.raw_last_day), one("顺延", rolled, rolls, due.rolled_day)]
}
