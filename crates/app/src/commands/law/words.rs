//! Amounts, dates, case numbers, identifiers.
use super::{line, print, today, told};
use crate::{Failure, Outcome};
use chrono::{Datelike, NaiveDate};
use clap::Args;
use law::{
    CaseKind,
    case_number::{self, CaseNumber, NotACaseNumber, Probably, Quoted},
    identifier::{self, IdentifierKind},
    numerals,
    period::{Calendar, weekday_cn},
};
use serde_json::json;

/// `dengwen law amount`
#[derive(Debug, Args)]
pub struct Amount {
    /// 金额，例如 50000、5万、12,345.67元、壹万元整
    #[arg(value_parser = super::fen, allow_hyphen_values = true)]
    amount: law::Fen,
}

impl Amount {
    pub(super) fn answer(&self) -> Outcome {
        print(&json!({
            "fen": self.amount.0,
            "plain": self.amount.plain(),
            "shown": self.amount.to_string(),
            "chinese": self.amount.chinese_upper(),
            "article": "《正确填写票据和结算凭证的基本规定》第一条、第二条",
        }))
    }
}

/// `dengwen law date`
#[derive(Debug, Args)]
pub struct Date {
    /// 日期，例如 2026-03-01、2026年3月1日、二〇二六年三月一日
    #[arg(value_parser = super::day)]
    day: NaiveDate,
}

impl Date {
    pub(super) fn answer(&self) -> Outcome {
        let calendar = Calendar::in_use();
        print(&json!({
            "day": self.day,
            "chinese": numerals::date_cn(self.day),
            "weekday": weekday_cn(self.day),
            "working_day": calendar.is_working_day(self.day),
            "day_off": calendar.day_off(self.day),
            "arrangement_known": calendar.knows(self.day),
        }))
    }
}

/// `dengwen law case-number`
#[derive(Debug, Args)]
pub struct Number {
    /// 案号，例如 （2026）粤0192民初1号
    #[arg(value_name = "NUMBER", required_unless_present = "types")]
    text: Option<String>,
    /// 列出全部案件类型代字
    #[arg(long)]
    types: bool,
    /// 按标准写法严格校验，不做整理
    #[arg(long)]
    strict: bool,
}

impl Number {
    pub(super) fn answer(&self) -> Outcome {
        let Some(typed) = self.text.as_deref().filter(|_| !self.types) else {
            return print(&case_number::types());
        };
        let quoted = if self.strict {
            Quoted::Current(CaseNumber::parse_strict(typed).map_err(|why| wrong(typed, &why))?)
        } else {
            case_number::parse_quoted(typed).map_err(|why| wrong(typed, &why))?
        };
        let number = match quoted {
            Quoted::Current(number) => number,
            Quoted::Before2016(text) => {
                return print(&json!({
                    "input": typed,
                    "number": text,
                    "rule": "before2016",
                    "note": "2016年1月1日以前的案号由各法院自行编制，只检查了格式",
                }));
            }
        };
        let this_year = u16::try_from(today().year()).unwrap_or(u16::MAX);
        let kinds = CaseKind::ALL.into_iter().filter(|kind| kind.type_code() == number.type_code);
        print(&json!({
            "input": typed,
            "number": number.to_string(),
            "rule": "current",
            "year": number.year,
            "court_code": number.court_code,
            "court": number.court(),
            "intellectual_property": number.intellectual_property,
            "type_code": number.type_code,
            "meanings": number.meanings(),
            "kinds": kinds.collect::<Vec<_>>(),
            "serial": number.serial,
            "sub": number.sub,
            "doubts": number.doubts(this_year),
            "next": number.next().map(|next| next.to_string()),
            "article": "法〔2015〕137号第三条；法〔2018〕335号",
        }))
    }
}

/// What is wrong, and the number it probably is.
fn wrong(typed: &str, why: &NotACaseNumber) -> Failure {
    match case_number::probably(typed) {
        None => told(why),
        Some(Probably { number, changes }) => {
            Failure::new(format!("{why}。可能应为{number}：{}", changes.join("；")))
        }
    }
}

/// `dengwen law identifier`
#[derive(Debug, Args)]
pub struct Identifier {
    /// 种类，例如 resident_id、uscc、mobile；--list 列出全部
    #[arg(required_unless_present = "list")]
    kind: Option<String>,
    /// 号码
    #[arg(required_unless_present = "list", allow_hyphen_values = true)]
    value: Option<String>,
    /// 校验之日，默认今天
    #[arg(long, value_parser = super::day)]
    on: Option<NaiveDate>,
    /// 列出全部种类
    #[arg(long)]
    list: bool,
}

impl Identifier {
    pub(super) fn answer(&self) -> Outcome {
        let (Some(kind), Some(value)) = (&self.kind, &self.value) else {
            return print(&kinds());
        };
        if self.list {
            return print(&kinds());
        }
        let kind: IdentifierKind = kind.parse().map_err(|e: identifier::NotAKind| {
            Failure::new(format!("{e}。dengwen law identifier --list 列出全部种类"))
        })?;
        let on = self.on.unwrap_or_else(today);
        let checked = identifier::check(kind, value, on).map_err(told)?;
        let mut answer = json!({
            "kind": kind.key(),
            "label": kind.label(),
            "valid": true,
            "normal": checked.normal,
            "masked": identifier::mask(kind, &checked.normal),
            "birth": checked.birth,
            "age": checked.birth.map(|birth| identifier::age_on(birth, on)),
            "sex": checked.sex,
            "area": checked.area,
            "area_name": checked.area.map(|area| law::division::full_name(area.code)),
            "warnings": checked.warnings,
        });
        if let Some(object) = answer.as_object_mut() {
            object.retain(|_, value| !value.is_null());
        }
        print(&answer)
    }
}

fn kinds() -> Vec<serde_json::Value> {
    let one = |kind: IdentifierKind| json!({"key": kind.key(), "label": kind.label()});
    IdentifierKind::ALL.into_iter().map(one).collect()
}

/// Several lines of JSON, one value each.
pub(super) fn lines(values: &[impl serde::Serialize]) -> Outcome {
    for value in values {
        let text = serde_json::to_string(value)
            .map_err(|e| Failure::new(format!("结果无法写成JSON：{e}。请报告此问题")))?;
        line(&text)?;
    }
    Ok(())
}
