//! 证件和号码: check, say what is wrong and how to put it right, mask, read birth date and area out of them.
//!
//! A number that passes is well formed; whether it belongs to the person is for real-name verification to say.

mod numbers;
mod organisation;
mod resident;
#[cfg(test)]
mod tests;
mod travel;

pub(crate) use organisation::inner_code_holds;
pub use resident::{Sex, age_on, upgrade_old};

use crate::{division::Division, numerals};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What a number is said to be (GB 11643-1999, GB 32100-2015 等).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentifierKind {
    /// 居民身份证
    ResidentId,
    /// 中国护照
    Passport,
    /// 外国护照
    ForeignPassport,
    /// 港澳居民来往内地通行证
    HkMacauPass,
    /// 台湾居民来往大陆通行证
    TaiwanPass,
    /// 港澳台居民居住证
    ResidencePermit,
    /// 外国人永久居留身份证
    ForeignPermanentResident,
    /// 往来港澳通行证
    HkMacauExitPass,
    /// 往来台湾通行证
    TaiwanExitPass,
    /// 统一社会信用代码
    Uscc,
    /// 组织机构代码
    OrganisationCode,
    Mobile,
    Landline,
    BankCard,
    LawyerLicence,
    LawFirmLicence,
    Postcode,
    Email,
    PersonName,
}

/// A number that is well formed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Without spaces, half width, capitals: the form to keep.
    pub normal: String,
    pub birth: Option<NaiveDate>,
    pub sex: Option<Sex>,
    /// The division the number was issued in, as far as the present list has it.
    pub area: Option<&'static Division>,
    pub warnings: Vec<String>,
}

/// What is wrong with a number, and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{what}。{remedy}")]
pub struct Problem {
    pub what: String,
    pub remedy: String,
}

impl Problem {
    fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

/// Not a kind of identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("证件类型“{0}”无法识别。请从列表中选择证件类型")]
pub struct NotAKind(pub String);

impl Checked {
    fn plain(normal: String) -> Self {
        Self { normal, birth: None, sex: None, area: None, warnings: Vec::new() }
    }

    fn warned(normal: String, warning: impl Into<String>) -> Self {
        Self { warnings: vec![warning.into()], ..Self::plain(normal) }
    }
}

impl IdentifierKind {
    pub const ALL: [Self; 19] = [
        Self::ResidentId,
        Self::Passport,
        Self::ForeignPassport,
        Self::HkMacauPass,
        Self::TaiwanPass,
        Self::ResidencePermit,
        Self::ForeignPermanentResident,
        Self::HkMacauExitPass,
        Self::TaiwanExitPass,
        Self::Uscc,
        Self::OrganisationCode,
        Self::Mobile,
        Self::Landline,
        Self::BankCard,
        Self::LawyerLicence,
        Self::LawFirmLicence,
        Self::Postcode,
        Self::Email,
        Self::PersonName,
    ];

    /// The documents a natural person may show (民诉法解释第五百二十一条；在线诉讼规则第七条).
    pub const OF_PERSONS: [Self; 7] = [
        Self::ResidentId,
        Self::HkMacauPass,
        Self::TaiwanPass,
        Self::ResidencePermit,
        Self::Passport,
        Self::ForeignPassport,
        Self::ForeignPermanentResident,
    ];

    /// The documents of an organisation (GB 32100-2015；GB 11714-1997).
    pub const OF_ORGANISATIONS: [Self; 2] = [Self::Uscc, Self::OrganisationCode];

    /// The word kept in the database (GB 11643-1999 等，本项目的英文名).
    pub const fn key(self) -> &'static str {
        match self {
            Self::ResidentId => "resident_id",
            Self::Passport => "passport",
            Self::ForeignPassport => "foreign_passport",
            Self::HkMacauPass => "hk_macau_pass",
            Self::TaiwanPass => "taiwan_pass",
            Self::ResidencePermit => "residence_permit",
            Self::ForeignPermanentResident => "foreign_permanent_resident",
            Self::HkMacauExitPass => "hk_macau_exit_pass",
            Self::TaiwanExitPass => "taiwan_exit_pass",
            Self::Uscc => "uscc",
            Self::OrganisationCode => "organisation_code",
            Self::Mobile => "mobile",
            Self::Landline => "landline",
            Self::BankCard => "bank_card",
            Self::LawyerLicence => "lawyer_licence",
            Self::LawFirmLicence => "law_firm_licence",
            Self::Postcode => "postcode",
            Self::Email => "email",
            Self::PersonName => "person_name",
        }
    }

    /// The Chinese name (居民身份证法第三条；护照法第三条；出境入境管理法第四十七条；GB 32100-2015).
    pub const fn label(self) -> &'static str {
        match self {
            Self::ResidentId => "居民身份证",
            Self::Passport => "中国护照",
            Self::ForeignPassport => "外国护照",
            Self::HkMacauPass => "港澳居民来往内地通行证",
            Self::TaiwanPass => "台湾居民来往大陆通行证",
            Self::ResidencePermit => "港澳台居民居住证",
            Self::ForeignPermanentResident => "外国人永久居留身份证",
            Self::HkMacauExitPass => "往来港澳通行证",
            Self::TaiwanExitPass => "往来台湾通行证",
            Self::Uscc => "统一社会信用代码",
            Self::OrganisationCode => "组织机构代码",
            Self::Mobile => "手机号码",
            Self::Landline => "固定电话",
            Self::BankCard => "银行卡号",
            Self::LawyerLicence => "律师执业证号",
            Self::LawFirmLicence => "律师事务所执业许可证号",
            Self::Postcode => "邮政编码",
            Self::Email => "电子邮箱",
            Self::PersonName => "姓名",
        }
    }
}

impl FromStr for IdentifierKind {
    type Err = NotAKind;
    fn from_str(text: &str) -> Result<Self, NotAKind> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.key() == text || kind.label() == text)
            .ok_or_else(|| NotAKind(text.to_owned()))
    }
}

/// Checks a number as typed; `on` is the day of checking, after which nobody is born
/// (GB 11643-1999；GB 32100-2015；GB 11714-1997；GB/T 15694.1-2010；居民身份证法第三条).
pub fn check(kind: IdentifierKind, typed: &str, on: NaiveDate) -> Result<Checked, Problem> {
    let text = compact(kind, typed);
    if text.is_empty() {
        return Err(Problem::new(format!("{}未填写", kind.label()), "请填写后再提交"));
    }
    match kind {
        IdentifierKind::ResidentId => resident::resident(&text, on),
        IdentifierKind::ResidencePermit => resident::residence_permit(&text, on),
        IdentifierKind::ForeignPermanentResident => resident::permanent_resident(&text, on),
        IdentifierKind::Passport => travel::passport(&text),
        IdentifierKind::ForeignPassport => travel::foreign_passport(&text),
        IdentifierKind::HkMacauPass => travel::hk_macau_pass(&text),
        IdentifierKind::TaiwanPass => travel::taiwan_pass(&text),
        IdentifierKind::HkMacauExitPass => travel::hk_macau_exit_pass(&text),
        IdentifierKind::TaiwanExitPass => travel::taiwan_exit_pass(&text),
        IdentifierKind::Uscc => organisation::uscc(&text),
        IdentifierKind::OrganisationCode => organisation::organisation_code(&text),
        IdentifierKind::LawyerLicence => organisation::lawyer_licence(&text),
        IdentifierKind::LawFirmLicence => organisation::law_firm_licence(&text),
        IdentifierKind::Mobile => numbers::mobile(&text),
        IdentifierKind::Landline => numbers::landline(&text),
        IdentifierKind::BankCard => numbers::bank_card(&text),
        IdentifierKind::Postcode => numbers::postcode(&text),
        IdentifierKind::Email => numbers::email(&text),
        IdentifierKind::PersonName => numbers::person_name(&text),
    }
}

/// Half width without spaces; capitals for document numbers, names and addresses as they are.
fn compact(kind: IdentifierKind, typed: &str) -> String {
    if kind == IdentifierKind::PersonName {
        return typed.trim().to_owned();
    }
    let half = numerals::half_width(typed);
    let bare = half.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}'));
    if kind == IdentifierKind::Email {
        return bare.collect();
    }
    if kind == IdentifierKind::Landline {
        return bare.collect::<String>().replace(['－', '—', '–'], "-");
    }
    bare.filter(|c| !matches!(c, '-' | '－' | '—')).collect::<String>().to_uppercase()
}

/// Hides the middle of a number for the screen (个人信息保护法第五十一条第（三）项：去标识化).
pub fn mask(kind: IdentifierKind, number: &str) -> String {
    let characters: Vec<char> = number.trim().chars().collect();
    let (head, tail) = match kind {
        IdentifierKind::Mobile if characters.len() == 11 => (3, 4),
        IdentifierKind::Landline | IdentifierKind::Mobile | IdentifierKind::BankCard => (0, 4),
        IdentifierKind::Email => return mask_email(number),
        IdentifierKind::PersonName => return mask_name(&characters),
        IdentifierKind::Uscc
        | IdentifierKind::OrganisationCode
        | IdentifierKind::LawFirmLicence
        | IdentifierKind::Postcode => return number.to_owned(),
        IdentifierKind::ResidentId
        | IdentifierKind::ResidencePermit
        | IdentifierKind::ForeignPermanentResident => (3, 2),
        IdentifierKind::Passport
        | IdentifierKind::ForeignPassport
        | IdentifierKind::HkMacauPass
        | IdentifierKind::TaiwanPass
        | IdentifierKind::HkMacauExitPass
        | IdentifierKind::TaiwanExitPass
        | IdentifierKind::LawyerLicence => (1, 2),
    };
    if characters.len() <= head + tail {
        return "*".repeat(characters.len());
    }
    let shown = |range: std::ops::Range<usize>| characters[range].iter().collect::<String>();
    let hidden = "*".repeat(characters.len() - head - tail);
    shown(0..head) + &hidden + &shown(characters.len() - tail..characters.len())
}

fn mask_email(address: &str) -> String {
    let Some((name, host)) = address.trim().rsplit_once('@') else {
        return "*".repeat(address.chars().count());
    };
    let first: String = name.chars().take(1).collect();
    format!("{first}***@{host}")
}

fn mask_name(name: &[char]) -> String {
    match name {
        [] => String::new(),
        [only] => only.to_string(),
        [first, rest @ ..] => first.to_string() + &"*".repeat(rest.len()),
    }
}
