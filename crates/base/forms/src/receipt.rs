//! 立案登记回执
use crate::{Day, Form, Row};
use serde::Serialize;

/// 立案登记回执 (最高人民法院关于人民法院登记立案若干问题的规定第二条): what was received and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FilingReceipt {
    pub court: String,
    pub date: Day,
    /// 立案登记编码
    pub number: String,
    /// 提交人
    pub recipient: String,
    /// Then the paper says 你单位.
    pub organisation: bool,
    /// 提交时间 to the second, Beijing time, e.g. 2026年11月26日 09:30:15.
    pub received_at: String,
    /// 案由, 当事人, 起诉标的金额 … as the filing had them.
    pub summary: Vec<Row>,
    pub materials: Vec<FiledMaterial>,
    /// SHA-256 (hex) of the whole submission.
    pub digest: String,
    /// Last day for the court's decision (民事诉讼法第一百二十六条).
    pub decided_by: Day,
    pub verification: Verification,
}

impl Form for FilingReceipt {
    const KEY: &'static str = "filing_receipt";
}

/// A file as it was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FiledMaterial {
    pub category: String,
    pub name: String,
    /// In octets.
    pub size: u64,
    /// 64 hexadecimal digits.
    pub sha256: String,
}

/// Where anyone can check the paper; drawn as a QR code beside the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// What the code leads to, at most 331 octets.
    pub address: String,
    /// What a person types instead.
    pub code: String,
}
