//! What an example expects beside what was computed, key by key.

use chrono::{DateTime, NaiveDate};
use serde_json::{Map, Value};

/// Keys that say something about an example and expect nothing.
const REMARKS: [&str; 18] = [
    "id",
    "article",
    "note",
    "notes",
    "why",
    "working",
    "published_check",
    "source",
    "sources",
    "comment",
    "remark",
    "confidence",
    "law",
    "hint",
    "name",
    "title",
    "category",
    "standard",
];

/// What other programs say of the same number.
const OTHER_PROGRAMS: &str = "id_validator";

/// Expected and computed values for the same keys.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) expected: Map<String, Value>,
    pub(super) computed: Map<String, Value>,
    unknown: bool,
}

impl Compared {
    /// Every key of the entry that is neither an input nor a remark is an expectation.
    pub(super) fn of(entry: &Value, inputs: &[&str], known: &[(&str, Value)]) -> Self {
        let mut compared = Self::default();
        let given = entry.as_object().into_iter().flatten();
        for (key, value) in given.filter(|(key, _)| !inputs.contains(&key.as_str())) {
            let found = known.iter().find(|(name, _)| name == key).map(|(_, value)| value);
            if let Some(computed) = found {
                compared.expected.insert(key.clone(), value.clone());
                compared.computed.insert(key.clone(), computed.clone());
            } else if !is_remark(key, value) {
                compared.unknown = true;
                compared.expected.insert(key.clone(), value.clone());
                let why = "不认识这一项，没有可以比较的结果";
                compared.computed.insert(key.clone(), Value::from(why));
            }
        }
        compared
    }

    /// Something was expected, and all of it was computed the same.
    pub(super) fn equal(&self) -> bool {
        let same = |(key, expected): (&String, &Value)| {
            self.computed.get(key).is_some_and(|computed| same(expected, computed))
        };
        !self.unknown && !self.expected.is_empty() && self.expected.iter().all(same)
    }
}

/// A remark by its key, or a sentence: a number, date, yes or no under an unknown key is an expectation.
pub(super) fn is_remark(key: &str, value: &Value) -> bool {
    if REMARKS.contains(&key) || key.starts_with('_') || key.starts_with(OTHER_PROGRAMS) {
        return true;
    }
    match value {
        Value::String(text) => {
            let fact = number(text).is_some()
                || text.parse::<NaiveDate>().is_ok()
                || DateTime::parse_from_rfc3339(text).is_ok();
            !fact && text.chars().count() > 3
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            false
        }
    }
}

fn same(expected: &Value, computed: &Value) -> bool {
    if expected == computed {
        return true;
    }
    match (expected, computed) {
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => match (scalar(a), scalar(b)) {
            (Some(a), Some(b)) => {
                number(&a).is_some_and(|number_a| Some(number_a) == number(&b)) || moment(&a, &b)
            }
            _ => false,
        },
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A decimal without needless zeros, so that 50, "50" and "50.00" are one.
fn number(text: &str) -> Option<(bool, String, String)> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(part) || text.len() > 40 {
        return None;
    }
    let whole = whole.trim_start_matches('0').to_owned();
    Some((negative, whole, part.trim_end_matches('0').to_owned()))
}

fn moment(a: &str, b: &str) -> bool {
    let at = |text| DateTime::parse_from_rfc3339(text).ok();
    at(a).is_some_and(|moment| Some(moment) == at(b))
}
