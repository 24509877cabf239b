//! 案卷流水, the legal record: what happened in a case, when, by whom.
//!
//! Append-only by trigger, numbered 1, 2, 3 … within a case, each entry carrying the hash of the
//! one before. An entry's hash is the SHA-256 (lower-case hex) of its **canonical form**, which is
//! these seven lines in UTF-8, each but the last ended by one line feed:
//!
//! ```text
//! dengwen-docket-1
//! 0198f3a0-…            the case, as a hyphenated lower-case UUID
//! 3                     the number, in decimal
//! 2026-09-01T01:02:03.000004Z   the time, UTC, always six digits after the point
//! 5d41…                 the hash of the entry before; 64 zeros for the first
//! {"kind":"system"}     the actor, byte for byte as stored
//! {"stage":"intake",…}  the event, byte for byte as stored
//! ```
//!
//! JSON text has no raw line feed, so the form is unambiguous and anyone can compute it.
mod verify;

pub use verify::{Report, Verdict, verify, verify_all};

use crate::{
    connect::statement,
    entity::{docket_entry, docket_head},
};
use async_trait::async_trait;
use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};
use kernel::{
    actor::Actor,
    docket::{DocketEntry, DocketEvent},
    id::CaseId,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use sha2::{Digest, Sha256};
use std::{fmt, sync::Arc};

/// The hash before the first entry.
pub const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A stage that does something of its own when something happens in a case. It runs inside the
/// act's transaction: what it refuses, the act cannot do.
#[async_trait]
pub trait Reactor: Send + Sync {
    /// Reacts to an entry that has just been appended.
    async fn react(&self, tx: &DatabaseTransaction, entry: &DocketEntry) -> Result<(), DbErr>;
}

/// Appends to dockets and tells the reactors.
#[derive(Clone, Default)]
pub struct Docket {
    reactors: Vec<Arc<dyn Reactor>>,
}

impl fmt::Debug for Docket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Docket({} reactors)", self.reactors.len())
    }
}

impl Docket {
    /// A docket whose entries these reactors see, in this order.
    pub fn new(reactors: Vec<Arc<dyn Reactor>>) -> Self {
        Self { reactors }
    }

    /// Writes what happened. From here until `tx` ends, nobody else can append to this case.
    pub async fn append(
        &self,
        tx: &DatabaseTransaction,
        now: DateTime<Utc>,
        case: CaseId,
        actor: &Actor,
        event: &DocketEvent,
    ) -> Result<DocketEntry, DbErr> {
        let (seq, previous) = next(tx, case).await?;
        let mut row = docket_entry::Model {
            case_id: case,
            seq,
            at: now.trunc_subsecs(6),
            actor: json(actor)?,
            event: json(event)?,
            previous,
            hash: String::new(),
        };
        row.hash = hash(&row);
        docket_entry::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(tx)
            .await?;
        docket_head::Entity::update_many()
            .col_expr(docket_head::Column::Hash, Expr::value(row.hash.as_str()))
            .filter(docket_head::Column::CaseId.eq(case))
            .exec(tx)
            .await?;
        let entry = entry(row)?;
        for reactor in &self.reactors {
            reactor.react(tx, &entry).await?;
        }
        Ok(entry)
    }
}

/// The entries of a case after number `after_seq`, oldest first.
pub async fn entries(
    db: &impl ConnectionTrait,
    case: CaseId,
    after_seq: i64,
    limit: u64,
) -> Result<Vec<DocketEntry>, DbErr> {
    rows(db, case, after_seq, limit).await?.into_iter().map(entry).collect()
}

async fn rows(
    db: &impl ConnectionTrait,
    case: CaseId,
    after_seq: i64,
    limit: u64,
) -> Result<Vec<docket_entry::Model>, DbErr> {
    docket_entry::Entity::find()
        .filter(docket_entry::Column::CaseId.eq(case))
        .filter(docket_entry::Column::Seq.gt(after_seq))
        .order_by_asc(docket_entry::Column::Seq)
        .limit(limit)
        .all(db)
        .await
}

/// Locks the case's head row (making it for the first entry); returns the next number and the
/// hash so far.
async fn next(tx: &DatabaseTransaction, case: CaseId) -> Result<(i64, String), DbErr> {
    let sql = "INSERT INTO docket_head (case_id, seq, hash) VALUES ($1, 1, $2)
        ON CONFLICT (case_id) DO UPDATE SET seq = docket_head.seq + 1 RETURNING seq, hash";
    let row = tx
        .query_one_raw(statement(tx, sql, [case.into(), START.into()]))
        .await?
        .ok_or_else(|| DbErr::Custom(format!("案卷 {case} 的流水没有返回编号")))?;
    Ok((row.try_get("", "seq")?, row.try_get("", "hash")?))
}

fn json(value: &impl serde::Serialize) -> Result<String, DbErr> {
    serde_json::to_string(value).map_err(|e| DbErr::Json(e.to_string()))
}

/// SHA-256 over the canonical form (see the top of this file).
fn hash(row: &docket_entry::Model) -> String {
    let at = row.at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let docket_entry::Model { case_id, seq, actor, event, previous, .. } = row;
    let form = format!("dengwen-docket-1\n{case_id}\n{seq}\n{at}\n{previous}\n{actor}\n{event}");
    hex::encode(Sha256::digest(form))
}

fn entry(row: docket_entry::Model) -> Result<DocketEntry, DbErr> {
    let broken =
        |e| DbErr::Custom(format!("案卷 {} 流水第 {} 条无法读取：{e}", row.case_id, row.seq));
    Ok(DocketEntry {
        case: row.case_id,
        seq: row.seq,
        at: row.at,
        actor: serde_json::from_str(&row.actor).map_err(broken)?,
        event: serde_json::from_str(&row.event).map_err(broken)?,
        previous: row.previous,
        hash: row.hash,
    })
}
