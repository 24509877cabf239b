//! `{input, valid}`, and the parts of a number where they are given.

use super::compared::Compared;
use crate::case_number::CaseNumber;
use serde_json::{Value, json};

/// The number stands under `input` in `regex_tests` and under `value` among the identifiers.
pub(super) fn compare(entry: &Value, key: &str) -> Result<Compared, String> {
    let input = entry.get(key).and_then(Value::as_str).ok_or_else(|| format!("没有{key}"))?;
    let read = CaseNumber::parse_strict(input);
    let part = |value: Option<Value>| value.unwrap_or(Value::Null);
    let number = read.as_ref().ok();
    let special = number.map(|n| n.intellectual_property.then_some("知"));
    let computed = [
        ("valid", json!(read.is_ok())),
        ("match", json!(read.is_ok())),
        ("year", part(number.map(|n| json!(n.year)))),
        ("court", part(number.map(|n| json!(n.court_code)))),
        ("special", part(special.map(|s| json!(s)))),
        ("type", part(number.map(|n| json!(n.type_code)))),
        ("seq", part(number.map(|n| json!(n.serial)))),
        ("sub", part(number.and_then(|n| n.sub).map(|n| json!(crate::numerals::small(n))))),
        ("normal", part(number.map(|n| json!(n.to_string())))),
    ];
    Ok(Compared::of(entry, &["kind", "rule", key], &computed))
}
