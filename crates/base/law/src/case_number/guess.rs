//! What a wrong case number probably should be, and what was changed to get there.

use super::{CaseNumber, SUPREME, WORDS, digits_ahead, normalise, read};
use crate::{court, numerals};
use pinyin::ToPinyin;
use serde::Serialize;

/// A number that is well formed, and each change that led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Probably {
    pub number: CaseNumber,
    pub changes: Vec<String>,
}

/// The number a wrong one probably stands for; `None` when it is right, or when nothing can be said without guessing
/// (法〔2015〕137号第三条).
pub fn probably(typed: &str) -> Option<Probably> {
    let text = normalise(typed);
    if read(&text).is_ok() {
        return None;
    }
    let mut changes = Vec::new();
    let rest = text.strip_prefix("案号").unwrap_or(&text).trim_start_matches([':', '：']);
    let (year, rest) = year(rest, &mut changes)?;
    let (code, rest) = court_code(rest, &mut changes)?;
    let (special, rest) = match rest.strip_prefix('知') {
        Some(rest) => ("知", rest),
        None => ("", rest),
    };
    let start = rest.find(|c: char| c.is_ascii_digit())?;
    let (word, rest) = rest.split_at(start);
    let word = type_word(word, &mut changes)?;
    let (digits, rest) = digits_ahead(rest);
    let serial = digits.trim_start_matches('0');
    if serial.len() < digits.len() {
        changes.push(format!("案件编号{digits}去掉前面的0"));
    }
    let sub = ending(rest, &mut changes)?;
    let number = read(&format!("({year}){code}{special}{word}{serial}号{sub}")).ok()?;
    if changes.is_empty() {
        changes.push("整理了括号和符号".to_owned());
    }
    Some(Probably { number, changes })
}

/// 2026, (26), （二〇二六）, 2026年, with any brackets or none.
fn year<'t>(text: &'t str, changes: &mut Vec<String>) -> Option<(String, &'t str)> {
    const BRACKETS: [char; 8] = ['(', '（', ')', '）', '<', '>', '《', '》'];
    let inside = text.trim_start_matches(BRACKETS);
    let is_digit = |c: char| c.is_ascii_digit() || "〇零○一二三四五六七八九".contains(c);
    let end = inside.find(|c: char| !is_digit(c))?;
    let (digits, rest) = inside.split_at(end);
    let after = rest.strip_prefix('年').unwrap_or(rest);
    let after = after.trim_start_matches(BRACKETS);
    let plain: String = digits.chars().filter_map(numeral).collect();
    let year = match plain.len() {
        4 if plain.starts_with("19") || plain.starts_with("20") => plain,
        2 => format!("20{plain}"),
        _ => return None,
    };
    let bracketed = text.starts_with(['(', '（']) && rest.starts_with([')', '）']);
    if !bracketed {
        changes.push(format!("年份{year}加上括号"));
    }
    if year != digits {
        changes.push(format!("年份“{digits}”写成四位数字{year}"));
    }
    Some((year, after))
}

fn numeral(character: char) -> Option<char> {
    match character {
        '〇' | '零' | '○' => Some('0'),
        digit if digit.is_ascii_digit() => Some(digit),
        word => numerals::small_number(&word.to_string()).and_then(|n| char::from_digit(n, 10)),
    }
}

/// A code, a code with a wrong number of digits of which one court comes, or the name of a court.
fn court_code<'t>(text: &'t str, changes: &mut Vec<String>) -> Option<(String, &'t str)> {
    if let Ok((code, rest)) = super::read_court(text) {
        let named = code.chars().count() == 1 && by_name(text).is_some();
        if !named {
            return Some((code.to_owned(), rest));
        }
    }
    for short in ["最高院", "最高法院", "最高人民法院"] {
        if let Some(rest) = text.strip_prefix(short) {
            changes.push(format!("“{short}”写成法院代字“{SUPREME}”"));
            return Some((SUPREME.to_owned(), rest));
        }
    }
    if let Some((name, code)) = by_name(text) {
        changes.push(format!("“{name}”写成法院代字“{code}”"));
        return Some((code.to_owned(), text.strip_prefix(name.as_str())?));
    }
    let first = text.chars().next().filter(|c| super::PROVINCES.contains(*c))?;
    let (digits, rest) = digits_ahead(text.strip_prefix(first)?);
    let code = known_code(first, digits)?;
    changes.push(format!("法院代字“{first}{digits}”写成“{code}”"));
    Some((code, rest))
}

/// One digit more or less, when exactly one court has such a code; a zero in front is the likeliest.
fn known_code(first: char, digits: &str) -> Option<String> {
    let known = |code: &String| court::by_code(code).is_some();
    let padded = format!("{first}0{digits}");
    if known(&padded) {
        return Some(padded);
    }
    let mut shorter: Vec<String> = (0..digits.len())
        .filter(|_| digits.len() > 2)
        .filter_map(|at| Some(format!("{first}{}{}", digits.get(..at)?, digits.get(at + 1..)?)))
        .filter(known)
        .collect();
    shorter.sort_unstable();
    shorter.dedup();
    match <[String; 1]>::try_from(shorter) {
        Ok([only]) => Some(only),
        Err(_) => None,
    }
}

/// The court whose full or short name the text begins with, the longest name first.
fn by_name(text: &str) -> Option<(String, &'static str)> {
    let begun = court::all().iter().filter_map(|court| {
        let code = court.code?;
        let names = [court.name.to_owned(), court.short_name()];
        let name = names.into_iter().find(|name| text.starts_with(name.as_str()))?;
        Some((name, code))
    });
    begun.max_by_key(|(name, _)| name.len())
}

/// A type word, without 字第, with its letters in the right order, or one that sounds the same.
fn type_word(typed: &str, changes: &mut Vec<String>) -> Option<&'static str> {
    let known = |text: &str| WORDS.iter().copied().find(|word| *word == text);
    if let Some(word) = known(typed) {
        return Some(word);
    }
    let bare = typed.trim_end_matches("第").trim_end_matches("字");
    let plain: String = bare.chars().filter(|c| !"事政一二三四五六七八九十".contains(*c)).collect();
    let turned: String = bare.chars().rev().collect();
    let word = known(bare)
        .or_else(|| known(&plain))
        .or_else(|| same_sound(&plain))
        .or_else(|| known(&turned))?;
    changes.push(format!("类型代字“{typed}”写成“{word}”"));
    Some(word)
}

/// 民出 sounds like 民初; only where one word does.
fn same_sound(typed: &str) -> Option<&'static str> {
    let sound = |text: &str| -> Option<Vec<&'static str>> {
        text.chars().map(|c| c.to_pinyin().map(pinyin::Pinyin::plain)).collect()
    };
    let heard = sound(typed).filter(|heard| !heard.is_empty())?;
    let mut alike = WORDS.iter().filter(|word| sound(word).as_ref() == Some(&heard));
    alike.next().copied().filter(|_| alike.next().is_none())
}

/// 号, with 之一 after it however it is written; the kind of a document behind it is left out.
fn ending(text: &str, changes: &mut Vec<String>) -> Option<String> {
    let after = if let Some(after) = text.strip_prefix('号') {
        after
    } else {
        changes.push("补上“号”字".to_owned());
        text.trim_start_matches("号")
    };
    let inner = after.trim_start_matches(['之', '-', '—', '(']).trim_end_matches(')');
    let number = numerals::small_number(inner).filter(|number| *number > 0);
    match (after, number) {
        ("", _) => Some(String::new()),
        (_, Some(number)) if after != inner => {
            let sub = format!("之{}", numerals::small(number));
            if after != sub {
                changes.push(format!("“{after}”写成“{sub}”"));
            }
            Some(sub)
        }
        _ if ["书", "令"].iter().any(|end| after.ends_with(end)) => {
            changes.push(format!("去掉文书名称“{after}”"));
            Some(String::new())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 法〔2015〕137号第三条: what is wrong is put right, and each change is said.
    #[test]
    fn rule_2015_137_art3_a_wrong_number_has_a_likely_right_one() {
        for (typed, right) in [
            ("2026粤0192民初1号", "（2026）粤0192民初1号"),
            ("（26）粤0192民初1号", "（2026）粤0192民初1号"),
            ("（二〇二六）粤0192民初1号", "（2026）粤0192民初1号"),
            ("2026年粤0192民初1号", "（2026）粤0192民初1号"),
            ("(2026)粤192民初1号", "（2026）粤0192民初1号"),
            ("(2026)粤1民终1号", "（2026）粤01民终1号"),
            ("(2026)粤01922民初1号", "（2026）粤0192民初1号"),
            ("(2026)广州互联网法院民初1号", "（2026）粤0192民初1号"),
            ("(2026)最高院知民终7号", "（2026）最高法知民终7号"),
            ("(2026)粤0192民初字第1号", "（2026）粤0192民初1号"),
            ("(2026)粤0192民一初字第1号", "（2026）粤0192民初1号"),
            ("(2026)粤0192民出1号", "（2026）粤0192民初1号"),
            ("(2026)粤0192初民1号", "（2026）粤0192民初1号"),
            ("(2026)粤0192民初0012号", "（2026）粤0192民初12号"),
            ("(2026)粤0192民初12", "（2026）粤0192民初12号"),
            ("(2026)粤0192民初12号之2", "（2026）粤0192民初12号之二"),
            ("(2026)粤0192民初12号民事判决书", "（2026）粤0192民初12号"),
            ("案号：(2026)粤0192民初12", "（2026）粤0192民初12号"),
        ] {
            let found = probably(typed).unwrap_or_else(|| panic!("{typed}"));
            assert_eq!(found.number.to_string(), right, "{typed}");
            assert!(!found.changes.is_empty(), "{typed}");
        }
    }

    #[test]
    fn nothing_is_guessed_where_nothing_can_be_told() {
        for typed in [
            "",
            "（2026）粤0192民初1号",
            "(2026)穗0192民初1号",
            "(2026)粤0192民初号",
            "(2026)粤0192啊啊1号",
            "(202)粤0192民初1号",
            "(2026)粤0192民初1号第三页",
        ] {
            assert_eq!(probably(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "[（()）2016粤最高法民初执知号之一0-9年字第 -]{0,30}") {
            if let Some(found) = probably(&text) {
                prop_assert!(CaseNumber::parse_strict(&found.number.to_string()).is_ok());
            }
        }
    }
}
