//! The people and companies of the demonstration data.
use super::texts;
use crate::{Agent, Authority, Day, Identity, NaturalPerson, Organisation, Party};

pub(super) const COURT: &str = "广州市天河区人民法院";
pub(super) const DAY: Day = Day { year: 2026, month: 11, day: 26 };
pub(super) const CAUSE: &str = "民间借贷纠纷";

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

pub(super) fn company() -> Organisation {
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

pub(super) fn lawyer() -> Agent {
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

pub(super) fn relative() -> Agent {
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

pub(super) fn defendant() -> Party {
    Party { role: "被告".into(), identity: Identity::LegalPerson(company()), agents: vec![] }
}

pub(super) fn third() -> Party {
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

/// A person of whom only the name is known.
pub(super) fn unknown(role: &str) -> Party {
    let person = NaturalPerson { name: "钱某".into(), ..NaturalPerson::default() };
    Party { role: role.into(), identity: Identity::NaturalPerson(person), agents: vec![] }
}
