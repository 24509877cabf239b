//! 当事人信息表, and parties as every paper names them.
use crate::{Day, Form};
use serde::Serialize;

/// A party with its agents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Party {
    /// 原告, 被告, 第三人, 答辩人, 起诉人 …
    pub role: String,
    pub identity: Identity,
    pub agents: Vec<Agent>,
}

/// Who a party is (民法典第一编第二章至第四章).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Identity {
    NaturalPerson(NaturalPerson),
    LegalPerson(Organisation),
    UnincorporatedOrganisation(Organisation),
}

/// 自然人 (民事诉讼法第一百二十四条第一项).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NaturalPerson {
    pub name: String,
    /// 男 or 女.
    pub sex: String,
    pub born: Option<Day>,
    /// 民族, e.g. 汉族.
    pub ethnicity: String,
    /// 工作单位
    pub employer: String,
    /// 职业 or 职务
    pub occupation: String,
    /// 住所 (户籍所在地)
    pub domicile: String,
    /// 经常居住地, where it is another.
    pub residence: String,
    /// 证件类型, e.g. 居民身份证.
    pub document: String,
    /// 证件号码
    pub number: String,
    pub phone: String,
}

/// 法人 or 非法人组织 (民事诉讼法第一百二十四条第一项).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Organisation {
    pub name: String,
    /// 类型, e.g. 有限责任公司.
    pub form: String,
    /// 所有制性质, e.g. 民营.
    pub ownership: String,
    /// 住所 (主要办事机构所在地)
    pub domicile: String,
    /// 注册地 or 登记地, where it is another.
    pub registered_at: String,
    /// 统一社会信用代码
    pub code: String,
    /// 法定代表人 or 主要负责人
    pub representative: String,
    /// 职务 of the representative
    pub position: String,
    pub phone: String,
}

/// 委托诉讼代理人 or 法定代理人 (民事诉讼法第六十条、第六十一条).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Agent {
    /// 委托诉讼代理人, 法定代理人 …
    pub role: String,
    pub name: String,
    /// 执业机构 or 工作单位
    pub organisation: String,
    /// 律师, 基层法律服务工作者, 近亲属, 工作人员 …
    pub capacity: String,
    /// 证件类型, e.g. 律师执业证.
    pub document: String,
    pub number: String,
    pub phone: String,
    pub authority: Option<Authority>,
}

/// 代理权限 (民事诉讼法第六十二条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Authority {
    /// 一般授权
    General,
    /// 特别授权: 承认、放弃、变更诉讼请求，进行和解，提起反诉或者上诉, whichever are given.
    Special { powers: Vec<String> },
}

/// 当事人信息表
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartyInformation {
    pub court: String,
    /// 案由; may be empty.
    pub cause: String,
    /// 案号 or 立案登记编码; may be empty.
    pub reference: String,
    pub date: Day,
    pub parties: Vec<Party>,
}

impl Form for PartyInformation {
    const KEY: &'static str = "party_information";
}
