//! The kinds of matters that can be brought to the court's window.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// 案件类型，按立案窗口的分类（法〔2015〕137号附件：案件类型及代字标准）.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// 民事一审
    CivilFirst,
    /// 行政一审
    AdministrativeFirst,
    /// 刑事自诉
    PrivateProsecution,
    /// 国家赔偿
    StateCompensation,
    /// 申请撤销仲裁裁决
    ArbitrationSetAside,
    /// 首次执行
    EnforcementFirst,
    /// 普通执行（恢复执行等）
    EnforcementOther,
    /// 调解立案
    Mediation,
    /// 破产立案
    Bankruptcy,
}

/// Not a kind of case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("案件类型“{0}”无法识别。请从列表中选择案件类型")]
pub struct NotACaseKind(pub String);

impl CaseKind {
    pub const ALL: [Self; 9] = [
        Self::CivilFirst,
        Self::AdministrativeFirst,
        Self::PrivateProsecution,
        Self::StateCompensation,
        Self::ArbitrationSetAside,
        Self::EnforcementFirst,
        Self::EnforcementOther,
        Self::Mediation,
        Self::Bankruptcy,
    ];

    /// The word kept in the database (法〔2015〕137号附件的类型，本项目的英文名).
    pub const fn key(self) -> &'static str {
        match self {
            Self::CivilFirst => "civil_first",
            Self::AdministrativeFirst => "administrative_first",
            Self::PrivateProsecution => "private_prosecution",
            Self::StateCompensation => "state_compensation",
            Self::ArbitrationSetAside => "arbitration_set_aside",
            Self::EnforcementFirst => "enforcement_first",
            Self::EnforcementOther => "enforcement_other",
            Self::Mediation => "mediation",
            Self::Bankruptcy => "bankruptcy",
        }
    }

    /// The Chinese name (法〔2015〕137号附件：案件类型).
    pub const fn label(self) -> &'static str {
        match self {
            Self::CivilFirst => "民事一审",
            Self::AdministrativeFirst => "行政一审",
            Self::PrivateProsecution => "刑事自诉",
            Self::StateCompensation => "国家赔偿",
            Self::ArbitrationSetAside => "申请撤销仲裁裁决",
            Self::EnforcementFirst => "首次执行",
            Self::EnforcementOther => "普通执行",
            Self::Mediation => "调解立案",
            Self::Bankruptcy => "破产立案",
        }
    }

    /// 类型代字，用于案号（法〔2015〕137号第六条及附件；诉前调为法发〔2020〕8号要求的单独编号）.
    pub const fn type_code(self) -> &'static str {
        match self {
            Self::CivilFirst => "民初",
            Self::AdministrativeFirst => "行初",
            Self::PrivateProsecution => "刑初",
            Self::StateCompensation => "委赔",
            Self::ArbitrationSetAside => "民特",
            Self::EnforcementFirst => "执",
            Self::EnforcementOther => "执恢",
            Self::Mediation => "诉前调",
            Self::Bankruptcy => "破申",
        }
    }
}

impl FromStr for CaseKind {
    type Err = NotACaseKind;
    fn from_str(text: &str) -> Result<Self, NotACaseKind> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.key() == text || kind.label() == text)
            .ok_or_else(|| NotACaseKind(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_key_and_by_name() {
        for kind in CaseKind::ALL {
            assert_eq!(kind.key().parse(), Ok(kind));
            assert_eq!(kind.label().parse(), Ok(kind));
        }
        assert!("民事".parse::<CaseKind>().is_err());
    }
}
