//! 存证日志: what the court received and decided, as salted commitments in a log that anyone can check.
//!
//! [`commit`] runs in the act's own transaction, so that nothing is acknowledged without its commitment.
//! A [`Sequencer`] then puts the waiting commitments into the tree in groups, one node at a time
//! (it locks the head's row), and signs checkpoints. Leaves and openings are never changed; what
//! the log serves to strangers ([`serve`]) tells nothing about anyone. Formats: `docs/proof.md`.
mod audit;
mod keys;
mod read;
mod sequence;
pub mod serve;
mod stamps;

pub use audit::{Audit, AuditError, audit};
pub use keys::{KeyFileError, LogKeys};
pub use read::{Answer, receipt};
pub use sequence::{CHECKPOINT_EVERY, LogError, Sequencer};
pub use stamps::{latest as latest_stamp, record as record_stamp, unstamped};

use crate::{
    Vault,
    docket::Reactor,
    entity::{blob, court_paper, proof_commitment, proof_pending},
};
use async_trait::async_trait;
use chain::{Issued, Moment, Opening, Salt, Statement};
use chrono::{DateTime, SubsecRound, Utc};
use kernel::{
    docket::DocketEntry,
    id::{CaseId, FilingId, MaterialId},
};
use rand::TryRngCore;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    sea_query::OnConflict,
};
use std::fmt;
use tokio::sync::Notify;
use uuid::Uuid;

/// The place for which openings are sealed.
const CONTEXT: &str = "proof_commitment.opening";

/// Rung by [`commit`], so that the sequencer of this process need not wait for its next look.
static BELL: Notify = Notify::const_new();

/// What a commitment is about. Each subject is committed to once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One submission of a filing.
    Filing(FilingId, u32),
    /// One file that was accepted.
    Material(MaterialId),
    /// One paper that the court issued.
    Paper(MaterialId),
    /// One entry of a docket.
    Docket(CaseId, i64),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Filing(id, round) => write!(f, "filing/{id}/{round}"),
            Self::Material(id) => write!(f, "material/{id}"),
            Self::Paper(id) => write!(f, "paper/{id}"),
            Self::Docket(case, seq) => write!(f, "docket/{case}/{seq}"),
        }
    }
}

/// Commits to a statement in the act's transaction. Committing twice to one subject is no error: the first
/// stands.
pub async fn commit(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    now: DateTime<Utc>,
    subject: Subject,
    statement: &Statement,
) -> Result<(), DbErr> {
    let broken = |e: &dyn fmt::Display| DbErr::Custom(format!("存证 {subject}：{e}"));
    let mut salt = [0; 32];
    rand::rngs::OsRng.try_fill_bytes(&mut salt).map_err(|e| broken(&e))?;
    let opening = Opening::new(Salt(salt), statement).map_err(|e| broken(&e))?;
    let at = now.trunc_subsecs(6);
    let leaf = opening.leaf(Moment::new(at)).map_err(|e| broken(&e))?;
    let json = serde_json::to_vec(&opening).map_err(|e| broken(&e))?;
    let id = Uuid::now_v7();
    let row = proof_commitment::Model {
        id,
        subject: subject.to_string(),
        opening: vault.seal(CONTEXT, &json),
        at,
    };
    let known = OnConflict::column(proof_commitment::Column::Subject).do_nothing().to_owned();
    let written = proof_commitment::Entity::insert(row.into_active_model())
        .on_conflict(known)
        .try_insert()
        .exec_without_returning(tx)
        .await?;
    if matches!(written, sea_orm::TryInsertResult::Inserted(n) if n > 0) {
        let waiting = proof_pending::Model { id, leaf: leaf.text() };
        proof_pending::Entity::insert(waiting.into_active_model())
            .exec_without_returning(tx)
            .await?;
        BELL.notify_one();
    }
    Ok(())
}

/// Commits to every entry of every docket, in the act's transaction.
#[derive(Debug)]
pub struct Witness(pub Vault);

#[async_trait]
impl Reactor for Witness {
    async fn react(&self, tx: &DatabaseTransaction, entry: &DocketEntry) -> Result<(), DbErr> {
        let broken = |e: &dyn fmt::Display| DbErr::Custom(format!("案卷 {}：{e}", entry.case));
        let statement = Statement::DocketEntry {
            case: entry.case.to_string(),
            seq: u64::try_from(entry.seq).map_err(|e| broken(&e))?,
            hash: entry.hash.parse().map_err(|e| broken(&e))?,
        };
        commit(tx, &self.0, entry.at, Subject::Docket(entry.case, entry.seq), &statement).await
    }
}

/// Commits to a file that is accepted as a material now: the digests that were computed on the way in.
pub async fn accept_file(
    tx: &DatabaseTransaction,
    vault: &Vault,
    now: DateTime<Utc>,
    (id, sha256): (MaterialId, &str),
) -> Result<(), DbErr> {
    let broken = |e: &dyn fmt::Display| DbErr::Custom(format!("文件 {sha256}：{e}"));
    let row = blob::Entity::find_by_id(sha256).one(tx).await?;
    let row = row.ok_or_else(|| broken(&"没有登记"))?;
    let statement = Statement::FileAccepted {
        sha256: row.sha256.parse().map_err(|e| broken(&e))?,
        sm3: row.sm3.parse().map_err(|e| broken(&e))?,
        size: u64::try_from(row.size).map_err(|e| broken(&e))?,
        media_type: row.media_type,
        received_at: Moment::new(now),
    };
    commit(tx, vault, now, Subject::Material(id), &statement).await
}

/// What kind of paper the court issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuedAs {
    /// 通知书, 回执
    Notice,
    /// 裁判文书
    Decision,
}

/// Commits to a paper that the court issues.
pub async fn issue(
    tx: &DatabaseTransaction,
    vault: &Vault,
    now: DateTime<Utc>,
    paper: &court_paper::Model,
    as_what: IssuedAs,
) -> Result<(), DbErr> {
    let broken = |e: &dyn fmt::Display| DbErr::Custom(format!("文书 {}：{e}", paper.id));
    let issued = Issued {
        number: paper.number.clone(),
        title: paper.title.clone(),
        sha256: paper.sha256.parse().map_err(|e| broken(&e))?,
        issued_at: Moment::new(paper.issued_at),
    };
    let statement = match as_what {
        IssuedAs::Notice => Statement::NoticeIssued(issued),
        IssuedAs::Decision => Statement::DecisionIssued(issued),
    };
    commit(tx, vault, now, Subject::Paper(paper.id), &statement).await
}
