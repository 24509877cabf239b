//! What was submitted, as it was: the content, the files by their digests, and one digest over all.
use super::model::{Capacity, Content, Filing};
use chrono::{DateTime, Utc};
use kernel::id::{FilingId, MaterialId};
use law::CaseKind;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The filing as one round shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    pub kind: CaseKind,
    pub capacity: Capacity,
    pub court: Option<String>,
    pub cause: Option<String>,
    pub cause_list: String,
    pub content: Content,
}

/// A file as it was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedFile {
    pub id: MaterialId,
    pub category: String,
    pub name: String,
    pub file_name: String,
    pub sha256: String,
    pub media_type: String,
    pub size: i64,
    pub pages: Option<i64>,
    /// Made by the platform from the content, by a job.
    #[serde(default)]
    pub generated: bool,
}

/// One round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    pub round: u32,
    pub at: DateTime<Utc>,
    pub digest: String,
    pub snapshot: Snapshot,
    pub files: Vec<SubmittedFile>,
}

impl Snapshot {
    /// The filing as it stands, without the traces of editing.
    pub fn of(filing: &Filing) -> Self {
        let mut content = filing.content.clone();
        content.tabs.clear();
        Self {
            kind: filing.kind,
            capacity: filing.capacity,
            court: filing.court.clone(),
            cause: filing.cause.clone(),
            cause_list: filing.cause_list.clone(),
            content,
        }
    }
}

/// SHA-256 (hex) over these lines, each ended by a line feed: `dengwen-filing-1`, the filing, the
/// round, the SHA-256 of the content's JSON, then for each file in its order the SHA-256 of its
/// bytes, a space, its category, a space, its name.
pub fn digest(id: FilingId, round: u32, content: &[u8], files: &[SubmittedFile]) -> String {
    use std::fmt::Write;
    let mut text =
        format!("dengwen-filing-1\n{id}\n{round}\n{}\n", hex::encode(Sha256::digest(content)));
    for file in files {
        let _ = writeln!(text, "{} {} {}", file.sha256, file.category, file.name);
    }
    hex::encode(Sha256::digest(text))
}
