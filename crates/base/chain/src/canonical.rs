//! Canonical JSON: one value has one spelling, so that whoever hashes it hashes the same octets.
//!
//! It is the subset of RFC 8785 (JCS) without what people and programs disagree about:
//!
//! * UTF-8 without byte order mark, no space outside strings, no line feed at the end;
//! * members of an object sorted by name; names are `[a-z][a-z0-9_]*`, each once;
//! * numbers are integers from −(2⁵³−1) to 2⁵³−1, without point, exponent, plus or `-0`;
//! * no `null`: what is not there is left out;
//! * in strings only `"`, `\` and U+0000 to U+001F are escaped: `\"` `\\` `\b` `\f` `\n` `\r` `\t`, else `\u00xx`
//!   with lower-case digits;
//! * at most 16 arrays and objects inside each other.

use serde::Serialize;
use serde_json::Value;
use std::fmt::Write as _;

/// The largest integer that every JSON reader keeps exactly (RFC 8785 section 3.2.2.3, RFC 7493 section 2.2).
pub const MAX_INTEGER: u64 = (1 << 53) - 1;

const MAX_DEPTH: usize = 16;

/// Why a value or text is not canonical JSON (docs/proof.md, “Canonical JSON”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCanonical {
    /// It cannot be read at all (RFC 8259).
    #[error("不是JSON")]
    NotJson,
    /// It can be read, but is spelled otherwise than the rules say.
    #[error("不是规范的JSON写法")]
    Spelling,
    /// A number with a fraction or exponent, or too large.
    #[error("数字不是整数或者过大")]
    Number,
    /// `null` stands somewhere.
    #[error("含有空值")]
    Null,
    /// The name of a member has other characters than allowed.
    #[error("字段名不合规范")]
    Name,
    /// Too many arrays and objects inside each other.
    #[error("嵌套过深")]
    Depth,
}

/// The one spelling of a value (docs/proof.md, “Canonical JSON”; RFC 8785).
pub fn encode(value: &impl Serialize) -> Result<String, NotCanonical> {
    let value = serde_json::to_value(value).map_err(|_| NotCanonical::NotJson)?;
    encode_value(&value)
}

/// The one spelling of a value already taken apart (docs/proof.md, “Canonical JSON”; RFC 8785).
pub fn encode_value(value: &Value) -> Result<String, NotCanonical> {
    let mut out = String::new();
    write(value, 0, &mut out)?;
    Ok(out)
}

/// Reads a text only if it is the one spelling of its value (docs/proof.md, “Canonical JSON”; RFC 8785). So
/// nothing is lost or changed in reading: a member written twice, for instance, is refused.
pub fn parse(text: &str) -> Result<Value, NotCanonical> {
    let value: Value = serde_json::from_str(text).map_err(|_| NotCanonical::NotJson)?;
    if encode_value(&value)? == text { Ok(value) } else { Err(NotCanonical::Spelling) }
}

fn write(value: &Value, depth: usize, out: &mut String) -> Result<(), NotCanonical> {
    if depth >= MAX_DEPTH && (value.is_array() || value.is_object()) {
        return Err(NotCanonical::Depth);
    }
    match value {
        Value::Null => return Err(NotCanonical::Null),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => {
            let integer = number.as_i64().filter(|i| i.unsigned_abs() <= MAX_INTEGER);
            let _ = write!(out, "{}", integer.ok_or(NotCanonical::Number)?);
        }
        Value::String(text) => string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(item, depth + 1, out)?;
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_unstable_by_key(|(name, _)| *name);
            out.push('{');
            for (at, (name, member)) in sorted.into_iter().enumerate() {
                if !is_name(name) {
                    return Err(NotCanonical::Name);
                }
                if at > 0 {
                    out.push(',');
                }
                let _ = write!(out, "\"{name}\":");
                write(member, depth + 1, out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn members_are_sorted_and_nothing_is_spaced() {
        let value = serde_json::json!({"b": [1, -2, true], "a_1": {"z": "诉", "c": "\"\\\n\u{1}\u{7f}\u{2028}"}});
        let text =
            "{\"a_1\":{\"c\":\"\\\"\\\\\\n\\u0001\u{7f}\u{2028}\",\"z\":\"诉\"},\"b\":[1,-2,true]}";
        assert_eq!(encode(&value).as_deref(), Ok(text));
        assert_eq!(parse(text), Ok(value));
    }

    #[test]
    fn every_other_spelling_is_refused() {
        use NotCanonical::{Depth, Name, NotJson, Null, Number, Spelling};
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let deep = nested(17);
        assert!(parse(&nested(16)).is_ok());
        for (text, why) in [
            ("", NotJson),
            ("{", NotJson),
            ("\u{feff}{}", NotJson),
            ("{} x", NotJson),
            ("{} ", Spelling),
            ("[1, 2]", Spelling),
            ("{\"b\":1,\"a\":2}", Spelling),
            ("{\"a\":1,\"a\":1}", Spelling),
            ("{\"a\":1,\"a\":2}", Spelling),
            ("\"\\u0041\"", Spelling),
            ("\"\\/\"", Spelling),
            ("\"\\u001F\"", Spelling),
            ("null", Null),
            ("{\"a\":null}", Null),
            ("1.0", Number),
            ("1e2", Number),
            ("9007199254740992", Number),
            ("-9007199254740992", Number),
            ("18446744073709551616", Number),
            ("{\"A\":1}", Name),
            ("{\"\":1}", Name),
            ("{\"1a\":1}", Name),
            ("\"\\ud800\"", NotJson),
            (&deep, Depth),
        ] {
            assert_eq!(parse(text), Err(why), "{text}");
        }
        assert!(parse("-0").is_err(), "one number, one spelling");
        assert_eq!(parse("9007199254740991").map(|v| v.as_u64()), Ok(Some(MAX_INTEGER)));
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::from),
            (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map("[a-z][a-z0-9_]{0,8}", inner, 0..6)
                    .prop_map(|m| Value::Object(m.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_and_written_the_same(value in values()) {
            let text = encode_value(&value).unwrap();
            prop_assert_eq!(parse(&text).unwrap(), value);
        }

        /// Whatever is read is spelled as it would be written.
        #[test]
        fn breaks_no_reading(text in "[\\[\\]{}\",:a-z0-9\\\\u .eE+-]{0,40}") {
            if let Ok(value) = parse(&text) {
                prop_assert_eq!(encode_value(&value).unwrap(), text);
            }
        }
    }
}
