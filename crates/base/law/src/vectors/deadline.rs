//! `{rule, trigger, length, unit, …}` and the shapes for hearings, electronic service, hours and posting.

use super::{Compared, only};
use crate::period::{
    self, Arrival, Calendar, Due, Effect, Unit, before_hearing, count, filed_in_time, hours,
    served, weekday_cn,
};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde_json::{Map, Value, json};

fn text<'v>(entry: &'v Value, key: &str) -> Option<&'v str> {
    entry.get(key).and_then(Value::as_str)
}

fn day(entry: &Value, key: &str) -> Result<NaiveDate, String> {
    let written = text(entry, key).ok_or_else(|| format!("没有{key}"))?;
    written.parse().map_err(|_| format!("{key}不是日期：{written}"))
}

fn moment(written: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(written)
        .map(|at| at.to_utc())
        .map_err(|_| format!("不是时刻：{written}"))
}

fn shown(at: DateTime<Utc>) -> String {
    FixedOffset::east_opt(8 * 3600)
        .map_or_else(|| at.to_rfc3339(), |beijing| at.with_timezone(&beijing).to_rfc3339())
}

/// 15日, 10天, 6个月, 2年, 3个工作日, 48小时: the last such number in the name of the rule.
fn length_in(name: &str) -> Option<(u32, Unit)> {
    let mut found = None;
    let mut rest = name;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = &rest[start..];
        let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let (digits, after) = tail.split_at(end);
        let number = digits.parse().ok();
        found = number.zip(unit(after.strip_prefix('个').unwrap_or(after))).or(found);
        rest = after;
    }
    found
}

fn unit(word: &str) -> Option<Unit> {
    [
        ("工作日", Unit::WorkingDay),
        ("小时", Unit::Hour),
        ("时", Unit::Hour),
        ("日", Unit::Day),
        ("天", Unit::Day),
        ("个月", Unit::Month),
        ("月", Unit::Month),
        ("年", Unit::Year),
    ]
    .into_iter()
    .find(|(name, _)| word.starts_with(name))
    .map(|(_, unit)| unit)
}

fn length(entry: &Value, name: &str) -> Result<(u32, Unit), String> {
    let given = entry.get("length").and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
    let given_unit = text(entry, "unit").and_then(unit);
    let named = length_in(name);
    let table = || {
        let rule = period::rules().iter().find(|rule| name.contains(rule.name))?;
        Some((rule.length, rule.unit))
    };
    match (given, given_unit) {
        (Some(length), Some(unit)) => Some((length, unit)),
        (Some(length), None) => Some((length, named.map_or(Unit::Day, |(_, unit)| unit))),
        (None, _) => named.or_else(table),
    }
    .or_else(|| name.contains("裁定").then_some((10, Unit::Day)))
    .ok_or_else(|| format!("“{name}”没有写明期间长度"))
}

/// 审限和禁止再诉的期间不顺延; everything else is a period in which someone acts, or shows the rolled day.
fn rolls(entry: &Value, name: &str) -> bool {
    const LIMITS: [&str; 6] =
        ["民诉法152", "民诉法164", "民诉法168", "民诉法183", "民诉法187", "民诉法215"];
    let article = text(entry, "article").unwrap_or_default();
    let limit = LIMITS.iter().any(|limit| article.starts_with(limit));
    !(limit || name.contains("审限") || name.contains("不准离婚"))
}

fn due(
    entry: &Value,
    name: &str,
    (length, unit): (u32, Unit),
    trigger: NaiveDate,
) -> Result<Due, String> {
    let counted = count(length, unit, trigger, Calendar::builtin());
    Ok(counted.ok_or_else(|| format!("{trigger}超出范围"))?.due(rolls(entry, name)))
}

pub(super) fn compare(entry: &Value) -> Result<Compared, String> {
    let name = text(entry, "rule").ok_or("没有rule")?;
    if entry.get("hearing").is_some() {
        return hearing(entry, name);
    }
    if let Some(events) = entry.get("events").and_then(Value::as_array) {
        return channels(entry, events, name);
    }
    if entry.get("served").is_some_and(Value::is_object) {
        return each_party(entry, name);
    }
    if let Some(arrived) = text(entry, "arrived_at") {
        let on = period::beijing_day(moment(arrived)?);
        return from_service(entry, name, on);
    }
    if entry.get("in_time").is_some() {
        let handed_in = text(entry, "posted").or_else(|| text(entry, "submitted"));
        let handed_in = handed_in.or_else(|| text(entry, "received")).ok_or("没有posted")?;
        let last = day(entry, "due")?;
        let in_time = match handed_in.parse::<NaiveDate>() {
            Ok(on) => on <= last,
            Err(_) => filed_in_time(last, moment(handed_in)?),
        };
        return Ok(only(entry, [("in_time", json!(in_time))]));
    }
    if let Some(received) = text(entry, "received") {
        let (length, _) = length(entry, name)?;
        let deadline = hours(length, moment(received)?);
        return Ok(only(entry, [("deadline", json!(shown(deadline)))]));
    }
    plain(entry, name)
}

fn plain(entry: &Value, name: &str) -> Result<Compared, String> {
    let trigger = day(entry, "trigger")?;
    let due = due(entry, name, length(entry, name)?, trigger)?;
    let raw_is_off = !Calendar::builtin().is_working_day(due.raw_last_day);
    Ok(only(
        entry,
        [
            ("trigger_weekday", json!(weekday_cn(trigger))),
            ("first_counted_day", json!(due.first_counted_day)),
            ("raw_last_day", json!(due.raw_last_day)),
            ("raw_weekday", json!(weekday_cn(due.raw_last_day))),
            ("raw_is_off", json!(raw_is_off)),
            ("due", json!(due.last_day)),
            ("due_weekday", json!(weekday_cn(due.last_day))),
        ],
    ))
}

fn hearing(entry: &Value, name: &str) -> Result<Compared, String> {
    let days = length_in(name).map_or(3, |(days, _)| days);
    let back = before_hearing(day(entry, "hearing")?, days, Calendar::builtin());
    Ok(only(
        entry,
        [
            ("latest_lenient", json!(back.lenient)),
            ("latest_safe", json!(back.safe)),
            ("latest_safe_workday", json!(back.safe_working_day)),
        ],
    ))
}

fn from_service(entry: &Value, name: &str, on: NaiveDate) -> Result<Compared, String> {
    let length = length(entry, name).unwrap_or((15, Unit::Day));
    let due = due(entry, name, length, on)?;
    Ok(only(
        entry,
        [
            ("served_on", json!(on)),
            ("first_counted_day", json!(due.first_counted_day)),
            ("raw_last_day", json!(due.raw_last_day)),
            ("raw_weekday", json!(weekday_cn(due.raw_last_day))),
            ("due", json!(due.last_day)),
            ("due_weekday", json!(weekday_cn(due.last_day))),
        ],
    ))
}

/// What the words of an event say of its effect.
fn effect(channel: &str) -> Effect {
    let has = |words: &[&str]| words.iter().any(|word| channel.contains(word));
    if has(&["replied", "回复", "收悉"]) {
        Effect::Replied
    } else if has(&["acted", "作出诉讼行为"]) {
        Effect::Acted
    } else if has(&["read", "阅知", "已读"]) && !has(&["unread", "未读"]) {
        Effect::ReadPresumed
    } else if has(&["unconfirmed", "not confirmed", "未确认", "failed", "失败"]) {
        Effect::None
    } else {
        Effect::ArrivedConfirmed
    }
}

fn channels(entry: &Value, events: &[Value], name: &str) -> Result<Compared, String> {
    let mut arrivals = Vec::new();
    for event in events {
        let channel = text(event, "channel").unwrap_or_default().to_owned();
        let at = text(event, "arrived").or_else(|| text(event, "arrived_at"));
        let at = moment(at.ok_or("事件没有arrived")?)?;
        arrivals.push(Arrival { effect: effect(&channel), channel, at });
    }
    let first = served(&arrivals).ok_or("没有有效送达")?;
    from_service(entry, name, first.on)
}

fn each_party(entry: &Value, name: &str) -> Result<Compared, String> {
    let length = length(entry, name).unwrap_or((15, Unit::Day));
    let served = entry.get("served").and_then(Value::as_object).ok_or("没有served")?;
    let mut dues = Map::new();
    let mut last: Option<NaiveDate> = None;
    for party in served.keys() {
        let on = day(&entry["served"], party)?;
        let due = due(entry, name, length, on)?;
        dues.insert(party.clone(), json!(due.last_day));
        last = last.max(Some(due.last_day));
    }
    Ok(only(entry, [("due", Value::Object(dues)), ("effective_after", json!(last))]))
}
