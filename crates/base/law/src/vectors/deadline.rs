//! `{rule, trigger, length, unit, …}` and the shapes for hearings, electronic service, hours and posting.

use super::compared::Compared;
use crate::numerals;
use crate::period::{
    self, Arrival, Calendar, Deduction, Due, Effect, Readings, RuleKind, Unit, before_hearing,
    count, filed_in_time, hours, served, weekday_cn,
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

/// 15日, 十五日, 10天, 6个月, 2年, 3个工作日, 48小时: the last such number in the name of the rule.
fn length_in(name: &str) -> Option<(u32, Unit)> {
    const WORDS: &str = "〇零一二两三四五六七八九十百";
    let counts = |c: char| c.is_ascii_digit() || WORDS.contains(c);
    let mut found = None;
    let mut rest = name;
    while let Some(start) = rest.find(counts) {
        let tail = &rest[start..];
        let end = tail.find(|c: char| !counts(c)).unwrap_or(tail.len());
        let (digits, after) = tail.split_at(end);
        let number = numerals::article_number(digits);
        found = number.zip(unit(after.strip_prefix('个').unwrap_or(after))).or(found);
        rest = after;
    }
    found
}

fn unit(word: &str) -> Option<Unit> {
    [
        ("工作日", Unit::WorkingDay),
        ("working_day", Unit::WorkingDay),
        ("小时", Unit::Hour),
        ("时", Unit::Hour),
        ("hour", Unit::Hour),
        ("日", Unit::Day),
        ("天", Unit::Day),
        ("day", Unit::Day),
        ("个月", Unit::Month),
        ("月", Unit::Month),
        ("month", Unit::Month),
        ("年", Unit::Year),
        ("year", Unit::Year),
    ]
    .into_iter()
    .find(|(name, _)| word.starts_with(name))
    .map(|(_, unit)| unit)
}

/// Where the key of a rule of the table may stand.
const KEYS: [&str; 4] = ["rule_id", "deadline_id", "rule", "id"];

/// The name of the rule: what `rule` says, or the key of one under another word.
pub(super) fn named(entry: &Value) -> Option<&str> {
    let known = |word: &&str| period::rules().iter().any(|rule| rule.key == *word);
    let key = || KEYS.into_iter().filter_map(|key| text(entry, key)).find(known);
    text(entry, "rule").or_else(key).or_else(|| text(entry, "rule_id"))
}

/// The rule of the table an example names by its key or, at the start of the name, in words.
fn rule(entry: &Value, name: &str) -> Option<&'static period::Rule> {
    let on = TRIGGERS.into_iter().find_map(|key| on(entry, key).ok()).unwrap_or_default();
    let by_key = KEYS.into_iter().filter_map(|key| text(entry, key));
    by_key.chain([name]).find_map(|key| period::rule(key, on)).or_else(|| {
        let rules = period::rules();
        let called = |rule: &&period::Rule| rule.name == name || rule.also == name;
        let key = rules.iter().find(called);
        let key = key.or_else(|| rules.iter().find(|rule| name.starts_with(rule.name)))?.key;
        period::rule(key, on)
    })
}

/// What starts a period: a day, or a moment that lies on one.
const TRIGGERS: [&str; 5] = ["trigger", "served", "start", "received", "arrived_at"];

fn on(entry: &Value, key: &str) -> Result<NaiveDate, String> {
    let written = text(entry, key).ok_or_else(|| format!("没有{key}"))?;
    written
        .parse()
        .or_else(|_| moment(written).map(period::beijing_day))
        .map_err(|_| format!("{key}不是日期：{written}"))
}

fn length(entry: &Value, name: &str) -> Result<(u32, Unit), String> {
    let given = match entry.get("length") {
        None | Some(Value::Null) => None,
        Some(length) => {
            let number = length.as_u64().and_then(|n| u32::try_from(n).ok());
            Some(number.ok_or_else(|| format!("length不是整数：{length}"))?)
        }
    };
    let given_unit = match text(entry, "unit") {
        None => None,
        Some(word) => {
            let bare = word.strip_prefix('个').unwrap_or(word);
            Some(unit(bare).ok_or_else(|| format!("不认识的单位：{word}"))?)
        }
    };
    let named = length_in(name);
    let known = KEYS.into_iter().filter_map(|key| text(entry, key));
    let by_key = known.into_iter().any(|key| period::rules().iter().any(|rule| rule.key == key));
    let named = named.filter(|_| !by_key);
    let table = || rule(entry, name).map(|rule| (rule.length, rule.unit));
    match (given, given_unit) {
        (Some(length), Some(unit)) => Some((length, unit)),
        (Some(length), None) => Some((length, named.map_or(Unit::Day, |(_, unit)| unit))),
        (None, _) => named.or_else(table),
    }
    .or_else(|| name.contains("裁定").then_some((10, Unit::Day)))
    .ok_or_else(|| format!("“{name}”没有写明期间长度"))
}

/// The articles of trial limits and of the time in which a divorce may not be sued for again.
const NOT_ROLLED: [&str; 11] = [
    "民诉法127(七)",
    "民诉法152",
    "民诉法164",
    "民诉法168",
    "民诉法183",
    "民诉法187",
    "民诉法215",
    "行诉法81",
    "行诉法83",
    "行诉法88",
    "审限规定",
];

/// 审限和禁止再诉的期间不顺延; everything else is a period in which someone acts, or shows the rolled day.
fn rolls(entry: &Value, name: &str) -> bool {
    let article = text(entry, "article").unwrap_or_default();
    let limit = NOT_ROLLED.iter().any(|limit| {
        article
            .strip_prefix(limit)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    let rule = rule(entry, name);
    let limit = limit || matches!(rule.map(|r| r.kind), Some(RuleKind::TrialLimit | RuleKind::Bar));
    let hours = matches!(length(entry, name), Ok((_, Unit::Hour)));
    !(limit || hours || name.contains("审限") || name.contains("不准离婚"))
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

const NAMED: [&str; 5] = ["rule", "rule_id", "deadline_id", "length", "unit"];

fn compared(entry: &Value, inputs: &[&str], known: &[(&str, Value)]) -> Compared {
    let inputs: Vec<_> = NAMED.iter().chain(inputs).copied().collect();
    Compared::of(entry, &inputs, known)
}

pub(super) fn compare(entry: &Value) -> Result<Compared, String> {
    let name = named(entry).ok_or("没有rule")?;
    if entry.get("hearing").is_some() {
        return hearing(entry, name);
    }
    if let Some(events) = entry.get("events").and_then(Value::as_array) {
        return channels(entry, events, name);
    }
    if entry.get("served").is_some_and(Value::is_object) {
        return each_party(entry, name);
    }
    if text(entry, "arrived_at").is_some() {
        let on = on(entry, "arrived_at")?;
        return Ok(compared(entry, &["arrived_at", "channel"], &from_service(entry, name, on)?));
    }
    if entry.get("in_time").is_some() {
        return in_time(entry, name);
    }
    let key = TRIGGERS.into_iter().find(|key| text(entry, key).is_some()).unwrap_or("trigger");
    let started = text(entry, key).unwrap_or_default();
    if let ((hours, Unit::Hour), Ok(from)) = (length(entry, name)?, moment(started)) {
        return Ok(compared(entry, &[key], &in_hours(hours, from)));
    }
    if ["extended_months", "deductions"].iter().any(|key| entry.get(key).is_some()) {
        return limited(entry, name, on(entry, key)?, key);
    }
    let known = counted(entry, name, on(entry, key)?, length(entry, name)?)?;
    Ok(compared(entry, &[key], &known))
}

fn in_hours(length: u32, from: DateTime<Utc>) -> Vec<(&'static str, Value)> {
    let deadline = hours(length, from);
    let on = period::beijing_day(deadline);
    vec![
        ("deadline", json!(shown(deadline))),
        ("due", json!(on)),
        ("due_weekday", json!(weekday_cn(on))),
    ]
}

/// A trial limit with what was approved and what does not count.
fn limited(entry: &Value, name: &str, from: NaiveDate, key: &str) -> Result<Compared, String> {
    let rule = rule(entry, name).ok_or_else(|| format!("没有名为{name}的审限"))?;
    let months = entry.get("extended_months").and_then(Value::as_u64).unwrap_or(0);
    let months = u32::try_from(months).map_err(|_| "extended_months过大")?;
    let given = entry.get("deductions").and_then(Value::as_array);
    let deductions = given.into_iter().flatten().map(|span| {
        let why = text(span, "why").unwrap_or_default().to_owned();
        Ok(Deduction { from: on(span, "from")?, until: on(span, "until")?, why })
    });
    let deductions: Vec<_> = deductions.collect::<Result<_, String>>()?;
    let calendar = Calendar::builtin();
    let due =
        period::trial_limit(rule.key, from, months, &deductions, calendar, &Readings::default())
            .map_err(|why| why.to_string())?;
    let known = [
        ("raw_last_day", json!(due.raw_last_day)),
        ("rolled_day", json!(due.rolled_day)),
        ("due", json!(due.last_day)),
        ("due_weekday", json!(weekday_cn(due.last_day))),
    ];
    Ok(compared(entry, &[key, "extended_months", "deductions"], &known))
}

/// Everything that is known of a counted period.
fn counted(
    entry: &Value,
    name: &str,
    trigger: NaiveDate,
    length: (u32, Unit),
) -> Result<Vec<(&'static str, Value)>, String> {
    let due = due(entry, name, length, trigger)?;
    let calendar = Calendar::builtin();
    let raw = due.raw_last_day;
    let passed: Vec<_> = due.passed_over.iter().map(|passed| passed.day).collect();
    Ok(vec![
        ("trigger_weekday", json!(weekday_cn(trigger))),
        ("first_counted_day", json!(due.first_counted_day)),
        ("first_counted_weekday", json!(weekday_cn(due.first_counted_day))),
        ("raw_last_day", json!(raw)),
        ("raw_weekday", json!(weekday_cn(raw))),
        ("raw_is_off", json!(!calendar.is_working_day(raw))),
        ("rolled_day", json!(due.rolled_day)),
        ("passed_over", json!(passed)),
        ("calendar_missing", json!(due.calendar_missing)),
        ("alert", json!(calendar.last_working_day(raw))),
        ("deemed_served", json!(raw)),
        ("due", json!(due.last_day)),
        ("due_weekday", json!(weekday_cn(due.last_day))),
        ("moment", json!(shown(due.moment))),
    ])
}

fn in_time(entry: &Value, name: &str) -> Result<Compared, String> {
    const HANDED_IN: [&str; 5] = ["posted", "submitted", "filed", "arrived", "received"];
    let handed_in = HANDED_IN.iter().find_map(|key| text(entry, key)).ok_or("没有posted")?;
    let mut known = Vec::new();
    let mut inputs = HANDED_IN.to_vec();
    let last = if entry.get("trigger").is_some() {
        inputs.push("trigger");
        let trigger = day(entry, "trigger")?;
        known = counted(entry, name, trigger, length(entry, name)?)?;
        due(entry, name, length(entry, name)?, trigger)?.last_day
    } else {
        inputs.extend(["due", "due_weekday"]);
        day(entry, "due")?
    };
    let in_time = match handed_in.parse::<NaiveDate>() {
        Ok(on) => on <= last,
        Err(_) => filed_in_time(last, moment(handed_in)?),
    };
    known.push(("in_time", json!(in_time)));
    Ok(compared(entry, &inputs, &known))
}

fn hearing(entry: &Value, name: &str) -> Result<Compared, String> {
    let days = length_in(name).map_or(3, |(days, _)| days);
    let hearing = day(entry, "hearing")?;
    let calendar = Calendar::builtin();
    let back = before_hearing(hearing, days, calendar);
    let known = [
        ("hearing_weekday", json!(weekday_cn(hearing))),
        ("calendar_missing", json!(calendar.missing_between(back.safe_working_day, hearing))),
        ("latest_lenient", json!(back.lenient)),
        ("latest_safe", json!(back.safe)),
        ("latest_safe_workday", json!(back.safe_working_day)),
    ];
    Ok(compared(entry, &["hearing"], &known))
}

fn from_service(
    entry: &Value,
    name: &str,
    on: NaiveDate,
) -> Result<Vec<(&'static str, Value)>, String> {
    let length = length(entry, name).unwrap_or((15, Unit::Day));
    let mut known = counted(entry, name, on, length)?;
    known.push(("served_on", json!(on)));
    known.push(("served_weekday", json!(weekday_cn(on))));
    Ok(known)
}

/// What the words of an event say of its effect.
fn effect(channel: &str) -> Effect {
    let channel = channel.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| channel.contains(word));
    let unconfirmed = has(&["unconfirmed", "not confirmed", "未确认"]);
    let unread = has(&["unread", "not read", "未读", "未阅"]);
    if has(&["failed", "失败", "退回", "bounced"]) {
        Effect::None
    } else if has(&["replied", "回复", "收悉"]) {
        Effect::Replied
    } else if has(&["acted", "作出诉讼行为"]) {
        Effect::Acted
    } else if has(&["confirmed", "确认"]) && !unconfirmed {
        Effect::ArrivedConfirmed
    } else if has(&["read", "阅知", "已读", "已阅"]) && !unread {
        Effect::ReadPresumed
    } else if unread || unconfirmed {
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
    let mut known = from_service(entry, name, first.on)?;
    known.push(("channel", json!(first.channel)));
    Ok(compared(entry, &["events"], &known))
}

fn each_party(entry: &Value, name: &str) -> Result<Compared, String> {
    let length = length(entry, name).unwrap_or((15, Unit::Day));
    let served = entry.get("served").and_then(Value::as_object).ok_or("没有served")?;
    let (mut dues, mut raws) = (Map::new(), Map::new());
    let mut last: Option<NaiveDate> = None;
    for party in served.keys() {
        let on = day(&entry["served"], party)?;
        let due = due(entry, name, length, on)?;
        dues.insert(party.clone(), json!(due.last_day));
        raws.insert(party.clone(), json!(due.raw_last_day));
        last = last.max(Some(due.last_day));
    }
    let known = [
        ("due", Value::Object(dues)),
        ("raw_last_day", Value::Object(raws)),
        ("effective_after", json!(last)),
        ("effective_on", json!(last.and_then(|day| day.succ_opt()))),
    ];
    Ok(compared(entry, &["served"], &known))
}
