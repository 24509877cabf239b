//! What a party hands in with its pleading: who acts for it, and its evidence.
use crate::{Agent, Day, Form, Identity, Signatory};
use serde::Serialize;

/// 授权委托书 (民事诉讼法第六十一条、第六十二条): one or two agents, each with an authority.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PowerOfAttorney {
    pub court: String,
    pub date: Day,
    /// 委托人
    pub principal: Identity,
    pub agents: Vec<Agent>,
    /// The other side, e.g. 钱某.
    pub opponent: String,
    /// 案由
    pub cause: String,
    /// 委托期限, e.g. 自本委托书签署之日起至本案一审终结止.
    pub term: String,
    pub signatory: Signatory,
    pub signed_on: Option<Day>,
}

impl Form for PowerOfAttorney {
    const KEY: &'static str = "power_of_attorney";
}

/// 法定代表人身份证明书, or 主要负责人身份证明书 of an unincorporated organisation
/// (民事诉讼法第五十一条; 民诉法解释第五十条).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RepresentativeCertificate {
    pub court: String,
    pub date: Day,
    /// 单位名称
    pub organisation: String,
    /// Then the paper says 主要负责人.
    pub unincorporated: bool,
    pub name: String,
    /// 职务
    pub position: String,
    /// 证件类型 and 证件号码
    pub document: String,
    pub number: String,
    pub domicile: String,
    pub phone: String,
    pub signed_on: Option<Day>,
}

impl Form for RepresentativeCertificate {
    const KEY: &'static str = "representative_certificate";
}

/// 证据目录 (最高人民法院关于民事诉讼证据的若干规定第十九条).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvidenceList {
    pub court: String,
    pub date: Day,
    /// 案号 or 立案登记编码; may be empty.
    pub reference: String,
    /// 案由
    pub cause: String,
    /// 提交人, e.g. 原告赵某.
    pub submitter: String,
    pub items: Vec<EvidenceItem>,
    /// 副本份数
    pub copies: u32,
    pub signatory: Signatory,
    pub signed_on: Option<Day>,
}

impl Form for EvidenceList {
    const KEY: &'static str = "evidence_list";
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceItem {
    pub name: String,
    /// 来源
    pub source: String,
    /// 证明对象和内容
    pub purpose: String,
    /// 页数
    pub pages: u32,
    /// 页码, e.g. 1–3.
    pub page_numbers: String,
    pub medium: Medium,
}

/// What was handed in (民事诉讼法第七十三条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Medium {
    #[serde(rename = "原件")]
    Original,
    #[serde(rename = "复印件")]
    Copy,
    #[serde(rename = "原物")]
    Object,
    #[serde(rename = "电子数据")]
    Electronic,
}
