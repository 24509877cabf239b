//! Complaint and answer.
use super::{
    Sample,
    people::{CAUSE, COURT, DAY, company, defendant, lawyer, plaintiff, third, unknown},
    sample, signed, texts,
};
use crate::{Answer, Complaint, Element, ElementComplaint, ElementSection, Identity, Party, Tick};

fn complaint() -> Complaint {
    Complaint {
        court: COURT.into(),
        date: DAY,
        parties: vec![plaintiff(), defendant(), third()],
        cause: CAUSE.into(),
        claims: texts([
            "判令被告向原告偿还借款本金500,000元；",
            "判令被告向原告支付利息（以500,000元为基数，自2026年1月1日起按照合同成立时一年期贷款市场报价利率的四倍计算至实际清偿之日止）；",
            "本案诉讼费用由被告负担。",
        ]),
        facts: texts([
            "2025年1月1日，被告因资金周转需要向原告借款500,000元，双方签订《借款合同》，约定借款期限一年，自2025年1月1日起至2025年12月31日止。同日，原告通过银行转账向被告交付借款500,000元。",
            "借款期限届满后，被告没有偿还借款本息。原告多次催要，被告以各种理由拖延，至今未还。",
            "原告认为，双方之间的借款合同合法有效，被告应当按照约定返还借款、支付利息。原告为维护自身合法权益，依照《中华人民共和国民法典》第六百七十五条、第六百七十六条和《中华人民共和国民事诉讼法》第一百二十二条的规定，向贵院提起诉讼，请依法裁判。",
        ]),
        evidence: texts([
            "《借款合同》原件一份，来源：原、被告双方签订；",
            "银行转账电子回单一份，来源：某银行；",
            "证人吴某，住广东省广州市天河区某路6号。",
        ]),
        copies: 2,
        signatories: vec![signed("赵某犇𠮷")],
        signed_on: Some(DAY),
    }
}

/// A complaint of some thirty pages.
pub fn long_complaint() -> Sample {
    let mut long = complaint();
    let page = long.facts.concat();
    long.facts = (1..=85).map(|n| format!("（{n}）{page}")).collect();
    sample(&long)
}

fn tick(text: &str, ticked: bool) -> Tick {
    Tick { text: text.into(), ticked }
}

fn yes_or_no(label: &str, yes: bool, value: &str) -> Element {
    Element {
        label: label.into(),
        ticks: vec![tick("是", yes), tick("否", !yes)],
        value: value.into(),
    }
}

fn text(label: &str, value: &str) -> Element {
    Element { label: label.into(), ticks: vec![], value: value.into() }
}

fn section(title: &str, elements: Vec<Element>) -> ElementSection {
    ElementSection { title: title.into(), elements }
}

fn claims() -> ElementSection {
    section(
        "诉讼请求",
        vec![
            text("1. 本金", "截至2026年11月26日，尚欠本金500,000元"),
            text(
                "2. 利息",
                "截至2026年11月26日，欠利息60,000元；自2026年11月27日起的利息，以500,000元为基数，按照合同成立时一年期贷款市场报价利率的四倍计算至实际清偿之日止",
            ),
            Element {
                label: "3. 是否要求提前还款或者解除合同".into(),
                ticks: vec![tick("提前还款", false), tick("解除合同", false), tick("否", true)],
                value: String::new(),
            },
            yes_or_no("4. 是否主张实现债权的费用", true, "律师费20,000元"),
            yes_or_no("5. 是否主张担保权利", false, ""),
            yes_or_no("6. 是否主张诉讼费用", true, ""),
            text("7. 其他请求", "无"),
            text("8. 标的总额", "580,000元"),
        ],
    )
}

fn facts() -> ElementSection {
    section(
        "事实与理由",
        vec![
            text(
                "1. 合同签订情况（名称、编号、签订时间、地点）",
                "《借款合同》，2025年1月1日签订于广州市天河区",
            ),
            text("2. 签订主体", "出借人：赵某犇𠮷\n借款人：乙贸易有限公司"),
            text("3. 借款金额", "约定：500,000元\n实际提供：500,000元"),
            Element {
                label: "4. 还款方式".into(),
                ticks: vec![
                    tick("到期一次性还本付息", true),
                    tick("按月计息、到期还本", false),
                    tick("等额本息", false),
                    tick("等额本金", false),
                    tick("其他", false),
                ],
                value: String::new(),
            },
            yes_or_no("5. 是否存在逾期还款", true, "自2026年1月1日起逾期"),
            text("6. 其他需要说明的内容", ""),
        ],
    )
}

fn sections() -> Vec<ElementSection> {
    vec![
        claims(),
        section(
            "约定管辖和诉讼保全",
            vec![
                Element {
                    label: "1. 有无仲裁、法院管辖约定".into(),
                    ticks: vec![tick("有", true), tick("无", false)],
                    value: "《借款合同》第九条：由出借人住所地人民法院管辖".into(),
                },
                yes_or_no("2. 是否申请诉讼保全", false, ""),
            ],
        ),
        facts(),
        section(
            "对纠纷解决方式的意愿",
            vec![Element {
                label: "是否考虑先行调解".into(),
                ticks: vec![
                    tick("是", true),
                    tick("否", false),
                    tick("暂不确定，想要了解更多内容", false),
                ],
                value: String::new(),
            }],
        ),
    ]
}

fn element_complaint() -> ElementComplaint {
    ElementComplaint {
        court: COURT.into(),
        date: DAY,
        cause: CAUSE.into(),
        parties: vec![plaintiff(), defendant(), third()],
        sections: sections(),
        signatories: vec![signed("赵某犇𠮷"), signed("孙某")],
        signed_on: Some(DAY),
    }
}

fn answer() -> Answer {
    let company = Identity::LegalPerson(company());
    Answer {
        court: COURT.into(),
        date: DAY,
        number: "（2026）粤0106民初1号".into(),
        cause: CAUSE.into(),
        parties: vec![Party {
            role: "答辩人".into(), identity: company, agents: vec![lawyer()]
        }],
        against: "原告赵某犇𠮷".into(),
        requests: texts(["驳回原告的全部诉讼请求；", "本案诉讼费用由原告负担。"]),
        facts: texts([
            "答辩人已经于2025年12月30日通过银行转账向原告偿还借款本金200,000元，原告主张的本金数额与事实不符。",
            "双方没有约定逾期利率，原告主张按照贷款市场报价利率的四倍计算利息，没有合同依据。",
        ]),
        evidence: texts(["银行转账电子回单一份，来源：某银行。"]),
        copies: 1,
        signatories: vec![signed("乙贸易有限公司")],
        signed_on: Some(DAY),
    }
}

pub(super) fn full() -> Vec<Sample> {
    vec![sample(&complaint()), sample(&element_complaint()), sample(&answer())]
}

pub(super) fn sparse() -> Vec<Sample> {
    let parties = || vec![unknown("原告"), unknown("被告")];
    vec![
        sample(&Complaint {
            parties: parties(),
            cause: String::new(),
            claims: vec![],
            facts: vec![],
            evidence: vec![],
            copies: 0,
            signatories: vec![],
            signed_on: None,
            ..complaint()
        }),
        sample(&ElementComplaint {
            parties: parties(),
            cause: String::new(),
            sections: vec![ElementSection {
                title: "诉讼请求".into(),
                elements: vec![text("1. 本金", "")],
            }],
            signatories: vec![],
            signed_on: None,
            ..element_complaint()
        }),
        sample(&Answer {
            number: String::new(),
            cause: String::new(),
            parties: vec![unknown("答辩人")],
            against: String::new(),
            requests: vec![],
            facts: vec![],
            evidence: vec![],
            copies: 0,
            signatories: vec![],
            signed_on: None,
            ..answer()
        }),
    ]
}
