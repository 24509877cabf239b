//! What a filer typed, kept as it was typed: a draft may hold half a number. `check` judges it.
use crate::keyed::keyed;
use chrono::{DateTime, Utc};
pub use kernel::docket::PartyRole;
use kernel::id::PartyId;
use law::{
    Fen,
    identifier::{self, IdentifierKind},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// 起诉状所列事项 (民事诉讼法第一百二十四条) and what the court needs beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    pub parties: Vec<Party>,
    pub claims: Vec<Claim>,
    /// 起诉标的金额, in yuan as typed; empty where nothing of value is claimed.
    pub amount: String,
    /// 事实与理由
    pub facts: String,
    /// 法律依据
    pub legal_basis: String,
    /// 地域涉及
    pub region: Option<Region>,
    pub jurisdiction: JurisdictionAnswers,
    pub service_address: ServiceAddress,
    /// How the paper originals reach the court after acceptance (FIL-17).
    pub originals: Option<Originals>,
    /// Which form, in which tab, wrote a section last: `filing::stamp`.
    pub tabs: BTreeMap<String, Uuid>,
}

keyed! {
    /// What a party is (民事诉讼法第五十一条).
    pub PartyKind {
        Natural = "natural" "自然人",
        Legal = "legal" "法人",
        Unincorporated = "unincorporated" "非法人组织",
    }
}

keyed! {
    /// 性别
    pub Sex { Male = "male" "男", Female = "female" "女" }
}

impl From<identifier::Sex> for Sex {
    fn from(told: identifier::Sex) -> Self {
        match told {
            identifier::Sex::Male => Self::Male,
            identifier::Sex::Female => Self::Female,
        }
    }
}

keyed! {
    /// 地域涉及 (涉外民事关系法律适用法；民诉法解释第五百二十条).
    pub Region {
        Mainland = "mainland" "不涉外、不涉港澳台",
        Foreign = "foreign" "涉外",
        HongKong = "hong_kong" "涉港",
        Macau = "macau" "涉澳",
        Taiwan = "taiwan" "涉台",
    }
}

keyed! {
    /// 原件提交方式
    pub Originals {
        HandIn = "hand_in" "到法院当面提交",
        Post = "post" "邮寄提交",
    }
}

/// 当事人. Which fields are asked for depends on kind and role; `check` knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub id: PartyId,
    pub role: PartyRole,
    pub kind: PartyKind,
    #[serde(flatten)]
    pub fields: PartyFields,
}

/// A party's fields, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartyFields {
    /// 姓名 or 名称
    pub name: String,
    /// Key of `law::identifier::IdentifierKind`, of a natural person.
    pub document: String,
    /// Number of the document, or 统一社会信用代码.
    pub number: String,
    pub sex: Option<Sex>,
    /// 出生日期, `2001-02-03` as typed.
    pub born: String,
    /// 民族
    pub ethnicity: String,
    /// 职业、工作单位
    pub occupation: String,
    /// 住所地 (经常居住地 where it differs).
    pub address: String,
    pub phone: String,
    pub email: String,
    /// 法定代表人 or 主要负责人, of an organisation.
    pub head: String,
    /// 职务
    pub head_title: String,
    /// The fields come from the real-name record and cannot be typed over.
    pub verified: bool,
}

/// 诉讼请求, one at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub id: Uuid,
    pub text: String,
    /// In yuan as typed; may be empty.
    #[serde(default)]
    pub amount: String,
}

/// 管辖依据 and the places it turns on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JurisdictionAnswers {
    /// Key of the basis; `filing::jurisdiction` lists them.
    pub basis: String,
    /// Addresses by the key of what is asked: 合同履行地, 侵权行为地 ….
    pub places: BTreeMap<String, String>,
}

/// 送达地址确认书 (民事诉讼法第九十条；民诉法解释第一百三十七条).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "ticks of a form")]
pub struct ServiceAddress {
    /// 受送达人
    pub recipient: String,
    /// Key of `law::identifier::IdentifierKind`.
    pub document: String,
    /// Its number, as typed.
    pub number: String,
    pub phone: String,
    /// 同意电子送达 (民事诉讼法第九十条): `Some(false)` is a refusal, `None` not answered.
    pub electronic: Option<bool>,
    /// 本平台、短信、电子邮件: the means agreed to.
    pub by_platform: bool,
    pub by_sms: bool,
    pub by_email: bool,
    pub sms_number: String,
    pub email: String,
    pub address: String,
    pub postcode: String,
    /// 代收人, if there is one.
    pub substitute: String,
    pub substitute_phone: String,
    pub substitute_relation: String,
    /// The declaration is ticked.
    pub declared: bool,
    /// Signed by hand.
    pub signature: Option<Signature>,
}

/// A signature drawn on the screen or handed in as a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The picture's blob.
    pub sha256: String,
    pub at: DateTime<Utc>,
    /// SHA-256 of the text that was signed; another text needs another signature.
    pub text: String,
}

impl Content {
    /// The party of that id.
    pub fn party(&self, id: PartyId) -> Option<&Party> {
        self.parties.iter().find(|p| p.id == id)
    }

    /// Those on one side, in the order of the complaint.
    pub fn on_side(&self, role: PartyRole) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(move |p| p.role == role)
    }

    /// Names of one side, joined by 、.
    pub fn names(&self, role: PartyRole) -> String {
        let names: Vec<_> =
            self.on_side(role).map(|p| p.fields.name.trim()).filter(|n| !n.is_empty()).collect();
        names.join("、")
    }

    /// 起诉标的金额, where it can be read.
    pub fn claim_amount(&self) -> Option<Fen> {
        Fen::parse(&self.amount).ok()
    }

    /// 张三等诉李四民间借贷纠纷: the first name of each side and the cause.
    pub fn title(&self, cause: Option<&str>) -> String {
        let side = |role| {
            let mut names =
                self.on_side(role).map(|p| p.fields.name.trim()).filter(|n| !n.is_empty());
            let first = names.next()?;
            Some(format!("{first}{}", if names.next().is_some() { "等" } else { "" }))
        };
        let cause = cause.unwrap_or("民事纠纷");
        match (side(PartyRole::Plaintiff), side(PartyRole::Defendant)) {
            (Some(plaintiff), Some(defendant)) => format!("{plaintiff}诉{defendant}{cause}"),
            (Some(plaintiff), None) => format!("{plaintiff}的{cause}"),
            (None, Some(defendant)) => format!("诉{defendant}{cause}"),
            (None, None) => format!("未填写当事人的{cause}"),
        }
    }
}

impl Party {
    /// A party of whom nothing is known yet.
    pub fn new(role: PartyRole, kind: PartyKind) -> Self {
        Self { id: PartyId::new(), role, kind, fields: PartyFields::default() }
    }

    /// How it is called in lists.
    pub fn label(&self) -> String {
        let name = self.fields.name.trim();
        if name.is_empty() {
            let what = if self.kind == PartyKind::Natural { "姓名" } else { "名称" };
            format!("未填写{what}的{}", self.role.name())
        } else {
            name.to_owned()
        }
    }

    /// How it is called in a sentence: 被告李四.
    pub fn called(&self) -> String {
        let name = self.fields.name.trim();
        if name.is_empty() { self.label() } else { format!("{}{name}", self.role.name()) }
    }

    /// Every filled field with its label, numbers masked unless `whole`.
    pub fn lines(&self, whole: bool) -> Vec<(&'static str, String)> {
        let f = &self.fields;
        let organisation = self.kind != PartyKind::Natural;
        let head =
            if self.kind == PartyKind::Legal { "法定代表人" } else { "主要负责人" };
        let sex = f.sex.map(|s| s.name().to_owned()).unwrap_or_default();
        let lines = [
            (if organisation { "名称" } else { "姓名" }, f.name.clone(), true),
            ("性别", sex, !organisation),
            ("出生日期", born_text(&f.born), !organisation),
            ("民族", f.ethnicity.clone(), !organisation),
            ("职业、工作单位", f.occupation.clone(), !organisation),
            (self.document_name(), self.number(whole), true),
            (if organisation { "住所地" } else { "住址" }, f.address.clone(), true),
            (head, f.head.clone(), organisation),
            ("职务", f.head_title.clone(), organisation),
            (
                "联系电话",
                if whole {
                    f.phone.clone()
                } else {
                    identifier::mask(IdentifierKind::Mobile, &f.phone)
                },
                true,
            ),
            ("电子邮箱", f.email.clone(), true),
        ];
        let filled = lines.into_iter().filter(|(_, v, asked)| *asked && !v.trim().is_empty());
        filled.map(|(label, value, _)| (label, value)).collect()
    }

    /// The name of its document.
    pub fn document_name(&self) -> &'static str {
        match self.kind {
            PartyKind::Natural => self.document().map_or("证件号码", IdentifierKind::label),
            PartyKind::Legal | PartyKind::Unincorporated => "统一社会信用代码",
        }
    }

    /// The kind of its document.
    pub fn document(&self) -> Option<IdentifierKind> {
        match self.kind {
            PartyKind::Natural => self.fields.document.parse().ok(),
            PartyKind::Legal | PartyKind::Unincorporated => Some(IdentifierKind::Uscc),
        }
    }

    /// The number of its document; a person's is masked unless `whole`.
    pub fn number(&self, whole: bool) -> String {
        let number = self.fields.number.trim();
        match self.kind {
            PartyKind::Natural if !whole => {
                identifier::mask(self.document().unwrap_or(IdentifierKind::Passport), number)
            }
            PartyKind::Natural | PartyKind::Legal | PartyKind::Unincorporated => number.to_owned(),
        }
    }
}

/// 1990年5月12日, or as typed where it is no date.
pub fn born_text(typed: &str) -> String {
    let parts: Vec<_> = typed.split('-').map(str::trim).collect();
    match parts.as_slice() {
        [year, month, day] if parts.iter().all(|p| !p.is_empty()) => {
            format!("{year}年{month}月{day}日")
        }
        _ => typed.to_owned(),
    }
}
