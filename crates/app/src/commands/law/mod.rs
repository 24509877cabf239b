//! `dengwen law …`: every answer of the law crate as JSON, for people and for checks.
mod causes;
mod fees;
mod filing;
mod holidays;
mod norms;
mod online;
mod periods;
mod places;
mod vectors;
mod words;

pub use holidays::put_into_use;

use crate::{Failure, Outcome};
use clap::Args;
use kernel::clock::{Clock, SystemClock};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    fmt::Display,
    io::{Read, Write},
};

/// What is asked.
#[derive(Debug, Args)]
pub struct LawArgs {
    #[command(subcommand)]
    pub question: Question,
}

/// The questions.
#[derive(Debug, clap::Subcommand)]
pub enum Question {
    /// 金额：数字与中文大写互换
    Amount(words::Amount),
    /// 日期：数字与中文互换，是否为工作日
    Date(words::Date),
    /// 案由：列出、搜索、查看、新旧对照
    #[command(subcommand)]
    Cause(causes::Causes),
    /// 法院：列出、搜索、查看、审级
    #[command(subcommand)]
    Court(places::Courts),
    /// 校验并解释案号
    CaseNumber(words::Number),
    /// 诉讼费用，附计算过程
    Fee(fees::Fee),
    /// 期间的届满日，附计算过程
    Period(periods::Period),
    /// 校验证件和号码
    Identifier(words::Identifier),
    /// 推荐管辖法院
    Jurisdiction(places::Jurisdiction),
    /// 在线诉讼规则的条件
    Online(online::Online),
    /// 立案材料类别
    Materials(filing::Materials),
    /// 立案审查可以引用的规定
    ReviewRules(filing::Rules),
    /// 所依据的规范：名录、施行日期，检查引用的条文
    Norm(norms::Norms),
    /// 放假安排：查看已有年份，或检查新一年的文件
    Holidays(holidays::Holidays),
    /// 逐条计算例子文件并比较
    Vectors(vectors::Vectors),
}

/// Prints the answer as JSON.
pub fn run(args: &LawArgs) -> Outcome {
    match &args.question {
        Question::Amount(asked) => asked.answer(),
        Question::Date(asked) => asked.answer(),
        Question::Cause(asked) => asked.answer(),
        Question::Court(asked) => asked.answer(),
        Question::CaseNumber(asked) => asked.answer(),
        Question::Fee(asked) => asked.answer(),
        Question::Period(asked) => asked.answer(),
        Question::Identifier(asked) => asked.answer(),
        Question::Jurisdiction(asked) => asked.answer(),
        Question::Online(asked) => asked.answer(),
        Question::Materials(asked) => asked.answer(),
        Question::ReviewRules(asked) => asked.answer(),
        Question::Norm(asked) => asked.answer(),
        Question::Holidays(asked) => asked.answer(),
        Question::Vectors(asked) => asked.answer(),
    }
}

/// Writes a line; a reader that went away (`| head`) is no failure.
fn line(text: &str) -> Outcome {
    let written = writeln!(std::io::stdout().lock(), "{text}");
    if written.as_ref().is_err_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe) {
        return Ok(());
    }
    Ok(written?)
}

/// One JSON document.
fn print(answer: &impl Serialize) -> Outcome {
    let text = serde_json::to_string_pretty(answer)
        .map_err(|e| Failure::new(format!("结果无法写成JSON：{e}。请报告此问题")))?;
    line(&text)
}

/// The sentence of an error of the law crate.
fn told(error: impl Display) -> Failure {
    Failure::new(error.to_string())
}

/// Today in Beijing.
fn today() -> chrono::NaiveDate {
    SystemClock.today()
}

/// A day as typed: 2026-03-01, 2026年3月1日, 二〇二六年三月一日.
fn day(text: &str) -> Result<chrono::NaiveDate, String> {
    law::numerals::parse_date_cn(text)
        .ok_or_else(|| format!("日期“{text}”无法识别。请按 2026-03-01 的格式填写"))
}

fn fen(text: &str) -> Result<law::Fen, String> {
    law::Fen::parse(text).map_err(|e| e.to_string())
}

fn kind(text: &str) -> Result<law::CaseKind, String> {
    text.parse().map_err(|e: law::case_kind::NotACaseKind| {
        let known: Vec<_> = law::CaseKind::ALL.iter().map(|kind| kind.key()).collect();
        format!("{e}。可用：{}", known.join("、"))
    })
}

/// The text of a file, or of standard input where it is `-`.
fn read(path: &str) -> Result<String, Failure> {
    if path == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    std::fs::read_to_string(path)
        .map_err(|e| Failure::new(format!("无法读取文件 {path}：{e}。请检查路径和权限")))
}

/// A value from JSON given as text, or from standard input where it is `-`.
fn from_json<T: DeserializeOwned>(given: &str) -> Result<T, Failure> {
    let text = if given == "-" { read("-")? } else { given.to_owned() };
    serde_json::from_str(&text).map_err(|e| {
        Failure::new(format!("JSON 无法识别：{e}。请对照 dengwen law 该命令的 --help 检查字段"))
    })
}
