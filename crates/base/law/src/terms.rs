//! Words of the law that are used more than once, and the shared forms of numbers and dates.

use chrono::NaiveDate;

pub const FILING: &str = "立案";
pub const ACCEPTED: &str = "受理";
pub const SUPPLEMENT: &str = "补充材料";
pub const REFUSED: &str = "不予受理";
pub const CAUSE: &str = "案由";
pub const CASE_NUMBER: &str = "案号";
pub const REGISTRATION_NUMBER: &str = "立案登记编码";
pub const PARTY: &str = "当事人";
pub const PLAINTIFF: &str = "原告";
pub const DEFENDANT: &str = "被告";
pub const THIRD_PARTY: &str = "第三人";
pub const APPLICANT: &str = "申请人";
pub const RESPONDENT: &str = "被申请人";
pub const ENFORCEMENT_APPLICANT: &str = "申请执行人";
pub const ENFORCEMENT_RESPONDENT: &str = "被执行人";
pub const AGENT: &str = "委托诉讼代理人";
pub const LEGAL_REPRESENTATIVE: &str = "法定代表人";
pub const PRINCIPAL: &str = "主要负责人";
pub const GUARDIAN: &str = "法定代理人";
pub const CLAIM: &str = "诉讼请求";
pub const FACTS: &str = "事实与理由";
pub const EVIDENCE: &str = "证据";
pub const COMPLAINT: &str = "起诉状";
pub const DEFENCE: &str = "答辩状";
pub const ADDRESS_CONFIRMATION: &str = "送达地址确认书";
pub const ELECTRONIC_SERVICE: &str = "电子送达";
pub const REAL_NAME: &str = "实名认证";
pub const CASE_SPACE: &str = "案件空间";
pub const ACCEPTANCE_FEE: &str = "案件受理费";
pub const APPLICATION_FEE: &str = "申请费";
pub const RULING: &str = "裁定书";
pub const JUDGMENT: &str = "判决书";
pub const MEDIATION_PAPER: &str = "调解书";
pub const HOTLINE: &str = "12368";

/// 二〇二六年三月一日（人民法院民事裁判文书制作规范；GB/T 9704-2012 7.3.5.4）.
pub fn date_cn(day: NaiveDate) -> String {
    crate::numerals::date_cn(day)
}
