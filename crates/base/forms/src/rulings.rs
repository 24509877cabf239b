//! When a filing does not become a case.
use crate::{Day, Form, Party};
use serde::Serialize;

/// 民事裁定书（不予受理） (民事诉讼法第一百二十二条、第一百二十六条、第一百五十七条).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RefusalRuling {
    pub court: String,
    /// 案号
    pub number: String,
    pub date: Day,
    /// 起诉人
    pub parties: Vec<Party>,
    /// The plaintiffs in the text, e.g. 赵某.
    pub plaintiff: String,
    pub received_on: Day,
    pub claims: Vec<String>,
    /// 起诉的事实与理由, one string a paragraph.
    pub facts: Vec<String>,
    /// 本院经审查认为, …, one string a paragraph.
    pub reasons: Vec<String>,
    /// The provisions applied, as cited, e.g. 《中华人民共和国民事诉讼法》第一百二十二条、第一百二十六条.
    pub provisions: String,
    /// The court of appeal.
    pub appeal_court: String,
    /// 审判长, 审判员 in order, then 法官助理 and 书记员.
    pub bench: Vec<Member>,
    pub clerks: Vec<Member>,
}

impl Form for RefusalRuling {
    const KEY: &'static str = "refusal_ruling";
}

/// Who signs a ruling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// 审判长, 审判员, 人民陪审员, 法官助理, 书记员.
    pub role: String,
    pub name: String,
}

/// 民事裁定书 in the words of whoever decided (民事诉讼法第一百五十七条): the text stands, only its setting is ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WrittenRuling {
    pub court: String,
    /// 案号, or 立案登记编码 before there is one.
    pub number: String,
    pub date: Day,
    /// e.g. 民事裁定书.
    pub title: String,
    /// The text without court, title, number, day and names.
    pub paragraphs: Vec<String>,
    /// 审判长、审判员、人民陪审员; none where the court as such signs.
    pub bench: Vec<Member>,
    /// 法官助理、书记员
    pub clerks: Vec<Member>,
}

impl Form for WrittenRuling {
    const KEY: &'static str = "written_ruling";
}

/// 退回诉状通知书 (登记立案规定第七条第三款).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReturnNotice {
    pub court: String,
    /// 立案登记编码
    pub number: String,
    pub date: Day,
    pub recipient: String,
    pub organisation: bool,
    pub matter: String,
    pub filed_on: Day,
    /// When the court told what to put right; none if nothing could be.
    pub told_on: Option<Day>,
    /// Why, one string a paragraph.
    pub reasons: Vec<String>,
    /// 退回的材料
    pub materials: Vec<String>,
}

impl Form for ReturnNotice {
    const KEY: &'static str = "return_notice";
}
