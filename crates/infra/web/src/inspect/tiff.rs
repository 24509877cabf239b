//! TIFF: the chain of pages, their sizes, and whether the picture data lies within the file.
use super::{Found, InspectError, Kind, Refusal, cut_off, measured};
use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    path::Path,
};

/// More pages than a person scans into one picture file; also ends a chain that bites its tail.
const MAX_PAGES: usize = 2_000;
/// Strips or tiles looked at per page.
const MAX_STRIPS: u64 = 100_000;

struct Reader {
    file: BufReader<File>,
    size: u64,
    big_endian: bool,
}

/// Follows the directories from the header on.
pub(super) fn tiff(file: File, size: u64) -> Result<Found, InspectError> {
    let mut reader = Reader { file: BufReader::new(file), size, big_endian: false };
    pages(&mut reader).map_err(|e| match e {
        InspectError::Io(e) => cut_off(Kind::Tiff)(e),
        refused @ InspectError::Refused(_) => refused,
    })
}

fn pages(reader: &mut Reader) -> Result<Found, InspectError> {
    let mut order = [0; 2];
    reader.file.read_exact(&mut order)?;
    reader.big_endian = &order == b"MM";
    reader.number(2)?;
    let mut at = reader.number(4)?;
    let (mut pages, mut largest): (usize, Option<Found>) = (0, None);
    while at != 0 {
        pages += 1;
        if pages > MAX_PAGES {
            return Err(Refusal::Damaged { kind: Kind::Tiff }.into());
        }
        let (found, next) = directory(reader, at)?;
        largest = Some(larger(largest, found));
        at = next;
    }
    let mut found = largest.ok_or(Refusal::Damaged { kind: Kind::Tiff })?;
    found.pages = i64::try_from(pages).ok();
    Ok(found)
}

/// Makes page `n` (from 1) of the TIFF at `path` its first page, for readers that know only the
/// first one. To be used on a copy: the file is changed.
pub fn turn_to_page(path: &Path, n: u64) -> io::Result<()> {
    let file = File::options().read(true).write(true).open(path)?;
    let size = file.metadata()?.len();
    let mut reader = Reader { file: BufReader::new(file), size, big_endian: false };
    let mut order = [0; 2];
    reader.file.read_exact(&mut order)?;
    reader.big_endian = &order == b"MM";
    reader.number(2)?;
    let mut at = reader.number(4)?;
    for _ in 1..n {
        reader.go(at)?;
        let count = reader.number(2)?;
        reader.go(at + 2 + count * 12)?;
        at = reader.number(4)?;
    }
    let at = u32::try_from(at).map_err(io::Error::other)?;
    let bytes = if reader.big_endian { at.to_be_bytes() } else { at.to_le_bytes() };
    let mut file = reader.file.into_inner();
    file.seek(SeekFrom::Start(4))?;
    file.write_all(&bytes)
}

/// The page with more pixels.
fn larger(one: Option<Found>, other: Found) -> Found {
    let area = |f: &Found| f.width.unwrap_or(0) * f.height.unwrap_or(0);
    one.filter(|one| area(one) >= area(&other)).unwrap_or(other)
}

/// One entry of a directory: how wide its values are, how many, and where the first stands.
#[derive(Clone, Copy, Default)]
struct Entry {
    width: u64,
    count: u64,
    at: u64,
}

/// The page whose directory stands at `at`, and where the next one does.
fn directory(reader: &mut Reader, at: u64) -> Result<(Found, u64), InspectError> {
    reader.go(at)?;
    let count = reader.number(2)?;
    let (mut size, mut places, mut lengths) = ([0, 0], None, None);
    for n in 0..count {
        reader.go(at + 2 + n * 12)?;
        let (tag, form, count) = (reader.number(2)?, reader.number(2)?, reader.number(4)?);
        let width = match form {
            3 => 2,
            4 => 4,
            _ => 1,
        };
        let own = at + 2 + n * 12 + 8;
        let value = if width * count <= 4 { own } else { reader.number(4)? };
        let entry = Entry { width, count, at: value };
        match tag {
            256 => size[0] = reader.value(entry, 0)?,
            257 => size[1] = reader.value(entry, 0)?,
            273 | 324 => places = Some(entry),
            279 | 325 => lengths = Some(entry),
            _ => {}
        }
    }
    let found = measured(Kind::Tiff, size[0], size[1])?;
    let (Some(places), Some(lengths)) = (places, lengths) else {
        return Err(Refusal::Damaged { kind: Kind::Tiff }.into());
    };
    for n in 0..places.count.min(lengths.count).min(MAX_STRIPS) {
        if reader.value(places, n)? + reader.value(lengths, n)? > reader.size {
            return Err(Refusal::Truncated { kind: Kind::Tiff }.into());
        }
    }
    reader.go(at + 2 + count * 12)?;
    Ok((found, reader.number(4)?))
}

impl Reader {
    fn go(&mut self, at: u64) -> io::Result<()> {
        if at >= self.size {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.file.seek(SeekFrom::Start(at)).map(|_| ())
    }

    fn value(&mut self, entry: Entry, n: u64) -> io::Result<u64> {
        if n >= entry.count || entry.width == 1 {
            return Ok(0);
        }
        self.go(entry.at + n * entry.width)?;
        self.number(entry.width)
    }

    fn number(&mut self, width: u64) -> io::Result<u64> {
        let (mut bytes, width) = ([0; 4], usize::try_from(width).unwrap_or(4).min(4));
        self.file.read_exact(&mut bytes[..width])?;
        Ok(if self.big_endian {
            u64::from(u32::from_be_bytes(bytes)) >> (8 * (4 - width))
        } else {
            u64::from(u32::from_le_bytes(bytes))
        })
    }
}
