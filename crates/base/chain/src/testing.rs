//! A small log for tests: entries, keys, checkpoints and receipts from fixed seeds.

use crate::{
    Checkpoint, FileDigest, Hash, Issued, Moment, Opening, Receipt, Salt, SignedCheckpoint,
    SigningKey, Statement, VerifyingKey,
    receipt::Later,
    tree::{Edge, TileId, consistency, inclusion, root},
};
use std::collections::BTreeMap;

pub(crate) const ORIGIN: &str = "court.example/cunzheng";
pub(crate) const FILE: &[u8] = "借条：今借到人民币壹万元整。".as_bytes();

pub(crate) fn keys() -> Vec<SigningKey> {
    vec![SigningKey::ed25519(ORIGIN, &[7; 32]).unwrap(), SigningKey::sm2(ORIGIN, &[9; 32]).unwrap()]
}

pub(crate) fn public(keys: &[SigningKey]) -> Vec<VerifyingKey> {
    keys.iter().map(SigningKey::verifying_key).collect()
}

pub(crate) fn moment(n: u32) -> Moment {
    format!("2026-09-01T01:{:02}:{:02}.000004Z", n / 60 % 60, n % 60).parse().unwrap()
}

pub(crate) fn statements() -> Vec<Statement> {
    let FileDigest { sha256, sm3, size } = FileDigest::of(FILE);
    let issued = |title: &str| Issued {
        number: "（2026）粤0106民初1号".into(),
        title: title.into(),
        sha256,
        issued_at: moment(2),
    };
    vec![
        Statement::FileAccepted {
            sha256,
            sm3,
            size,
            media_type: "text/plain".into(),
            received_at: moment(0),
        },
        Statement::FilingSubmitted {
            registration: "LA20260901000001".into(),
            court: "gd-guangzhou-tianhe".into(),
            round: 1,
            digest: Hash::sha256(b"content"),
            files: vec![Hash::sha256(b"first"), sha256, Hash::sha256(b"third")],
            submitted_at: moment(1),
        },
        Statement::NoticeIssued(issued("受理案件通知书")),
        Statement::DecisionIssued(issued("民事裁定书")),
        Statement::DocketEntry {
            case: "0198f3a0-0000-7000-8000-000000000001".into(),
            seq: 3,
            hash: Hash::sha256(b"entry"),
        },
    ]
}

/// A log that grows on demand.
#[derive(Default)]
pub(crate) struct Log {
    pub(crate) openings: Vec<Opening>,
    tiles: BTreeMap<TileId, Vec<u8>>,
    edge: Edge,
}

impl Log {
    /// One of `count` entries, of all kinds in turn.
    pub(crate) fn of(count: usize) -> Self {
        let mut log = Self::default();
        for statement in statements().iter().cycle().take(count) {
            log.append(statement);
        }
        log
    }

    pub(crate) fn append(&mut self, statement: &Statement) {
        let n = self.openings.len();
        let salt = Salt(Hash::sha256(format!("salt {n}").as_bytes()).0);
        let opening = Opening::new(salt, statement).unwrap();
        let leaf = opening.leaf(Self::at(n)).unwrap();
        self.tiles.extend(self.edge.append([leaf.hash()]).unwrap());
        self.openings.push(opening);
    }

    fn at(n: usize) -> Moment {
        moment(10 + u32::try_from(n).unwrap())
    }

    pub(crate) fn checkpoint(&self, size: u64) -> Checkpoint {
        let root = root::of(size, &self.tiles).unwrap();
        Checkpoint { origin: ORIGIN.into(), size, root }
    }

    pub(crate) fn signed(&self, size: u64) -> SignedCheckpoint {
        self.checkpoint(size).sign(&keys()).unwrap()
    }

    pub(crate) fn consistency(&self, old: u64, new: u64) -> Vec<Hash> {
        consistency::prove(old, new, &self.tiles).unwrap()
    }

    /// The receipt of entry `index` under the checkpoint of `size`.
    pub(crate) fn receipt(&self, index: usize, size: u64) -> Receipt {
        let opening = &self.openings[index];
        let path = inclusion::prove(index as u64, size, &self.tiles).unwrap();
        let keys = public(&keys());
        let signed = self.signed(size);
        Receipt::new(opening, Self::at(index), index as u64, path, signed, keys).unwrap()
    }

    pub(crate) fn later(&self, old: u64, new: u64) -> Later {
        Later { checkpoint: self.signed(new), consistency: self.consistency(old, new) }
    }
}
