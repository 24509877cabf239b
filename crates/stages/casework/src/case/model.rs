//! A case as it stands, and what can be done with it.
use chrono::{DateTime, Utc};
use kernel::{
    actor::Actor,
    docket::PartyRole,
    id::{CaseId, FilingId},
    open_act::OpenAct,
    policy::{Permission, Relation, may},
};

/// Where in the course of a lawsuit a case is (审级).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 一审
    FirstInstance,
}

impl Stage {
    /// The name in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::FirstInstance => "first_instance",
        }
    }

    /// The stage of that key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::FirstInstance].into_iter().find(|s| s.key() == key)
    }

    /// The Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FirstInstance => "一审",
        }
    }
}

/// Whether the case is being heard or is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseState {
    /// 审理中
    Open,
    /// 已结案
    Closed,
}

impl CaseState {
    /// The name in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    /// The state of that key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Open, Self::Closed].into_iter().find(|s| s.key() == key)
    }

    /// The Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "已立案",
            Self::Closed => "已结案",
        }
    }

    /// The colour of its tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Open => "done",
            Self::Closed => "blocked",
        }
    }
}

/// 案件
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its id, shared with the filing's docket.
    pub id: CaseId,
    /// The filing it came from.
    pub filing: FilingId,
    /// 案号
    pub number: String,
    /// The court's id.
    pub court: String,
    /// 案由
    pub cause: String,
    /// Short name of the matter.
    pub title: String,
    /// 审级
    pub stage: Stage,
    /// Whether it is over.
    pub state: CaseState,
    /// 立案日期
    pub accepted_at: DateTime<Utc>,
}

impl Case {
    /// The court's name.
    pub fn court_name(&self) -> &str {
        law::court::find(&self.court).map_or(self.court.as_str(), |c| c.name)
    }
}

/// 当事人 as the docket names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// 诉讼地位
    pub role: PartyRole,
    /// 姓名 or 名称
    pub name: String,
}

/// What can be done with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseAct {
    /// Opening the case space.
    Read,
}

impl CaseAct {
    /// The words of its button.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "进入案件空间",
        }
    }
}

/// What this actor can do with the case now. `member`: the case is in the actor's 我的案件.
pub fn open_acts(case: &Case, actor: &Actor, member: bool) -> Vec<OpenAct<CaseAct>> {
    let relation = if member {
        Relation::Own
    } else if actor.court() == Some(case.court.as_str()) {
        Relation::SameCourt
    } else {
        Relation::None
    };
    let permission = match actor {
        Actor::Staff { .. } => Permission::CourtCases,
        Actor::Visitor | Actor::Person { .. } | Actor::System => Permission::OwnCases,
    };
    vec![match may(actor, permission, relation) {
        Ok(()) => OpenAct::open(CaseAct::Read),
        Err(denied) => OpenAct::closed(CaseAct::Read, denied.to_string()),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{actor::StaffRole, id::AccountId};

    fn case() -> Case {
        Case {
            id: CaseId::new(),
            filing: FilingId::new(),
            number: "（2026）粤0106民初1号".into(),
            court: "a".into(),
            cause: "民间借贷纠纷".into(),
            title: "张三诉李四民间借贷纠纷".into(),
            stage: Stage::FirstInstance,
            state: CaseState::Open,
            accepted_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_case_is_read_by_its_members_and_by_its_court() {
        let staff = |court: &str| Actor::Staff {
            account: AccountId::new(),
            court: court.into(),
            roles: [StaffRole::Judge].into(),
        };
        let person = Actor::Person { account: AccountId::new(), verified: true };
        let read = |actor: &Actor, member| open_acts(&case(), actor, member)[0].is_open();
        assert!(read(&person, true));
        assert!(!read(&person, false));
        assert!(read(&staff("a"), false));
        assert!(!read(&staff("b"), false));
        assert!(!read(&Actor::Visitor, false));
    }
}
