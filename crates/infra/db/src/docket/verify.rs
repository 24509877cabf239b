//! Whether a docket is as it was written: numbers without gaps, every hash right, the head matching.
use super::{START, hash, rows};
use crate::{
    connect::Db,
    entity::{docket_entry, docket_head},
};
use kernel::id::CaseId;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Query,
};
use std::collections::HashMap;

/// How many rows are looked at together.
const PAGE: u64 = 1000;

/// What became of one docket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry is as it was written.
    Sound {
        /// How many there are.
        entries: i64,
        /// The hash of the last; 64 zeros if there are none.
        hash: String,
    },
    /// Something was changed, added or taken away.
    Broken {
        /// The first entry that is not right.
        seq: i64,
        /// What is wrong with it, a sentence.
        why: String,
    },
}

/// What became of all dockets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// How many cases there are.
    pub cases: u64,
    /// How many entries there are.
    pub entries: u64,
    /// The first wrong entry of each case that has one, and what is wrong with it.
    pub broken: Vec<(CaseId, i64, String)>,
}

/// A docket as far as it has been read.
struct Chain {
    seq: i64,
    hash: String,
    fault: Option<(i64, String)>,
}

impl Chain {
    fn new() -> Self {
        Self { seq: 0, hash: START.into(), fault: None }
    }

    fn add(&mut self, row: &docket_entry::Model) {
        let expected = self.seq + 1;
        let why = if row.seq != expected {
            format!("编号应为 {expected}，实为 {}", row.seq)
        } else if row.previous != self.hash {
            "所记前一条的哈希与前一条不符".to_owned()
        } else if row.hash != hash(row) {
            "内容与其哈希不符".to_owned()
        } else {
            String::new()
        };
        if !why.is_empty() {
            self.fault.get_or_insert((expected, why));
        }
        self.seq = row.seq;
        row.hash.clone_into(&mut self.hash);
    }

    /// Compares the end with the head row.
    fn end(self, head: Option<&docket_head::Model>) -> Verdict {
        let Self { seq: entries, hash, fault } = self;
        let (head_seq, head_hash) = head.map_or((0, START), |h| (h.seq, h.hash.as_str()));
        let fault = fault.or_else(|| {
            (head_seq != entries || head_hash != hash).then(|| {
                let first_missing = entries.min(head_seq) + 1;
                (first_missing, format!("流水共 {entries} 条，案卷头记为 {head_seq} 条或哈希不符"))
            })
        });
        match fault {
            Some((seq, why)) => Verdict::Broken { seq, why },
            None => Verdict::Sound { entries, hash },
        }
    }
}

/// Verifies one case. Use a transaction of [`Db::begin_read`] while others may be writing.
pub async fn verify(db: &impl ConnectionTrait, case: CaseId) -> Result<Verdict, DbErr> {
    let head = docket_head::Entity::find_by_id(case).one(db).await?;
    let mut chain = Chain::new();
    let mut after = i64::MIN;
    loop {
        let page = rows(db, case, after, PAGE).await?;
        for row in &page {
            chain.add(row);
        }
        match page.last() {
            Some(last) => after = last.seq,
            None => return Ok(chain.end(head.as_ref())),
        }
    }
}

/// Verifies every case in one pass over all entries, a page at a time.
pub async fn verify_all(db: &Db) -> Result<Report, DbErr> {
    let tx = db.begin_read().await?;
    let mut report = Report { cases: 0, entries: 0, broken: Vec::new() };
    let mut open: Option<(CaseId, Chain)> = None;
    let mut after: Option<(CaseId, i64)> = None;
    loop {
        let page = page_of_all(&tx, after).await?;
        let heads = heads_of(&tx, open.as_ref().map(|o| o.0), &page).await?;
        let Some(last) = page.last() else {
            if let Some((case, chain)) = open {
                report.close(case, chain, &heads);
            }
            break;
        };
        after = Some((last.case_id, last.seq));
        for row in &page {
            let chain = match open.take() {
                Some((case, chain)) if case == row.case_id => chain,
                Some((case, chain)) => {
                    report.close(case, chain, &heads);
                    Chain::new()
                }
                None => Chain::new(),
            };
            let (_, chain) = open.insert((row.case_id, chain));
            chain.add(row);
            report.entries += 1;
        }
    }
    report.add_emptied(&tx).await?;
    tx.commit().await?;
    Ok(report)
}

type Heads = HashMap<CaseId, docket_head::Model>;

impl Report {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.broken.is_empty()
    }

    fn close(&mut self, case: CaseId, chain: Chain, heads: &Heads) {
        self.cases += 1;
        match chain.end(heads.get(&case)) {
            Verdict::Sound { .. } => {}
            Verdict::Broken { seq, why } => self.broken.push((case, seq, why)),
        }
    }

    /// Cases that have a head but no entry: their whole docket was taken away.
    async fn add_emptied(&mut self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let filled = Query::select()
            .column(docket_entry::Column::CaseId)
            .from(docket_entry::Entity)
            .to_owned();
        let emptied = docket_head::Entity::find()
            .filter(docket_head::Column::CaseId.not_in_subquery(filled))
            .all(db)
            .await?;
        self.cases += u64::try_from(emptied.len()).unwrap_or(u64::MAX);
        self.broken.extend(emptied.into_iter().map(|h| (h.case_id, 1, "流水已被清空".to_owned())));
        Ok(())
    }
}

async fn page_of_all(
    db: &impl ConnectionTrait,
    after: Option<(CaseId, i64)>,
) -> Result<Vec<docket_entry::Model>, DbErr> {
    use docket_entry::Column::{CaseId as Case, Seq};
    let later = after.map(|(case, seq)| {
        let same = Condition::all().add(Case.eq(case)).add(Seq.gt(seq));
        Condition::any().add(Case.gt(case)).add(same)
    });
    docket_entry::Entity::find()
        .filter(later.unwrap_or_else(Condition::all))
        .order_by_asc(Case)
        .order_by_asc(Seq)
        .limit(PAGE)
        .all(db)
        .await
}

/// The heads of the cases on this page and of the one still open.
async fn heads_of(
    db: &impl ConnectionTrait,
    open: Option<CaseId>,
    page: &[docket_entry::Model],
) -> Result<Heads, DbErr> {
    let mut cases: Vec<CaseId> = open.into_iter().chain(page.iter().map(|r| r.case_id)).collect();
    cases.dedup();
    let heads = docket_head::Entity::find()
        .filter(docket_head::Column::CaseId.is_in(cases))
        .all(db)
        .await?;
    Ok(heads.into_iter().map(|h| (h.case_id, h)).collect())
}
