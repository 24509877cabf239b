//! The container of the old Office formats (MS-CFB): which streams it holds says what it is.
use super::{Found, InspectError, Kind, Refusal, cut_off};
use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
};

/// Sector numbers from here on have a meaning of their own.
const SPECIAL: u32 = 0xffff_fffa;
/// Directory entries looked at. A long document with pictures has some hundreds.
const MAX_ENTRIES: usize = 10_000;

struct Container {
    file: BufReader<File>,
    size: u64,
    shift: u32,
    fat: Vec<u32>,
}

struct Stream {
    name: String,
    start: u32,
    length: u64,
}

/// A Word document, if that is what it is.
pub(super) fn ole(file: File, size: u64) -> Result<Found, InspectError> {
    let cut = cut_off(Kind::Doc);
    let streams_of = |file| -> io::Result<(Container, Vec<Stream>)> {
        let (mut container, first) = open(file, size)?;
        let streams = container.directory(first)?;
        Ok((container, streams))
    };
    let (mut container, streams) = streams_of(file).map_err(&cut)?;
    let named = |name: &str| streams.iter().find(|s| s.name == name);
    if named("EncryptedPackage").is_some() {
        return Err(Refusal::NeedsPassword { kind: Kind::Docx }.into());
    }
    let Some(document) = named("WordDocument") else {
        return Err(Refusal::NotAllowed { seems: other(&streams) }.into());
    };
    if named("Macros").is_some() || named("_VBA_PROJECT").is_some() {
        return Err(Refusal::Macros { kind: Kind::Doc }.into());
    }
    container.whole(document).map_err(&cut)?;
    if container.has_password(document).map_err(&cut)? {
        return Err(Refusal::NeedsPassword { kind: Kind::Doc }.into());
    }
    Ok(Found::plain(Kind::Doc))
}

fn other(streams: &[Stream]) -> &'static str {
    let has = |name: &str| streams.iter().any(|s| s.name == name);
    if has("Workbook") || has("Book") {
        " Excel 表格"
    } else if has("PowerPoint Document") {
        " PowerPoint 演示文稿"
    } else if has("__properties_version1.0") {
        " Outlook 邮件"
    } else {
        "其他程序的复合文档（可能是安装包）"
    }
}

/// Reads the header and the table of sectors; gives the first sector of the directory.
fn open(file: File, size: u64) -> io::Result<(Container, u32)> {
    let mut file = BufReader::new(file);
    let mut header = [0; 512];
    file.read_exact(&mut header)?;
    let shift = u32::from(header[30]);
    if !matches!(shift, 9 | 12) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let mut container = Container { file, size, shift, fat: Vec::new() };
    let mut tables: Vec<u32> = header[76..].chunks_exact(4).map(number).collect();
    let (mut next, mut turns) = (number(&header[68..72]), 0_u64);
    while next < SPECIAL && turns <= size >> shift {
        let mut more = container.sector(next)?;
        next = more.pop().unwrap_or(u32::MAX);
        tables.extend(more);
        turns += 1;
    }
    let most = usize::try_from((size >> shift) + 1).unwrap_or(usize::MAX);
    for table in tables.into_iter().filter(|t| *t < SPECIAL) {
        if container.fat.len() > most {
            break;
        }
        let entries = container.sector(table)?;
        container.fat.extend(entries);
    }
    Ok((container, number(&header[48..52])))
}

fn number(bytes: &[u8]) -> u32 {
    bytes.try_into().map_or(u32::MAX, u32::from_le_bytes)
}

impl Container {
    fn place(&self, sector: u32) -> u64 {
        (u64::from(sector) + 1) << self.shift
    }

    fn bytes(&mut self, sector: u32) -> io::Result<Vec<u8>> {
        self.file.seek(SeekFrom::Start(self.place(sector)))?;
        let mut bytes = vec![0; 1 << self.shift];
        self.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn sector(&mut self, sector: u32) -> io::Result<Vec<u32>> {
        Ok(self.bytes(sector)?.chunks_exact(4).map(number).collect())
    }

    fn after(&self, sector: u32) -> u32 {
        usize::try_from(sector).ok().and_then(|n| self.fat.get(n)).copied().unwrap_or(u32::MAX)
    }

    /// The names of all streams and folders.
    fn directory(&mut self, first: u32) -> io::Result<Vec<Stream>> {
        let (mut streams, mut sector) = (Vec::new(), first);
        while sector < SPECIAL && streams.len() < MAX_ENTRIES {
            for entry in self.bytes(sector)?.chunks_exact(128) {
                let length = usize::from(u16::from_le_bytes([entry[64], entry[65]]));
                let letters: Vec<u16> = entry[..length.saturating_sub(2).min(64)]
                    .chunks_exact(2)
                    .map(|b| u16::from_le_bytes([b[0], b[1]]))
                    .collect();
                streams.push(Stream {
                    name: String::from_utf16_lossy(&letters),
                    start: number(&entry[116..120]),
                    length: u64::from(number(&entry[120..124])),
                });
            }
            sector = self.after(sector);
        }
        Ok(streams)
    }

    /// Every sector of a stream lies within the file.
    fn whole(&self, stream: &Stream) -> io::Result<()> {
        let (mut sector, mut left) = (stream.start, stream.length.div_ceil(1 << self.shift));
        if stream.length < 4096 {
            // Short streams share sectors; the directory that was read lies behind them.
            return Ok(());
        }
        while left > 0 {
            // The last sector may be written without its padding.
            if sector >= SPECIAL || self.place(sector) >= self.size {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            (sector, left) = (self.after(sector), left - 1);
        }
        Ok(())
    }

    /// The flag `fEncrypted` in the header of the document (MS-DOC 2.5.2).
    fn has_password(&mut self, document: &Stream) -> io::Result<bool> {
        if document.length < 4096 {
            return Ok(false);
        }
        self.file.seek(SeekFrom::Start(self.place(document.start)))?;
        let mut header = [0; 12];
        self.file.read_exact(&mut header)?;
        Ok(header[11] & 1 != 0)
    }
}
