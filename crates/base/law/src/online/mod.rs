//! 在线诉讼规则 (法释〔2021〕12号) as conditions other stages ask: may this be online, whose consent, is it served, what is presumed.
//!
//! Each answer says what speaks against it, article by article, and what still has to be obtained.

mod evidence;
mod hearing;
#[cfg(test)]
mod tests;

pub use evidence::{
    Authenticity, ChainData, ExchangeMode, OriginalGround, Presumption, Shown, as_original,
    chain_data, exchange_mode, original_needed,
};
pub use hearing::{
    Absence, AsynchronousCondition, Bar, Delicate, HearingFacts, Publicity, absence,
    asynchronous_hearing, hearing_online, may_stream,
};

use crate::data::{Confidence, Validity, table};
use serde::{Deserialize, Serialize};

/// 诉讼环节 (在线诉讼规则第一条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Filing,
    Mediation,
    EvidenceExchange,
    Questioning,
    Hearing,
    Service,
}

/// 适用范围 (在线诉讼规则第三条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proceeding {
    Civil,
    Administrative,
    CriminalFastTrack,
    CommutationOrParole,
    /// 其他刑事案件：因其他特殊原因不宜线下审理的
    CriminalOther,
    SpecialProcedure,
    PaymentOrder,
    Bankruptcy,
    NonSuitEnforcementReview,
    Enforcement,
}

/// What a party said about acting online in one step (在线诉讼规则第四条、第十条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// 同意
    Given,
    /// 主动选择在线：视为对该环节同意
    ChosenByItself,
    /// 不同意
    Refused,
    /// 未作表示
    Silent,
    /// 同意后在合理期限内反悔
    Withdrawn,
    /// 同意后反悔，但已过合理期限
    WithdrawnLate,
}

/// One line of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    pub article: &'static str,
    pub text: String,
}

/// May it be so? What speaks against it, and what is still needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    pub allowed: bool,
    pub against: Vec<Reason>,
    pub needed: Vec<Reason>,
    /// What follows although it is allowed.
    pub notes: Vec<Reason>,
}

impl Verdict {
    fn weigh(against: Vec<Reason>, needed: Vec<Reason>) -> Self {
        let allowed = against.is_empty() && needed.is_empty();
        Self { allowed, against, needed, notes: Vec::new() }
    }
}

fn reason(article: &'static str, text: impl Into<String>) -> Reason {
    Reason { article, text: text.into() }
}

impl Step {
    /// 立案、调解、证据交换、询问、庭审、送达（在线诉讼规则第一条）.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Filing => "立案",
            Self::Mediation => "调解",
            Self::EvidenceExchange => "证据交换",
            Self::Questioning => "询问",
            Self::Hearing => "庭审",
            Self::Service => "送达",
        }
    }
}

impl Consent {
    /// The party acts online in this step (在线诉讼规则第四条第二款、第五条第二款、第十条第三款).
    pub const fn is_online(self) -> bool {
        match self {
            Self::Given | Self::ChosenByItself | Self::WithdrawnLate => true,
            Self::Refused | Self::Silent | Self::Withdrawn => false,
        }
    }
}

/// How a party takes part in a step (在线诉讼规则第四条第二款：同意的在线、不同意的线下).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Participation {
    pub party: String,
    pub online: bool,
    pub why: Reason,
}

/// Who takes part online in this step, party by party; consent is given step by step
/// (在线诉讼规则第四条、第五条、第十条).
pub fn participation(step: Step, parties: &[(String, Consent)]) -> Vec<Participation> {
    parties
        .iter()
        .map(|(party, consent)| {
            let label = step.label();
            let why = match consent {
                Consent::Given => {
                    reason("在线诉讼规则第四条第一款", format!("同意{label}在线进行"))
                }
                Consent::ChosenByItself => reason(
                    "在线诉讼规则第四条第二款",
                    format!("主动选择{label}在线进行，不再另行征得同意"),
                ),
                Consent::Refused => reason(
                    "在线诉讼规则第四条第二款",
                    format!("不同意{label}在线进行，采用线下方式"),
                ),
                Consent::Silent => {
                    reason("在线诉讼规则第十条", "未在合理期限内表示同意，相应环节采用线下方式")
                }
                Consent::Withdrawn => {
                    reason("在线诉讼规则第五条", "在合理期限内反悔，相应环节转为线下")
                }
                Consent::WithdrawnLate => {
                    reason("在线诉讼规则第五条", "反悔未在合理期限内提出，除有正当理由外仍在线进行")
                }
            };
            Participation { party: party.clone(), online: consent.is_online(), why }
        })
        .collect()
}

/// The proceeding is one that may be conducted online (在线诉讼规则第三条).
pub fn in_scope(proceeding: Proceeding) -> Verdict {
    let needed = match proceeding {
        Proceeding::CriminalOther => vec![reason(
            "在线诉讼规则第三条第（二）项",
            "只有因其他特殊原因不宜线下审理的刑事案件才可以在线进行，由法院决定",
        )],
        Proceeding::CriminalFastTrack | Proceeding::CommutationOrParole => {
            vec![reason("在线诉讼规则第三十七条", "应当征得公诉人、当事人、辩护人的同意")]
        }
        Proceeding::Civil
        | Proceeding::Administrative
        | Proceeding::SpecialProcedure
        | Proceeding::PaymentOrder
        | Proceeding::Bankruptcy
        | Proceeding::NonSuitEnforcementReview
        | Proceeding::Enforcement => Vec::new(),
    };
    Verdict::weigh(Vec::new(), needed)
}

/// A warning for those who agreed and do nothing (在线诉讼规则第六条).
pub fn inaction_notice(step: Step) -> Reason {
    let label = step.label();
    reason(
        "在线诉讼规则第六条",
        format!(
            "您已同意{label}在线进行。无正当理由不参与，又不在合理期限内申请转为线下的，依法承担相应法律后果"
        ),
    )
}

/// The identity must be checked again when this step begins (在线诉讼规则第七条第三款).
pub const fn identity_checked_again(step: Step) -> bool {
    match step {
        Step::Mediation | Step::EvidenceExchange | Step::Hearing => true,
        Step::Filing | Step::Questioning | Step::Service => false,
    }
}

/// 确定受送达人同意电子送达的依据 (在线诉讼规则第二十九条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceConsent {
    /// 明确表示同意
    Express,
    /// 诉前对适用电子送达已作出约定或者承诺
    AgreedBefore,
    /// 在提交的起诉状、上诉状、申请书、答辩状中主动提供用于接收送达的电子地址
    AddressVolunteered,
    /// 通过回复收悉、参加诉讼等方式接受已经完成的电子送达，并且未明确表示不同意
    AcceptedEarlier,
}

impl ServiceConsent {
    /// The ground in words, to be kept with the delivery (在线诉讼规则第二十九条第二款).
    pub const fn label(self) -> &'static str {
        match self {
            Self::Express => "明确表示同意",
            Self::AgreedBefore => "诉前对适用电子送达已作出约定或者承诺",
            Self::AddressVolunteered => "在诉讼材料中主动提供用于接收送达的电子地址",
            Self::AcceptedEarlier => "接受已经完成的电子送达，且未明确表示不同意",
        }
    }
}

/// May this person be served electronically, and must a paper copy follow on request?
/// (在线诉讼规则第二十九条；民事诉讼法第九十条第一款：判决书、裁定书、调解书要求纸质的应当提供).
pub fn electronic_service(
    ground: Option<ServiceConsent>,
    address_known: bool,
    is_decision: bool,
) -> Verdict {
    let mut needed = Vec::new();
    if ground.is_none() {
        needed.push(reason("在线诉讼规则第二十九条", "电子送达应当经受送达人同意"));
    }
    if !address_known {
        needed.push(reason("在线诉讼规则第三十条", "应当确认受送达人的电子送达地址"));
    }
    let mut verdict = Verdict::weigh(Vec::new(), needed);
    if is_decision && verdict.allowed {
        verdict.notes.push(reason(
            "民事诉讼法第九十条第一款",
            "判决书、裁定书、调解书电子送达后，受送达人提出需要纸质文书的，应当提供",
        ));
    }
    verdict
}

/// 要点表中的一条 (在线诉讼规则；在线调解规则 法释〔2021〕23号).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OnlineArticle {
    pub document: &'static str,
    pub article: &'static str,
    pub topic: &'static str,
    pub sentence: &'static str,
    pub validity: Validity,
    pub confidence: Confidence,
}

/// The articles of the online rules, one line each (在线诉讼规则第一条至第三十九条；在线调解规则 法释〔2021〕23号).
pub fn articles() -> Vec<OnlineArticle> {
    table!("online-rules.tsv")
        .rows()
        .map(|row| OnlineArticle {
            document: row.cell("document"),
            article: row.cell("article"),
            topic: row.cell("topic"),
            sentence: row.cell("sentence"),
            validity: row.validity(),
            confidence: row.confidence(),
        })
        .collect()
}
