//! Chinese numerals: amounts in capital characters, dates and numbers in words, and back.

use crate::money::Fen;
use chrono::{Datelike, NaiveDate};

const UPPER: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const LOWER: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Full-width digits, letters, brackets and spaces as their half-width twins (GB/T 15835-2011 第4条).
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match u32::from(c) {
            0x3000 => ' ',
            code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// 大写金额（《正确填写票据和结算凭证的基本规定》第一条至第三条：到元为止写“整”，中间有零写“零”）.
pub fn amount_upper(amount: Fen) -> String {
    let fen = amount.0.unsigned_abs();
    let (yuan, jiao, cent) = (fen / 100, digit(fen / 10), digit(fen));
    let mut text = String::from(if amount.0 < 0 { "负" } else { "" });
    if yuan > 0 || fen == 0 {
        text += &integer_upper(yuan);
        text += "元";
    }
    match (jiao, cent) {
        (0, 0) => text += "整",
        (0, cent) => {
            if yuan > 0 {
                text += "零";
            }
            text += UPPER[cent];
            text += "分";
        }
        (jiao, cent) => {
            text += UPPER[jiao];
            text += "角";
            if cent == 0 {
                text += "整";
            } else {
                text += UPPER[cent];
                text += "分";
            }
        }
    }
    text
}

fn digit(number: u64) -> usize {
    usize::try_from(number % 10).unwrap_or(0)
}

/// Groups of four digits with 万 and 亿, one 零 for any run of zeros between digits.
fn integer_upper(number: u64) -> String {
    if number == 0 {
        return UPPER[0].to_owned();
    }
    if number >= 100_000_000 {
        let (high, low) = (number / 100_000_000, number % 100_000_000);
        let joined = integer_upper(high) + "亿";
        return join(joined, low, low < 10_000_000);
    }
    if number >= 10_000 {
        let (high, low) = (number / 10_000, number % 10_000);
        return join(thousands(high) + "万", low, low < 1_000);
    }
    thousands(number)
}

fn join(high: String, low: u64, gap: bool) -> String {
    match (low, gap) {
        (0, _) => high,
        (_, true) => high + UPPER[0] + &integer_upper(low),
        (_, false) => high + &integer_upper(low),
    }
}

fn thousands(number: u64) -> String {
    let mut text = String::new();
    let mut zero = false;
    for (size, unit) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
        let at = digit(number / size);
        if at == 0 {
            zero = !text.is_empty();
        } else {
            if zero {
                text += UPPER[0];
            }
            zero = false;
            text += UPPER[at];
            text += unit;
        }
    }
    text
}

/// 壹万零伍拾元叁角整 back to fen; capitals and plain numerals, 圆 for 元, 正 for 整
/// （《正确填写票据和结算凭证的基本规定》第一条、第二条）.
pub fn parse_amount_cn(text: &str) -> Option<Fen> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.strip_prefix("人民币").unwrap_or(&text).replace(['圆', '块'], "元");
    let text = text.strip_suffix(['整', '正']).unwrap_or(&text);
    let (yuan, rest) = match text.split_once('元') {
        Some((yuan, rest)) => (integer_cn(yuan)?, rest),
        None if text.ends_with(['角', '分']) => (0, text),
        None => (integer_cn(text)?, ""),
    };
    let rest = rest.strip_prefix(['零', '〇']).unwrap_or(rest);
    let (jiao, rest) = match rest.split_once('角') {
        Some((jiao, rest)) => (digit_cn(jiao)?, rest),
        None => (0, rest),
    };
    let rest = rest.strip_prefix(['零', '〇']).unwrap_or(rest);
    let cent = match rest.strip_suffix('分') {
        Some(cent) => digit_cn(cent)?,
        None if rest.is_empty() => 0,
        None => return None,
    };
    let fen = yuan.checked_mul(100)?.checked_add(jiao * 10 + cent)?;
    i64::try_from(fen).ok().filter(|fen| *fen <= 10_000_000_000_000_000).map(Fen)
}

fn digit_cn(text: &str) -> Option<u64> {
    let plain = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let at = UPPER.iter().position(|d| *d == text);
    let at = at.or_else(|| LOWER.iter().position(|d| *d == text));
    let at = at.or_else(|| plain.iter().position(|d| *d == text));
    at.or(["两"].contains(&text).then_some(2)).and_then(|at| u64::try_from(at).ok())
}

/// The number of an article in words or digits: 一百二十八, 十, 1260 (GB/T 15835-2011 第5条；立法法第六十五条：条的序号用中文数字).
pub fn article_number(text: &str) -> Option<u32> {
    let number = if text.bytes().all(|b| b.is_ascii_digit()) {
        text.parse().ok()?
    } else {
        integer_cn(text)?
    };
    u32::try_from(number).ok().filter(|number| (1..10_000).contains(number))
}

/// Whole numbers in words: 亿 and 万 split it, within them 仟, 佰, 拾.
fn integer_cn(text: &str) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    for (unit, size) in [('亿', 100_000_000), ('万', 10_000), ('萬', 10_000)] {
        if let Some((high, low)) = text.rsplit_once(unit) {
            // 三万五 is 35,000 to one reader and 30,005 to another.
            let short = low.chars().count() == 1 && digit_cn(low).is_some_and(|digit| digit > 0);
            let low = if low.is_empty() { 0 } else { integer_cn(low)? };
            if short {
                return None;
            }
            return integer_cn(high)?.checked_mul(size)?.checked_add(low).filter(|_| low < size);
        }
    }
    let (mut sum, mut pending, mut below, mut gap) = (0u64, None, 10_000u64, false);
    for character in text.chars() {
        let unit = match character {
            '仟' | '千' => 1_000,
            '佰' | '百' => 100,
            '拾' | '十' => 10,
            '零' | '〇' => {
                gap = true;
                continue;
            }
            _ => {
                let digit = digit_cn(&character.to_string())?;
                if pending.replace(digit).is_some() {
                    return None;
                }
                continue;
            }
        };
        if unit >= below {
            return None;
        }
        (below, gap) = (unit, false);
        sum += pending.take().or((unit == 10 && sum == 0).then_some(1))? * unit;
    }
    // 一百二 is 120 to one reader and 102 to another.
    let ambiguous = pending.is_some() && (100..10_000).contains(&below) && !gap;
    if ambiguous { None } else { Some(sum + pending.unwrap_or(0)) }
}

/// 3亿5千万, 1万5千: digits with units, each smaller than the one before; a bare number at the end is ambiguous.
pub(crate) fn mixed_units(text: &str) -> Option<i128> {
    let (mut rest, mut sum, mut above) = (text, 0i128, i128::MAX);
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (digits, after) = rest.split_at(end);
        let unit = UNITS.iter().find(|(word, _)| after.starts_with(word));
        let (word, size) = unit?;
        let part = digits.parse::<u32>().ok().map(|n| i128::from(n) * size)?;
        if part == 0 || part >= above {
            return None;
        }
        (sum, above) = (sum + part, *size);
        rest = &after[word.len()..];
    }
    Some(sum)
}

/// 12,345 and 12,345.67, not 12,34: groups of three after the first comma.
pub(crate) fn grouped(text: &str) -> bool {
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let Some((first, rest)) = text.split_once(',') else { return true };
    let first = first.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let rest = rest.split(|c: char| !c.is_ascii_digit() && c != ',').next().unwrap_or_default();
    (1..=3).contains(&first.len()) && rest.split(',').all(|group| group.len() == 3 && digits(group))
}

/// 二〇二六年三月一日（GB/T 9704-2012 7.3.5.4；人民法院民事裁判文书制作规范：落款日期用汉字数字）.
pub fn date_cn(day: NaiveDate) -> String {
    let year: String = day
        .year()
        .to_string()
        .bytes()
        .filter_map(|b| LOWER.get(usize::from(b - b'0')))
        .copied()
        .collect();
    format!("{year}年{}月{}日", small(day.month()), small(day.day()))
}

/// Reads 二〇二六年三月一日, 2026年3月1日, 2026-3-1 or 2026/03/01 (GB/T 7408.1-2023；GB/T 15835-2011 第4条).
pub fn parse_date_cn(text: &str) -> Option<NaiveDate> {
    let text: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.strip_suffix('日').unwrap_or(&text);
    let mut parts = text.split(['年', '月', '-', '/', '.']);
    let year = parts.next()?;
    let (month, day) = (parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(year_number(year)?, small_number(month)?, small_number(day)?)
}

fn year_number(text: &str) -> Option<i32> {
    let digits: Option<String> = text
        .chars()
        .map(|c| match c {
            '零' | '○' | 'Ｏ' | 'O' => Some('0'),
            _ if c.is_ascii_digit() => Some(c),
            _ => {
                let at = LOWER.iter().position(|l| l.starts_with(c))?;
                char::from_digit(u32::try_from(at).ok()?, 10)
            }
        })
        .collect();
    digits.filter(|d| d.len() == 4)?.parse().ok()
}

/// Numbers below one hundred in words: 一, 十, 十一, 二十, 九十九 (GB/T 15835-2011 第5条).
pub fn small(number: u32) -> String {
    let (tens, ones) = (usize::try_from(number / 10 % 10).unwrap_or(0), digit(u64::from(number)));
    match (tens, ones) {
        (0, ones) => LOWER[ones].to_owned(),
        (1, 0) => "十".to_owned(),
        (1, ones) => format!("十{}", LOWER[ones]),
        (tens, 0) => format!("{}十", LOWER[tens]),
        (tens, ones) => format!("{}十{}", LOWER[tens], LOWER[ones]),
    }
}

/// Reads a number below one hundred, in digits or in words (GB/T 15835-2011 第5条).
pub fn small_number(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse::<u32>() {
        return (number < 100 && text.len() <= 2).then_some(number);
    }
    (1..100).find(|number| small(*number) == text)
}

/// Longer words come before those they end with.
const UNITS: [(&str, i128); 6] = [
    ("万亿", 1_000_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
];

/// What a decimal becomes when multiplied by a whole number.
pub(crate) enum Scaled {
    Exact(i128),
    Inexact,
    TooLarge,
    NotANumber,
}

/// Digits and the unit after them: `5万` is five times ten thousand.
pub(crate) fn strip_unit(text: &str) -> (&str, i128) {
    UNITS
        .iter()
        .find_map(|(word, size)| text.strip_suffix(word).map(|rest| (rest, *size)))
        .unwrap_or((text, 1))
}

/// A plain decimal times a whole number, without a float.
pub(crate) fn decimal_times(text: &str, factor: i128) -> Scaled {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(part) || text.ends_with('.') {
        return Scaled::NotANumber;
    }
    if whole.trim_start_matches('0').len() > 16 || part.len() > 12 {
        return Scaled::TooLarge;
    }
    let mut scale = 1;
    let mut digits = 0i128;
    for byte in whole.bytes().chain(part.bytes()) {
        digits = digits * 10 + i128::from(byte - b'0');
    }
    for _ in part.bytes() {
        scale *= 10;
    }
    let Some(product) = digits.checked_mul(factor) else { return Scaled::TooLarge };
    if product % scale == 0 { Scaled::Exact(product / scale) } else { Scaled::Inexact }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_in_capitals() {
        for (fen, text) in [
            (0, "零元整"),
            (1_000_000, "壹万元整"),
            (105_000, "壹仟零伍拾元整"),
            (1, "壹分"),
            (10, "壹角整"),
            (101, "壹元零壹分"),
            (1_011_250, "壹万零壹佰壹拾贰元伍角整"),
            (10_000_001, "壹拾万元零壹分"),
            (10_700_053, "壹拾万柒仟元伍角叁分"),
            (10_000_000_000, "壹亿元整"),
            (10_000_010_000, "壹亿零壹佰元整"),
            (12_345_678_901, "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元零壹分"),
            (-500, "负伍元整"),
        ] {
            assert_eq!(amount_upper(Fen(fen)), text);
        }
    }

    /// 《正确填写票据和结算凭证的基本规定》第一条、第二条.
    #[test]
    fn amounts_in_words_are_read() {
        for (text, fen) in [
            ("人民币壹万元整", 1_000_000),
            ("壹万零伍拾圆正", 1_005_000),
            ("三千五百元", 350_000),
            ("十二万元", 12_000_000),
            ("两万", 2_000_000),
            ("伍角", 50),
            ("壹元零壹分", 101),
            ("壹亿零壹佰元整", 10_000_010_000),
            ("一百零二元", 10_200),
            ("一万零五", 1_000_500),
            ("一万五千", 1_500_000),
            ("二十五万", 25_000_000),
        ] {
            assert_eq!(parse_amount_cn(text), Some(Fen(fen)), "{text}");
        }
        for text in [
            "",
            "元",
            "壹壹元",
            "拾佰元",
            "壹元壹",
            "万元",
            "壹角伍元",
            "一二三",
            "三万五",
            "一百二",
            "一千二百五",
            "三亿五",
        ] {
            assert_eq!(parse_amount_cn(text), None, "{text}");
        }
    }

    #[test]
    fn dates_in_words() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        assert_eq!(date_cn(day), "二〇二六年三月一日");
        for text in
            ["二〇二六年三月一日", "二零二六年三月一日", "2026年3月1日", "2026-03-01", "2026/3/1"]
        {
            assert_eq!(parse_date_cn(text), Some(day), "{text}");
        }
        assert_eq!(parse_date_cn("2026年2月30日"), None);
        assert_eq!(parse_date_cn("26年2月3日"), None);
    }

    proptest! {
        #[test]
        fn an_amount_in_words_reads_back(fen in 0i64..1_000_000_000_000_000) {
            prop_assert_eq!(parse_amount_cn(&amount_upper(Fen(fen))), Some(Fen(fen)));
        }

        #[test]
        fn no_text_breaks_the_amount_reader(text in "[零壹贰一二两拾佰仟万亿元角分整 ]{0,24}") {
            let _ = parse_amount_cn(&text);
        }

        #[test]
        fn a_date_in_words_reads_back(days in 0i32..80_000) {
            let day = NaiveDate::from_num_days_from_ce_opt(690_000 + days).unwrap();
            prop_assert_eq!(parse_date_cn(&date_cn(day)), Some(day));
        }

        #[test]
        fn no_text_breaks_the_date_reader(text in ".{0,30}") {
            let _ = parse_date_cn(&text);
        }
    }
}
