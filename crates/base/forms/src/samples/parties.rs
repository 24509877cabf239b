//! Papers of the parties.
use super::{Sample, sample, scribble, signed, texts};
use crate::{
    Agent, Answer, Authority, Complaint, Day, Element, ElementComplaint, ElementSection,
    EvidenceItem, EvidenceList, Identity, Medium, NaturalPerson, Organisation, Party,
    PartyInformation, PowerOfAttorney, RepresentativeCertificate, Row, ServiceAddress, Signatory,
    Signature, Tick,
};

pub(super) const COURT: &str = "广州市天河区人民法院";
pub(super) const DAY: Day = Day { year: 2026, month: 11, day: 26 };
const CAUSE: &str = "民间借贷纠纷";

/// 赵某, whose second name has characters that few fonts draw and one beyond the BMP.
pub(super) fn person() -> Identity {
    Identity::NaturalPerson(NaturalPerson {
        name: "赵某犇𠮷".into(),
        sex: "男".into(),
        born: Some(Day { year: 1990, month: 3, day: 7 }),
        ethnicity: "汉族".into(),
        employer: "甲公司".into(),
        occupation: "职员".into(),
        domicile: "广东省广州市天河区某路1号101房".into(),
        residence: "广东省广州市越秀区某街2号202房".into(),
        document: "居民身份证".into(),
        number: "440106199003070014".into(),
        phone: "13800000001".into(),
    })
}

fn company() -> Organisation {
    Organisation {
        name: "乙贸易有限公司".into(),
        form: "有限责任公司".into(),
        ownership: "民营".into(),
        domicile: "广东省广州市海珠区某大道3号".into(),
        registered_at: "广东省广州市南沙区某路4号".into(),
        code: "91440101MA5EXAMPLE".into(),
        representative: "钱某".into(),
        position: "执行董事".into(),
        phone: "020-00000002".into(),
    }
}

fn lawyer() -> Agent {
    Agent {
        role: "委托诉讼代理人".into(),
        name: "孙某".into(),
        organisation: "广东丙律师事务所".into(),
        capacity: "律师".into(),
        document: "律师执业证".into(),
        number: "14401202600000001".into(),
        phone: "13800000003".into(),
        authority: Some(Authority::Special {
            powers: texts(["代为承认、放弃、变更诉讼请求", "进行和解", "提起反诉或者上诉"]),
        }),
    }
}

fn relative() -> Agent {
    Agent {
        role: "委托诉讼代理人".into(),
        name: "李某".into(),
        capacity: "原告的配偶".into(),
        document: "居民身份证".into(),
        number: "440106199105050025".into(),
        authority: Some(Authority::General),
        ..Agent::default()
    }
}

pub(super) fn plaintiff() -> Party {
    Party { role: "原告".into(), identity: person(), agents: vec![lawyer(), relative()] }
}

fn defendant() -> Party {
    Party { role: "被告".into(), identity: Identity::LegalPerson(company()), agents: vec![] }
}

fn third() -> Party {
    let shop = Organisation {
        name: "丁商行".into(),
        form: "个人独资企业".into(),
        domicile: "广东省广州市荔湾区某街5号".into(),
        representative: "周某".into(),
        ..Organisation::default()
    };
    Party {
        role: "第三人".into(),
        identity: Identity::UnincorporatedOrganisation(shop),
        agents: vec![],
    }
}

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
    long.facts = (1..=55).map(|n| format!("（{n}）{page}")).collect();
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

fn sections() -> Vec<ElementSection> {
    let section = |title: &str, elements| ElementSection { title: title.into(), elements };
    vec![
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
        ),
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
        ),
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

fn items() -> Vec<EvidenceItem> {
    let item = |name: &str, source: &str, purpose: &str, pages, at: &str, medium| EvidenceItem {
        name: name.into(),
        source: source.into(),
        purpose: purpose.into(),
        pages,
        page_numbers: at.into(),
        medium,
    };
    vec![
        item(
            "《借款合同》",
            "原、被告双方签订",
            "双方存在借款关系，约定了本金、期限和利率",
            3,
            "1–3",
            Medium::Copy,
        ),
        item("银行转账电子回单", "某银行", "原告已经交付借款500,000元", 1, "4", Medium::Electronic),
        item(
            "催款函和快递签收记录",
            "原告寄出，某快递公司",
            "原告在借款到期后催要，被告收到",
            2,
            "5–6",
            Medium::Original,
        ),
        item("抵押物样品", "被告交付", "被告曾以货物作为担保", 1, "7", Medium::Object),
    ]
}

fn evidence_list() -> EvidenceList {
    EvidenceList {
        court: COURT.into(),
        date: DAY,
        reference: "（2026）粤0106民初1号".into(),
        cause: CAUSE.into(),
        submitter: "原告赵某犇𠮷".into(),
        items: items(),
        copies: 2,
        signatory: signed("赵某犇𠮷"),
        signed_on: Some(DAY),
    }
}

/// An evidence list of three hundred rows.
pub fn long_evidence() -> Sample {
    let mut list = evidence_list();
    let item = |n: u32| {
        let kind = &items()[(n % 4) as usize];
        EvidenceItem {
            name: format!("{}（{n}）", kind.name),
            page_numbers: n.to_string(),
            ..kind.clone()
        }
    };
    list.items = (1..=300).map(item).collect();
    sample(&list)
}

fn power_of_attorney() -> PowerOfAttorney {
    PowerOfAttorney {
        court: COURT.into(),
        date: DAY,
        principal: person(),
        agents: vec![lawyer(), relative()],
        opponent: "乙贸易有限公司".into(),
        cause: CAUSE.into(),
        term: "自本委托书签署之日起至本案一审终结止".into(),
        signatory: signed("赵某犇𠮷"),
        signed_on: Some(DAY),
    }
}

fn certificate() -> RepresentativeCertificate {
    RepresentativeCertificate {
        court: COURT.into(),
        date: DAY,
        organisation: "乙贸易有限公司".into(),
        unincorporated: false,
        name: "钱某".into(),
        position: "执行董事".into(),
        document: "居民身份证".into(),
        number: "440105198001010032".into(),
        domicile: "广东省广州市海珠区某大道3号".into(),
        phone: "13800000002".into(),
        signed_on: Some(DAY),
    }
}

fn service_address() -> ServiceAddress {
    ServiceAddress {
        title: "送达地址确认书".into(),
        court: COURT.into(),
        date: DAY,
        case: vec![
            Row::new("案由", CAUSE),
            Row::new("适用程序", "第一审程序、第二审程序和执行程序"),
        ],
        notices: texts([
            "受送达人应当提供准确的送达地址，写明邮政编码、详细地址和联系电话。",
            "地址有变更的，应当及时以书面方式或者通过平台告知人民法院。",
        ]),
        address: vec![
            Row::new("受送达人", "赵某犇𠮷"),
            Row::new("联系电话", "13800000001"),
            Row::new("是否同意电子送达", "同意，方式为平台、短信"),
            Row::new("邮寄地址", "广东省广州市天河区某路1号101房"),
            Row::new("邮政编码", ""),
        ],
        declaration: "我已阅读并理解上述告知事项，保证所填送达地址准确、有效。".into(),
        signature: scribble(),
        recipient: "赵某犇𠮷".into(),
        signed_on: "2026年11月26日".into(),
        reference: format!("所签内容的 SHA-256：{}", "0123456789abcdef".repeat(4)),
    }
}

fn information() -> PartyInformation {
    PartyInformation {
        court: COURT.into(),
        cause: CAUSE.into(),
        reference: "（2026）粤0106民初1号".into(),
        date: DAY,
        parties: vec![plaintiff(), defendant(), third()],
    }
}

pub(super) fn full() -> Vec<Sample> {
    vec![
        sample(&complaint()),
        sample(&element_complaint()),
        sample(&answer()),
        sample(&power_of_attorney()),
        sample(&certificate()),
        sample(&evidence_list()),
        sample(&information()),
        sample(&service_address()),
    ]
}

/// A person of whom only the name is known.
pub(super) fn unknown(role: &str) -> Party {
    let person = NaturalPerson { name: "钱某".into(), ..NaturalPerson::default() };
    Party { role: role.into(), identity: Identity::NaturalPerson(person), agents: vec![] }
}

pub(super) fn sparse() -> Vec<Sample> {
    let parties = || vec![unknown("原告"), unknown("被告")];
    let unsigned = Signatory::default;
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
        sample(&PowerOfAttorney {
            principal: unknown("").identity,
            agents: vec![Agent { authority: None, ..relative() }],
            opponent: String::new(),
            cause: String::new(),
            term: String::new(),
            signatory: unsigned(),
            signed_on: None,
            ..power_of_attorney()
        }),
        sample(&RepresentativeCertificate {
            organisation: String::new(),
            unincorporated: true,
            name: String::new(),
            position: String::new(),
            document: String::new(),
            number: String::new(),
            domicile: String::new(),
            phone: String::new(),
            signed_on: None,
            ..certificate()
        }),
        sample(&EvidenceList {
            reference: String::new(),
            cause: String::new(),
            items: vec![],
            copies: 0,
            signatory: unsigned(),
            signed_on: None,
            ..evidence_list()
        }),
        sample(&PartyInformation {
            cause: String::new(),
            reference: String::new(),
            parties: parties(),
            ..information()
        }),
        sample(&ServiceAddress {
            case: vec![],
            notices: vec![],
            address: vec![Row::new("受送达人", "")],
            signature: Signature::Blank,
            recipient: String::new(),
            signed_on: String::new(),
            reference: String::new(),
            ..service_address()
        }),
    ]
}
