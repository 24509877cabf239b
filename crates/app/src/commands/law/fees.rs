//! Court fees: every question of the Decree by its key, or by the cause of the case.
use super::{causes, from_json, print, today, told};
use crate::{Failure, Outcome};
use clap::Args;
use law::{
    CaseKind, Fen,
    cause::{self, CauseList},
    fee::{
        self, Charge, Claim, CourtRates, FeeQuery, FeeResult, NoAnswer, Reduction, Relief,
        Rounding, Stated, Termination,
    },
};
use serde_json::{Value, json};

/// `dengwen law fee`
#[derive(Debug, Args)]
pub struct Fee {
    /// 费用，例如 property、enforcement；--list 列出全部；cause 为按案由判断
    #[arg(required_unless_present_any = ["list", "query"])]
    question: Option<String>,
    /// 列出全部费用及其所需的数额
    #[arg(long)]
    list: bool,
    /// 以 JSON 提问（matter、reductions、rates），- 为标准输入
    #[arg(long, value_name = "JSON")]
    query: Option<String>,
    /// 金额：诉讼请求、财产总额、执行金额、已交的受理费等
    #[arg(long, value_parser = super::fen)]
    amount: Option<Fen>,
    /// 变更后的金额（增加、减少诉讼请求）
    #[arg(long, value_parser = super::fen)]
    to: Option<Fen>,
    /// 多项诉讼请求，可多个，代替 --amount：金额，或者 other（没有金额的请求），例如 --claim 50000 --claim other
    #[arg(long = "claim", value_parser = claim, conflicts_with = "amount")]
    claims: Vec<Claim>,
    /// 增加、减少请求和转普通程序时，按哪一种案件收费：property、divorce、personality、intellectual_property
    #[arg(long)]
    of: Option<String>,
    /// 减半事由，可多个：simplified、mediated、withdrawn、counterclaim_joined、third_party_joined
    #[arg(long = "reduction", value_parser = reduction)]
    reductions: Vec<Reduction>,
    /// 退费原因：refused_or_dismissed、remanded、withdrawn 等
    #[arg(long, value_parser = termination)]
    ended: Option<Termination>,
    /// 司法救助：exempted、deferred，或减交的百分比，例如 50
    #[arg(long, value_parser = relief)]
    relief: Option<Relief>,
    /// 案由的编号或全称（与 cause 同用）
    #[arg(long)]
    cause: Option<String>,
    /// 案由规定，默认今天施行的
    #[arg(long = "cause-list", value_name = "LIST")]
    cause_list: Option<String>,
    /// 案件类型（与 cause 同用）
    #[arg(long, value_parser = super::kind, default_value = "civil_first")]
    kind: CaseKind,
    /// 本院标准，可多个，例如 divorce=200、other=100、personality=300
    #[arg(long = "rate", value_name = "NAME=YUAN")]
    rates: Vec<String>,
    /// 尾数：fen（分）、yuan（元）、yuan_then_halved（先取整到元再减半）
    #[arg(long, value_parser = rounding)]
    rounding: Option<Rounding>,
}

fn one_of<T: Copy>(text: &str, all: &[T], key: impl Fn(T) -> &'static str) -> Result<T, String> {
    all.iter().copied().find(|value| key(*value) == text).ok_or_else(|| {
        let known: Vec<_> = all.iter().copied().map(key).collect();
        format!("“{text}”无法识别。可用：{}", known.join("、"))
    })
}

fn claim(text: &str) -> Result<Claim, String> {
    match text {
        "other" | "无" => Ok(Claim::NonProperty),
        sum => Ok(Claim::Property { amount: super::fen(sum)? }),
    }
}

fn reduction(text: &str) -> Result<Reduction, String> {
    one_of(text, &Reduction::ALL, Reduction::key)
}

fn termination(text: &str) -> Result<Termination, String> {
    one_of(text, &Termination::ALL, Termination::key)
}

fn rounding(text: &str) -> Result<Rounding, String> {
    one_of(text, &Rounding::ALL, Rounding::key)
}

fn relief(text: &str) -> Result<Relief, String> {
    match text {
        "exempted" => Ok(Relief::Exempted),
        "deferred" => Ok(Relief::Deferred),
        percent => percent
            .trim_end_matches('%')
            .parse()
            .ok()
            .filter(|percent| (30..=100).contains(percent))
            .map(|percent| Relief::Reduced { percent })
            .ok_or_else(|| {
                format!("“{text}”无法识别。可用：exempted、deferred，或30至100的减交百分比")
            }),
    }
}

/// What one setting may be; the Decree gives the range.
fn rate<'r>(rates: &'r mut CourtRates, name: &str) -> Option<(&'r mut Fen, i64, i64)> {
    Some(match name {
        "divorce" => (&mut rates.divorce, 50, 300),
        "personality" => (&mut rates.personality, 100, 500),
        "other" => (&mut rates.other, 50, 100),
        "intellectual_property" => (&mut rates.intellectual_property, 500, 1_000),
        "jurisdiction_objection" => (&mut rates.jurisdiction_objection, 50, 100),
        "enforcement_without_amount" => (&mut rates.enforcement_without_amount, 50, 500),
        "maritime_fund" => (&mut rates.maritime_fund, 1_000, 10_000),
        "maritime_injunction" => (&mut rates.maritime_injunction, 1_000, 5_000),
        "ship_lien_notice" => (&mut rates.ship_lien_notice, 1_000, 5_000),
        _ => return None,
    })
}

impl Fee {
    pub(super) fn answer(&self) -> Outcome {
        if self.list {
            return print(&fee::questions());
        }
        if let Some(query) = &self.query {
            let query: FeeQuery = from_json(query)?;
            return print(&shown(&fee::acceptance(&query)));
        }
        let stated = self.stated()?;
        let question = self.question.as_deref().unwrap_or_default();
        if question == "cause" {
            return self.by_cause(&stated);
        }
        let result = fee::answer(question, &stated).map_err(|e| {
            if matches!(e, NoAnswer::Unknown(_)) {
                Failure::new(format!("{e}。dengwen law fee --list 列出全部"))
            } else {
                told(e)
            }
        })?;
        print(&shown(&result))
    }

    fn stated(&self) -> Result<Stated, Failure> {
        let mut rates = CourtRates::default();
        for setting in &self.rates {
            let (name, value) = setting.split_once('=').ok_or_else(|| {
                Failure::new(format!("“{setting}”无法识别。请按 divorce=200 的格式填写"))
            })?;
            let amount = Fen::parse(value).map_err(told)?;
            let (place, low, high) = rate(&mut rates, name).ok_or_else(|| {
                Failure::new(format!("没有名为“{name}”的标准。可用：divorce、personality、other、intellectual_property、jurisdiction_objection、enforcement_without_amount、maritime_fund、maritime_injunction、ship_lien_notice"))
            })?;
            if !(Fen::yuan(low)..=Fen::yuan(high)).contains(&amount) {
                return Err(Failure::new(format!(
                    "{name}应在{low}元至{high}元之间，现为{amount}元（诉讼费用交纳办法）"
                )));
            }
            *place = amount;
        }
        rates.rounding = self.rounding.unwrap_or_default();
        Ok(Stated {
            amount: self.amount,
            to: self.to,
            reductions: self.reductions.clone(),
            termination: self.ended,
            relief: self.relief,
            claims: self.claims.clone(),
            of: self.of.clone(),
            rates,
        })
    }

    fn by_cause(&self, stated: &Stated) -> Outcome {
        let list = self.cause_list()?;
        let text = self.cause.as_deref().ok_or_else(|| {
            Failure::new("未写明案由。请用 --cause 写明编号或全称，例如 --cause 民间借贷纠纷")
        })?;
        let cause = causes::named(list, text)?;
        if !stated.claims.is_empty() {
            return Err(Failure::new(
                "--claim 与 property 同用：dengwen law fee property --claim 50000 --claim other",
            ));
        }
        if stated.amount.is_none() && fee::wants_amount(self.kind, list.key, cause.id) {
            return Err(Failure::new(format!(
                "“{}”通常按请求的金额收费，金额未填写。请用 --amount 写明；没有金额请求的，写 --amount 0",
                cause.name
            )));
        }
        let charge = fee::charge_for(self.kind, list.key, cause.id, stated.amount);
        let result = charge.fee(&stated.reductions, &stated.rates);
        let mut answer = shown(&result);
        answer["question"] = json!(charge.question());
        answer["doubt"] = json!(fee::doubt(list.key, cause.id));
        match &charge {
            Charge::Acceptance(matter) => answer["matter"] = json!(matter),
            Charge::Application(asked) => answer["application"] = json!(asked),
        }
        print(&answer)
    }

    fn cause_list(&self) -> Result<&'static CauseList, Failure> {
        match &self.cause_list {
            None => cause::list_for(self.kind, today()).map_err(told),
            Some(key) => {
                cause::list(key).ok_or_else(|| Failure::new(format!("没有名为“{key}”的案由规定")))
            }
        }
    }
}

fn shown(result: &FeeResult) -> Value {
    let mut answer = json!(result);
    answer["yuan"] = json!(result.fee.plain());
    answer["chinese"] = json!(result.fee.chinese_upper());
    answer
}
