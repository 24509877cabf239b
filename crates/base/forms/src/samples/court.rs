//! Papers of the court before trial.
use super::{
    Sample,
    people::{COURT, DAY, plaintiff, unknown},
    sample, texts,
};
use crate::{
    AcceptanceNotice, Contact, Day, EvidenceNotice, FeeItem, FiledMaterial, FilingReceipt, Member,
    Money, PaymentNotice, PaymentWay, RefusalRuling, ResponseNotice, ReturnNotice, Row,
    SupplementNotice, Verification, WrittenRuling,
};
use law::Fen;

const NUMBER: &str = "（2026）粤0106民初1号";
const MATTER: &str = "赵某犇𠮷诉乙贸易有限公司民间借贷纠纷";

fn contact() -> Contact {
    Contact {
        department: "立案庭".into(),
        person: "甲".into(),
        phone: "020-00000000".into(),
        address: "广东省广州市天河区某路100号".into(),
    }
}

fn receipt() -> FilingReceipt {
    let material = |category: &str, name: &str, size, digit: &str| FiledMaterial {
        category: category.into(),
        name: name.into(),
        size,
        sha256: digit.repeat(16),
    };
    FilingReceipt {
        court: COURT.into(),
        date: DAY,
        number: "L2026112600000001".into(),
        recipient: "赵某犇𠮷".into(),
        organisation: false,
        received_at: "2026年11月26日 09:30:15".into(),
        summary: vec![
            Row::new("案由", "民间借贷纠纷"),
            Row::new("原告", "赵某犇𠮷"),
            Row::new("被告", "乙贸易有限公司"),
            Row::new("起诉标的金额", "580,000.00 元"),
        ],
        materials: vec![
            material("起诉状", "民事起诉状.pdf", 183_204, "1a2b"),
            material("原告身份证明", "身份证正反面.jpg", 2_411_724, "3c4d"),
            material("证据材料", "借款合同（2025年1月1日签订）.pdf", 912_004, "5e6f"),
            material("送达地址确认书", "送达地址确认书.pdf", 612, "7a8b"),
        ],
        digest: "9c0d".repeat(16),
        decided_by: Day { year: 2026, month: 12, day: 3 },
        verification: Verification {
            address: "https://court.example/proof/L2026112600000001".into(),
            code: "7Q3M-K9PD".into(),
        },
    }
}

fn acceptance() -> AcceptanceNotice {
    AcceptanceNotice {
        title: "受理案件通知书".into(),
        court: COURT.into(),
        number: NUMBER.into(),
        date: DAY,
        recipient: "赵某犇𠮷".into(),
        decision: "你与乙贸易有限公司民间借贷纠纷一案的起诉状已经收到。经审查，起诉符合法定条件，本院决定立案受理。".into(),
        notices: vec![],
        signed_on: "二〇二六年十一月二十六日".into(),
    }
}

fn supplement() -> SupplementNotice {
    SupplementNotice {
        title: "补正通知书".into(),
        court: COURT.into(),
        number: "L2026112600000001".into(),
        date: DAY,
        recipient: "赵某犇𠮷".into(),
        reason: "你提交的民间借贷纠纷一案的诉状和材料收悉。经审查，下列材料需要补正，现依照《最高人民法院关于人民法院登记立案若干问题的规定》第七条的规定一次性告知如下：".into(),
        wanted: texts([
            "被告的统一社会信用代码与其名称不一致，请核对后更正，并附营业执照或者登记信息。",
            "《借款合同》第二页不清晰，请重新拍照或者扫描。",
        ]),
        consequence: "请你在收到本通知之日起七日内补正。在指定期限内没有补正的，退回诉状并记录在册；立案期限自收到补正材料的次日起重新计算。".into(),
        signed_on: "二〇二六年十一月二十六日".into(),
    }
}

fn response() -> ResponseNotice {
    ResponseNotice {
        court: COURT.into(),
        number: NUMBER.into(),
        date: DAY,
        recipient: "乙贸易有限公司".into(),
        organisation: true,
        plaintiff: "赵某犇𠮷".into(),
        cause: "民间借贷纠纷".into(),
        enclosed: texts(["起诉状副本", "证据副本", "举证通知书", "送达地址确认书"]),
        answer_days: 15,
        bench: "审判员乙适用简易程序独任".into(),
        contact: contact(),
    }
}

fn evidence() -> EvidenceNotice {
    EvidenceNotice {
        court: COURT.into(),
        number: NUMBER.into(),
        date: DAY,
        recipient: "赵某犇𠮷".into(),
        organisation: false,
        matter: MATTER.into(),
        until: Day { year: 2026, month: 12, day: 11 },
        contact: contact(),
    }
}

fn payment() -> PaymentNotice {
    let item = |name: &str, basis: &str, yuan| FeeItem {
        name: name.into(),
        basis: basis.into(),
        amount: Money(Fen::yuan(yuan)),
    };
    PaymentNotice {
        court: COURT.into(),
        number: NUMBER.into(),
        date: DAY,
        recipient: "赵某犇𠮷".into(),
        organisation: false,
        matter: MATTER.into(),
        items: vec![
            item(
                "案件受理费",
                "标的额580,000元，按照诉讼费用交纳办法第十三条第一项分段累计",
                9_600,
            ),
            item("财产保全申请费", "保全金额580,000元，按照诉讼费用交纳办法第十四条第二项", 3_420),
        ],
        total: Money(Fen::yuan(13_020)),
        until: Some(Day { year: 2026, month: 12, day: 3 }),
        way: PaymentWay {
            account: vec![
                Row::new("收款单位", "某市财政局非税收入专户"),
                Row::new("开户银行", "某银行某支行"),
                Row::new("账号", "0000 0000 0000 0000 000"),
            ],
            code: "440106202600000001".into(),
        },
        contact: contact(),
    }
}

fn refusal() -> RefusalRuling {
    let mut party = plaintiff();
    party.role = "起诉人".into();
    RefusalRuling {
        court: COURT.into(),
        number: NUMBER.into(),
        date: DAY,
        parties: vec![party],
        plaintiff: "赵某犇𠮷".into(),
        received_on: Day { year: 2026, month: 11, day: 20 },
        claims: texts(["判令乙贸易有限公司支付劳动报酬30,000元；", "诉讼费用由乙贸易有限公司负担。"]),
        facts: texts(["起诉人自2025年起在乙贸易有限公司工作，该公司拖欠三个月劳动报酬。"]),
        reasons: texts([
            "起诉人与乙贸易有限公司之间的争议属于劳动争议，起诉人没有提交劳动争议仲裁委员会的裁决书、决定书或者不予受理通知书，其起诉不属于人民法院可以直接受理的情形。",
            "起诉人可以先向有管辖权的劳动争议仲裁委员会申请仲裁。",
        ]),
        provisions: "《中华人民共和国劳动争议调解仲裁法》第五条，《中华人民共和国民事诉讼法》第一百二十二条、第一百二十六条、第一百五十七条第一款第一项".into(),
        appeal_court: "广东省广州市中级人民法院".into(),
        bench: vec![member("审判员", "乙")],
        clerks: vec![member("法官助理", "丙"), member("书记员", "丁")],
    }
}

fn member(role: &str, name: &str) -> Member {
    Member { role: role.into(), name: name.into() }
}

fn written() -> WrittenRuling {
    WrittenRuling {
        court: COURT.into(),
        number: "L2026112600000001".into(),
        date: DAY,
        title: "民事裁定书".into(),
        paragraphs: texts([
            "起诉人：赵某犇𠮷",
            "2026年11月20日，本院收到赵某犇𠮷的起诉材料。赵某犇𠮷以乙贸易有限公司为被告，就劳动争议向本院提起诉讼。",
            "本院经审查认为，劳动争议应当先申请仲裁。",
            "依照《中华人民共和国民事诉讼法》第一百二十二条、第一百二十六条的规定，裁定如下：",
            "对赵某犇𠮷的起诉，本院不予受理。",
            "如不服本裁定，可以在裁定书送达之日起十日内，向本院递交上诉状，上诉于广东省广州市中级人民法院。",
        ]),
        bench: vec![member("审判员", "乙")],
        clerks: vec![member("书记员", "丁")],
    }
}

fn returned() -> ReturnNotice {
    ReturnNotice {
        court: COURT.into(),
        number: "L2026112600000001".into(),
        date: DAY,
        recipient: "赵某犇𠮷".into(),
        organisation: false,
        matter: "与乙贸易有限公司民间借贷纠纷".into(),
        filed_on: Day { year: 2026, month: 11, day: 10 },
        told_on: Some(Day { year: 2026, month: 11, day: 12 }),
        reasons: texts(["你在指定的期限内没有提交被告的身份信息，致使被告不明确。"]),
        materials: texts(["民事起诉状一份；", "证据材料三份。"]),
    }
}

pub(super) fn full() -> Vec<Sample> {
    vec![
        sample(&receipt()),
        sample(&acceptance()),
        sample(&supplement()),
        sample(&response()),
        sample(&evidence()),
        sample(&payment()),
        sample(&refusal()),
        sample(&written()),
        sample(&returned()),
    ]
}

pub(super) fn sparse() -> Vec<Sample> {
    vec![
        sample(&FilingReceipt {
            organisation: true,
            summary: vec![],
            materials: vec![],
            ..receipt()
        }),
        sample(&AcceptanceNotice {
            notices: texts(["应当按期交纳案件受理费。"]), ..acceptance()
        }),
        sample(&SupplementNotice { wanted: vec![], ..supplement() }),
        sample(&ResponseNotice {
            organisation: false,
            enclosed: vec![],
            answer_days: 30,
            bench: String::new(),
            contact: Contact::default(),
            ..response()
        }),
        sample(&EvidenceNotice { organisation: true, contact: Contact::default(), ..evidence() }),
        sample(&PaymentNotice {
            items: vec![],
            until: None,
            way: PaymentWay::default(),
            contact: Contact::default(),
            ..payment()
        }),
        sample(&RefusalRuling {
            parties: vec![unknown("起诉人")],
            claims: texts(["判令被告偿还借款。"]),
            facts: vec![],
            clerks: vec![],
            ..refusal()
        }),
        sample(&WrittenRuling {
            paragraphs: texts(["对起诉人的起诉，本院不予受理。"]),
            bench: vec![],
            clerks: vec![],
            ..written()
        }),
        sample(&ReturnNotice { told_on: None, materials: vec![], ..returned() }),
    ]
}
