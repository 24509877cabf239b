//! Whether a log kept its word: what an observer does who has seen an earlier checkpoint.

use crate::{Checkpoint, Hash, NotProven, tree::consistency};

/// How a log broke its word (RFC 9162 section 2.1.4, C2SP tlog-checkpoint, “Signatures”). Two signed checkpoints of which this
/// is true are evidence against whoever signed them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// The checkpoints are of two logs; nothing can be said.
    #[error("两个检查点不属于同一日志")]
    OtherLog,
    /// Entries are gone: the later tree is smaller.
    #[error("日志被回退：条目比此前少")]
    Rewound,
    /// At one size there are two trees.
    #[error("日志被分叉：条目数相同而根哈希不同")]
    Forked,
    /// It is not proven that the later tree begins with the earlier. Either the proof is not the right one, or entries were
    /// changed and there is no right one.
    #[error("日志与此前不一致：此前的条目被改动，或一致性证明不正确")]
    Inconsistent,
}

/// Checks that the log behind `new` has all entries of `old`, in their order, unchanged (RFC 9162 section 2.1.4.2). Their
/// signatures are checked before ([`crate::Note::signed_by`]).
pub fn compare(old: &Checkpoint, new: &Checkpoint, proof: &[Hash]) -> Result<(), Broken> {
    if old.origin != new.origin {
        return Err(Broken::OtherLog);
    }
    if new.size < old.size {
        return Err(Broken::Rewound);
    }
    if new.size == old.size && new.root != old.root {
        return Err(Broken::Forked);
    }
    consistency::verify((old.size, old.root), (new.size, new.root), proof).map_err(
        |why| match why {
            NotProven::Outside | NotProven::Wrong => Broken::Inconsistent,
        },
    )
}
