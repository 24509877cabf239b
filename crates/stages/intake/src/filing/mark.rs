//! What the court finds wrong, tied to where it is wrong. Written by the review, read by the filer.
use super::{
    content::{Content, Party, PartyKind},
    model::Section,
};
use kernel::id::{MaterialId, PartyId};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub target: Target,
    /// Key of the `law::review_rule` it rests on; empty for free text alone.
    pub rule: String,
    /// The rule's sentence, as it was when the mark was made.
    pub reason: String,
    /// The article, e.g. 民事诉讼法第一百二十四条第（一）项.
    pub law: String,
    /// Free text.
    pub note: String,
}

/// Where it is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A whole step: court, cause, claims, jurisdiction, service address ….
    Section(Section),
    /// One field of one party; an empty field means the party as a whole.
    Party(PartyId, String),
    /// A field of 诉讼请求与事实: `claims`, `amount`, `facts`, `legal_basis`, `region`.
    Field(String),
    /// A file that was handed in.
    Material(MaterialId),
    /// A category of which something is missing.
    Category(String),
    /// The filing as a whole.
    Whole,
}

impl Target {
    /// The step in which it is put right.
    pub fn section(&self) -> Option<Section> {
        match self {
            Self::Section(section) => Some(*section),
            Self::Party(..) => Some(Section::Parties),
            Self::Field(_) => Some(Section::Claims),
            Self::Material(_) | Self::Category(_) => Some(Section::Materials),
            Self::Whole => None,
        }
    }

    /// What it is called; materials and categories are named by the caller, who knows them.
    pub fn label(&self, content: &Content) -> String {
        match self {
            // The one thing of this step that the desk marks as a section: files have marks of their own.
            Self::Section(Section::Materials) => "原件提交方式".to_owned(),
            Self::Section(section) => section.name().to_owned(),
            Self::Party(id, field) => {
                let Some(party) = content.party(*id) else {
                    return "已删除的当事人".to_owned();
                };
                match party_field(party, field) {
                    "" => party.called(),
                    name => format!("{}的{name}", party.called()),
                }
            }
            Self::Field(field) => field_name(field).to_owned(),
            Self::Material(_) | Self::Category(_) => Section::Materials.name().to_owned(),
            Self::Whole => "整份申请".to_owned(),
        }
    }
}

/// The Chinese name of a party's field, as that party's form has it.
pub fn party_field(party: &Party, field: &str) -> &'static str {
    match (field, party.kind) {
        ("name", PartyKind::Natural) => "姓名",
        ("name", PartyKind::Legal | PartyKind::Unincorporated) => "名称",
        ("address", PartyKind::Natural) => "住址",
        ("address", PartyKind::Legal | PartyKind::Unincorporated) => "住所地",
        ("number", _) => party.document_name(),
        ("head", PartyKind::Legal) => "法定代表人",
        ("head", PartyKind::Unincorporated) => "主要负责人",
        _ => field_name(field),
    }
}

/// The Chinese name of a field that can be marked.
pub fn field_name(field: &str) -> &'static str {
    match field {
        "name" => "姓名（名称）",
        "number" => "证件号码",
        "sex" => "性别",
        "born" => "出生日期",
        "ethnicity" => "民族",
        "occupation" => "职业、工作单位",
        "address" => "住所",
        "phone" => "联系电话",
        "email" => "电子邮箱",
        "head" => "法定代表人（主要负责人）",
        "head_title" => "职务",
        "claims" => "诉讼请求",
        "amount" => "起诉标的金额",
        "facts" => "事实与理由",
        "legal_basis" => "法律依据",
        "region" => "是否涉外、涉港澳台",
        _ => "",
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Section(section) => write!(f, "section:{}", section.key()),
            Self::Party(id, field) => write!(f, "party:{id}:{field}"),
            Self::Field(field) => write!(f, "field:{field}"),
            Self::Material(id) => write!(f, "material:{id}"),
            Self::Category(key) => write!(f, "category:{key}"),
            Self::Whole => f.write_str("whole"),
        }
    }
}

/// Not a place in a filing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("标注的位置“{0}”无法识别，请刷新页面后重新标注")]
pub struct NoSuchPlace(String);

impl FromStr for Target {
    type Err = NoSuchPlace;
    fn from_str(text: &str) -> Result<Self, NoSuchPlace> {
        let no = || NoSuchPlace(text.to_owned());
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        match kind {
            "section" => Section::from_key(rest).map(Self::Section).ok_or_else(no),
            "party" => {
                let (id, field) = rest.split_once(':').unwrap_or((rest, ""));
                id.parse().map(|id| Self::Party(id, field.to_owned())).map_err(|_| no())
            }
            "field" => Ok(Self::Field(rest.to_owned())),
            "material" => rest.parse().map(Self::Material).map_err(|_| no()),
            "category" => Ok(Self::Category(rest.to_owned())),
            "whole" => Ok(Self::Whole),
            _ => Err(no()),
        }
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}
