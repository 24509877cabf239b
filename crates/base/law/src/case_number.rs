//! 案号: parse, print, explain what is wrong, count on.
//!
//! 法〔2015〕137号《关于人民法院案件案号的若干规定》 in force 2016-01-01, amended by 法〔2018〕335号.

use crate::{
    CaseKind,
    court::{self, Court},
    data::table,
    numerals,
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr, sync::LazyLock};

/// （2026）粤0192民初1号.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct CaseNumber {
    pub year: u16,
    /// 法院代字, e.g. 粤0192 or 最高法.
    pub court_code: String,
    /// 专门审判代字“知” stands before the type.
    pub intellectual_property: bool,
    /// 类型代字, e.g. 民初.
    pub type_code: String,
    pub serial: u32,
    /// 之一, 之二 of later rulings in the same case.
    pub sub: Option<u32>,
}

/// What is wrong with a typed case number and how to put it right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACaseNumber {
    #[error("案号未填写。请按“（2026）粤0192民初1号”的格式填写")]
    Empty,
    #[error("案号应以括号中的四位年份开头，例如“（2026）”。请检查括号和年份")]
    Year,
    #[error("案号年份“{0}”不是1900至2099之间的四位数字。请填写收案年度，例如“（2026）”")]
    YearRange(String),
    #[error("年份之后应为法院代字，例如“粤0192”“京”“最高法”。“{0}”不是法院代字开头")]
    Court(String),
    #[error(
        "法院代字“{0}”的数字应为两位（中级法院）或者四位（基层法院），现为{1}位。请对照裁判文书核对"
    )]
    CourtDigits(String, usize),
    #[error("法院代字之后应为类型代字，例如“民初”“执”“行初”。“{0}”不是类型代字")]
    Type(String),
    #[error("类型代字之后应为案件编号，例如“1”“3352”。请填写不以0开头、不超过九位的数字")]
    Serial,
    #[error("案件编号“{0}”以0开头。案件编号为自然数，请去掉前面的0")]
    LeadingZero(String),
    #[error("案件编号之后缺少“号”字。请补上，例如“（2026）粤0192民初1号”")]
    Ending,
    #[error("“号”之后的“{0}”无法识别。只能为空，或者填写“之一”“之二”等")]
    After(String),
}

/// A case number as parties quote it: of the present rule, or of the time before 2016.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "rule", content = "number")]
pub enum Quoted {
    Current(CaseNumber),
    /// （2015）穗天法民一初字第123号: each court chose its own words.
    Before2016(String),
}

/// A row of the table of case types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CaseType {
    /// 案件类型的技术代码, four digits; empty for words outside the annex.
    pub code: &'static str,
    pub word: &'static str,
    pub name: &'static str,
}

const PROVINCES: &str = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵军";
const SUPREME: &str = "最高法";
/// Nine digits.
const LARGEST_SERIAL: u32 = 999_999_999;

/// Words that may stand in a case number, the longest first.
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut words: Vec<&'static str> = table!("case-types.tsv")
        .rows()
        .filter(|row| row.cell("grammar") == "yes")
        .map(|row| row.cell("word"))
        .collect();
    words.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    words.dedup();
    words
});

/// Every case type that has a word of its own (法〔2015〕137号附件《人民法院案件类型及其代字标准》).
pub fn types() -> Vec<CaseType> {
    table!("case-types.tsv")
        .rows()
        .filter(|row| row.cell("grammar") == "yes")
        .map(|row| CaseType {
            code: row.cell("code"),
            word: row.cell("word"),
            name: row.cell("name"),
        })
        .collect()
}

/// 类型代字 of a kind of case, e.g. 民初 (法〔2015〕137号第六条及附件).
pub const fn type_code(kind: CaseKind) -> &'static str {
    kind.type_code()
}

/// The key of the counter a serial is taken from: per court, special word, type and year, starting at 1; the special
/// word 知 stands before the type (法〔2015〕137号第十条；法〔2018〕335号).
pub fn counter_key(year: u16, court_code: &str, type_code: &str) -> String {
    format!("case_number/{year}/{court_code}/{type_code}")
}

impl CaseNumber {
    /// The number for a case accepted in this year by this court (法〔2015〕137号第三条、第十条).
    pub fn new(year: u16, court_code: &str, kind: CaseKind, serial: u32) -> Self {
        Self {
            year,
            court_code: court_code.to_owned(),
            intellectual_property: false,
            type_code: kind.type_code().to_owned(),
            serial,
            sub: None,
        }
    }

    /// Exactly as the rule prints it, either width of brackets (法〔2015〕137号第三条).
    pub fn parse_strict(text: &str) -> Result<Self, NotACaseNumber> {
        read(text)
    }

    /// As people type it: spaces, full-width digits and other brackets are put right first (法〔2015〕137号第三条).
    pub fn parse(typed: &str) -> Result<Self, NotACaseNumber> {
        read(&normalise(typed))
    }

    /// The counter this number was taken from (法〔2015〕137号第十条；法〔2018〕335号).
    pub fn counter(&self) -> String {
        let special = if self.intellectual_property { "知" } else { "" };
        counter_key(self.year, &self.court_code, &format!("{special}{}", self.type_code))
    }

    /// The number after this one in the same court, type and year; a later ruling's 之一 is not counted
    /// (法〔2015〕137号第十条：按收案先后，自1开始编排).
    pub fn next(&self) -> Option<Self> {
        let serial = self.serial.checked_add(1).filter(|serial| *serial <= LARGEST_SERIAL)?;
        Some(Self { serial, sub: None, ..self.clone() })
    }

    /// The court whose code it is, when the roll has it (法〔2015〕137号第四条、第五条).
    pub fn court(&self) -> Option<&'static Court> {
        court::by_code(&self.court_code)
    }

    /// What kinds of cases the type word stands for (法〔2015〕137号附件).
    pub fn meanings(&self) -> Vec<&'static str> {
        types().into_iter().filter(|t| t.word == self.type_code).map(|t| t.name).collect()
    }

    /// What a careful reader would doubt although the form is right (法〔2015〕137号第四条、第十条).
    pub fn doubts(&self, this_year: u16) -> Vec<String> {
        let mut doubts = Vec::new();
        if self.court().is_none() {
            doubts.push(format!("名录中没有代字为“{}”的法院，请对照裁判文书核对", self.court_code));
        }
        let basic = self.court().is_some_and(|court| court.level == court::Level::Basic);
        if basic && self.type_code.ends_with('终') {
            doubts.push(format!(
                "“{}”为第二审案件的类型代字，基层人民法院不审理第二审案件，请核对法院代字和类型代字",
                self.type_code
            ));
        }
        if self.year > this_year {
            doubts.push(format!("年份{}晚于今年，请核对", self.year));
        }
        if self.year < 2016 {
            doubts.push("现行案号规则自2016年1月1日起施行，此前的案号格式不同，请核对".to_owned());
        }
        doubts
    }
}

/// 案号规则施行前后的案号都可引用（法〔2015〕137号：自2016年1月1日起施行）.
pub fn parse_quoted(typed: &str) -> Result<Quoted, NotACaseNumber> {
    let text = normalise(typed);
    match read(&text) {
        Ok(number) => Ok(Quoted::Current(number)),
        Err(_) if is_before_2016(&text) => {
            Ok(Quoted::Before2016(text.replacen('(', "（", 1).replacen(')', "）", 1)))
        }
        Err(why) => Err(why),
    }
}

fn is_before_2016(text: &str) -> bool {
    let Some((year, rest)) = bracketed_year(text) else { return false };
    let early = year.parse::<u16>().is_ok_and(|year| (1980..2016).contains(&year));
    let Some((words, number)) = rest.split_once("字第") else { return false };
    let number = number.split_once('号').map_or("", |(digits, _)| digits);
    let serial = number
        .split(['-', '—'])
        .all(|part| !part.is_empty() && part.len() < 9 && part.bytes().all(|b| b.is_ascii_digit()));
    early && !words.is_empty() && words.chars().all(char::is_alphanumeric) && serial
}

/// Half-width digits, round brackets, no spaces, 号 kept (法〔2015〕137号第三条).
pub fn normalise(typed: &str) -> String {
    numerals::half_width(typed)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}'))
        .map(|c| match c {
            '〔' | '[' | '【' | '{' => '(',
            '〕' | ']' | '】' | '}' => ')',
            other => other,
        })
        .collect()
}

fn bracketed_year(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix(['(', '（'])?;
    let end = inside.find([')', '）'])?;
    let (year, rest) = inside.split_at(end);
    Some((year, rest.strip_prefix([')', '）'])?))
}

fn digits_ahead(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

fn start_of(text: &str) -> String {
    text.chars().take(6).collect()
}

fn read(text: &str) -> Result<CaseNumber, NotACaseNumber> {
    if text.is_empty() {
        return Err(NotACaseNumber::Empty);
    }
    let (year, rest) = bracketed_year(text).ok_or(NotACaseNumber::Year)?;
    let plausible = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    let number = year.parse::<u16>().ok().filter(|_| plausible && !year.starts_with('+'));
    let year = number.ok_or_else(|| NotACaseNumber::YearRange(start_of(year)))?;
    let (court_code, rest) = read_court(rest)?;
    let (intellectual_property, rest) = match rest.strip_prefix('知') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let (type_code, rest) = WORDS
        .iter()
        .find_map(|word| rest.strip_prefix(word).map(|rest| (*word, rest)))
        .ok_or_else(|| NotACaseNumber::Type(start_of(rest)))?;
    let (serial, rest) = digits_ahead(rest);
    if serial.is_empty() {
        let letters = rest.chars().take_while(|c| c.is_alphabetic() && *c != '号').count();
        return Err(if letters > 0 {
            NotACaseNumber::Type(format!("{type_code}{}", start_of(rest)))
        } else {
            NotACaseNumber::Serial
        });
    }
    if serial.starts_with('0') {
        return Err(NotACaseNumber::LeadingZero(start_of(serial)));
    }
    let serial = serial.parse().ok().filter(|_| serial.len() <= 9).ok_or(NotACaseNumber::Serial)?;
    let rest = rest.strip_prefix('号').ok_or(NotACaseNumber::Ending)?;
    let sub = match rest {
        "" => None,
        after => {
            let number =
                after.strip_prefix('之').filter(|n| !n.starts_with(|c: char| c.is_ascii_digit()));
            let sub = number.and_then(numerals::small_number);
            Some(sub.ok_or_else(|| NotACaseNumber::After(start_of(after)))?)
        }
    };
    let (court_code, type_code) = (court_code.to_owned(), type_code.to_owned());
    Ok(CaseNumber { year, court_code, intellectual_property, type_code, serial, sub })
}

fn read_court(text: &str) -> Result<(&str, &str), NotACaseNumber> {
    if text.starts_with(SUPREME) {
        return Ok(text.split_at(SUPREME.len()));
    }
    let first = text.chars().next().filter(|c| PROVINCES.contains(*c));
    let first = first.ok_or_else(|| NotACaseNumber::Court(start_of(text)))?;
    let (digits, _) = digits_ahead(&text[first.len_utf8()..]);
    let (code, rest) = text.split_at(first.len_utf8() + digits.len());
    match digits.len() {
        0 | 2 | 4 => Ok((code, rest)),
        other => Err(NotACaseNumber::CourtDigits(start_of(code), other)),
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let special = if self.intellectual_property { "知" } else { "" };
        write!(f, "（{}）{}{special}{}", self.year, self.court_code, self.type_code)?;
        write!(f, "{}号", self.serial)?;
        match self.sub {
            Some(sub) => write!(f, "之{}", numerals::small(sub)),
            None => Ok(()),
        }
    }
}

impl FromStr for CaseNumber {
    type Err = NotACaseNumber;
    fn from_str(typed: &str) -> Result<Self, NotACaseNumber> {
        Self::parse(typed)
    }
}

impl From<CaseNumber> for String {
    fn from(number: CaseNumber) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for CaseNumber {
    type Error = NotACaseNumber;
    fn try_from(text: String) -> Result<Self, NotACaseNumber> {
        Self::parse(&text)
    }
}

mod guess;
#[cfg(test)]
mod tests;

pub use guess::{Probably, probably};
