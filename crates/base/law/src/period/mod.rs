//! 期间: counting days, months, years and hours as the law counts them, with the working shown.
//!
//! 民事诉讼法 arts. 85, 86; 民诉法解释 arts. 125–129, 135; 民法典 arts. 201–203. The day on which a period begins is not
//! counted; if the last day is a day off, the next working day is the last. Where the law is silent the reading is a
//! setting and both days are in the result.

mod calendar;
mod count;
mod deemed;
mod limitation;
mod named;
mod reading;
mod restore;
mod service;
#[cfg(test)]
mod tests;

pub use calendar::{
    Arranged, ArrangedDay, BadArrangement, Calendar, doubts, parse_arrangement, parse_year,
};
pub use count::{
    Backward, Deduction, before_hearing, beijing_day, count, custom, day_ending, end_of_day,
    filed_in_time, hours, trial_limit, weekday_cn,
};
pub use deemed::{DeemedServed, Delivery, deemed_served};
pub use limitation::{Happened, enforcement_limit};
pub use named::{
    answer_overdue, appeal_answer, appeal_judgment, appeal_ruling, arbitration_set_aside, defence,
    each_for_himself, enforcement_application, fee_payment, filing_review, judicial_confirmation,
    private_prosecution_review, public_notice, retrial_application, serve_complaint, serve_defence,
    supplement, trial_ordinary, trial_simplified, trial_small,
};
pub use reading::{Reading, readings};
pub use restore::{Obstacle, Restored, restored};
pub use service::{Arrival, Effect, Served, served};

use crate::data::{Confidence, Validity, table};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::LazyLock};

/// What a period is counted in (民法典第二百条：年、月、日、小时).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Hour,
    Day,
    WorkingDay,
    Month,
    Year,
}

impl Unit {
    /// 时、日、工作日、月、年（民法典第二百条）.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Hour => "小时",
            Self::Day => "日",
            Self::WorkingDay => "个工作日",
            Self::Month => "个月",
            Self::Year => "年",
        }
    }
}

/// What a rule's period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    Statutory,
    Minimum,
    Maximum,
    /// 审限
    TrialLimit,
    /// Counted back from a day.
    Backward,
    /// 视为送达
    Deemed,
    /// A time during which something may not be done.
    Bar,
    /// What becomes possible when it has passed.
    Trigger,
    SetByCourt,
    /// A promise of the service, not a period of law.
    Service,
}

/// One rule of `data/deadlines.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    pub key: &'static str,
    pub name: &'static str,
    /// Another name it goes by, or nothing.
    pub also: &'static str,
    pub addressee: &'static str,
    pub length: u32,
    pub unit: Unit,
    pub trigger: &'static str,
    pub article: &'static str,
    pub kind: RuleKind,
    /// The last day moves when it is a day off.
    pub rolls: bool,
    /// 不变期间
    pub fixed: bool,
    /// Months by which it may be extended at most; none where the text names no limit.
    pub extension: Option<u32>,
    pub note: &'static str,
    pub validity: Validity,
    pub confidence: Confidence,
}

/// No such rule, or one that is not counted forward in days.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDue {
    #[error("没有名为“{0}”的期间规则。请从期间列表中选择")]
    UnknownRule(String),
    #[error("“{0}”按小时或者向前计算，不能按日计算届满日。请使用对应的计算方式")]
    NotInDays(&'static str),
    #[error("“{0}”没有可以延长的规定。请核对程序和延长的月数")]
    NotExtended(&'static str),
    #[error("“{0}”经批准最多延长{1}个月。请核对延长的月数")]
    ExtendedTooLong(&'static str, u32),
    #[error("日期{0}超出可以计算的范围。请核对日期和长度")]
    OutOfRange(NaiveDate),
}

/// How the court reads what the law leaves open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Readings {
    /// 审限遇休息日顺延
    pub trial_limit_rolls: bool,
    /// 公告送达三十日遇休息日顺延
    pub public_notice_rolls: bool,
    /// 停止业务活动的时间，在窗口办理的以此为截止时间（民法典第二百零三条第二款）
    pub office_closes: Option<NaiveTime>,
}

/// A day that was passed over at the end of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PassedOver {
    pub day: NaiveDate,
    pub why: String,
}

/// When something is due, with the working.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    pub rule: &'static str,
    pub name: String,
    pub article: String,
    pub trigger: NaiveDate,
    pub first_counted_day: NaiveDate,
    pub length: u32,
    pub unit: Unit,
    /// Where the bare count ends.
    pub raw_last_day: NaiveDate,
    /// Where it ends if days off are passed over.
    pub rolled_day: NaiveDate,
    pub passed_over: Vec<PassedOver>,
    /// The last day that governs.
    pub last_day: NaiveDate,
    /// The end of the last day in Beijing (民法典第二百零三条第二款：二十四时).
    pub moment: DateTime<Utc>,
    /// Years whose holidays are not loaded; the count used weekends only.
    pub calendar_missing: Vec<i32>,
    /// How sure the rule is; said in the notes where it is not high.
    pub confidence: Confidence,
    pub notes: Vec<String>,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    table!("deadlines.tsv")
        .rows()
        .map(|row| Rule {
            key: row.cell("key"),
            name: row.cell("name"),
            also: row.cell("also"),
            addressee: row.cell("addressee"),
            length: row.cell("length").parse().unwrap_or(0),
            unit: unit(row.cell("unit")),
            trigger: row.cell("trigger"),
            article: row.cell("article"),
            kind: kind(row.cell("kind")),
            rolls: row.cell("rolls") == "yes",
            fixed: row.cell("fixed") == "yes",
            extension: row.cell("extension").parse().ok(),
            note: row.cell("note"),
            validity: row.validity(),
            confidence: row.confidence(),
        })
        .collect()
});

static BY_KEY: LazyLock<HashMap<&'static str, Vec<&'static Rule>>> = LazyLock::new(|| {
    let mut by_key: HashMap<&'static str, Vec<&'static Rule>> = HashMap::new();
    for rule in RULES.iter() {
        by_key.entry(rule.key).or_default().push(rule);
    }
    by_key
});

fn unit(word: &str) -> Unit {
    match word {
        "hour" => Unit::Hour,
        "working_day" => Unit::WorkingDay,
        "month" => Unit::Month,
        "year" => Unit::Year,
        _ => Unit::Day,
    }
}

fn kind(word: &str) -> RuleKind {
    match word {
        "minimum" => RuleKind::Minimum,
        "maximum" => RuleKind::Maximum,
        "trial_limit" => RuleKind::TrialLimit,
        "backward" => RuleKind::Backward,
        "deemed" => RuleKind::Deemed,
        "bar" => RuleKind::Bar,
        "trigger" => RuleKind::Trigger,
        "set_by_court" => RuleKind::SetByCourt,
        "service" => RuleKind::Service,
        _ => RuleKind::Statutory,
    }
}

/// Every rule on periods with its article and days of force (民事诉讼法第七章；民诉法解释；诉讼费用交纳办法；行政诉讼法第四十五条等).
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// The rule by key as in force on the day that starts the period (仲裁法2025年修订第七十二条等；立法法第一百零四条).
pub fn rule(key: &str, on: NaiveDate) -> Option<&'static Rule> {
    let versions = BY_KEY.get(key)?;
    versions.iter().find(|rule| rule.validity.holds_on(on)).or(versions.first()).copied()
}

/// When the period of a rule ends that starts after `trigger` (民事诉讼法第八十五条；民法典第二百零一条至第二百零三条).
pub fn due(key: &str, trigger: NaiveDate, calendar: &Calendar) -> Result<Due, NoDue> {
    due_read(key, trigger, calendar, &Readings::default())
}

/// The same with the court's readings of what the law leaves open (民事诉讼法第八十五条；第九十五条).
pub fn due_read(
    key: &str,
    trigger: NaiveDate,
    calendar: &Calendar,
    readings: &Readings,
) -> Result<Due, NoDue> {
    let rule = rule(key, trigger).ok_or_else(|| NoDue::UnknownRule(key.to_owned()))?;
    if rule.unit == Unit::Hour || rule.kind == RuleKind::Backward {
        return Err(NoDue::NotInDays(rule.name));
    }
    let silent = (rule.kind == RuleKind::TrialLimit && readings.trial_limit_rolls)
        || (rule.key == "public_service" && readings.public_notice_rolls);
    let counted =
        count(rule.length, rule.unit, trigger, calendar).ok_or(NoDue::OutOfRange(trigger))?;
    let mut due = counted.due(rule.rolls || silent);
    due.rule = rule.key;
    due.confidence = rule.confidence;
    rule.name.clone_into(&mut due.name);
    rule.article.clone_into(&mut due.article);
    if !rule.note.is_empty() {
        due.notes.push(rule.note.to_owned());
    }
    if let Some(caution) = rule.confidence.caution() {
        due.notes.push(format!("本条{caution}"));
    }
    if !rule.validity.holds_on(trigger) {
        due.notes.push("该日早于本条现行文本的施行日，请核对当时的条文".to_owned());
    }
    Ok(due)
}
