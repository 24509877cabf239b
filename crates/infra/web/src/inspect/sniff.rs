//! The first bytes of a file and what they say.
use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
};

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seems {
    Jpeg,
    Png,
    Tiff,
    /// The header stands there: a few writers put something before it.
    Pdf {
        at: u64,
    },
    /// The container of the old Office formats.
    Ole,
    Zip,
    /// Something we do not take, as the sender would call it.
    Other(&'static str),
}

/// Where the header of a PDF may stand (ISO 32000-1, annex H.3.4.1).
const HEAD: usize = 1024;

/// The first kilobyte.
pub(super) fn head(file: &mut File) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(head)
}

/// Signatures of what people send by mistake or on purpose.
const OTHERS: &[(usize, &[u8], &str)] = &[
    (0, b"MZ", " Windows 可执行程序"),
    (0, b"\x7fELF", " Linux 可执行程序"),
    (0, b"\xcf\xfa\xed\xfe", " macOS 可执行程序"),
    (0, b"\xce\xfa\xed\xfe", " macOS 可执行程序"),
    (0, b"\xca\xfe\xba\xbe", "可执行程序"),
    (0, b"#!", "脚本程序"),
    (0, b"\x4c\x00\x00\x00\x01\x14\x02\x00", " Windows 快捷方式"),
    (0, b"GIF8", " GIF 图片"),
    (8, b"WEBP", " WebP 图片"),
    (0, b"BM", " BMP 图片"),
    (0, b"8BPS", " Photoshop 图片"),
    (4, b"ftyphei", " HEIC 图片（苹果手机的高效格式）"),
    (4, b"ftyphev", " HEIC 图片（苹果手机的高效格式）"),
    (4, b"ftypmif1", " HEIF 图片（手机的高效格式）"),
    (4, b"ftypavif", " AVIF 图片"),
    (4, b"ftyp", "视频"),
    (8, b"AVI ", "视频"),
    (0, b"\x1a\x45\xdf\xa3", "视频"),
    (0, b"ID3", "音频"),
    (8, b"WAVE", "音频"),
    (0, b"#!AMR", "音频"),
    (0, b"Rar!", " RAR 压缩包"),
    (0, b"7z\xbc\xaf\x27\x1c", " 7z 压缩包"),
    (0, b"\x1f\x8b", " gzip 压缩包"),
    (257, b"ustar", " tar 压缩包"),
    (0, b"{\\rtf", " RTF 文档"),
    (0, b"SQLite format 3", "数据库"),
    (0, b"\x00\x00\x00\x0cjP  ", " JPEG 2000 图片"),
];

/// What these first bytes say.
pub(super) fn seems(head: &[u8]) -> Seems {
    let at = |offset: usize, magic: &[u8]| {
        head.get(offset..offset + magic.len()).is_some_and(|found| found == magic)
    };
    if at(0, b"\xff\xd8\xff") {
        return Seems::Jpeg;
    }
    if at(0, b"\x89PNG\r\n\x1a\n") {
        return Seems::Png;
    }
    if at(0, b"II*\0") || at(0, b"MM\0*") {
        return Seems::Tiff;
    }
    if at(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Seems::Ole;
    }
    if at(0, b"PK\x03\x04") || at(0, b"PK\x05\x06") {
        return Seems::Zip;
    }
    if let Some((_, _, what)) = OTHERS.iter().find(|(o, magic, _)| at(*o, magic)) {
        return Seems::Other(what);
    }
    if let Some(at) = head.windows(5).position(|w| w == b"%PDF-") {
        return Seems::Pdf { at: at as u64 };
    }
    Seems::Other(text_or_unknown(head))
}

fn text_or_unknown(head: &[u8]) -> &'static str {
    let lower = String::from_utf8_lossy(head).trim_start_matches('\u{feff}').to_lowercase();
    let lower = lower.trim_start();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        "网页（HTML）"
    } else if lower.starts_with("<?xml") || lower.starts_with("<svg") {
        " XML 文件"
    } else if !head.contains(&0) && std::str::from_utf8(head).is_ok_and(|_| !lower.is_empty()) {
        "纯文本"
    } else {
        "无法识别的数据"
    }
}
