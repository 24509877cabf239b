//! What the court states and commits to (docs/proof.md, “Statements”).

use crate::{Hash, Moment, canonical};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// A statement is only in the receipt of the person concerned and in the court's sealed store, never in the log
/// (docs/proof.md, “Statements”). Kinds may be added; what is written once keeps its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Statement {
    /// 收到文件: a file arrived and was accepted (电子数据, 在线诉讼规则第十二条).
    FileAccepted {
        /// SHA-256 of its octets.
        sha256: Hash,
        /// SM3 of its octets.
        sm3: Hash,
        /// How many octets.
        size: u64,
        /// As its content was recognised, such as `application/pdf`.
        media_type: String,
        /// When its last octet arrived.
        received_at: Moment,
    },
    /// 收到立案申请: a filing was submitted (民事诉讼法第一百二十三条, 第一百二十六条).
    FilingSubmitted {
        /// 立案登记编码.
        registration: String,
        /// Id of the court, from the list of courts.
        court: String,
        /// Which submission: 1, and one more after each supplement.
        round: u32,
        /// Digest over the whole content as submitted.
        digest: Hash,
        /// SHA-256 of each file, in the order submitted.
        files: Vec<Hash>,
        /// When.
        submitted_at: Moment,
    },
    /// 发出通知书 (such as 受理案件通知书, 补正通知书).
    NoticeIssued(Issued),
    /// 发出裁判文书 (such as 不予受理裁定书, 判决书).
    DecisionIssued(Issued),
    /// 案卷日志的一条: ties the docket, which is hash-linked, to this log.
    DocketEntry {
        /// Id of the matter.
        case: String,
        /// The number of the entry within it.
        seq: u64,
        /// The hash of the entry.
        hash: Hash,
    },
}

/// A document that the court issued (民事诉讼法第一百二十六条, 第一百五十五条; docs/proof.md, “Statements”).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issued {
    /// 案号, or 立案登记编码 before there is one.
    pub number: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of its octets, seals and all.
    pub sha256: Hash,
    /// When.
    pub issued_at: Moment,
}

/// The statement is of a kind that this verifier does not know, or its fields are not those of its kind
/// (docs/proof.md, “Statements”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("凭证所载内容的种类或字段无法识别")]
pub struct NotAStatement;

/// The names of the kinds, as they stand in leaf and statement (docs/proof.md, “Statements”).
pub(crate) const KINDS: [&str; 5] =
    ["file_accepted", "filing_submitted", "notice_issued", "decision_issued", "docket_entry"];

impl Statement {
    /// The name of its kind (docs/proof.md, “Statements”).
    pub fn kind(&self) -> &'static str {
        let [file, filing, notice, decision, docket] = KINDS;
        match self {
            Self::FileAccepted { .. } => file,
            Self::FilingSubmitted { .. } => filing,
            Self::NoticeIssued(_) => notice,
            Self::DecisionIssued(_) => decision,
            Self::DocketEntry { .. } => docket,
        }
    }

    /// Reads a statement taken from a receipt (docs/proof.md, “Statements”).
    pub fn read(value: &Value) -> Result<Self, NotAStatement> {
        let statement = Self::deserialize(value).map_err(|_| NotAStatement)?;
        // What reading would pass over must not be there.
        let again = canonical::encode(&statement).map_err(|_| NotAStatement)?;
        let same = canonical::encode_value(value).is_ok_and(|text| text == again);
        if same { Ok(statement) } else { Err(NotAStatement) }
    }
}

/// One sentence for people (docs/proof.md, “Statements”).
impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FileAccepted { size, media_type, received_at, .. } => {
                write!(f, "法院于{}收到文件，类型{media_type}，{size}字节", received_at.beijing())
            }
            Self::FilingSubmitted { registration, court, round, files, submitted_at, .. } => {
                let (at, count) = (submitted_at.beijing(), files.len());
                write!(f, "法院（{court}）于{at}收到立案申请，登记编码{registration}，")?;
                write!(f, "第{round}次提交，材料{count}份")
            }
            Self::NoticeIssued(Issued { number, title, issued_at, .. })
            | Self::DecisionIssued(Issued { number, title, issued_at, .. }) => {
                write!(f, "法院于{}发出《{title}》，编号{number}", issued_at.beijing())
            }
            Self::DocketEntry { case, seq, .. } => {
                write!(f, "案卷{case}的日志第{seq}条已记入存证日志")
            }
        }
    }
}
