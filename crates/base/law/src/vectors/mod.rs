//! Worked examples from a file, computed with the public functions of this crate and compared.
//!
//! The forms are those of `data/vectors/`: fees, periods, identifiers and case numbers (`vectors` or `regex_tests`).

mod deadline;
mod fee;
mod identifier;
#[cfg(test)]
mod tests;

use crate::case_number::CaseNumber;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// One example, what it expects and what was computed for the same keys.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VectorResult {
    pub id: String,
    pub expected: Value,
    pub computed: Value,
    pub equal: bool,
}

/// Why a file holds no examples.
#[derive(Debug, thiserror::Error)]
pub enum BadVectors {
    #[error("文件不是JSON：{0}。请检查文件内容")]
    NotJson(#[from] serde_json::Error),
    #[error("文件中没有vectors或者regex_tests数组。请按data/vectors目录中的格式编写")]
    NothingInside,
}

/// What one example says is expected and what is computed for it, key by key.
type Compared = (Map<String, Value>, Map<String, Value>);

/// Computes every example; `today` is the day against which birth dates are checked
/// (诉讼费用交纳办法第十三条、第十四条；民事诉讼法第八十五条；GB 11643-1999；法〔2015〕137号第三条).
pub fn run(text: &str, today: NaiveDate) -> Result<Vec<VectorResult>, BadVectors> {
    let file: Value = serde_json::from_str(text)?;
    let lists = ["vectors", "regex_tests"].map(|key| file.get(key).and_then(Value::as_array));
    if lists.iter().all(Option::is_none) {
        return Err(BadVectors::NothingInside);
    }
    let entries = lists.into_iter().flatten().flatten();
    Ok(entries.enumerate().map(|(at, entry)| one(at, entry, today)).collect())
}

fn one(at: usize, entry: &Value, today: NaiveDate) -> VectorResult {
    let id = match entry.get("id") {
        Some(Value::String(id)) => id.clone(),
        Some(id) => id.to_string(),
        None => (at + 1).to_string(),
    };
    let compared = if entry.get("rule").is_some() {
        deadline::compare(entry)
    } else if entry.get("value").is_some() {
        identifier::compare(entry, today)
    } else if entry.get("kind").is_some() {
        fee::compare(entry)
    } else {
        case_number(entry)
    };
    match compared {
        Ok((expected, computed)) => {
            let equal = !expected.is_empty() && expected == computed;
            VectorResult { id, expected: expected.into(), computed: computed.into(), equal }
        }
        Err(why) => VectorResult {
            id,
            expected: entry.clone(),
            computed: json!({ "error": why }),
            equal: false,
        },
    }
}

fn case_number(entry: &Value) -> Result<Compared, String> {
    let input = entry.get("input").and_then(Value::as_str).ok_or("没有input")?;
    let valid = CaseNumber::parse_strict(input).is_ok();
    Ok(only(entry, [("valid", json!(valid))]))
}

/// The expected values of an entry for the keys that were computed.
fn only<const N: usize>(entry: &Value, computed: [(&str, Value); N]) -> Compared {
    let mut compared = (Map::new(), Map::new());
    for (key, value) in computed {
        if let Some(expected) = entry.get(key) {
            compared.0.insert(key.to_owned(), expected.clone());
            compared.1.insert(key.to_owned(), value);
        }
    }
    compared
}
