//! A filing and where it stands: states, transitions, and which acts are open. Pure.
pub use super::content::*;
pub use super::mark::{Mark, Target};
use crate::keyed::keyed;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    actor::Actor,
    id::{AccountId, CaseId, FilingId},
    open_act::{OpenAct, Openness},
    policy::{Permission, Relation, may},
};
use law::{CaseKind, cause::CauseList, court::Court};
use serde::{Deserialize, Serialize};

/// How often a court may ask for more (人民法院在线诉讼规则第九条：一次性告知；FIL-16：至多两次).
pub const MOST_SUPPLEMENTS: u32 = 2;

/// 立案申请
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    pub id: FilingId,
    /// The docket; the case keeps it.
    pub case: CaseId,
    pub filer: AccountId,
    pub kind: CaseKind,
    pub capacity: Capacity,
    /// Id of the court.
    pub court: Option<String>,
    /// Id of the cause within `cause_list`.
    pub cause: Option<String>,
    /// Key of the list in force when the filing was begun.
    pub cause_list: String,
    pub content: Content,
    pub state: FilingState,
    /// How often it was submitted.
    pub round: u32,
    /// How often the court asked for more.
    pub supplements: u32,
    /// 立案登记编码, from the first submission on.
    pub registration: Option<Registration>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub copied_from: Option<FilingId>,
    /// Counts every change of the row.
    pub version: i64,
}

keyed! {
    /// On whose behalf (FIL-2).
    pub Capacity { OneSelf = "self" "为本人申请" }
}

impl Capacity {
    /// 立案身份
    pub const fn standing(self) -> &'static str {
        match self {
            Self::OneSelf => "原告（本人）",
        }
    }
}

/// Given once and kept through withdrawal, supplements and transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    pub code: String,
    pub at: DateTime<Utc>,
}

/// Where a filing stands. Each state carries what is known in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilingState {
    /// 草稿
    Draft,
    /// 已提交，待审查
    Submitted {
        at: DateTime<Utc>,
        /// The court must have answered by then.
        due: DateTime<Utc>,
    },
    /// 待补充材料
    Supplement { asked_at: DateTime<Utc>, until: Option<NaiveDate> },
    /// 已立案
    Accepted { at: DateTime<Utc>, number: String },
    /// 不予受理
    Refused { at: DateTime<Utc> },
}

keyed! {
    /// A state without what is known in it: for filters and the database.
    pub StateName {
        Draft = "draft" "草稿",
        Submitted = "submitted" "已提交，待审查",
        Supplement = "supplement" "待补充材料",
        Accepted = "accepted" "已立案",
        Refused = "refused" "不予受理",
    }
}

impl StateName {
    /// What a filer reads: a draft that had been submitted was taken back.
    pub fn told(self, submitted_before: bool) -> &'static str {
        match self {
            Self::Draft if submitted_before => "已撤回",
            Self::Draft | Self::Submitted | Self::Supplement | Self::Accepted | Self::Refused => {
                self.name()
            }
        }
    }
}

/// The filing is not in a state in which this can be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct NotNow {
    pub why: String,
}

impl NotNow {
    fn new(why: impl Into<String>) -> Self {
        Self { why: why.into() }
    }
}

keyed! {
    /// What a filer may do to a filing.
    pub FilingAct {
        Edit = "edit" "修改",
        Submit = "submit" "提交",
        Withdraw = "withdraw" "撤回",
        Copy = "copy" "复制为新的申请",
        Delete = "delete" "删除",
    }
}

keyed! {
    /// The steps of the task list, in their order.
    pub Section {
        Court = "court" "受理法院",
        Notices = "notices" "须知",
        Cause = "cause" "案由",
        Parties = "parties" "当事人",
        Claims = "claims" "诉讼请求与事实",
        Jurisdiction = "jurisdiction" "管辖",
        Materials = "materials" "诉讼材料",
        ServiceAddress = "service-address" "送达地址确认书",
        Fee = "fee" "费用测算",
    }
}

impl FilingState {
    pub const fn name(&self) -> StateName {
        match self {
            Self::Draft => StateName::Draft,
            Self::Submitted { .. } => StateName::Submitted,
            Self::Supplement { .. } => StateName::Supplement,
            Self::Accepted { .. } => StateName::Accepted,
            Self::Refused { .. } => StateName::Refused,
        }
    }

    /// 起诉 (第一百二十三条), also after a supplement.
    pub fn submit(&self, at: DateTime<Utc>, due: DateTime<Utc>) -> Result<Self, NotNow> {
        match self {
            Self::Draft | Self::Supplement { .. } => Ok(Self::Submitted { at, due }),
            Self::Submitted { .. } => Err(NotNow::new("该申请已经提交，正在等待法院审查")),
            Self::Accepted { .. } | Self::Refused { .. } => Err(self.decided()),
        }
    }

    /// 撤回: a draft again.
    pub fn withdraw(&self) -> Result<Self, NotNow> {
        match self {
            Self::Submitted { .. } | Self::Supplement { .. } => Ok(Self::Draft),
            Self::Draft => Err(NotNow::new("该申请是草稿，尚未提交，无需撤回")),
            Self::Accepted { .. } => Err(NotNow::new(
                "法院已经立案。如不再继续诉讼，请在案件空间中申请撤诉（民事诉讼法第一百四十八条）",
            )),
            Self::Refused { .. } => Err(self.decided()),
        }
    }

    /// 要求补充材料. The caller checks how often it was asked: [`Filing::ask_supplement`].
    pub fn ask(&self, asked_at: DateTime<Utc>, until: Option<NaiveDate>) -> Result<Self, NotNow> {
        self.answered(|| Self::Supplement { asked_at, until })
    }

    /// 予以立案 (第一百二十六条).
    pub fn accept(&self, at: DateTime<Utc>, number: String) -> Result<Self, NotNow> {
        self.answered(|| Self::Accepted { at, number })
    }

    /// 不予受理 (第一百二十六条).
    pub fn refuse(&self, at: DateTime<Utc>) -> Result<Self, NotNow> {
        self.answered(|| Self::Refused { at })
    }

    /// 移送: it stays submitted, with the same period, at another court.
    pub fn transfer(&self) -> Result<Self, NotNow> {
        self.answered(|| self.clone())
    }

    fn answered(&self, next: impl FnOnce() -> Self) -> Result<Self, NotNow> {
        match self {
            Self::Submitted { .. } => Ok(next()),
            Self::Draft => Err(NotNow::new("该申请是草稿或者已被申请人撤回，不能审查")),
            Self::Supplement { .. } => Err(NotNow::new("已要求申请人补充材料，正在等待补充")),
            Self::Accepted { .. } | Self::Refused { .. } => Err(self.decided()),
        }
    }

    fn decided(&self) -> NotNow {
        NotNow::new(match self {
            Self::Accepted { number, .. } => format!("法院已经立案，案号为{number}，不能再改动"),
            Self::Refused { .. } => "法院已决定不予受理。可以复制为新的申请，修改后重新提交".into(),
            Self::Draft | Self::Submitted { .. } | Self::Supplement { .. } => {
                "该申请当前状态不允许此操作".into()
            }
        })
    }
}

impl Filing {
    /// A filing that is just begun, on the list of causes of its day.
    pub fn begin(
        filer: AccountId,
        (kind, capacity): (CaseKind, Capacity),
        list: &CauseList,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            id: FilingId::new(),
            case: CaseId::new(),
            filer,
            kind,
            capacity,
            court: None,
            cause: None,
            cause_list: list.key.to_owned(),
            content: Content::default(),
            state: FilingState::Draft,
            round: 0,
            supplements: 0,
            registration: None,
            created_at: now,
            updated_at: now,
            copied_from: None,
            version: 1,
        }
    }

    /// Short name, e.g. 张三诉李四民间借贷纠纷.
    pub fn title(&self) -> String {
        self.content.title(self.cause_name())
    }

    /// The cause's name in the filing's own list.
    pub fn cause_name(&self) -> Option<&'static str> {
        law::cause::find(law::cause::list(&self.cause_list)?, self.cause.as_deref()?)
            .map(|c| c.name)
    }

    /// The court it is addressed to.
    pub fn court(&self) -> Option<&'static Court> {
        self.court.as_deref().and_then(law::court::find)
    }

    /// Taken back by its filer: a draft that had been submitted.
    pub fn is_withdrawn(&self) -> bool {
        matches!(self.state, FilingState::Draft) && self.round > 0
    }

    /// The court may still ask for more (FIL-16).
    pub fn ask_supplement(
        &self,
        at: DateTime<Utc>,
        until: Option<NaiveDate>,
    ) -> Result<FilingState, NotNow> {
        if self.supplements >= MOST_SUPPLEMENTS {
            return Err(NotNow::new(
                "已要求补充两次，不能再要求补充。请作出立案或者不予受理的决定",
            ));
        }
        self.state.ask(at, until)
    }

    /// How often the court may still ask for more.
    pub fn supplements_left(&self) -> u32 {
        MOST_SUPPLEMENTS.saturating_sub(self.supplements)
    }

    /// What this actor may do to it now: buttons, the API and the guards of the acts agree on it.
    pub fn open_acts(&self, actor: &Actor) -> Vec<OpenAct<FilingAct>> {
        let own = actor.account() == Some(self.filer);
        let relation = if own { Relation::Own } else { Relation::None };
        let denied = may(actor, Permission::OwnFilings, relation).err().map(|d| d.to_string());
        let act = |act: &FilingAct| match denied.clone().or_else(|| self.closed(*act)) {
            None => OpenAct { act: *act, state: Openness::Open { until: self.until(*act) } },
            Some(why) => OpenAct::closed(*act, why),
        };
        FilingAct::ALL.iter().map(act).collect()
    }

    /// The last moment that the court set for an act.
    fn until(&self, act: FilingAct) -> Option<DateTime<Utc>> {
        match (act, &self.state) {
            (FilingAct::Submit, FilingState::Supplement { until, .. }) => {
                until.map(law::period::end_of_day)
            }
            (
                FilingAct::Edit
                | FilingAct::Submit
                | FilingAct::Withdraw
                | FilingAct::Copy
                | FilingAct::Delete,
                _,
            ) => None,
        }
    }

    /// Whether the act is open, or why not.
    pub fn check(&self, act: FilingAct) -> Result<(), NotNow> {
        self.closed(act).map_or(Ok(()), |why| Err(NotNow { why }))
    }

    fn closed(&self, act: FilingAct) -> Option<String> {
        let state = &self.state;
        match act {
            FilingAct::Copy => None,
            FilingAct::Submit => {
                state.submit(self.updated_at, self.updated_at).err().map(|e| e.why)
            }
            FilingAct::Withdraw => state.withdraw().err().map(|e| e.why),
            FilingAct::Edit => match state {
                FilingState::Draft | FilingState::Supplement { .. } => None,
                FilingState::Submitted { .. } => {
                    Some("该申请已经提交，正在等待法院审查。如需修改，请先撤回".into())
                }
                FilingState::Accepted { .. } | FilingState::Refused { .. } => {
                    Some(state.decided().why)
                }
            },
            FilingAct::Delete => match state {
                FilingState::Draft if self.round == 0 => None,
                FilingState::Draft => {
                    Some("该申请曾经提交，案卷记录依法保留，不能删除。可以修改后再次提交".into())
                }
                FilingState::Submitted { .. } | FilingState::Supplement { .. } => {
                    Some("该申请已经提交，不能删除。可以先撤回".into())
                }
                FilingState::Accepted { .. } | FilingState::Refused { .. } => {
                    Some(state.decided().why)
                }
            },
        }
    }
}

/// What the court answered in one round, as the filer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub round: u32,
    pub at: DateTime<Utc>,
    pub decision: Decision,
    pub marks: Vec<Mark>,
    pub opinion: String,
    pub law: String,
    pub until: Option<NaiveDate>,
}

keyed! {
    /// How the court answers.
    pub Decision {
        Accept = "accept" "予以立案",
        Supplement = "supplement" "要求补充材料",
        Refuse = "refuse" "不予受理",
        Transfer = "transfer" "移送",
    }
}
