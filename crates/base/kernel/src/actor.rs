//! Who acts. Accounts are people; a person acts in one capacity at a time.
use crate::id::AccountId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a member of staff is appointed to do in one court.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// 立案人员
    FilingClerk,
    /// 法官
    Judge,
    /// 书记员
    CourtClerk,
    /// 财务
    Cashier,
    /// 法院管理员
    CourtAdministrator,
    /// 平台管理员
    PlatformAdministrator,
    /// 审计
    Auditor,
}

impl StaffRole {
    /// Every role, in the order of the list above.
    pub const ALL: [Self; 7] = [
        Self::FilingClerk,
        Self::Judge,
        Self::CourtClerk,
        Self::Cashier,
        Self::CourtAdministrator,
        Self::PlatformAdministrator,
        Self::Auditor,
    ];

    /// The name in the database and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::FilingClerk => "filing_clerk",
            Self::Judge => "judge",
            Self::CourtClerk => "court_clerk",
            Self::Cashier => "cashier",
            Self::CourtAdministrator => "court_administrator",
            Self::PlatformAdministrator => "platform_administrator",
            Self::Auditor => "auditor",
        }
    }

    /// The role of that key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.key() == key)
    }

    /// The Chinese name of the office.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FilingClerk => "立案人员",
            Self::Judge => "法官",
            Self::CourtClerk => "书记员",
            Self::Cashier => "财务",
            Self::CourtAdministrator => "法院管理员",
            Self::PlatformAdministrator => "平台管理员",
            Self::Auditor => "审计",
        }
    }
}

/// Whoever stands behind a request or an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// Nobody that we know.
    Visitor,
    /// A person who acts for himself. `verified` once the real name is proven.
    Person {
        /// Whose account.
        account: AccountId,
        /// 实名认证 done.
        verified: bool,
    },
    /// A member of one court's staff, past the second factor.
    Staff {
        /// Whose account.
        account: AccountId,
        /// The court's id as in `law::court`.
        court: String,
        /// What they are appointed to do there.
        roles: BTreeSet<StaffRole>,
    },
    /// The platform itself: a deadline passed, a job ran.
    System,
}

impl Actor {
    /// The account behind the actor, if a person is behind it.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Person { account, .. } | Self::Staff { account, .. } => Some(*account),
            Self::Visitor | Self::System => None,
        }
    }

    /// The staff member's court.
    pub fn court(&self) -> Option<&str> {
        match self {
            Self::Staff { court, .. } => Some(court),
            Self::Visitor | Self::Person { .. } | Self::System => None,
        }
    }
}
