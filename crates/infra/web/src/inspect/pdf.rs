//! PDF: first the ends of the file, then poppler's `pdfinfo` in a process of its own, with limits
//! on its time and memory, because a PDF can be made to keep a reader busy for ever.
use super::{Found, InspectError, Kind, Refusal};
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
    process::{Output, Stdio},
    time::Duration,
};

/// Where the last line is looked for; some writers leave a little behind it.
const TAIL: u64 = 4096;
/// How long `pdfinfo` may take on the wall clock.
const PATIENCE: Duration = Duration::from_secs(20);
/// Processor seconds, then kilobytes of address space.
const LIMITED: &str = "ulimit -t 15; ulimit -v 1500000; exec pdfinfo \"$0\"";

/// The file ends as a PDF does, and what its end points to lies within it.
pub(super) fn structure(mut file: File, size: u64, header: u64) -> Result<Found, InspectError> {
    let truncated = || Refusal::Truncated { kind: Kind::Pdf };
    file.seek(SeekFrom::Start(size.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    let start = last(&tail, b"startxref").ok_or_else(truncated)?;
    let end = last(&tail, b"%%EOF").ok_or_else(truncated)?;
    if end < start {
        return Err(truncated().into());
    }
    let digits: String = tail[start + b"startxref".len()..end]
        .iter()
        .map(|b| char::from(*b))
        .skip_while(char::is_ascii_whitespace)
        .take_while(char::is_ascii_digit)
        .collect();
    let offset: u64 = digits.parse().map_err(|_| Refusal::Damaged { kind: Kind::Pdf })?;
    // 0 stands in the first section of a linearised file; there is none at the end of a whole one.
    if offset == 0 || offset.saturating_add(header) >= size {
        return Err(truncated().into());
    }
    Ok(Found::plain(Kind::Pdf))
}

fn last(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).rposition(|w| w == needle)
}

/// Whether it opens without a password, and how many pages it has.
pub(super) async fn ask_poppler(path: &Path) -> Result<Found, InspectError> {
    let run = tokio::process::Command::new("sh")
        .args(["-c", LIMITED])
        .arg(path)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into()))
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    match tokio::time::timeout(PATIENCE, run).await {
        Err(_) => Err(Refusal::TooSlow { kind: Kind::Pdf }.into()),
        Ok(output) => answer(&output?),
    }
}

fn answer(output: &Output) -> Result<Found, InspectError> {
    let errors = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        let text = String::from_utf8_lossy(&output.stdout);
        let pages = text
            .lines()
            .find_map(|l| l.strip_prefix("Pages:"))
            .and_then(|n| n.trim().parse::<i64>().ok())
            .filter(|n| *n > 0)
            .ok_or(Refusal::Damaged { kind: Kind::Pdf })?;
        return Ok(Found { pages: Some(pages), ..Found::plain(Kind::Pdf) });
    }
    match output.status.code() {
        Some(127) => Err(InspectError::Io(std::io::Error::new(
            std::io::ErrorKind::NotFound,
            "没有找到 pdfinfo，请安装 poppler-utils",
        ))),
        // A signal: the limits above ended it.
        None => Err(Refusal::TooSlow { kind: Kind::Pdf }.into()),
        Some(_) if errors.contains("Incorrect password") => {
            Err(Refusal::NeedsPassword { kind: Kind::Pdf }.into())
        }
        Some(_) => Err(Refusal::Damaged { kind: Kind::Pdf }.into()),
    }
}
