//! Online hearings — 第二十条, 第二十一条, 第二十五条, 第二十七条.

use super::{Reason, Verdict, reason};
use serde::{Deserialize, Serialize};

/// What a hearing's form turns on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HearingFacts {
    /// 各方当事人对在线庭审：同意的人数与不同意的人数
    pub consenting: u32,
    pub refusing: u32,
    /// 不同意的一方有正当理由
    pub refusal_justified: bool,
    /// The bars of art. 21 the judge has found.
    pub bars: Vec<Bar>,
    /// What has been found of the conditions of art. 20.
    pub conditions: Vec<AsynchronousCondition>,
}

/// 非同步庭审的条件 (在线诉讼规则第二十条第二款).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AsynchronousCondition {
    SmallClaimsOrSimplified,
    SimultaneousAttendanceHard,
    AppliedInWritingAndAllAgree,
    MainFactsUndisputed,
}

impl AsynchronousCondition {
    pub const ALL: [Self; 4] = [
        Self::SmallClaimsOrSimplified,
        Self::SimultaneousAttendanceHard,
        Self::AppliedInWritingAndAllAgree,
        Self::MainFactsUndisputed,
    ];

    /// The condition in words (在线诉讼规则第二十条第二款).
    pub const fn label(self) -> &'static str {
        match self {
            Self::SmallClaimsOrSimplified => "适用小额诉讼程序或者民事、行政简易程序审理",
            Self::SimultaneousAttendanceHard => "各方当事人同时在线参与庭审确有困难",
            Self::AppliedInWritingAndAllAgree => "一方当事人提出书面申请，各方当事人均表示同意",
            Self::MainFactsUndisputed => {
                "案件经过在线证据交换或者调查询问，各方当事人对案件主要事实和证据不存在争议"
            }
        }
    }
}

/// 不得适用在线庭审的情形 (在线诉讼规则第二十一条第（二）项至第（七）项).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bar {
    NobodyHasTheMeans,
    OnSiteCheckNeeded,
    ComplexOrMuchEvidence,
    StateSecurityOrSecrets,
    MajorSocialImpact,
    Other,
}

impl Bar {
    const fn reason(self) -> (&'static str, &'static str) {
        match self {
            Self::NobodyHasTheMeans => (
                "在线诉讼规则第二十一条第（二）项",
                "各方当事人均不具备参与在线庭审的技术条件和能力",
            ),
            Self::OnSiteCheckNeeded => {
                ("在线诉讼规则第二十一条第（三）项", "需要通过庭审现场查明身份、核对原件、查验实物")
            }
            Self::ComplexOrMuchEvidence => (
                "在线诉讼规则第二十一条第（四）项",
                "案件疑难复杂、证据繁多，适用在线庭审不利于查明事实和适用法律",
            ),
            Self::StateSecurityOrSecrets => {
                ("在线诉讼规则第二十一条第（五）项", "案件涉及国家安全、国家秘密")
            }
            Self::MajorSocialImpact => {
                ("在线诉讼规则第二十一条第（六）项", "案件具有重大社会影响，受到广泛关注")
            }
            Self::Other => {
                ("在线诉讼规则第二十一条第（七）项", "人民法院认为存在其他不宜适用在线庭审的情形")
            }
        }
    }
}

/// May the hearing be held online? (在线诉讼规则第二十一条；发现不宜时转为线下，已完成的庭审活动有效)
pub fn hearing_online(facts: &HearingFacts) -> Verdict {
    let mut against: Vec<Reason> = facts
        .bars
        .iter()
        .map(|bar| {
            let (article, text) = bar.reason();
            reason(article, text)
        })
        .collect();
    let article = "在线诉讼规则第二十一条第（一）项";
    if facts.refusing > 0 && facts.consenting == 0 {
        against.push(reason(article, "各方当事人均明确表示不同意"));
    } else if facts.refusing > 0 && facts.refusal_justified {
        against.push(reason(article, "一方当事人表示不同意且有正当理由"));
    }
    let mut needed = Vec::new();
    if facts.consenting == 0 && facts.refusing == 0 {
        needed.push(reason("在线诉讼规则第四条第一款", "应当就庭审环节征得当事人同意"));
    }
    Verdict::weigh(against, needed)
}

/// May the hearing be asynchronous? Only small claims and simplified cases that meet all three conditions
/// (在线诉讼规则第二十条第二款).
pub fn asynchronous_hearing(facts: &HearingFacts) -> Verdict {
    let online = hearing_online(facts);
    let mut against = online.against;
    let mut needed = online.needed;
    let article = "在线诉讼规则第二十条第二款";
    // An online hearing may go on against one refusal; an asynchronous one needs everybody.
    if facts.refusing > 0 {
        against.push(reason(article, "非同步庭审须经各方当事人同意，有当事人不同意"));
    }
    for condition in AsynchronousCondition::ALL {
        if facts.conditions.contains(&condition) {
            continue;
        }
        let lacking = reason(article, condition.label());
        if condition == AsynchronousCondition::SmallClaimsOrSimplified {
            against.push(lacking);
        } else {
            needed.push(lacking);
        }
    }
    Verdict::weigh(against, needed)
}

/// How a party that is not there is treated (在线诉讼规则第二十五条第二款).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// 设备故障、网络中断、电力中断、不可抗力等
    Excused,
    /// 视为拒不到庭
    RefusedToAppear,
    /// 视为中途退庭
    LeftMidway,
    /// 先提示、警告
    WarnFirst,
}

/// Absence from an online hearing (在线诉讼规则第二十五条第二款).
pub const fn absence(technical_cause: bool, had_joined: bool, warned: bool) -> Absence {
    match (technical_cause, had_joined, warned) {
        (true, ..) => Absence::Excused,
        (false, false, _) => Absence::RefusedToAppear,
        (false, true, true) => Absence::LeftMidway,
        (false, true, false) => Absence::WarnFirst,
    }
}

/// What makes the publicity of a hearing delicate (在线诉讼规则第二十七条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delicate {
    StateSecuritySecretsOrPrivacy,
    Minor,
    TradeSecret,
    Divorce,
}

/// 公开的方式 (在线诉讼规则第二十七条；民事诉讼法第一百三十七条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Publicity {
    pub may_stream: bool,
    pub why: Reason,
}

/// May the hearing be shown to the public on the internet? (在线诉讼规则第二十七条第一款、第二款)
pub fn may_stream(touches: &[Delicate], closure_applied: bool) -> Publicity {
    let article = "在线诉讼规则第二十七条；民事诉讼法第一百三十七条";
    let on_application =
        touches.contains(&Delicate::TradeSecret) || touches.contains(&Delicate::Divorce);
    let closed = if touches.contains(&Delicate::StateSecuritySecretsOrPrivacy) {
        Some("涉及国家安全、国家秘密、个人隐私的，不得公开")
    } else if touches.contains(&Delicate::Minor) {
        Some("涉及未成年人的，不在互联网上公开庭审")
    } else if closure_applied && on_application {
        Some("离婚案件、涉及商业秘密的案件，当事人申请不公开的，可以不公开")
    } else {
        None
    };
    match closed {
        Some(text) => Publicity { may_stream: false, why: reason(article, text) },
        None => Publicity {
            may_stream: true,
            why: reason(
                article,
                "依法公开审理的案件，可以在互联网公开庭审；任何人不得违法录制、截取、传播",
            ),
        },
    }
}
