//! Worked examples from a file, computed with the public functions of this crate and compared.
//!
//! The forms are those of `data/vectors/`: fees, periods, identifiers and case numbers (`vectors` or `regex_tests`).
//! Nothing is passed over: every key of an example is an input, a remark, or an expectation that is computed and
//! compared; what is none of these makes the example fail, with the reason.

mod case_number;
mod compared;
mod deadline;
mod fee;
mod identifier;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

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
    #[error("{0}不是数组。请按data/vectors目录中的格式编写")]
    NotAList(&'static str),
}

/// Computes every example; `today` is the day against which birth dates are checked
/// (诉讼费用交纳办法第十三条、第十四条；民事诉讼法第八十五条；GB 11643-1999；法〔2015〕137号第三条).
pub fn run(text: &str, today: NaiveDate) -> Result<Vec<VectorResult>, BadVectors> {
    let file: Value = serde_json::from_str(text)?;
    let mut results = Vec::new();
    for list in ["vectors", "regex_tests"] {
        let Some(entries) = file.get(list) else { continue };
        let entries = entries.as_array().ok_or(BadVectors::NotAList(list))?;
        for entry in entries {
            results.push(one(results.len(), entry, list == "regex_tests", today));
        }
    }
    if results.is_empty() { Err(BadVectors::NothingInside) } else { Ok(results) }
}

fn one(at: usize, entry: &Value, case_numbers: bool, today: NaiveDate) -> VectorResult {
    let id = match entry.get("id") {
        Some(Value::String(id)) => id.clone(),
        Some(id) => id.to_string(),
        None => (at + 1).to_string(),
    };
    let text_input = entry.get("input").is_some_and(Value::is_string);
    let compared = if case_numbers || (text_input && entry.get("kind").is_none()) {
        case_number::compare(entry, "input")
    } else if deadline::named(entry).is_some() && entry.get("input").is_none() {
        deadline::compare(entry)
    } else if entry.get("value").is_some() {
        identifier::compare(entry, today)
    } else if entry.get("kind").is_some() {
        fee::compare(entry)
    } else {
        Err("不认识这种例子：应有rule（期间）、value（号码）、kind和input（费用）或者input（案号）"
            .into())
    };
    match compared {
        Ok(compared) => {
            let equal = compared.equal();
            let (expected, computed) = (compared.expected.into(), compared.computed.into());
            VectorResult { id, expected, computed, equal }
        }
        Err(why) => VectorResult {
            id,
            expected: entry.clone(),
            computed: json!({ "error": why }),
            equal: false,
        },
    }
}
