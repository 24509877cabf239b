//! From a filing to what its fee depends on.

use super::{
    Application, CourtRates, FeeQuery, FeeResult, Matter, Reduction, acceptance, application,
};
use crate::{CaseKind, Fen, cause};
use serde::{Deserialize, Serialize};

/// How a case is charged: by an acceptance fee, or by a fee for an application (诉讼费用交纳办法第六条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "charged_as", content = "what")]
pub enum Charge {
    /// 案件受理费
    Acceptance(Matter),
    /// 申请费
    Application(Application),
}

impl Charge {
    /// The fee with its working; an application fee is not halved (诉讼费用交纳办法第十三条至第十六条、第十八条).
    pub fn fee(&self, reductions: &[Reduction], rates: &CourtRates) -> FeeResult {
        match self {
            Self::Acceptance(matter) => acceptance(&FeeQuery {
                matter: matter.clone(),
                reductions: reductions.to_vec(),
                rates: *rates,
            }),
            Self::Application(asked) => application(asked, rates),
        }
    }

    /// The question that asks for this charge (诉讼费用交纳办法第八条、第十三条、第十四条).
    pub const fn question(&self) -> &'static str {
        match self {
            Self::Acceptance(matter) => matter.question(),
            Self::Application(asked) => asked.question(),
        }
    }

    /// Only acceptance fees are halved (诉讼费用交纳办法第十五条、第十六条、第十八条：减半交纳案件受理费).
    pub const fn reducible(&self) -> bool {
        matches!(self, Self::Acceptance(_))
    }
}

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

/// What the fee depends on, from kind, cause and amount (诉讼费用交纳办法第八条、第十三条、第十四条；劳动争议、离婚、人格权等依案由判断，由立案人员核定).
pub fn charge_for(kind: CaseKind, list: &str, cause_id: &str, amount: Option<Fen>) -> Charge {
    Charge::Acceptance(match kind {
        CaseKind::CivilFirst => return civil(list, cause_id, amount),
        CaseKind::AdministrativeFirst => administrative(list, cause_id),
        CaseKind::PrivateProsecution => Matter::PrivateProsecution,
        CaseKind::StateCompensation => Matter::StateCompensation,
        CaseKind::Mediation => Matter::PreFilingMediation,
        CaseKind::ArbitrationSetAside => return Charge::Application(Application::Arbitration),
        CaseKind::EnforcementFirst | CaseKind::EnforcementOther => {
            return Charge::Application(Application::Enforcement { amount: positive(amount) });
        }
        CaseKind::Bankruptcy => {
            let estate = amount.unwrap_or_default();
            return Charge::Application(Application::Bankruptcy { estate });
        }
    })
}

fn positive(amount: Option<Fen>) -> Option<Fen> {
    amount.filter(|amount| *amount > Fen::ZERO)
}

fn names(list: &str, cause_id: &str) -> Vec<&'static str> {
    cause::list(list)
        .map(|list| list.path(cause_id).into_iter().map(|cause| cause.name).collect())
        .unwrap_or_default()
}

fn civil(list: &str, cause_id: &str, amount: Option<Fen>) -> Charge {
    let names = names(list, cause_id);
    let under = |wanted: &[&str]| names.iter().any(|name| wanted.contains(name));
    if under(SPECIAL_PROCEDURE) {
        return Charge::Acceptance(Matter::SpecialProcedure);
    }
    if names.first() == Some(&"非讼程序案件案由")
        && let Some(asked) = applied_for(&names, amount)
    {
        return Charge::Application(asked);
    }
    Charge::Acceptance(if under(LABOUR) {
        Matter::Labour
    } else if under(&["离婚纠纷"]) {
        Matter::Divorce { property: amount.unwrap_or_default() }
    } else if names.first() == Some(&"人格权纠纷") {
        Matter::Personality { damages: amount.unwrap_or_default() }
    } else if under(INTELLECTUAL_PROPERTY) {
        Matter::IntellectualProperty { amount: positive(amount) }
    } else {
        positive(amount).map_or(Matter::OtherNonProperty, |amount| Matter::Property { amount })
    })
}

/// 第十四条: the applications among the causes of the non-contentious procedures, by the words of their names.
fn applied_for(names: &[&str], amount: Option<Fen>) -> Option<Application> {
    let has = |words: &[&str]| names.iter().any(|name| words.iter().any(|w| name.contains(w)));
    let sum = amount.unwrap_or_default();
    Some(if has(&["支付令"]) {
        Application::PaymentOrder { amount: sum }
    } else if has(&["公示催告"]) {
        Application::PublicSummons
    } else if has(&["申请破产", "破产财产", "公司清算"]) {
        Application::Bankruptcy { estate: sum }
    } else if has(&["证据保全", "行为保全", "诉前停止侵害"]) {
        Application::Preservation { value: None }
    } else if has(&["保全", "扣押", "申请中止支付"]) {
        Application::Preservation { value: positive(amount) }
    } else if has(&["确认仲裁协议效力", "撤销仲裁裁决"]) {
        Application::Arbitration
    } else if has(&["海事强制令"]) {
        Application::MaritimeInjunction
    } else if has(&["责任限制基金"]) {
        Application::MaritimeFund
    } else if has(&["船舶优先权催告"]) {
        Application::ShipLienNotice
    } else if has(&["海事债权登记"]) {
        Application::MaritimeClaimRegistration
    } else if has(&["承认", "认可", "执行"]) {
        Application::ForeignDecision { amount: positive(amount) }
    } else {
        return None;
    })
}

/// Whether a suit under this cause is as a rule about a sum, so that an amount nobody stated is to be asked for
/// (诉讼费用交纳办法第十三条第一款第（一）项).
pub fn wants_amount(kind: CaseKind, list: &str, cause_id: &str) -> bool {
    const BY_SUM: [&str; 4] =
        ["合同、准合同纠纷", "侵权责任纠纷", "数据、网络虚拟财产纠纷", "物权纠纷"];
    let names = names(list, cause_id);
    kind == CaseKind::CivilFirst && names.first().is_some_and(|part| BY_SUM.contains(part))
}

/// What the Decree does not say about a cause; nothing where it is clear (诉讼费用交纳办法第十三条第一款第（四）项).
pub fn doubt(list: &str, cause_id: &str) -> Option<&'static str> {
    names(list, cause_id).iter().any(|name| name.contains("新就业形态用工")).then_some(
        "新就业形态用工纠纷是否按劳动争议案件收费，诉讼费用交纳办法没有规定，请以受理法院核定的为准",
    )
}

fn administrative(list: &str, cause_id: &str) -> Matter {
    let names = names(list, cause_id);
    let has = |word: &str| names.iter().any(|name| name.contains(word));
    if has("赔偿") {
        Matter::AdministrativeCompensation
    } else if has("专利") || has("商标") || has("海事") {
        Matter::AdministrativeSpecial
    } else {
        Matter::AdministrativeOther
    }
}
