//! What the court finds wrong, tied to where it is wrong. Written by the review, read by the filer.
use super::{content::Content, model::Section};
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
            Self::Section(section) => section.name().to_owned(),
            Self::Party(id, field) => {
                let party = content.party(*id);
                let who = party.map_or_else(
                    || "已删除的当事人".to_owned(),
                    |p| format!("{}{}", p.role.name(), p.label()),
                );
                match field_name(field) {
                    "" => who,
                    name => format!("{who}的{name}"),
                }
            }
            Self::Field(field) => field_name(field).to_owned(),
            Self::Material(_) | Self::Category(_) => Section::Materials.name().to_owned(),
            Self::Whole => "整份申请".to_owned(),
        }
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
        "region" => "地域涉及",
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
