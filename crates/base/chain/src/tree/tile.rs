//! Which tiles there are and how they are named (C2SP tlog-tiles).

use std::fmt;

/// How many hashes a full tile has (C2SP tlog-tiles, “Merkle Tree”).
pub(crate) const WIDTH: usize = 256;
pub(crate) const HASH: usize = 32;

/// One tile, as wide as it has grown (C2SP tlog-tiles, “Merkle Tree”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    /// 0 for hashes of leaves; each level above has one hash for 256 below.
    pub level: u8,
    /// Its place among the tiles of its level, from 0.
    pub index: u64,
}

impl TileId {
    /// How many hashes this tile has in a tree of `size` leaves, 0 to 256 (C2SP tlog-tiles, “Partial Tiles”).
    pub fn width(self, size: u64) -> u16 {
        let hashes = size.checked_shr(8 * u32::from(self.level)).unwrap_or(0);
        let before = self.index.saturating_mul(WIDTH as u64);
        u16::try_from(hashes.saturating_sub(before).min(WIDTH as u64)).unwrap_or_default()
    }
}

impl fmt::Display for TileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/{}", self.level, digits(self.index))
    }
}

/// What a log serves below its address, besides the checkpoint (C2SP tlog-tiles, “APIs”).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// Hashes.
    Tile {
        /// Which tile.
        id: TileId,
        /// How many of its hashes, 1 to 256.
        width: u16,
    },
    /// The entries whose hashes are in the tile of level 0 with the same index.
    Entries {
        /// Which bundle.
        index: u64,
        /// How many of its entries, 1 to 256.
        width: u16,
    },
}

impl Resource {
    /// Reads a path as C2SP tlog-tiles spells it, `tile/0/x001/234` or `tile/entries/005.p/17`; nothing else is one.
    pub fn parse(path: &str) -> Option<Self> {
        let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, width.parse().ok().filter(|w| (1..256).contains(w))?),
            None => (rest, 256),
        };
        let index = number.split('/').try_fold(0_u64, |index, part| {
            let three: u64 = part.strip_prefix('x').unwrap_or(part).parse().ok()?;
            index.checked_mul(1000)?.checked_add(three)
        })?;
        let found = if kind == "entries" {
            Self::Entries { index, width }
        } else {
            let level = kind.parse().ok().filter(|level| *level < 64)?;
            Self::Tile { id: TileId { level, index }, width }
        };
        // Zeros in front, signs and the place of the x are seen by writing it again.
        (found.path() == path).then_some(found)
    }

    /// Its path below the log's address (C2SP tlog-tiles, “APIs”).
    pub fn path(self) -> String {
        let (base, width) = match self {
            Self::Tile { id, width } => (id.to_string(), width),
            Self::Entries { index, width } => (format!("tile/entries/{}", digits(index)), width),
        };
        if usize::from(width) == WIDTH { base } else { format!("{base}.p/{width}") }
    }
}

/// Three digits for each folder, all but the last with an x: 1234067 is `x001/x234/067`.
fn digits(index: u64) -> String {
    let mut out = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        out = format!("x{:03}/{out}", rest % 1000);
        rest /= 1000;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The examples of C2SP tlog-tiles.
    #[test]
    fn paths_are_those_of_the_specification() {
        let id = TileId { level: 0, index: 1_234_067 };
        assert_eq!(Resource::Tile { id, width: 256 }.path(), "tile/0/x001/x234/067");
        assert_eq!(Resource::Entries { index: 5, width: 17 }.path(), "tile/entries/005.p/17");
        // “A tree of size 70,000 …”
        let width = |level, index| TileId { level, index }.width(70_000);
        assert_eq!((width(0, 272), width(0, 273), width(0, 274)), (256, 112, 0));
        assert_eq!((width(1, 0), width(1, 1), width(2, 0), width(3, 0)), (256, 17, 1, 0));
        assert_eq!(TileId { level: 63, index: u64::MAX }.width(u64::MAX), 0);
    }

    #[test]
    fn other_paths_are_none() {
        for path in [
            "",
            "tile",
            "tile/",
            "tile/0",
            "tile/0/",
            "tile/0/1",
            "tile/0/0001",
            "tile/00/001",
            "tile/64/001",
            "tile/0/x001",
            "tile/0/001/002",
            "tile/0/x000/002",
            "tile/0/001.p/0",
            "tile/0/001.p/256",
            "tile/0/001.p/01",
            "tile/0/001.p/",
            "tile/0/+01",
            "tile/-1/001",
            "tile/8/0/001",
            "/tile/0/001",
            "tile/0/001/",
            "tile/entries/1",
            "tile/data/001",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
        ] {
            assert_eq!(Resource::parse(path), None, "{path}");
        }
    }

    proptest! {
        #[test]
        fn a_path_is_read_back(level in 0_u8..64, index: u64, width in 1_u16..=256, entries: bool) {
            let resource = if entries { Resource::Entries { index, width } }
                else { Resource::Tile { id: TileId { level, index }, width } };
            prop_assert_eq!(Resource::parse(&resource.path()), Some(resource));
        }

        #[test]
        fn breaks_no_path(path in "tile/(entries|[0-9]{0,3})/[x0-9/.p]{0,20}") {
            if let Some(resource) = Resource::parse(&path) {
                prop_assert_eq!(resource.path(), path);
            }
        }
    }
}
