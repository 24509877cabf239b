//! The Merkle tree (RFC 6962 section 2.1, RFC 9162 section 2.1) in tiles of 256 hashes (C2SP tlog-tiles).
//!
//! Nothing here reads or writes. Each task says first which tiles it needs (`needs`), the caller brings them from
//! wherever it keeps them, and then the task is computed from these:
//!
//! ```
//! use chain::{Hash, tree::{Edge, TileId, inclusion}};
//! use std::collections::BTreeMap;
//!
//! let mut stored: BTreeMap<TileId, Vec<u8>> = BTreeMap::new();
//! let mut edge = Edge::load(0, &stored)?;
//! let leaves: Vec<Hash> = (0_u16..1000).map(|n| Hash::leaf(&n.to_be_bytes())).collect();
//! stored.extend(edge.append(leaves.iter().copied())?);
//!
//! assert!(inclusion::needs(777, edge.size())?.iter().all(|id| stored.contains_key(id)));
//! let path = inclusion::prove(777, edge.size(), &stored)?;
//! inclusion::verify(777, leaves[777], edge.size(), edge.root(), &path)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod bundle;
pub mod consistency;
mod edge;
pub mod inclusion;
mod reading;
pub mod root;
mod tile;

pub use edge::Edge;
pub use tile::{Resource, TileId};

use crate::{Hash, canonical::MAX_INTEGER};

/// The largest tree: sizes stand in JSON, whose readers keep no larger integers (RFC 7493 section 2.2).
pub const MAX_SIZE: u64 = MAX_INTEGER;

/// The longest path in a tree of [`MAX_SIZE`] leaves is 53, a consistency proof one more (RFC 9162 section 2.1).
pub const MAX_PROOF: usize = 64;

/// Where tiles come from (C2SP tlog-tiles, “Merkle Tree”). What is handed over may be longer than asked for, never
/// shorter: a tile only grows.
pub trait Tiles {
    /// The hashes of this tile one after another, 32 octets each (C2SP tlog-tiles, “Merkle Tree”).
    fn tile(&self, id: TileId) -> Option<&[u8]>;
}

impl<S: std::hash::BuildHasher> Tiles for std::collections::HashMap<TileId, Vec<u8>, S> {
    fn tile(&self, id: TileId) -> Option<&[u8]> {
        self.get(&id).map(Vec::as_slice)
    }
}

impl Tiles for std::collections::BTreeMap<TileId, Vec<u8>> {
    fn tile(&self, id: TileId) -> Option<&[u8]> {
        self.get(&id).map(Vec::as_slice)
    }
}

/// What was asked cannot be computed (RFC 9162 section 2.1, C2SP tlog-tiles).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// There is no leaf of that number, or no tree of that size inside the other.
    #[error("日志中没有这个序号或大小")]
    Outside,
    /// The tree would be larger than [`MAX_SIZE`].
    #[error("日志已满")]
    Full,
    /// A tile is missing or shorter than the size of the tree says.
    #[error("缺少日志分片 {0}")]
    Missing(TileId),
}

/// A proof does not prove what it should (RFC 9162 sections 2.1.3.2 and 2.1.4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotProven {
    /// There is no leaf of that number in a tree of that size, or no tree of that size.
    #[error("序号或大小超出日志")]
    Outside,
    /// The hashes do not lead to the root.
    #[error("证明路径与根哈希不符")]
    Wrong,
}

fn theirs(hash: Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(hash.0)
}

fn ours(hashes: Vec<tlog_tiles::Hash>) -> Vec<Hash> {
    hashes.into_iter().map(|hash| Hash(hash.0)).collect()
}

/// As `tlog_tiles` takes a proof; nothing longer than any proof can be.
fn proof(hashes: &[Hash]) -> Result<Vec<tlog_tiles::Hash>, NotProven> {
    if hashes.len() > MAX_PROOF {
        return Err(NotProven::Wrong);
    }
    Ok(hashes.iter().copied().map(theirs).collect())
}

#[cfg(test)]
mod tests;
