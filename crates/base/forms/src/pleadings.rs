//! 民事起诉状, flowing and as elements, and 答辩状.
use crate::{Day, Form, Party, Signatory};
use serde::Serialize;

/// 民事起诉状 (民事诉讼法第一百二十三条、第一百二十四条).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Complaint {
    /// 此致 …
    pub court: String,
    pub date: Day,
    /// In the order in which they are named.
    pub parties: Vec<Party>,
    /// 案由; may be empty.
    pub cause: String,
    /// 诉讼请求, numbered by the paper.
    pub claims: Vec<String>,
    /// 事实与理由, one string a paragraph.
    pub facts: Vec<String>,
    /// 证据和证据来源，证人姓名和住所, numbered by the paper.
    pub evidence: Vec<String>,
    /// 副本份数
    pub copies: u32,
    pub signatories: Vec<Signatory>,
    /// Not given: room for a pen.
    pub signed_on: Option<Day>,
}

impl Form for Complaint {
    const KEY: &'static str = "complaint";
}

/// 民事起诉状（要素式）, one form for all causes (法〔2024〕46号, 法〔2025〕82号 in our own words).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ElementComplaint {
    pub court: String,
    pub date: Day,
    /// 案由; stands under the title.
    pub cause: String,
    pub parties: Vec<Party>,
    /// 诉讼请求, 约定管辖和财产保全, 事实与理由, 纠纷解决意愿 …
    pub sections: Vec<ElementSection>,
    pub signatories: Vec<Signatory>,
    pub signed_on: Option<Day>,
}

impl Form for ElementComplaint {
    const KEY: &'static str = "element_complaint";
}

/// A headed part of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ElementSection {
    pub title: String,
    pub elements: Vec<Element>,
}

/// One element: what is asked, boxes to tick, what was filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Element {
    pub label: String,
    pub ticks: Vec<Tick>,
    /// May have several lines. Empty together with `ticks`: room for a pen.
    pub value: String,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tick {
    pub text: String,
    pub ticked: bool,
}

/// 民事答辩状 (民事诉讼法第一百二十八条).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    pub court: String,
    pub date: Day,
    /// Empty where it is not known yet.
    pub number: String,
    /// 案由
    pub cause: String,
    /// 答辩人, then 被答辩人 if they are to be named.
    pub parties: Vec<Party>,
    /// Whose suit is answered, e.g. 原告赵某.
    pub against: String,
    /// 答辩请求, numbered by the paper.
    pub requests: Vec<String>,
    /// 答辩的事实与理由, one string a paragraph.
    pub facts: Vec<String>,
    /// 证据和证据来源, numbered by the paper.
    pub evidence: Vec<String>,
    pub copies: u32,
    pub signatories: Vec<Signatory>,
    pub signed_on: Option<Day>,
}

impl Form for Answer {
    const KEY: &'static str = "answer";
}
