//! From a filing to what its fee depends on.

use super::Matter;
use crate::{CaseKind, Fen, cause};
use serde::{Deserialize, Serialize};

/// One claim of a suit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Claim {
    Property { amount: Fen },
    NonProperty,
}

/// Several claims in one suit: property claims are added up and decide; several non-property claims count as one
/// (民诉法解释第二百零一条).
pub fn join_claims(claims: &[Claim]) -> Matter {
    let amounts = claims.iter().filter_map(|claim| match claim {
        Claim::Property { amount } => Some(*amount),
        Claim::NonProperty => None,
    });
    let any = amounts.clone().next().is_some();
    if any { Matter::Property { amount: amounts.sum() } } else { Matter::OtherNonProperty }
}

/// Names above which a civil cause is charged otherwise than by amount.
const LABOUR: &[&str] = &["劳动争议", "人事争议"];
const INTELLECTUAL_PROPERTY: &[&str] = &["知识产权合同纠纷", "知识产权权属、侵权纠纷"];
/// 特别程序（民事诉讼法第十五章）及不收费的保护令、禁令
const SPECIAL_PROCEDURE: &[&str] = &[
    "选民资格案件",
    "宣告失踪、宣告死亡案件",
    "认定自然人无民事行为能力、限制民事行为能力案件",
    "指定遗产管理人案件",
    "认定财产无主案件",
    "确认调解协议案件",
    "确认生态环境损害赔偿协议案件",
    "实现担保物权案件",
    "监护权特别程序案件",
    "申请人身安全保护令案件",
    "申请人格权侵害禁令案件",
];

/// What the fee depends on, from kind, cause and amount (诉讼费用交纳办法第八条、第十三条；劳动争议、离婚、人格权等依案由判断，由立案人员核定).
pub fn matter_for(kind: CaseKind, list: &str, cause_id: &str, amount: Option<Fen>) -> Matter {
    match kind {
        CaseKind::CivilFirst => civil(list, cause_id, amount),
        CaseKind::AdministrativeFirst => administrative(list, cause_id),
        CaseKind::PrivateProsecution => Matter::PrivateProsecution,
        CaseKind::StateCompensation => Matter::StateCompensation,
        CaseKind::Mediation => Matter::PreFilingMediation,
        CaseKind::ArbitrationSetAside
        | CaseKind::EnforcementFirst
        | CaseKind::EnforcementOther
        | CaseKind::Bankruptcy => by_amount(amount),
    }
}

fn by_amount(amount: Option<Fen>) -> Matter {
    match amount {
        Some(amount) if amount > Fen::ZERO => Matter::Property { amount },
        _ => Matter::OtherNonProperty,
    }
}

fn civil(list: &str, cause_id: &str, amount: Option<Fen>) -> Matter {
    let names: Vec<&str> = cause::list(list)
        .map(|list| list.path(cause_id).into_iter().map(|cause| cause.name).collect())
        .unwrap_or_default();
    let under = |wanted: &[&str]| names.iter().any(|name| wanted.contains(name));
    if under(LABOUR) {
        Matter::Labour
    } else if under(&["离婚纠纷"]) {
        Matter::Divorce { property: amount.unwrap_or_default() }
    } else if names.first() == Some(&"人格权纠纷") {
        Matter::Personality { damages: amount.unwrap_or_default() }
    } else if under(INTELLECTUAL_PROPERTY) {
        Matter::IntellectualProperty { amount: amount.filter(|amount| *amount > Fen::ZERO) }
    } else if under(SPECIAL_PROCEDURE) {
        Matter::SpecialProcedure
    } else {
        by_amount(amount)
    }
}

fn administrative(list: &str, cause_id: &str) -> Matter {
    let names: Vec<&str> = cause::list(list)
        .map(|list| list.path(cause_id).into_iter().map(|cause| cause.name).collect())
        .unwrap_or_default();
    let has = |word: &str| names.iter().any(|name| name.contains(word));
    if has("赔偿") {
        Matter::AdministrativeCompensation
    } else if has("专利") || has("商标") || has("海事") {
        Matter::AdministrativeSpecial
    } else {
        Matter::AdministrativeOther
    }
}
