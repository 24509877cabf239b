//! Periods: rules by key, or a free length.
use super::{from_json, print, today, told};
use crate::{Failure, Outcome};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use clap::{Args, ValueEnum};
use kernel::clock::beijing;
use law::period::{
    self, Calendar, Deduction, DeemedServed, Due, Happened, Obstacle, Readings, Rule, RuleKind,
    Unit, before_hearing, custom, due_read, hours, readings, weekday_cn,
};
use serde_json::{Value, json};

/// `dengwen law period`
#[derive(Debug, Args)]
pub struct Period {
    /// 规则的编号或名称，例如 appeal_judgment、提交答辩状；--list 列出全部；不写规则则须写 --length
    rule: Option<String>,
    /// 列出全部规则
    #[arg(long)]
    list: bool,
    /// 起算事由发生之日（收到、送达、立案……），次日起算；写多个则各自计算
    #[arg(long, value_parser = super::day, required_unless_present_any = ["list", "at", "delivery"])]
    from: Vec<NaiveDate>,
    /// 起算的时刻，用于按小时计算的期间，例如 2026-09-30T16:20:00+08:00
    #[arg(long, value_parser = moment)]
    at: Option<DateTime<Utc>>,
    /// 期间长度（不按规则时）
    #[arg(long, conflicts_with = "rule")]
    length: Option<u32>,
    /// 长度的单位
    #[arg(long, value_enum, default_value_t = UnitWord::Day)]
    unit: UnitWord,
    /// 审限最后一日为休息日的也顺延
    #[arg(long)]
    trial_limit_rolls: bool,
    /// 公告送达期满为休息日的也顺延
    #[arg(long)]
    public_notice_rolls: bool,
    /// 审限经批准延长的月数
    #[arg(long, value_name = "MONTHS", default_value_t = 0)]
    extended: u32,
    /// 不计入审限的期间，可多个，例如 2026-02-01..2026-02-20=鉴定
    #[arg(long = "not-counted", value_name = "FROM..UNTIL=WHY")]
    not_counted: Vec<String>,
    /// 申请执行期间的中断、中止，JSON，可多个，例如 {"what":"broken_off","on":"2026-01-05","why":"申请执行"}
    #[arg(long, value_name = "JSON")]
    happened: Vec<String>,
    /// 法院停止业务活动的时间，例如 17:30：列出在窗口办理的截止时间
    #[arg(long, value_parser = clock)]
    office_closes: Option<NaiveTime>,
    /// 耽误期限的障碍和顺延，JSON，例如 {"from":"2026-11-18","until":"2026-11-25","applied":"2026-12-01","granted_until":"2026-12-15"}
    #[arg(long, value_name = "JSON")]
    obstacle: Option<String>,
    /// 电子送达以外的送达，JSON，例如 {"how":"post_returned","on":"2026-01-05"}：何日视为送达
    #[arg(long, value_name = "JSON")]
    delivery: Option<String>,
}

/// What a length is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum UnitWord {
    Day,
    WorkingDay,
    Month,
    Year,
    Hour,
}

impl UnitWord {
    const fn unit(self) -> Unit {
        match self {
            Self::Day => Unit::Day,
            Self::WorkingDay => Unit::WorkingDay,
            Self::Month => Unit::Month,
            Self::Year => Unit::Year,
            Self::Hour => Unit::Hour,
        }
    }
}

fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.to_utc())
        .map_err(|_| format!("时刻“{text}”无法识别。请按 2026-09-30T16:20:00+08:00 的格式填写"))
}

fn clock(text: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text, "%H:%M")
        .map_err(|_| format!("时间“{text}”无法识别。请按 17:30 的格式填写"))
}

fn deduction(text: &str) -> Result<Deduction, Failure> {
    let bad =
        || Failure::new(format!("“{text}”无法识别。请按 2026-02-01..2026-02-20=鉴定 的格式填写"));
    let (span, why) = text.split_once('=').unwrap_or((text, "不计入审限"));
    let (from, until) = span.split_once("..").ok_or_else(bad)?;
    let (from, until) = (super::day(from).map_err(told)?, super::day(until).map_err(told)?);
    if until < from {
        return Err(bad());
    }
    Ok(Deduction { from, until, why: why.to_owned() })
}

/// By key, or by either of its names.
fn known(key: &str, on: NaiveDate) -> Result<&'static Rule, Failure> {
    let named = period::rules().iter().find(|rule| [rule.name, rule.also].contains(&key));
    period::rule(named.map_or(key, |rule| rule.key), on).ok_or_else(|| {
        Failure::new(format!("没有名为“{key}”的期间规则。dengwen law period --list 列出全部"))
    })
}

fn served(delivery: &str) -> Result<DeemedServed, Failure> {
    period::deemed_served(from_json(delivery)?)
        .ok_or_else(|| Failure::new("日期超出可以计算的范围。请核对日期"))
}

impl Period {
    pub(super) fn answer(&self) -> Outcome {
        if self.list {
            return print(&period::rules());
        }
        let served = self.delivery.as_deref().map(served).transpose()?;
        let Some(key) = &self.rule else {
            return served.map_or_else(|| self.free(), |served| print(&served));
        };
        if let Some(served) = served {
            let rule = known(key, served.on)?;
            let mut answer = self.by_rule(rule, served.on)?;
            answer["served"] = json!(served);
            return print(&answer);
        }
        let on = self.from.first().copied().or(self.at.map(period::beijing_day));
        let rule = known(key, on.unwrap_or_else(today))?;
        if rule.unit == Unit::Hour {
            return self.by_hours(rule.length, Some(rule));
        }
        if self.from.is_empty() {
            return Err(Failure::new(format!("“{}”按日计算。请用 --from 写明起算之日", rule.name)));
        }
        if rule.kind == RuleKind::Backward {
            return print(&self.backward(rule));
        }
        let answers: Vec<Value> =
            self.from.iter().map(|day| self.by_rule(rule, *day)).collect::<Result<_, _>>()?;
        match <[Value; 1]>::try_from(answers) {
            Ok([only]) => print(&only),
            Err(several) => {
                let (_, after) = period::each_for_himself(&self.from, rule.key, Calendar::in_use());
                let article = "民诉法解释第二百四十四条：各自计算";
                print(&json!({"each": several, "effective_after": after, "article": article}))
            }
        }
    }

    fn by_rule(&self, rule: &Rule, from: NaiveDate) -> Result<Value, Failure> {
        let calendar = Calendar::in_use();
        let chosen = Readings {
            trial_limit_rolls: self.trial_limit_rolls,
            public_notice_rolls: self.public_notice_rolls,
            office_closes: self.office_closes,
        };
        let limited = self.extended > 0 || !self.not_counted.is_empty();
        let due = if !self.happened.is_empty() {
            let happened = self.happened(rule)?;
            period::enforcement_limit(from, &happened, calendar)
        } else if limited {
            if rule.kind != RuleKind::TrialLimit {
                return Err(Failure::new(format!(
                    "“{}”不是审限，不能用 --extended 或 --not-counted",
                    rule.name
                )));
            }
            let deductions: Vec<_> =
                self.not_counted.iter().map(|text| deduction(text)).collect::<Result<_, _>>()?;
            let extended = self.extended;
            period::trial_limit(rule.key, from, extended, &deductions, calendar, &chosen)
        } else {
            due_read(rule.key, from, calendar, &chosen)
        }
        .map_err(told)?;
        let mut answer = shown(&due, calendar);
        if !limited {
            let readings = readings(rule.key, from, calendar, &chosen).map_err(told)?;
            answer["readings"] = json!(readings);
        }
        if let Some(obstacle) = &self.obstacle {
            let obstacle: Obstacle = from_json(obstacle)?;
            let restored = period::restored(due.last_day, &obstacle, calendar).map_err(told)?;
            answer["restored"] = json!(restored);
        }
        answer["definition"] = json!(rule);
        Ok(answer)
    }

    fn happened(&self, rule: &Rule) -> Result<Vec<Happened>, Failure> {
        if rule.key != "enforce_apply" {
            return Err(Failure::new(format!(
                "“{}”不是申请执行的期间，不能用 --happened",
                rule.name
            )));
        }
        self.happened.iter().map(|event| from_json(event)).collect()
    }

    fn backward(&self, rule: &Rule) -> Value {
        let calendar = Calendar::in_use();
        let one = |day: &NaiveDate| {
            json!({
                "hearing": day,
                "latest": before_hearing(*day, rule.length, calendar),
                "arrangement_known": calendar.knows(*day),
                "definition": rule,
            })
        };
        self.from.iter().map(one).collect()
    }

    fn by_hours(&self, length: u32, rule: Option<&Rule>) -> Outcome {
        let at = self.at.ok_or_else(|| {
            Failure::new("按小时计算的期间须用 --at 写明起算的时刻，例如 2026-09-30T16:20:00+08:00")
        })?;
        let deadline = hours(length, at);
        print(&json!({
            "at": beijing(at).to_rfc3339(),
            "hours": length,
            "deadline": beijing(deadline).to_rfc3339(),
            "article": "民事诉讼法第八十五条第二款；民诉法解释第一百二十五条：从次时起算",
            "definition": rule,
        }))
    }

    fn free(&self) -> Outcome {
        let length = self.length.ok_or_else(|| {
            Failure::new("未写明规则或长度。请写规则，或者用 --length 和 --unit 写明长度；--list 列出全部规则")
        })?;
        if self.unit == UnitWord::Hour {
            return self.by_hours(length, None);
        }
        let calendar = Calendar::in_use();
        let article = "民事诉讼法第八十五条";
        let unit = self.unit.unit();
        let mut answers = Vec::new();
        for from in &self.from {
            let name = format!("{length}{}", unit.label());
            let due = custom(&name, article, length, unit, *from, calendar).ok_or_else(|| {
                Failure::new(format!("{from}起{name}超出可以计算的范围。请核对日期和长度"))
            })?;
            answers.push(shown(&due, calendar));
        }
        match <[Value; 1]>::try_from(answers) {
            Ok([only]) => print(&only),
            Err(several) => print(&several),
        }
    }
}

fn shown(due: &Due, calendar: &Calendar) -> Value {
    let mut answer = json!(due);
    answer["moment_beijing"] = json!(beijing(due.moment).to_rfc3339());
    answer["trigger_weekday"] = json!(weekday_cn(due.trigger));
    answer["raw_weekday"] = json!(weekday_cn(due.raw_last_day));
    answer["raw_is_off"] = json!(!calendar.is_working_day(due.raw_last_day));
    answer["last_weekday"] = json!(weekday_cn(due.last_day));
    answer
}
