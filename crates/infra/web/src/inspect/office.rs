//! Zip containers: DOCX and what else comes as one. Only the list of entries and the document
//! itself are read; sizes are what the list says and what really comes out, whichever is larger.
use super::{Found, InspectError, Kind, Refusal};
use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
};
use zip::{ZipArchive, result::ZipError};

/// Entries of one container; Word writes one or two for each picture.
const MAX_ENTRIES: u64 = 5_000;
/// All entries unpacked.
const MAX_UNPACKED: u64 = 300 * 1024 * 1024;
/// Unpacked to packed, for an entry large enough to matter.
const MAX_RATIO: u64 = 200;
const MATTERS: u64 = 4 * 1024 * 1024;
/// The document itself, unpacked.
pub(super) const MAX_DOCUMENT: u64 = 50 * 1024 * 1024;
/// Its place.
pub(super) const DOCUMENT: &str = "word/document.xml";

/// A DOCX, if that is what it is.
pub(super) fn zip(mut file: File, size: u64) -> Result<Found, InspectError> {
    let truncated = || Refusal::Truncated { kind: Kind::Docx };
    let entries = announced(&mut file, size)?.ok_or_else(truncated)?;
    if entries > MAX_ENTRIES {
        return Err(Refusal::Bomb.into());
    }
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    let names: Vec<String> =
        archive.file_names_raw().map(|n| String::from_utf8_lossy(n).into_owned()).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    if !has("[Content_Types].xml") || !has(DOCUMENT) {
        return Err(Refusal::NotAllowed { seems: other(&names) }.into());
    }
    if names.iter().any(|n| n.to_ascii_lowercase().ends_with("vbaproject.bin")) {
        return Err(Refusal::Macros { kind: Kind::Docx }.into());
    }
    not_a_bomb(&mut archive)?;
    readable(&mut archive)?;
    Ok(Found::plain(Kind::Docx))
}

/// How many entries the end of the file announces, before any list of them is read.
fn announced(file: &mut File, size: u64) -> io::Result<Option<u64>> {
    const END: u64 = 22 + 65_535;
    file.seek(SeekFrom::Start(size.saturating_sub(END)))?;
    let mut tail = Vec::new();
    file.by_ref().take(END).read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;
    let at = tail.windows(4).rposition(|w| w == b"PK\x05\x06");
    Ok(at.and_then(|at| {
        let count = tail.get(at + 10..at + 12)?;
        Some(u64::from(u16::from_le_bytes([count[0], count[1]])))
    }))
}

fn broken(e: ZipError) -> InspectError {
    use io::ErrorKind as K;
    let content =
        |e: &io::Error| matches!(e.kind(), K::UnexpectedEof | K::InvalidData | K::InvalidInput);
    if let ZipError::Io(e) = e
        && !content(&e)
    {
        return e.into();
    }
    Refusal::Damaged { kind: Kind::Docx }.into()
}

fn not_a_bomb(archive: &mut ZipArchive<BufReader<File>>) -> Result<(), InspectError> {
    let mut total: u64 = 0;
    for n in 0..archive.len() {
        let entry = archive.by_index_raw(n).map_err(broken)?;
        if entry.encrypted() {
            return Err(Refusal::NeedsPassword { kind: Kind::Docx }.into());
        }
        let (packed, unpacked) = (entry.compressed_size(), entry.size());
        total = total.saturating_add(unpacked);
        let swollen = unpacked > MATTERS && unpacked / packed.max(1) > MAX_RATIO;
        if swollen || total > MAX_UNPACKED {
            return Err(Refusal::Bomb.into());
        }
    }
    Ok(())
}

/// The document and the list of types come out whole; a size that the list understates ends here.
fn readable(archive: &mut ZipArchive<BufReader<File>>) -> Result<(), InspectError> {
    for name in ["[Content_Types].xml", DOCUMENT] {
        let entry = archive.by_name(name).map_err(broken)?;
        let mut limited = entry.take(MAX_DOCUMENT + 1);
        let length = io::copy(&mut limited, &mut io::sink())
            .map_err(|_| Refusal::Damaged { kind: Kind::Docx })?;
        if length > MAX_DOCUMENT {
            return Err(Refusal::Bomb.into());
        }
    }
    Ok(())
}

fn other(names: &[String]) -> &'static str {
    let begins = |start: &str| names.iter().any(|n| n.starts_with(start));
    if begins("xl/") {
        " Excel 表格"
    } else if begins("ppt/") {
        " PowerPoint 演示文稿"
    } else if begins("OFD.xml") {
        " OFD 版式文件"
    } else if begins("AndroidManifest.xml") {
        "安卓安装包"
    } else if begins("META-INF/") {
        " Java 程序包"
    } else {
        " ZIP 压缩包"
    }
}
