//! 送达地址确认书 and 送达回证.
use crate::{Day, Form, Row, Signature};
use serde::Serialize;

/// 送达地址确认书 (民诉法解释第一百三十七条; 法发〔2017〕19号; 人民法院在线诉讼规则第二十九条).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServiceAddress {
    /// Of the document, as its reader lists it.
    pub title: String,
    pub court: String,
    pub date: Day,
    pub case: Vec<Row>,
    /// 告知事项, numbered by the paper.
    pub notices: Vec<String>,
    pub address: Vec<Row>,
    pub declaration: String,
    pub signature: Signature,
    /// 受送达人
    pub recipient: String,
    /// As it is to stand there; empty: room for a pen.
    pub signed_on: String,
    /// Small print, e.g. the hash of what was signed; may be empty.
    pub reference: String,
}

impl Form for ServiceAddress {
    const KEY: &'static str = "service_address";
}

/// 送达回证 (民事诉讼法第八十七条; 第九十条 for electronic service).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServiceAcknowledgement {
    pub court: String,
    /// 案号
    pub number: String,
    pub cause: String,
    pub date: Day,
    pub papers: Vec<ServedPaper>,
    /// 受送达人
    pub recipient: String,
    /// 送达地址, or the electronic address.
    pub address: String,
    /// 送达方式, e.g. 直接送达, 电子送达.
    pub way: String,
    pub signature: Signature,
    /// When it was received, as it is to stand there; empty: room for a pen.
    pub received_at: String,
    /// 代收人 with relation and reason; empty if the recipient took it.
    pub substitute: String,
    /// The system's own record, in electronic service.
    pub electronic: Option<ElectronicService>,
    pub remarks: String,
    /// 填发人
    pub issuer: String,
    /// 送达人
    pub server: String,
}

impl Form for ServiceAcknowledgement {
    const KEY: &'static str = "service_acknowledgement";
}

/// What is served, and how many of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServedPaper {
    pub name: String,
    pub copies: u32,
}

/// Electronic service: the moment of service is that of arrival (民诉法解释第一百三十五条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ElectronicService {
    /// 平台, 短信, 电子邮件.
    pub channel: String,
    /// Beijing time to the second; likewise the next two.
    pub sent_at: String,
    /// Empty while it has not arrived.
    pub arrived_at: String,
    /// Empty while it has not been opened.
    pub opened_at: String,
}
