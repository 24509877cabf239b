//! Notices of the court on the way from filing to trial.
use crate::{Day, Form, Money, Row};
use serde::Serialize;

/// Whom a party may ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// 承办部门
    pub department: String,
    /// 联系人
    pub person: String,
    pub phone: String,
    pub address: String,
}

/// 受理案件通知书 (民事诉讼法第一百二十六条、第一百二十九条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AcceptanceNotice {
    /// Of the document, as its reader lists it.
    pub title: String,
    pub court: String,
    /// 案号
    pub number: String,
    pub date: Day,
    pub recipient: String,
    /// That the case is accepted, as one paragraph.
    pub decision: String,
    /// What the party must know, numbered by the paper. None: the rights and duties that every
    /// such notice names.
    pub notices: Vec<String>,
    /// The day under the court's name, in Chinese numerals.
    pub signed_on: String,
}

impl Form for AcceptanceNotice {
    const KEY: &'static str = "acceptance_notice";
}

/// 补正通知书 (登记立案规定第七条; 人民法院在线诉讼规则第九条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SupplementNotice {
    /// Of the document, as its reader lists it.
    pub title: String,
    pub court: String,
    /// 立案登记编码 or 案号
    pub number: String,
    pub date: Day,
    pub recipient: String,
    pub reason: String,
    /// What is missing or wrong, all of it at once, numbered by the paper.
    pub wanted: Vec<String>,
    /// Until when, and what follows if it is not done.
    pub consequence: String,
    /// The day under the court's name, in Chinese numerals.
    pub signed_on: String,
}

impl Form for SupplementNotice {
    const KEY: &'static str = "supplement_notice";
}

/// 应诉通知书 (民事诉讼法第一百二十八条、第一百二十九条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResponseNotice {
    pub court: String,
    pub number: String,
    pub date: Day,
    pub recipient: String,
    /// Then the paper says 你单位.
    pub organisation: bool,
    /// 原告
    pub plaintiff: String,
    pub cause: String,
    /// What is sent along, e.g. 起诉状副本.
    pub enclosed: Vec<String>,
    /// 15, or 30 for a party without domicile in the country (第一百二十八条、第二百八十五条).
    pub answer_days: u32,
    /// 审判组织, e.g. 审判员甲; empty while it is not known (第一百三十一条).
    pub bench: String,
    pub contact: Contact,
}

impl Form for ResponseNotice {
    const KEY: &'static str = "response_notice";
}

/// 举证通知书 (最高人民法院关于民事诉讼证据的若干规定第五十条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceNotice {
    pub court: String,
    pub number: String,
    pub date: Day,
    pub recipient: String,
    pub organisation: bool,
    /// 当事人 and 案由 as one phrase, e.g. 赵某诉钱某民间借贷纠纷.
    pub matter: String,
    /// 举证期限, last day (民诉法解释第九十九条).
    pub until: Day,
    pub contact: Contact,
}

impl Form for EvidenceNotice {
    const KEY: &'static str = "evidence_notice";
}

/// 交纳诉讼费用通知书 (民事诉讼法第一百二十一条; 诉讼费用交纳办法第二十条、第二十二条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaymentNotice {
    pub court: String,
    pub number: String,
    pub date: Day,
    pub recipient: String,
    pub organisation: bool,
    pub matter: String,
    pub items: Vec<FeeItem>,
    pub total: Money,
    /// Last day: seven days from the day after the notice is received. Not known before service.
    pub until: Option<Day>,
    pub way: PaymentWay,
    pub contact: Contact,
}

impl Form for PaymentNotice {
    const KEY: &'static str = "payment_notice";
}

/// One fee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeeItem {
    /// e.g. 案件受理费.
    pub name: String,
    /// How it is computed, with the article.
    pub basis: String,
    pub amount: Money,
}

/// How to pay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PaymentWay {
    /// 收款单位, 开户银行, 账号 … as rows.
    pub account: Vec<Row>,
    /// 缴款码; empty if there is none.
    pub code: String,
}
