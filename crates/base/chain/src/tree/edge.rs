//! The right edge of the tree: all that is needed to append and to know the root.

use super::{
    MAX_SIZE, TileId, Tiles, TreeError,
    tile::{HASH, WIDTH},
};
use crate::Hash;
use std::collections::BTreeMap;

/// The partial tiles of a tree, at most 255 hashes on each level (C2SP tlog-tiles, “Partial Tiles”). Appending a
/// leaf costs two hashes on average and no reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    levels: Vec<Vec<Hash>>,
}

impl Edge {
    /// The tiles that [`Edge::load`] reads (C2SP tlog-tiles, “Partial Tiles”).
    pub fn needs(size: u64) -> Vec<TileId> {
        (0..8)
            .map(|level| TileId { level, index: size >> (8 * (u32::from(level) + 1)).min(63) })
            .filter(|id| id.width(size) > 0)
            .collect()
    }

    /// The edge of the tree of the first `size` leaves (C2SP tlog-tiles, “Partial Tiles”).
    pub fn load(size: u64, tiles: &impl Tiles) -> Result<Self, TreeError> {
        if size > MAX_SIZE {
            return Err(TreeError::Full);
        }
        let mut levels = Vec::new();
        for id in Self::needs(size) {
            let octets = HASH * usize::from(id.width(size));
            let tile = tiles.tile(id).and_then(|tile| tile.get(..octets));
            let hashes = hashes(tile.ok_or(TreeError::Missing(id))?);
            levels.resize(usize::from(id.level), Vec::new());
            levels.push(hashes);
        }
        Ok(Self { size, levels })
    }

    /// How many leaves the tree has (RFC 9162 section 2.1).
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root hash (RFC 9162 section 2.1.1).
    pub fn root(&self) -> Hash {
        let mut right: Option<Hash> = None;
        for hashes in &self.levels {
            // As many perfect trees as the width has ones in binary, the smallest at the right.
            let mut end = hashes.len();
            while end > 0 {
                let start = end & (end - 1);
                let block = perfect(&hashes[start..end]);
                right = Some(right.map_or(block, |right| Hash::node(block, right)));
                end = start;
            }
        }
        right.unwrap_or_else(Hash::of_nothing)
    }

    /// Appends leaves by their hashes ([`Hash::leaf`]); gives every tile that became new or longer, whole, to be stored
    /// in place of what was there (RFC 9162 section 2.1.1, C2SP tlog-tiles).
    pub fn append(
        &mut self,
        leaves: impl IntoIterator<Item = Hash>,
    ) -> Result<BTreeMap<TileId, Vec<u8>>, TreeError> {
        let mut changed = BTreeMap::new();
        let mut highest = None;
        for leaf in leaves {
            if self.size >= MAX_SIZE {
                return Err(TreeError::Full);
            }
            highest = highest.max(Some(self.push(leaf, &mut changed)));
            self.size += 1;
        }
        for (level, hashes) in self.levels.iter().enumerate() {
            if Some(level) <= highest && !hashes.is_empty() {
                changed.insert(self.partial(level), octets(hashes));
            }
        }
        Ok(changed)
    }

    /// Adds one hash at the bottom; returns the highest level it changed.
    fn push(&mut self, leaf: Hash, full: &mut BTreeMap<TileId, Vec<u8>>) -> usize {
        let mut hash = leaf;
        let mut index = self.size;
        for (level, number) in (0_u8..).enumerate() {
            if self.levels.len() <= level {
                self.levels.push(Vec::with_capacity(WIDTH));
            }
            let hashes = &mut self.levels[level];
            hashes.push(hash);
            if hashes.len() < WIDTH {
                return level;
            }
            index >>= 8;
            full.insert(TileId { level: number, index }, octets(hashes));
            hash = perfect(hashes);
            hashes.clear();
        }
        0
    }

    fn partial(&self, level: usize) -> TileId {
        let number = u8::try_from(level).unwrap_or_default();
        TileId { level: number, index: self.size >> (8 * (u32::from(number) + 1)).min(63) }
    }
}

/// The root over a power of two of hashes.
fn perfect(hashes: &[Hash]) -> Hash {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row.chunks(2).map(|pair| Hash::node(pair[0], pair[pair.len() - 1])).collect();
    }
    row[0]
}

fn octets(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

fn hashes(octets: &[u8]) -> Vec<Hash> {
    octets.as_chunks().0.iter().map(|hash| Hash(*hash)).collect()
}
