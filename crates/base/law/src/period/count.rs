//! The counting itself.

use super::{Calendar, Due, PassedOver, Unit};
use crate::data::Confidence;
use chrono::{
    DateTime, Datelike, Days, DurationRound, FixedOffset, Months, NaiveDate, NaiveTime, TimeDelta,
    Utc, Weekday,
};
use serde::{Deserialize, Serialize};

/// A counted period, before a rule gives it its name.
#[derive(Clone, Debug)]
pub struct Counted {
    length: u32,
    unit: Unit,
    trigger: NaiveDate,
    pub(super) raw: NaiveDate,
    rolled: NaiveDate,
    passed_over: Vec<PassedOver>,
    missing: Vec<i32>,
}

fn beijing() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).unwrap_or_else(|| chrono::Offset::fix(&Utc))
}

/// The day in Beijing at this moment (民法典第二百零一条；法定时间为北京时间).
pub fn beijing_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&beijing()).date_naive()
}

/// 二十四时 of the day in Beijing (民法典第二百零三条第二款).
pub fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    on_the_clock(day.checked_add_days(Days::new(1)).unwrap_or(day), NaiveTime::MIN)
}

/// A time of the day in Beijing.
pub(super) fn on_the_clock(day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let local = day.and_time(time);
    local.checked_sub_signed(TimeDelta::hours(8)).unwrap_or(local).and_utc()
}

/// The day that ends at this moment (民法典第二百零三条第二款); of a moment within a day, that day: the way back
/// from [`end_of_day`].
pub fn day_ending(at: DateTime<Utc>) -> NaiveDate {
    beijing_day(at.checked_sub_signed(TimeDelta::microseconds(1)).unwrap_or(at))
}

/// 周一 … 周日 (GB/T 7408.1-2023 第4条).
pub fn weekday_cn(day: NaiveDate) -> &'static str {
    match day.weekday() {
        Weekday::Mon => "周一",
        Weekday::Tue => "周二",
        Weekday::Wed => "周三",
        Weekday::Thu => "周四",
        Weekday::Fri => "周五",
        Weekday::Sat => "周六",
        Weekday::Sun => "周日",
    }
}

/// Counts on from a day that is not itself counted; `None` beyond the calendar of the program
/// (民事诉讼法第八十五条第二款、第三款；民法典第二百零二条：对应日，没有对应日的，月末日).
pub fn count(length: u32, unit: Unit, trigger: NaiveDate, calendar: &Calendar) -> Option<Counted> {
    let raw = match unit {
        Unit::Hour => trigger.checked_add_days(Days::new(u64::from(length.div_ceil(24))))?,
        Unit::Day => trigger.checked_add_days(Days::new(u64::from(length)))?,
        Unit::WorkingDay => {
            let mut days = trigger.iter_days().skip(1).filter(|d| calendar.is_working_day(*d));
            match length {
                0 => trigger,
                length => days.nth(usize::try_from(length).ok().filter(|n| *n <= 20_000)? - 1)?,
            }
        }
        Unit::Month => trigger.checked_add_months(Months::new(length))?,
        Unit::Year => trigger.checked_add_months(Months::new(length.checked_mul(12)?))?,
    };
    let rolled = calendar.next_working_day(raw);
    let passed_over = calendar.passed_over(raw);
    let first = if unit == Unit::WorkingDay { trigger } else { raw };
    let missing = calendar.missing_between(first, rolled);
    Some(Counted { length, unit, trigger, raw, rolled, passed_over, missing })
}

/// 2027年, 2027年、2028年, 2027年至2040年
fn said(years: &[i32]) -> Option<String> {
    match years {
        [] => None,
        [first, _, .., last] if years.len() > 3 => Some(format!("{first}年至{last}年")),
        years => {
            let each: Vec<_> = years.iter().map(|year| format!("{year}年")).collect();
            Some(each.join("、"))
        }
    }
}

impl Counted {
    /// As a result; `rolls` says whether the last day moves when it is a day off (民事诉讼法第八十五条第三款).
    pub fn due(self, rolls: bool) -> Due {
        let last_day = if rolls { self.rolled } else { self.raw };
        let mut notes = Vec::new();
        if let Some(years) = said(&self.missing) {
            notes.push(format!(
                "{years}的放假安排尚未导入，只按已知的法定节日和星期六、星期日推算，没有计入调休，请以正式安排为准"
            ));
        }
        Due {
            rule: "",
            name: String::new(),
            article: "民事诉讼法第八十五条".to_owned(),
            trigger: self.trigger,
            first_counted_day: self.trigger.succ_opt().unwrap_or(self.trigger),
            length: self.length,
            unit: self.unit,
            raw_last_day: self.raw,
            rolled_day: self.rolled,
            passed_over: if rolls { self.passed_over } else { Vec::new() },
            last_day,
            moment: end_of_day(last_day),
            calendar_missing: self.missing,
            confidence: Confidence::High,
            notes,
        }
    }
}

/// A period the court sets (民事诉讼法第八十五条第一款：人民法院指定的期间；最后一日遇休息日顺延).
pub fn custom(
    name: &str,
    article: &str,
    length: u32,
    unit: Unit,
    trigger: NaiveDate,
    calendar: &Calendar,
) -> Option<Due> {
    let mut due = count(length, unit, trigger, calendar)?.due(unit != Unit::Hour);
    name.clone_into(&mut due.name);
    article.clone_into(&mut due.article);
    Some(due)
}

/// A period in hours: begins with the next full hour and does not pass over days off
/// (民事诉讼法第八十五条第二款；民诉法解释第一百二十五条：从次时起算).
pub fn hours(length: u32, from: DateTime<Utc>) -> DateTime<Utc> {
    let hour = TimeDelta::hours(1);
    let begun = from.duration_trunc(hour).unwrap_or(from);
    begun + hour + TimeDelta::hours(i64::from(length))
}

/// The last day on which a hearing may be notified, counted back; the law does not say how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Backward {
    /// The day of the hearing less three.
    pub lenient: NaiveDate,
    /// Three clear days between: what this program asks for.
    pub safe: NaiveDate,
    /// The safe day or the last working day before it.
    pub safe_working_day: NaiveDate,
}

/// 开庭三日前通知（民事诉讼法第一百三十九条；简易程序不受限，第一百六十三条）.
pub fn before_hearing(hearing: NaiveDate, days: u32, calendar: &Calendar) -> Backward {
    let back = |days: u32| hearing.checked_sub_days(Days::new(u64::from(days))).unwrap_or(hearing);
    let safe = back(days.saturating_add(1));
    Backward { lenient: back(days), safe, safe_working_day: calendar.last_working_day(safe) }
}

/// Handed to the post or arrived on the platform before the period ended
/// (民事诉讼法第八十五条第四款：期间不包括在途时间，期满前交邮的不算过期).
pub fn filed_in_time(last_day: NaiveDate, handed_in: DateTime<Utc>) -> bool {
    handed_in < end_of_day(last_day)
}

/// Time that is not counted in a trial limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deduction {
    pub from: NaiveDate,
    /// Included.
    pub until: NaiveDate,
    pub why: String,
}

/// 审限: extended by months that were approved, and by the days that do not count
/// (民事诉讼法第一百五十二条、第一百六十四条、第一百六十八条；民诉法解释第二百四十三条).
pub fn trial_limit(
    key: &str,
    accepted: NaiveDate,
    extended_months: u32,
    deductions: &[Deduction],
    calendar: &Calendar,
    readings: &super::Readings,
) -> Result<Due, super::NoDue> {
    let mut due = super::due_read(key, accepted, calendar, readings)?;
    if let Some(rule) = super::rule(key, accepted).filter(|_| extended_months > 0) {
        match rule.extension {
            Some(0) => return Err(super::NoDue::NotExtended(rule.name)),
            Some(most) if extended_months > most => {
                return Err(super::NoDue::ExtendedTooLong(rule.name, most));
            }
            Some(_) | None => {}
        }
    }
    let out = || super::NoDue::OutOfRange(accepted);
    if extended_months > 0 {
        let later = Months::new(extended_months);
        due.raw_last_day = match due.unit {
            Unit::Month => accepted.checked_add_months(Months::new(due.length + extended_months)),
            Unit::Hour | Unit::Day | Unit::WorkingDay | Unit::Year => {
                due.raw_last_day.checked_add_months(later)
            }
        }
        .ok_or_else(out)?;
        due.notes.push(format!("经批准延长{extended_months}个月"));
    }
    let days = uncounted(accepted, deductions);
    if days > 0 {
        due.raw_last_day = due.raw_last_day.checked_add_days(Days::new(days)).ok_or_else(out)?;
        for deduction in deductions {
            let (from, until) = (deduction.from, deduction.until);
            due.notes.push(format!("{from}至{until}不计入审限：{}", deduction.why));
        }
    }
    due.rolled_day = calendar.next_working_day(due.raw_last_day);
    let rolls = readings.trial_limit_rolls;
    due.last_day = if rolls { due.rolled_day } else { due.raw_last_day };
    due.passed_over = if rolls { calendar.passed_over(due.raw_last_day) } else { Vec::new() };
    due.calendar_missing = calendar.missing_between(due.raw_last_day, due.rolled_day);
    due.moment = end_of_day(due.last_day);
    Ok(due)
}

/// Days covered by at least one deduction, after the day of acceptance.
fn uncounted(accepted: NaiveDate, deductions: &[Deduction]) -> u64 {
    let mut spans: Vec<_> = deductions
        .iter()
        .map(|d| (d.from.max(accepted.succ_opt().unwrap_or(accepted)), d.until))
        .filter(|(from, until)| from <= until)
        .collect();
    spans.sort_unstable();
    let mut counted_to: Option<NaiveDate> = None;
    let mut days = 0;
    for (from, until) in spans {
        let start = counted_to.and_then(|to| to.succ_opt()).map_or(from, |next| next.max(from));
        days += (until - start).num_days() + 1;
        counted_to = Some(counted_to.map_or(until, |to| to.max(until)));
        days = days.max(0);
    }
    u64::try_from(days).unwrap_or(0)
}
