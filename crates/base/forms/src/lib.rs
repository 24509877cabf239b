//! 文书: what has to be known for each paper. One struct for one paper; the press (`infra/paper`)
//! sets them, the stages fill them, and neither needs to know the other.
//!
//! A text field that is empty has not been given: where a person would write it by hand the paper
//! leaves room for a pen, elsewhere the line is left out. Wordings stand in the templates; what is
//! listed with its legal basis in `docs/papers.md` is the same as here.
mod day;
mod file;
mod money;
mod notices;
mod party;
mod pleadings;
mod proofs;
mod receipt;
mod rulings;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod service;
mod signature;
#[cfg(test)]
mod tests;

pub use day::Day;
pub use file::{CoverLine, FileContents, FileCover, FileItem};
pub use money::Money;
pub use notices::{
    AcceptanceNotice, Contact, EvidenceNotice, FeeItem, PaymentNotice, PaymentWay, ResponseNotice,
    SupplementNotice,
};
pub use party::{Agent, Authority, Identity, NaturalPerson, Organisation, Party, PartyInformation};
pub use pleadings::{Answer, Complaint, Element, ElementComplaint, ElementSection, Tick};
pub use proofs::{EvidenceItem, EvidenceList, Medium, PowerOfAttorney, RepresentativeCertificate};
pub use receipt::{FiledMaterial, FilingReceipt, Verification};
pub use rulings::{Member, RefusalRuling, ReturnNotice, WrittenRuling};
pub use service::{ElectronicService, ServedPaper, ServiceAcknowledgement, ServiceAddress};
pub use signature::{Signatory, Signature, Stroke, Strokes};

/// Something that the press can set.
pub trait Form: serde::Serialize {
    /// The name of the template.
    const KEY: &'static str;

    /// What the port `PaperMaker` of the kernel takes.
    fn data(&self) -> serde_json::Result<serde_json::Value> {
        serde_json::to_value(self)
    }
}

/// A line of a table: what is asked, and what was filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Row {
    pub label: String,
    /// Empty: room for a pen.
    pub value: String,
}

impl Row {
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}
