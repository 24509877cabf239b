//! The docket: what happened, when, by whom. Append-only; the other stages read it and react to it.
use crate::id::{AccountId, CaseId, FilingId};
use serde::{Deserialize, Serialize};

/// Something that happened in a case. The JSON form is part of the legal record: variants and
/// fields may be added, never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum DocketEvent {
    /// 立案
    Intake(IntakeEvent),
}

/// What happens between a person and the filing desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum IntakeEvent {
    /// 提交起诉材料 (第一百二十三条). `round` is 1 for the first submission.
    Submitted {
        /// The filing.
        filing: FilingId,
        /// Who filed.
        filer: AccountId,
        /// The court's id.
        court: String,
        /// 立案登记编码
        registration: String,
        /// Short name of the matter, e.g. 张三诉李四民间借贷纠纷.
        title: String,
        /// Which submission this is.
        round: u32,
        /// SHA-256 of the submitted content and of each file, as submitted.
        digest: String,
    },
    /// 撤回申请: a submitted filing is a draft again.
    Withdrawn {
        /// The filing.
        filing: FilingId,
        /// Who filed.
        filer: AccountId,
        /// Short name of the matter.
        title: String,
    },
    /// 要求补充材料 (at most twice).
    SupplementAsked {
        /// The filing.
        filing: FilingId,
        /// Who filed.
        filer: AccountId,
        /// Short name of the matter.
        title: String,
        /// Which request this is: 1 or 2.
        times: u32,
        /// What is wanted, a sentence each.
        wanted: Vec<String>,
        /// The last day for handing it in, as the court set it (指定期限).
        #[serde(default)]
        until: Option<chrono::NaiveDate>,
    },
    /// 予以立案 (第一百二十六条)
    Accepted {
        /// The filing.
        filing: FilingId,
        /// Who filed.
        filer: AccountId,
        /// The court's id.
        court: String,
        /// Short name of the matter.
        title: String,
        /// 案号, printed form.
        number: String,
        /// 案由, its name as of the day of filing.
        #[serde(default)]
        cause: String,
        /// Who stands on which side, in the order of the complaint.
        #[serde(default)]
        parties: Vec<NamedParty>,
    },
    /// 不予受理 (第一百二十六条)
    Refused {
        /// The filing.
        filing: FilingId,
        /// Who filed.
        filer: AccountId,
        /// Short name of the matter.
        title: String,
        /// The reason given.
        reason: String,
        /// The articles it rests on.
        law: String,
    },
    /// 移送有管辖权的法院
    Transferred {
        /// The filing.
        filing: FilingId,
        /// Who filed.
        filer: AccountId,
        /// Short name of the matter.
        title: String,
        /// The court's id it lay with.
        from: String,
        /// The court's id it goes to.
        to: String,
        /// The reason given.
        reason: String,
    },
    /// 七个工作日未答复: the filer has been told what to do.
    Overdue {
        /// The filing.
        filing: FilingId,
        /// Who filed.
        filer: AccountId,
        /// Short name of the matter.
        title: String,
    },
}

/// A party as the docket names it; numbers and addresses stay in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedParty {
    /// 原告, 被告 or 第三人.
    pub role: PartyRole,
    /// 姓名 or 名称.
    pub name: String,
}

/// On which side a party stands (诉讼地位).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyRole {
    /// 原告
    Plaintiff,
    /// 被告
    Defendant,
    /// 第三人
    Third,
}

impl PartyRole {
    /// Every role, in the order in which papers name them.
    pub const ALL: [Self; 3] = [Self::Plaintiff, Self::Defendant, Self::Third];

    /// The name in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Plaintiff => "plaintiff",
            Self::Defendant => "defendant",
            Self::Third => "third",
        }
    }

    /// The role of that key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.key() == key)
    }

    /// The Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plaintiff => "原告",
            Self::Defendant => "被告",
            Self::Third => "第三人",
        }
    }
}

/// One entry as it stands in the docket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocketEntry {
    /// The case.
    pub case: CaseId,
    /// 1, 2, 3 … without gaps within the case.
    pub seq: i64,
    /// When.
    pub at: chrono::DateTime<chrono::Utc>,
    /// By whom.
    pub actor: crate::actor::Actor,
    /// What.
    pub event: DocketEvent,
    /// SHA-256 (hex) of the entry before, 64 zeros for the first.
    pub previous: String,
    /// SHA-256 (hex) of this entry, over its canonical form.
    pub hash: String,
}
