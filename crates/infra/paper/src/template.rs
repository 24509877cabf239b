//! The papers there are.
use crate::PaperError;
use std::str::FromStr;

/// A paper of the court.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// 送达地址确认书
    ServiceAddress,
    /// 受理案件通知书
    AcceptanceNotice,
    /// 补正通知书
    SupplementNotice,
}

impl Template {
    /// Every paper.
    pub const ALL: [Self; 3] =
        [Self::ServiceAddress, Self::AcceptanceNotice, Self::SupplementNotice];

    /// The name by which stages ask for it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ServiceAddress => "service_address",
            Self::AcceptanceNotice => "acceptance_notice",
            Self::SupplementNotice => "supplement_notice",
        }
    }

    pub(crate) const fn source(self) -> &'static str {
        match self {
            Self::ServiceAddress => include_str!("../templates/service_address.typ"),
            Self::AcceptanceNotice => include_str!("../templates/acceptance_notice.typ"),
            Self::SupplementNotice => include_str!("../templates/supplement_notice.typ"),
        }
    }
}

/// What all papers share.
pub(crate) const COURT: &str = include_str!("../templates/court.typ");

impl FromStr for Template {
    type Err = PaperError;

    fn from_str(key: &str) -> Result<Self, PaperError> {
        let found = Self::ALL.into_iter().find(|t| t.key() == key);
        found.ok_or_else(|| PaperError::UnknownTemplate(key.to_owned()))
    }
}
