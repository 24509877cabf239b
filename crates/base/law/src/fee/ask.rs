//! Every question that can be asked of the Decree, by a key: for the command line and for a form.

use super::{
    Application, Claim, CourtRates, FeeQuery, FeeResult, Matter, Reduction, Relief, Termination,
    acceptance, added_claim, appeal, application, changed_claim, contested_retrial, given_halved,
    join_claims, payment_order_to_suit, reduced_claim, refund, relief, simplified_to_ordinary,
};
use crate::Fen;
use serde::Serialize;

/// Where a question belongs (诉讼费用交纳办法第六条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// 案件受理费
    Acceptance,
    /// 申请费
    Application,
    /// 补交、退还、减免
    Change,
}

/// What a question needs to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "needs", content = "what")]
pub enum Needs {
    Nothing,
    Amount(&'static str),
    AmountIfAny(&'static str),
    /// Two amounts: before and after.
    Change,
    /// A sum that was paid, and how the case ended.
    Refund,
    /// A fee, and the relief granted.
    Relief,
}

/// One question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    pub key: &'static str,
    pub label: &'static str,
    pub group: Group,
    #[serde(flatten)]
    pub needs: Needs,
    /// May be halved (第十五条、第十六条、第十八条).
    pub reducible: bool,
}

/// What is stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    pub amount: Option<Fen>,
    /// The amount after the change.
    pub to: Option<Fen>,
    pub reductions: Vec<Reduction>,
    pub termination: Option<Termination>,
    pub relief: Option<Relief>,
    /// Several claims of one suit, instead of one amount (民诉法解释第二百零一条).
    pub claims: Vec<Claim>,
    /// The question by whose standard a changed amount is charged; property where it is not said.
    pub of: Option<String>,
    pub rates: CourtRates,
}

/// A question that cannot be answered as stated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    #[error("没有名为“{0}”的费用。请从费用列表中选择")]
    Unknown(String),
    #[error("{0}未填写。请填写金额，例如 50000 或者 5万")]
    NoAmount(&'static str),
    #[error("变更后的金额未填写。请填写金额，例如 50000 或者 5万")]
    NoSecondAmount,
    #[error("变更后的金额应{0}原金额。请核对两个金额")]
    WrongDirection(&'static str),
    #[error(
        "“{0}”不按金额收费，金额变更不影响受理费。请选择 property、divorce、personality 或者 intellectual_property"
    )]
    NotByAmount(String),
    #[error("未说明案件怎样结束。请选择退费的原因")]
    NoTermination,
    #[error("未说明司法救助的方式。请选择免交、减交或者缓交")]
    NoRelief,
}

const fn question(
    key: &'static str,
    label: &'static str,
    group: Group,
    needs: Needs,
    reducible: bool,
) -> Question {
    Question { key, label, group, needs, reducible }
}

const fn matter(key: &'static str, label: &'static str, needs: Needs, reducible: bool) -> Question {
    question(key, label, Group::Acceptance, needs, reducible)
}

const fn asked(key: &'static str, label: &'static str, needs: Needs) -> Question {
    question(key, label, Group::Application, needs, false)
}

const fn change(key: &'static str, label: &'static str, needs: Needs) -> Question {
    question(key, label, Group::Change, needs, false)
}

const CLAIMED: Needs = Needs::Amount("诉讼请求的金额");

static QUESTIONS: [Question; 40] = [
    matter("property", "财产案件（借贷、买卖、租赁、赔偿等有金额的）", CLAIMED, true),
    matter("divorce", "离婚", Needs::AmountIfAny("要分割的财产总额"), true),
    matter("personality", "侵害人格权", Needs::AmountIfAny("请求损害赔偿的金额"), true),
    matter("other", "其他非财产案件（没有金额的）", Needs::Nothing, true),
    matter("intellectual_property", "知识产权", Needs::AmountIfAny("诉讼请求的金额"), true),
    matter("labour", "劳动争议、人事争议", Needs::Nothing, true),
    matter("administrative_special", "商标、专利、海事行政", Needs::Nothing, true),
    matter("administrative_other", "其他行政案件", Needs::Nothing, true),
    matter("administrative_compensation", "行政赔偿", Needs::Nothing, false),
    matter("state_compensation", "国家赔偿", Needs::Nothing, false),
    matter("special_procedure", "特别程序（司法确认、宣告失踪等）", Needs::Nothing, false),
    matter("private_prosecution", "刑事自诉", Needs::Nothing, false),
    matter("pre_filing_mediation", "诉前调解", Needs::Nothing, false),
    matter("jurisdiction_objection", "管辖权异议不成立", Needs::Nothing, false),
    matter("jurisdiction_objection_upheld", "管辖权异议成立", Needs::Nothing, false),
    matter(
        "appeal_against_dismissal",
        "不服不予受理、驳回起诉、管辖裁定的上诉",
        Needs::Nothing,
        false,
    ),
    matter("appeal", "财产案件上诉", Needs::Amount("不服一审判决部分的金额"), true),
    matter("retrial", "再审（审判监督程序）", Needs::Nothing, false),
    matter(
        "retrial_charged",
        "再审（有新的证据，或者一审后未上诉）",
        Needs::Amount("不服原判决部分的金额"),
        true,
    ),
    asked("enforcement", "申请执行", Needs::AmountIfAny("执行的金额")),
    asked("foreign_decision", "申请承认和执行外国判决、仲裁裁决", Needs::AmountIfAny("执行的金额")),
    asked("enforcement_objection", "执行异议、复议", Needs::Nothing),
    asked("unregistered_right_holder", "代表人诉讼中未登记的权利人起诉", CLAIMED),
    asked("preservation", "申请财产保全", Needs::AmountIfAny("实际保全的财产数额")),
    asked("payment_order", "申请支付令", Needs::Amount("请求给付的金额")),
    asked("public_summons", "申请公示催告", Needs::Nothing),
    asked("arbitration", "申请撤销仲裁裁决或者认定仲裁协议效力", Needs::Nothing),
    asked("bankruptcy", "申请破产", Needs::Amount("破产财产总额")),
    asked("maritime_fund", "申请设立海事赔偿责任限制基金", Needs::Nothing),
    asked("maritime_injunction", "申请海事强制令", Needs::Nothing),
    asked("ship_lien_notice", "申请船舶优先权催告", Needs::Nothing),
    asked("maritime_claim_registration", "申请海事债权登记", Needs::Nothing),
    asked("general_average", "申请共同海损理算", Needs::Nothing),
    change("added_claim", "增加诉讼请求，补交", Needs::Change),
    change("reduced_claim", "减少诉讼请求，退还", Needs::Change),
    change("given_halved", "受理费已知，算减半", Needs::Amount("案件受理费")),
    change("simplified_to_ordinary", "简易程序转普通程序，补交", CLAIMED),
    change("payment_order_to_suit", "支付令失效转诉讼，补交", Needs::Amount("请求给付的金额")),
    change("refund", "案件结束，退还受理费", Needs::Refund),
    change("relief", "司法救助", Needs::Relief),
];

/// Every question, in the order of the Decree (诉讼费用交纳办法第六条、第十三条、第十四条、第二十一条、第四十四条).
pub fn questions() -> &'static [Question] {
    &QUESTIONS
}

/// The question under a key (诉讼费用交纳办法第六条).
pub fn question_of(key: &str) -> Option<&'static Question> {
    QUESTIONS.iter().find(|question| question.key == key)
}

/// Answers a question with its working (诉讼费用交纳办法第十三条至第十八条、第二十一条至第二十八条、第四十四条至第四十七条).
pub fn answer(key: &str, stated: &Stated) -> Result<FeeResult, NoAnswer> {
    let question = question_of(key).ok_or_else(|| NoAnswer::Unknown(key.to_owned()))?;
    match question.group {
        Group::Acceptance if key == "appeal" => {
            Ok(appeal(amount(question, stated)?, &stated.reductions, &stated.rates))
        }
        Group::Acceptance if key == "retrial_charged" => {
            Ok(contested_retrial(amount(question, stated)?, &stated.reductions, &stated.rates))
        }
        Group::Acceptance if key == "property" && !stated.claims.is_empty() => {
            let matter = join_claims(&stated.claims);
            let (reductions, rates) = (stated.reductions.clone(), stated.rates);
            let mut result = acceptance(&FeeQuery { matter, reductions, rates });
            result.notes.push(JOINED.to_owned());
            Ok(result)
        }
        Group::Acceptance => {
            let matter = matter_of(question, stated)?;
            let reductions =
                if question.reducible { stated.reductions.clone() } else { Vec::new() };
            Ok(acceptance(&FeeQuery { matter, reductions, rates: stated.rates }))
        }
        Group::Application => Ok(application(&application_of(question, stated)?, &stated.rates)),
        Group::Change => changed(question, stated),
    }
}

const JOINED: &str = "多个财产性诉讼请求合并计算；既有财产性又有非财产性诉讼请求的，按财产性诉讼请求交纳；多个非财产性诉讼请求按一件交纳（民诉法解释第二百零一条）";

/// The matter of another question with this amount.
fn matter_by(of: &str, amount: Fen) -> Result<Matter, NoAnswer> {
    let by_amount = |question: &&Question| {
        question.group == Group::Acceptance
            && ["property", "divorce", "personality", "intellectual_property"]
                .contains(&question.key)
    };
    let question =
        question_of(of).filter(by_amount).ok_or_else(|| NoAnswer::NotByAmount(of.to_owned()))?;
    matter_of(question, &Stated { amount: Some(amount), ..Stated::default() })
}

/// The difference by another standard than that of property, where one is named.
fn changed_by(stated: &Stated, from: Fen, to: Fen) -> Result<Option<FeeResult>, NoAnswer> {
    let Some(of) = stated.of.as_deref().filter(|of| *of != "property") else { return Ok(None) };
    let (before, after) = (matter_by(of, from)?, matter_by(of, to)?);
    Ok(Some(changed_claim(before, after, &stated.reductions, &stated.rates)))
}

fn amount(question: &Question, stated: &Stated) -> Result<Fen, NoAnswer> {
    let what = match question.needs {
        Needs::Amount(what) | Needs::AmountIfAny(what) => what,
        Needs::Refund => "已交纳的案件受理费",
        Needs::Relief => "应交纳的诉讼费用",
        Needs::Change => "原来的金额",
        Needs::Nothing => "金额",
    };
    stated.amount.ok_or(NoAnswer::NoAmount(what))
}

/// An amount of nothing is none.
fn some(stated: &Stated) -> Option<Fen> {
    stated.amount.filter(|amount| *amount > Fen::ZERO)
}

fn matter_of(question: &Question, stated: &Stated) -> Result<Matter, NoAnswer> {
    Ok(match question.key {
        "property" => Matter::Property { amount: amount(question, stated)? },
        "divorce" => Matter::Divorce { property: stated.amount.unwrap_or_default() },
        "personality" => Matter::Personality { damages: stated.amount.unwrap_or_default() },
        "intellectual_property" => Matter::IntellectualProperty { amount: some(stated) },
        "labour" => Matter::Labour,
        "administrative_special" => Matter::AdministrativeSpecial,
        "administrative_other" => Matter::AdministrativeOther,
        "administrative_compensation" => Matter::AdministrativeCompensation,
        "state_compensation" => Matter::StateCompensation,
        "special_procedure" => Matter::SpecialProcedure,
        "private_prosecution" => Matter::PrivateProsecution,
        "pre_filing_mediation" => Matter::PreFilingMediation,
        "jurisdiction_objection" => Matter::JurisdictionObjectionFailed,
        "appeal_against_dismissal" => Matter::AppealAgainstDismissal,
        "jurisdiction_objection_upheld" => Matter::JurisdictionObjectionUpheld,
        "retrial" => Matter::Retrial,
        _ => Matter::OtherNonProperty,
    })
}

fn application_of(question: &Question, stated: &Stated) -> Result<Application, NoAnswer> {
    Ok(match question.key {
        "enforcement" => Application::Enforcement { amount: some(stated) },
        "foreign_decision" => Application::ForeignDecision { amount: some(stated) },
        "enforcement_objection" => Application::EnforcementObjection,
        "unregistered_right_holder" => {
            Application::UnregisteredRightHolder { amount: amount(question, stated)? }
        }
        "preservation" => Application::Preservation { value: some(stated) },
        "payment_order" => Application::PaymentOrder { amount: amount(question, stated)? },
        "public_summons" => Application::PublicSummons,
        "bankruptcy" => Application::Bankruptcy { estate: amount(question, stated)? },
        "maritime_fund" => Application::MaritimeFund,
        "maritime_injunction" => Application::MaritimeInjunction,
        "ship_lien_notice" => Application::ShipLienNotice,
        "maritime_claim_registration" => Application::MaritimeClaimRegistration,
        "general_average" => Application::GeneralAverage,
        _ => Application::Arbitration,
    })
}

fn changed(question: &Question, stated: &Stated) -> Result<FeeResult, NoAnswer> {
    let amount = amount(question, stated)?;
    Ok(match question.key {
        "added_claim" => {
            let to = stated.to.ok_or(NoAnswer::NoSecondAmount)?;
            if to < amount {
                return Err(NoAnswer::WrongDirection("大于"));
            }
            match changed_by(stated, amount, to)? {
                Some(result) => result,
                None => added_claim(amount, to, &stated.reductions, &stated.rates),
            }
        }
        "reduced_claim" => {
            let to = stated.to.ok_or(NoAnswer::NoSecondAmount)?;
            if to > amount {
                return Err(NoAnswer::WrongDirection("小于"));
            }
            match changed_by(stated, amount, to)? {
                Some(result) => result,
                None => reduced_claim(amount, to, &stated.reductions, &stated.rates),
            }
        }
        "simplified_to_ordinary" => {
            let matter = matter_by(stated.of.as_deref().unwrap_or("property"), amount)?;
            simplified_to_ordinary(matter, &stated.rates)
        }
        "payment_order_to_suit" => payment_order_to_suit(amount, &stated.rates),
        "refund" => refund(amount, stated.termination.ok_or(NoAnswer::NoTermination)?),
        "relief" => relief(amount, stated.relief.ok_or(NoAnswer::NoRelief)?),
        _ => {
            let reason = stated.reductions.first().copied();
            given_halved(amount, reason.unwrap_or(Reduction::Simplified), &stated.rates)
        }
    })
}

#[cfg(test)]
mod tests;
