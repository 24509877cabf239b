//! The papers there are.
use crate::PaperError;
use forms::Form;
use std::str::FromStr;

/// A paper of the court, or of a party for the court.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// 民事起诉状
    Complaint,
    /// 民事起诉状（要素式）
    ElementComplaint,
    /// 民事答辩状
    Answer,
    /// 送达地址确认书
    ServiceAddress,
    /// 授权委托书
    PowerOfAttorney,
    /// 法定代表人身份证明书
    RepresentativeCertificate,
    /// 证据目录
    EvidenceList,
    /// 当事人信息表
    PartyInformation,
    /// 立案登记回执
    FilingReceipt,
    /// 受理案件通知书
    AcceptanceNotice,
    /// 应诉通知书
    ResponseNotice,
    /// 举证通知书
    EvidenceNotice,
    /// 交纳诉讼费用通知书
    PaymentNotice,
    /// 补正通知书
    SupplementNotice,
    /// 民事裁定书（不予受理）
    RefusalRuling,
    /// 民事裁定书 in the words of whoever decided
    WrittenRuling,
    /// 退回诉状通知书
    ReturnNotice,
    /// 送达回证
    ServiceAcknowledgement,
    /// 卷宗封面
    FileCover,
    /// 卷内目录
    FileContents,
}

impl Template {
    /// Every paper, in the order of a case.
    pub const ALL: [Self; 20] = [
        Self::Complaint,
        Self::ElementComplaint,
        Self::Answer,
        Self::ServiceAddress,
        Self::PowerOfAttorney,
        Self::RepresentativeCertificate,
        Self::EvidenceList,
        Self::PartyInformation,
        Self::FilingReceipt,
        Self::AcceptanceNotice,
        Self::ResponseNotice,
        Self::EvidenceNotice,
        Self::PaymentNotice,
        Self::SupplementNotice,
        Self::RefusalRuling,
        Self::WrittenRuling,
        Self::ReturnNotice,
        Self::ServiceAcknowledgement,
        Self::FileCover,
        Self::FileContents,
    ];

    /// The name by which stages ask for it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Complaint => forms::Complaint::KEY,
            Self::ElementComplaint => forms::ElementComplaint::KEY,
            Self::Answer => forms::Answer::KEY,
            Self::ServiceAddress => forms::ServiceAddress::KEY,
            Self::PowerOfAttorney => forms::PowerOfAttorney::KEY,
            Self::RepresentativeCertificate => forms::RepresentativeCertificate::KEY,
            Self::EvidenceList => forms::EvidenceList::KEY,
            Self::PartyInformation => forms::PartyInformation::KEY,
            Self::FilingReceipt => forms::FilingReceipt::KEY,
            Self::AcceptanceNotice => forms::AcceptanceNotice::KEY,
            Self::ResponseNotice => forms::ResponseNotice::KEY,
            Self::EvidenceNotice => forms::EvidenceNotice::KEY,
            Self::PaymentNotice => forms::PaymentNotice::KEY,
            Self::SupplementNotice => forms::SupplementNotice::KEY,
            Self::RefusalRuling => forms::RefusalRuling::KEY,
            Self::WrittenRuling => forms::WrittenRuling::KEY,
            Self::ReturnNotice => forms::ReturnNotice::KEY,
            Self::ServiceAcknowledgement => forms::ServiceAcknowledgement::KEY,
            Self::FileCover => forms::FileCover::KEY,
            Self::FileContents => forms::FileContents::KEY,
        }
    }

    pub(crate) const fn source(self) -> &'static str {
        match self {
            Self::Complaint => include_str!("../templates/complaint.typ"),
            Self::ElementComplaint => include_str!("../templates/element_complaint.typ"),
            Self::Answer => include_str!("../templates/answer.typ"),
            Self::ServiceAddress => include_str!("../templates/service_address.typ"),
            Self::PowerOfAttorney => include_str!("../templates/power_of_attorney.typ"),
            Self::RepresentativeCertificate => {
                include_str!("../templates/representative_certificate.typ")
            }
            Self::EvidenceList => include_str!("../templates/evidence_list.typ"),
            Self::PartyInformation => include_str!("../templates/party_information.typ"),
            Self::FilingReceipt => include_str!("../templates/filing_receipt.typ"),
            Self::AcceptanceNotice => include_str!("../templates/acceptance_notice.typ"),
            Self::ResponseNotice => include_str!("../templates/response_notice.typ"),
            Self::EvidenceNotice => include_str!("../templates/evidence_notice.typ"),
            Self::PaymentNotice => include_str!("../templates/payment_notice.typ"),
            Self::SupplementNotice => include_str!("../templates/supplement_notice.typ"),
            Self::RefusalRuling => include_str!("../templates/refusal_ruling.typ"),
            Self::WrittenRuling => include_str!("../templates/written_ruling.typ"),
            Self::ReturnNotice => include_str!("../templates/return_notice.typ"),
            Self::ServiceAcknowledgement => {
                include_str!("../templates/service_acknowledgement.typ")
            }
            Self::FileCover => include_str!("../templates/file_cover.typ"),
            Self::FileContents => include_str!("../templates/file_contents.typ"),
        }
    }
}

/// What papers share, by the names under which templates import it.
pub(crate) const SHARED: [(&str, &str); 4] = [
    ("court.typ", include_str!("../templates/court.typ")),
    ("sign.typ", include_str!("../templates/sign.typ")),
    ("party.typ", include_str!("../templates/party.typ")),
    ("notice.typ", include_str!("../templates/notice.typ")),
];

impl FromStr for Template {
    type Err = PaperError;

    fn from_str(key: &str) -> Result<Self, PaperError> {
        let found = Self::ALL.into_iter().find(|t| t.key() == key);
        found.ok_or_else(|| PaperError::UnknownTemplate(key.to_owned()))
    }
}
