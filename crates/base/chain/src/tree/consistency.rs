//! That a tree begins with all leaves of an earlier one (RFC 9162 section 2.1.4).

use super::{
    MAX_SIZE, NotProven, TileId, Tiles, TreeError, ours, proof,
    reading::{Planner, Reader},
    theirs,
};
use crate::Hash;
use tlog_tiles::{check_tree, prove_tree};

/// The tiles that [`prove`] reads, O(log n) of them (RFC 9162 section 2.1.4.1).
pub fn needs(old: u64, new: u64) -> Result<Vec<TileId>, TreeError> {
    inside(old, new)?;
    if old == 0 {
        return Ok(Vec::new());
    }
    let planner = Planner::default();
    prove_tree(new, old, &planner).map_err(|_| TreeError::Outside)?;
    Ok(planner.needs())
}

/// The proof that the tree of the first `new` leaves begins with that of the first `old` (RFC 9162 section 2.1.4.1).
/// It is empty from a tree without leaves, and between trees of one size.
pub fn prove(old: u64, new: u64, tiles: &impl Tiles) -> Result<Vec<Hash>, TreeError> {
    inside(old, new)?;
    if old == 0 {
        return Ok(Vec::new());
    }
    let reader = Reader::new(tiles);
    prove_tree(new, old, &reader).map(ours).map_err(|_| reader.why())
}

fn inside(old: u64, new: u64) -> Result<(), TreeError> {
    if old <= new && new <= MAX_SIZE { Ok(()) } else { Err(TreeError::Outside) }
}

/// Checks that the tree `new` begins with the tree `old`, each given by size and root (RFC 9162 section 2.1.4.2).
pub fn verify(old: (u64, Hash), new: (u64, Hash), hashes: &[Hash]) -> Result<(), NotProven> {
    inside(old.0, new.0).map_err(|_| NotProven::Outside)?;
    let empty = |tree: (u64, Hash)| tree.0 > 0 || tree.1 == Hash::of_nothing();
    if !empty(old) || !empty(new) {
        return Err(NotProven::Wrong);
    }
    if old.0 == 0 {
        return if hashes.is_empty() { Ok(()) } else { Err(NotProven::Wrong) };
    }
    check_tree(&proof(hashes)?, new.0, theirs(new.1), old.0, theirs(old.1))
        .map_err(|_| NotProven::Wrong)
}
