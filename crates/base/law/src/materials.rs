//! 立案材料: the categories of materials for each kind of filing, and which of them are required.

use crate::{
    CaseKind,
    data::{Confidence, table},
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// 立案身份: for whom the filing is made, and by whom (民事诉讼法第五十一条、第六十一条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// 为本人申请，本人办理
    Own,
    /// 为他人（自然人）申请，代理人办理
    NaturalAgent,
    /// 为公司等组织申请，法定代表人或者工作人员办理
    OrganisationOwn,
    /// 为公司等组织申请，代理人办理
    OrganisationAgent,
}

/// Not a capacity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("立案身份“{0}”无法识别。请从列表中选择立案身份")]
pub struct NotACapacity(pub String);

/// A category of materials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Material {
    pub key: &'static str,
    pub name: &'static str,
    /// Shown with a star; the filing cannot be submitted without it.
    pub required: bool,
    pub article: &'static str,
    pub hint: &'static str,
    pub confidence: Confidence,
}

impl Capacity {
    pub const ALL: [Self; 4] =
        [Self::Own, Self::NaturalAgent, Self::OrganisationOwn, Self::OrganisationAgent];

    /// The word kept in the database (民事诉讼法第五十一条、第六十一条，本项目的英文名).
    pub const fn key(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::NaturalAgent => "natural_agent",
            Self::OrganisationOwn => "organisation_own",
            Self::OrganisationAgent => "organisation_agent",
        }
    }

    /// An agent acts and shows his authority (民事诉讼法第六十一条、第六十二条).
    pub const fn by_agent(self) -> bool {
        matches!(self, Self::NaturalAgent | Self::OrganisationAgent)
    }
}

impl FromStr for Capacity {
    type Err = NotACapacity;
    fn from_str(text: &str) -> Result<Self, NotACapacity> {
        let found = Self::ALL.into_iter().find(|capacity| capacity.key() == text);
        found.ok_or_else(|| NotACapacity(text.to_owned()))
    }
}

/// The categories for a kind of filing and a capacity, in the order they are asked for
/// (民事诉讼法第一百二十三条、第一百二十四条；法释〔2015〕8号第六条；行政诉讼法第四十九条；企业破产法第八条).
pub fn required(kind: CaseKind, capacity: Capacity) -> Vec<Material> {
    let table = table!("materials.tsv");
    table
        .rows()
        .filter(|row| row.cell("kind") == kind.key())
        .filter(|row| {
            let capacities = row.cell("capacity");
            capacities == "*" || capacities.split(' ').any(|word| word == capacity.key())
        })
        .map(|row| Material {
            key: row.cell("key"),
            name: row.cell("name"),
            required: row.cell("required") == "yes",
            article: row.cell("article"),
            hint: row.cell("hint"),
            confidence: table.confidence(),
        })
        .collect()
}

/// A category by kind of filing, capacity and key (法释〔2015〕8号第六条).
pub fn find(kind: CaseKind, capacity: Capacity, key: &str) -> Option<Material> {
    required(kind, capacity).into_iter().find(|material| material.key == key)
}

/// Where a category stands in the order of its kind (法释〔2015〕8号第六条); what is unknown stands last.
pub fn place(kind: CaseKind, key: &str) -> usize {
    let rows = table!("materials.tsv").rows().filter(|row| row.cell("kind") == kind.key());
    rows.map(|row| row.cell("key")).position(|known| known == key).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// 法释〔2015〕8号第六条: 起诉状、身份证明、授权委托手续、被告身份、证据.
    #[test]
    fn registration_art6_every_filing_has_its_materials() {
        for kind in CaseKind::ALL {
            for capacity in Capacity::ALL {
                let all = required(kind, capacity);
                let keys: HashSet<_> = all.iter().map(|material| material.key).collect();
                assert_eq!(keys.len(), all.len(), "{kind:?} {capacity:?}");
                assert!(keys.contains("plaintiff_identity") && keys.contains("other"));
                assert_eq!(keys.contains("authority"), capacity.by_agent());
                assert!(all.iter().all(|m| m.article.contains('第') || m.article.contains('号')));
            }
        }
        let civil = required(CaseKind::CivilFirst, Capacity::Own);
        assert_eq!(civil[0].name, "起诉状");
        assert!(civil.iter().any(|m| m.name == "送达地址确认书" && m.required));
        assert_eq!("own".parse(), Ok(Capacity::Own));
        assert!(find(CaseKind::EnforcementFirst, Capacity::Own, "enforcement_basis").is_some());
    }
}
