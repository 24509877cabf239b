//! 公民身份号码 and what is built like it (GB 11643-1999, check by ISO 7064:1983 MOD 11-2).

use super::{Checked, Problem};
use crate::division;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// 性别，依第十七位奇偶（GB 11643-1999 5.3）.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    Male,
    Female,
}

impl Sex {
    /// 男、女（GB/T 2261.1-2003）.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
        }
    }
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// The first two digits of provinces, GB/T 2260.
const PROVINCES: [&str; 34] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
    "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71",
    "81", "82",
];

fn check_character(first_17: &str) -> Option<char> {
    let digits = first_17.chars().map(|c| c.to_digit(10));
    let sum = digits.zip(WEIGHTS).try_fold(0, |sum, (d, w)| Some(sum + d? * w))?;
    CHECKS.get(usize::try_from(sum % 11).ok()?).copied()
}

/// Length, digits, check character and birth date; what every number of this build shares.
fn eighteen(text: &str, name: &str, on: NaiveDate) -> Result<Checked, Problem> {
    let length = text.chars().count();
    if length == 15 && text.chars().all(|c| c.is_ascii_digit()) {
        return Err(Problem::new("15位身份证号自2013年1月1日起停止使用", "请填写18位公民身份号码"));
    }
    if length != 18 {
        return Err(Problem::new(format!("{name}应为18位，现为{length}位"), "请对照证件逐位核对"));
    }
    let bad =
        text.chars().enumerate().find(|(at, c)| !(c.is_ascii_digit() || (*at == 17 && *c == 'X')));
    if let Some((at, character)) = bad {
        return Err(Problem::new(
            format!("{name}第{}位“{character}”不是数字", at + 1),
            "前17位应为数字，最后一位为数字或者X，请对照证件核对",
        ));
    }
    let birth = birth(text, name, on)?;
    if check_character(&text[..17]) != text.chars().last() {
        return Err(Problem::new(
            format!("{name}校验不通过，可能有一位或者两位填写错误"),
            "请对照证件逐位核对",
        ));
    }
    let odd = text.as_bytes().get(16).is_some_and(|b| b % 2 == 1);
    Ok(Checked {
        normal: text.to_owned(),
        birth: Some(birth),
        sex: Some(if odd { Sex::Male } else { Sex::Female }),
        area: division::find(&text[..6]),
        warnings: Vec::new(),
    })
}

fn birth(text: &str, name: &str, on: NaiveDate) -> Result<NaiveDate, Problem> {
    let number =
        |range: std::ops::Range<usize>| text.get(range).and_then(|t| t.parse::<u32>().ok());
    let year = text.get(6..10).and_then(|year| year.parse().ok());
    let date = year.zip(number(10..12)).zip(number(12..14));
    let date = date.and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year, month, day));
    let shown = &text[6..14];
    let remedy = "第7至14位为出生日期，请对照证件核对";
    let date =
        date.ok_or_else(|| Problem::new(format!("{name}中的出生日期“{shown}”不存在"), remedy))?;
    if date > on {
        return Err(Problem::new(format!("{name}中的出生日期“{shown}”晚于今天"), remedy));
    }
    if date.year() < 1850 {
        return Err(Problem::new(format!("{name}中的出生日期“{shown}”过早"), remedy));
    }
    Ok(date)
}

pub(super) fn resident(text: &str, on: NaiveDate) -> Result<Checked, Problem> {
    let name = super::IdentifierKind::ResidentId.label();
    let mut checked = eighteen(text, "身份证号", on)?;
    let province = &text[..2];
    if ["810000", "820000", "830000"].contains(&&text[..6]) {
        checked.warnings.push(
            "以810000、820000、830000开头的号码也是港澳台居民居住证的号码，请核对证件类型"
                .to_owned(),
        );
    } else if checked.area.is_none() {
        checked.warnings.push(format!(
            "前六位“{}”不在现行的行政区划代码中，可能是已经撤销的区划，请对照证件核对",
            &text[..6]
        ));
    }
    if province == "83" || PROVINCES.contains(&province) {
        return Ok(checked);
    }
    if text.starts_with('9') {
        return Err(Problem::new(
            "以9开头的号码属于外国人永久居留身份证",
            format!("请把证件类型改为“外国人永久居留身份证”，或者核对{name}号码"),
        ));
    }
    Err(Problem::new(
        format!("身份证号前两位“{province}”不是省级行政区划代码"),
        "请对照证件核对前六位",
    ))
}

pub(super) fn residence_permit(text: &str, on: NaiveDate) -> Result<Checked, Problem> {
    let checked = eighteen(text, "居住证号", on)?;
    if ["810000", "820000", "830000"].contains(&&text[..6]) {
        return Ok(checked);
    }
    Err(Problem::new(
        "港澳台居民居住证号应以810000、820000或者830000开头",
        "请对照居住证核对，持居民身份证的请改选证件类型",
    ))
}

pub(super) fn permanent_resident(text: &str, on: NaiveDate) -> Result<Checked, Problem> {
    let name = "永久居留身份证号";
    let old = text.len() == 15
        && text.get(..3).is_some_and(|head| head.bytes().all(|b| b.is_ascii_uppercase()))
        && text.get(3..).is_some_and(|tail| tail.bytes().all(|b| b.is_ascii_digit()));
    if old {
        let note = "为旧版15位号码，换发新证后请更新为18位号码";
        return Ok(Checked::warned(text.to_owned(), format!("{name}{note}")));
    }
    if text.chars().count() != 18 {
        return Err(Problem::new(
            format!("{name}应为以9开头的18位号码，或者旧版3位字母加12位数字"),
            "请对照证件逐位核对",
        ));
    }
    if !text.starts_with('9') {
        return Err(Problem::new(format!("{name}应以9开头"), "请对照证件核对第一位"));
    }
    eighteen(text, name, on)
}

/// A number of fifteen digits as it reads today, for finding old records (GB 11643-1999 附录；居民身份证法第二十三条).
pub fn upgrade_old(fifteen: &str) -> Option<String> {
    if fifteen.len() != 15 || !fifteen.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let longer = format!("{}19{}", &fifteen[..6], &fifteen[6..]);
    Some(format!("{longer}{}", check_character(&longer)?))
}

/// 周岁，生日当日满一岁（民法典第十七条；按公历年、月、日计算，第二百条）.
pub fn age_on(birth: NaiveDate, day: NaiveDate) -> u32 {
    day.years_since(birth).unwrap_or(0)
}
