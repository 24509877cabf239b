//! JPEG and PNG: size in pixels from the header, and whether the end is there.
use super::{Found, InspectError, Kind, Refusal, cut_off, measured};
use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
};

/// Walks the segments to the frame header, then through the scans to the end-of-image marker.
/// Phones append more data (a second picture, a film) after it; that is left alone.
pub(super) fn jpeg(file: File) -> Result<Found, InspectError> {
    let mut reader = BufReader::with_capacity(64 * 1024, file);
    walk_jpeg(&mut reader).map_err(|e| match e {
        InspectError::Io(e) => cut_off(Kind::Jpeg)(e),
        refused @ InspectError::Refused(_) => refused,
    })
}

fn walk_jpeg(reader: &mut BufReader<File>) -> Result<Found, InspectError> {
    let damaged = || Refusal::Damaged { kind: Kind::Jpeg };
    let mut start = [0; 2];
    reader.read_exact(&mut start)?;
    let (mut found, mut scanned, mut pending) = (None, false, None);
    loop {
        let marker = match pending.take() {
            Some(marker) => marker,
            None => next_marker(reader)?,
        };
        match marker {
            0xd9 if scanned => return found.ok_or_else(|| damaged().into()),
            0x01 | 0xd0..=0xd7 => {}
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let body = segment(reader, 16)?;
                let [_, h1, h2, w1, w2, ..] = body[..] else { return Err(damaged().into()) };
                let (w, h) = (u16::from_be_bytes([w1, w2]), u16::from_be_bytes([h1, h2]));
                found = Some(measured(Kind::Jpeg, w.into(), h.into())?);
            }
            0xda => {
                segment(reader, 0)?;
                if found.is_none() {
                    return Err(damaged().into());
                }
                scanned = true;
                pending = Some(after_scan(reader)?);
            }
            0x00 | 0x02..=0xbf | 0xd8 | 0xd9 => return Err(damaged().into()),
            _ => {
                segment(reader, 0)?;
            }
        }
    }
}

/// The marker at the reader, fill bytes skipped.
fn next_marker(reader: &mut impl Read) -> Result<u8, InspectError> {
    if byte(reader)? != 0xff {
        return Err(Refusal::Damaged { kind: Kind::Jpeg }.into());
    }
    loop {
        match byte(reader)? {
            0xff => {}
            marker => return Ok(marker),
        }
    }
}

/// The marker that ends the compressed data. In it 0xff is followed by 0 or a restart marker.
fn after_scan(reader: &mut impl io::BufRead) -> Result<u8, InspectError> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Err(Refusal::Truncated { kind: Kind::Jpeg }.into());
        }
        let Some(at) = buffer.iter().position(|b| *b == 0xff) else {
            let length = buffer.len();
            reader.consume(length);
            continue;
        };
        reader.consume(at + 1);
        loop {
            match byte(reader)? {
                0xff => {}
                0x00 | 0xd0..=0xd7 => break,
                marker => return Ok(marker),
            }
        }
    }
}

/// The first `keep` bytes of the segment at the reader; the rest is passed over.
fn segment(reader: &mut BufReader<File>, keep: usize) -> Result<Vec<u8>, InspectError> {
    let mut length = [0; 2];
    reader.read_exact(&mut length)?;
    let length = usize::from(u16::from_be_bytes(length))
        .checked_sub(2)
        .ok_or(Refusal::Damaged { kind: Kind::Jpeg })?;
    let mut body = vec![0; keep.min(length)];
    reader.read_exact(&mut body)?;
    let rest = i64::try_from(length - body.len()).unwrap_or(0);
    reader.seek_relative(rest)?;
    Ok(body)
}

fn byte(reader: &mut impl Read) -> io::Result<u8> {
    let mut byte = [0];
    reader.read_exact(&mut byte)?;
    Ok(byte[0])
}

/// Reads the header chunk and passes over the others to the last one.
pub(super) fn png(file: File, size: u64) -> Result<Found, InspectError> {
    let mut reader = BufReader::new(file);
    let cut = cut_off(Kind::Png);
    reader.seek(SeekFrom::Start(8))?;
    let (length, name) = chunk(&mut reader).map_err(&cut)?;
    if &name != b"IHDR" || length != 13 {
        return Err(Refusal::Damaged { kind: Kind::Png }.into());
    }
    let mut header = [0; 8];
    reader.read_exact(&mut header).map_err(&cut)?;
    let [w1, w2, w3, w4, h1, h2, h3, h4] = header;
    let width = u32::from_be_bytes([w1, w2, w3, w4]);
    let height = u32::from_be_bytes([h1, h2, h3, h4]);
    let found = measured(Kind::Png, width.into(), height.into())?;
    let (mut at, mut drawn) = (8 + 8 + 13 + 4, false);
    loop {
        reader.seek(SeekFrom::Start(at))?;
        let (length, name) = chunk(&mut reader).map_err(&cut)?;
        at += 12 + u64::from(length);
        if at > size {
            return Err(Refusal::Truncated { kind: Kind::Png }.into());
        }
        drawn |= &name == b"IDAT";
        if &name == b"IEND" {
            let whole = if drawn { Ok(found) } else { Err(Refusal::Damaged { kind: Kind::Png }) };
            return whole.map_err(Into::into);
        }
    }
}

fn chunk(reader: &mut impl Read) -> io::Result<(u32, [u8; 4])> {
    let (mut length, mut name) = ([0; 4], [0; 4]);
    reader.read_exact(&mut length)?;
    reader.read_exact(&mut name)?;
    Ok((u32::from_be_bytes(length), name))
}
