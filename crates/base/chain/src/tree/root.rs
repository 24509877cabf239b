//! The root of the tree, or of an earlier and smaller one (RFC 9162 section 2.1.1).

use super::{
    MAX_SIZE, TileId, Tiles, TreeError,
    reading::{Planner, Reader},
};
use crate::Hash;
use tlog_tiles::tree_hash;

/// The tiles that [`of`] reads, O(log n) of them (RFC 9162 section 2.1.1).
pub fn needs(size: u64) -> Result<Vec<TileId>, TreeError> {
    if size > MAX_SIZE {
        return Err(TreeError::Full);
    }
    let planner = Planner::default();
    tree_hash(size, &planner).map_err(|_| TreeError::Outside)?;
    Ok(planner.needs())
}

/// The root of the tree of the first `size` leaves (RFC 9162 section 2.1.1).
pub fn of(size: u64, tiles: &impl Tiles) -> Result<Hash, TreeError> {
    if size > MAX_SIZE {
        return Err(TreeError::Full);
    }
    let reader = Reader::new(tiles);
    tree_hash(size, &reader).map(|root| Hash(root.0)).map_err(|_| reader.why())
}
