//! 申请执行的期间: two years that may be broken off or stand still (民事诉讼法第二百五十条；民法典第一百九十四条、第一百九十五条).

use super::{Calendar, Due, NoDue, count::end_of_day, due};
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// What happened while the period ran.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Happened {
    /// 中断：申请执行、当事人达成和解协议、提出履行要求或者同意履行义务
    BrokenOff { on: NaiveDate, why: String },
    /// 中止：不可抗力或者其他障碍，自 `from` 至 `until`（消除之日）
    StoodStill { from: NaiveDate, until: NaiveDate, why: String },
}

impl Happened {
    const fn began(&self) -> NaiveDate {
        match self {
            Self::BrokenOff { on, .. } => *on,
            Self::StoodStill { from, .. } => *from,
        }
    }
}

/// 申请执行期间的届满日: broken off it runs anew; an obstacle counts only in the last six months, and the period then
/// ends six months after it has gone (民事诉讼法第二百五十条第一款；民法典第一百九十四条、第一百九十五条).
pub fn enforcement_limit(
    performance_ends: NaiveDate,
    happened: &[Happened],
    calendar: &Calendar,
) -> Result<Due, NoDue> {
    let mut events: Vec<_> = happened.iter().collect();
    events.sort_by_key(|event| event.began());
    let mut found = due("enforce_apply", performance_ends, calendar)?;
    for event in events {
        if event.began() > found.last_day {
            let note = format!("{}在期间届满之后，不再影响期间", event.began());
            found.notes.push(note);
            continue;
        }
        match event {
            Happened::BrokenOff { on, why } => {
                let notes = std::mem::take(&mut found.notes);
                found = due("enforce_apply", *on, calendar)?;
                found.notes = notes;
                found
                    .notes
                    .push(format!("{on}因{why}中断，自次日起重新计算（民法典第一百九十五条）"));
            }
            Happened::StoodStill { from, until, why } => {
                stand_still(&mut found, (*from, *until), why, calendar)?;
            }
        }
    }
    Ok(found)
}

fn stand_still(
    found: &mut Due,
    (from, until): (NaiveDate, NaiveDate),
    why: &str,
    calendar: &Calendar,
) -> Result<(), NoDue> {
    let six = Months::new(6);
    let out = || NoDue::OutOfRange(until);
    let last_six = found.raw_last_day.checked_sub_months(six).ok_or_else(out)?;
    if until <= last_six {
        found.notes.push(format!(
            "{from}至{until}的{why}在最后六个月之前消除，期间不中止（民法典第一百九十四条）"
        ));
        return Ok(());
    }
    let raw = until.checked_add_months(six).ok_or_else(out)?.max(found.raw_last_day);
    found.raw_last_day = raw;
    found.rolled_day = calendar.next_working_day(raw);
    found.last_day = found.rolled_day;
    found.moment = end_of_day(found.last_day);
    found.passed_over = calendar.passed_over(raw);
    found.calendar_missing = calendar.missing_between(raw, found.rolled_day);
    found.notes.push(format!(
        "{from}至{until}因{why}中止，自原因消除之日起满六个月届满（民法典第一百九十四条）"
    ));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn last(happened: &[Happened]) -> NaiveDate {
        let from = day("2023-03-10");
        enforcement_limit(from, happened, Calendar::builtin()).unwrap().last_day
    }

    /// 第二百五十条: two years after the last day for performance.
    #[test]
    fn art250_two_years() {
        assert_eq!(last(&[]), day("2025-03-10"));
    }

    /// 民法典第一百九十五条: broken off, it runs anew.
    #[test]
    fn civil_code_art195_it_runs_anew() {
        let on = day("2024-02-29");
        let why = "申请执行人提出履行要求".to_owned();
        assert_eq!(last(&[Happened::BrokenOff { on, why: why.clone() }]), day("2026-02-28"));
        let late = Happened::BrokenOff { on: day("2025-03-11"), why };
        assert_eq!(last(&[late]), day("2025-03-10"), "what is over is not broken off");
    }

    /// 民法典第一百九十四条: an obstacle in the last six months; six months after it has gone.
    #[test]
    fn civil_code_art194_it_stands_still() {
        let still = |from, until| Happened::StoodStill {
            from: day(from),
            until: day(until),
            why: "不可抗力".to_owned(),
        };
        assert_eq!(last(&[still("2024-05-01", "2024-06-01")]), day("2025-03-10"));
        assert_eq!(
            last(&[still("2024-08-01", "2024-12-02")]),
            day("2025-06-03"),
            "6月2日为端午假期"
        );
        assert_eq!(last(&[still("2025-01-10", "2025-04-01")]), day("2025-10-09"), "国庆之后");
    }
}
