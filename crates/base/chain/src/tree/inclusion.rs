//! That a leaf is in a tree (RFC 9162 section 2.1.3).

use super::{
    MAX_SIZE, NotProven, TileId, Tiles, TreeError, ours, proof,
    reading::{Planner, Reader},
    theirs,
};
use crate::Hash;
use tlog_tiles::{check_record, prove_record};

/// The tiles that [`prove`] reads, O(log n) of them (RFC 9162 section 2.1.3.1).
pub fn needs(index: u64, size: u64) -> Result<Vec<TileId>, TreeError> {
    inside(index, size)?;
    let planner = Planner::default();
    prove_record(size, index, &planner).map_err(|_| TreeError::Outside)?;
    Ok(planner.needs())
}

/// The path from leaf `index` to the root of the tree of the first `size` leaves, from below (RFC 9162 section 2.1.3.1).
pub fn prove(index: u64, size: u64, tiles: &impl Tiles) -> Result<Vec<Hash>, TreeError> {
    inside(index, size)?;
    let reader = Reader::new(tiles);
    prove_record(size, index, &reader).map(ours).map_err(|_| reader.why())
}

fn inside(index: u64, size: u64) -> Result<(), TreeError> {
    if index < size && size <= MAX_SIZE { Ok(()) } else { Err(TreeError::Outside) }
}

/// Checks a path from the leaf of this hash to the root (RFC 9162 section 2.1.3.2).
pub fn verify(
    index: u64,
    leaf: Hash,
    size: u64,
    root: Hash,
    path: &[Hash],
) -> Result<(), NotProven> {
    inside(index, size).map_err(|_| NotProven::Outside)?;
    check_record(&proof(path)?, size, theirs(root), index, theirs(leaf))
        .map_err(|_| NotProven::Wrong)
}
