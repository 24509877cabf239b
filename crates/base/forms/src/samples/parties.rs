//! What parties hand in beside their pleadings.
use super::{
    Sample,
    people::{CAUSE, COURT, DAY, defendant, lawyer, person, plaintiff, relative, third, unknown},
    sample, scribble, signed, texts,
};
use crate::{
    Agent, EvidenceItem, EvidenceList, Medium, PartyInformation, PowerOfAttorney,
    RepresentativeCertificate, Row, ServiceAddress, Signatory, Signature,
};

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
        sample(&power_of_attorney()),
        sample(&certificate()),
        sample(&evidence_list()),
        sample(&information()),
        sample(&service_address()),
    ]
}

pub(super) fn sparse() -> Vec<Sample> {
    let unsigned = Signatory::default;
    vec![
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
            parties: vec![unknown("原告"), unknown("被告")],
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
