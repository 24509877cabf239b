//! How `tlog_tiles` reads hashes from tiles.

use super::{TileId, Tiles, TreeError, tile::HASH};
use std::cell::{Cell, RefCell};
use tlog_tiles::{Error, Hash, HashReader, Tile};

/// Tiles are 256 = 2⁸ wide (C2SP tlog-tiles).
const HEIGHT: u8 = 8;

fn id(tile: &Tile) -> TileId {
    TileId { level: tile.level(), index: tile.level_index() }
}

/// Reads from tiles and remembers the first that was missing.
pub(super) struct Reader<'a, T> {
    tiles: &'a T,
    missing: Cell<Option<TileId>>,
}

impl<'a, T: Tiles> Reader<'a, T> {
    pub(super) fn new(tiles: &'a T) -> Self {
        Self { tiles, missing: Cell::new(None) }
    }

    pub(super) fn why(&self) -> TreeError {
        self.missing.get().map_or(TreeError::Outside, TreeError::Missing)
    }
}

impl<T: Tiles> HashReader for Reader<'_, T> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        let read = |index: &u64| {
            let tile = Tile::from_index(HEIGHT, *index);
            let octets = HASH * usize::try_from(tile.width()).unwrap_or(usize::MAX);
            let data = self.tiles.tile(id(&tile)).and_then(|data| data.get(..octets));
            if data.is_none() {
                self.missing.set(Some(id(&tile)));
            }
            tile.hash_at_index(data.ok_or(Error::InvalidTile)?, *index)
        };
        indexes.iter().map(read).collect()
    }
}

/// Reads nothing and notes what would have been read.
#[derive(Default)]
pub(super) struct Planner(RefCell<Vec<TileId>>);

impl Planner {
    pub(super) fn needs(self) -> Vec<TileId> {
        let mut ids = self.0.into_inner();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

impl HashReader for Planner {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        self.0.borrow_mut().extend(indexes.iter().map(|i| id(&Tile::from_index(HEIGHT, *i))));
        Ok(vec![Hash::default(); indexes.len()])
    }
}
