//! Reading a file: the page with its pages as pictures, the pictures, the bytes.
use super::{
    model,
    picture::{self, Picture},
    reading::{self, Readable},
};
use askama::Template;
use axum::{
    body::{Body, Bytes},
    extract::{Path, Query},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::stream;
use kernel::{
    id::{FilingId, MaterialId},
    policy::Permission,
};
use serde::Deserialize;
use std::{io, ops::Range};
use web::{Fault, Kind as RouteKind, Page, Routes, Visit, inspect::Kind};

/// Pages shown on one screen.
const SCREEN: u64 = 10;
/// Bytes fetched at once for a part of a file.
const PIECE: u64 = 256 * 1024;
/// Nothing in a file may run, load or lead anywhere.
const CSP: &str = "default-src 'none'; frame-ancestors 'self'; sandbox";

pub(super) fn routes() -> Routes {
    let read = Permission::ReadFilingFiles;
    let pages = Routes::new().get("/filings/{id}/materials/{file}", read, view).get(
        "/filings/{id}/materials/{file}/view",
        read,
        framed,
    );
    pages.merge(
        Routes::of(RouteKind::Data).get("/filings/{id}/materials/{file}/file", read, file).get(
            "/filings/{id}/materials/{file}/page/{n}",
            read,
            page,
        ),
    )
}

#[derive(Template)]
#[template(path = "material/view.html", blocks = ["main"])]
struct View {
    page: Page,
    back: String,
    name: String,
    facts: String,
    category: String,
    address: String,
    editable: bool,
    /// Numbers of the pages on this screen.
    sheets: Vec<u64>,
    of: u64,
    previous: Option<String>,
    next: Option<String>,
    /// The words of a DOCX.
    paragraphs: Vec<String>,
    kind: &'static str,
}

/// The same without the site around it, for the clerk's pane.
#[derive(Template)]
#[template(path = "material/framed.html")]
struct Framed(View);

#[derive(Deserialize)]
struct Screen {
    #[serde(default)]
    page: u64,
}

/// `GET /filings/{id}/materials/{file}?page=11`: works without script.
async fn view(
    visit: Visit,
    Path(path): Path<(FilingId, MaterialId)>,
    Query(screen): Query<Screen>,
) -> Result<Response, Fault> {
    let view = shown(&visit, path, &screen, "").await?;
    web::show!(visit, view)
}

/// `GET /filings/{id}/materials/{file}/view`
async fn framed(
    visit: Visit,
    Path(path): Path<(FilingId, MaterialId)>,
    Query(screen): Query<Screen>,
) -> Result<Response, Fault> {
    let view = shown(&visit, path, &screen, "/view").await?;
    Ok(web::page::html(StatusCode::OK, Framed(view).render()?))
}

async fn shown(
    visit: &Visit,
    (id, file): (FilingId, MaterialId),
    screen: &Screen,
    below: &str,
) -> Result<View, Fault> {
    let found = reading::readable(visit, id, file).await?;
    reading::note(visit, &found).await?;
    let address = format!("/filings/{id}/materials/{file}");
    let pictured = found.kind().is_some_and(picture::has_pages);
    let of = if pictured { found.pages } else { 0 };
    let first = screen.page.clamp(1, of.max(1));
    let last = first.saturating_add(SCREEN - 1).min(of);
    let at = |n: u64| format!("{address}{below}?page={n}");
    let paragraphs = match found.kind() {
        Some(Kind::Docx) => words(visit, &found).await?,
        Some(Kind::Jpeg | Kind::Png | Kind::Tiff | Kind::Pdf | Kind::Doc) | None => Vec::new(),
    };
    Ok(View {
        page: visit.page(),
        back: back(&found),
        facts: facts(&found),
        category: model::category_name(&found.category),
        editable: found.editable,
        sheets: (first..=last).collect(),
        of,
        previous: (first > 1).then(|| at(first.saturating_sub(SCREEN).max(1))),
        next: (last < of).then(|| at(last + 1)),
        paragraphs,
        kind: found.kind().map_or("文件", Kind::name),
        name: found.name,
        address,
    })
}

fn back(found: &Readable) -> String {
    let (id, case) = (found.filing, found.case);
    match (found.own, found.accepted) {
        (true, true) => format!("/cases/{case}"),
        (true, false) if found.editable => format!("/filings/{id}/materials"),
        (true, false) => format!("/filings/{id}"),
        (false, true) => format!("/court/cases/{case}"),
        (false, false) => format!("/clerk/filings/{id}"),
    }
}

fn facts(found: &Readable) -> String {
    let kb = found.size.div_ceil(1024);
    let size = if kb < 1024 {
        format!("{kb} KB")
    } else {
        format!("{}.{} MB", kb / 1024, kb % 1024 * 10 / 1024)
    };
    let pages = if found.pages > 1 { format!(" · {} 页", found.pages) } else { String::new() };
    size + &pages
}

async fn words(visit: &Visit, found: &Readable) -> Result<Vec<String>, Fault> {
    let copy = visit.site.blobs.local_copy(&found.sha256).await;
    let copy = copy.map_err(|e| Fault::Inner(e.to_string()))?;
    let read = tokio::task::spawn_blocking(move || web::inspect::docx_text(&copy));
    let text = read.await.map_err(|e| Fault::Inner(e.to_string()))?;
    Ok(text.unwrap_or_else(|e| vec![e.to_string()]))
}

/// `GET …/page/3.png`
async fn page(
    visit: Visit,
    Path((id, file, n)): Path<(FilingId, MaterialId, String)>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let n: u64 = n.trim_end_matches(".png").parse().map_err(|_| Fault::NotFound)?;
    let found = reading::readable(&visit, id, file).await?;
    let kind = found.kind().filter(|k| picture::has_pages(*k)).ok_or(Fault::NotFound)?;
    if n == 0 || n > found.pages {
        return Err(Fault::NotFound);
    }
    let tag = format!("\"{}-{n}\"", found.sha256);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|v| v.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let Picture { bytes, media_type } = picture::of(&visit.site, &found.sha256, kind, n).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP)),
        (header::ETAG, value(&tag)?),
    ];
    Ok((headers, bytes).into_response())
}

#[derive(Deserialize)]
struct How {
    /// Present: to be kept instead of shown.
    download: Option<String>,
}

/// `GET …/file`: the bytes as they were handed in, or a part of them.
async fn file(
    visit: Visit,
    Path((id, file)): Path<(FilingId, MaterialId)>,
    Query(how): Query<How>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let found = reading::readable(&visit, id, file).await?;
    let tag = format!("\"{}\"", found.sha256);
    let asked = |name| headers.get(name).and_then(|v| v.to_str().ok());
    if asked(header::IF_NONE_MATCH) == Some(tag.as_str()) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let same = asked(header::IF_RANGE).is_none_or(|t| t == tag);
    let part = asked(header::RANGE).filter(|_| same).map(|r| range(r, found.size));
    let part = match part {
        Some(Asked::Part(part)) => Some(part),
        Some(Asked::Never) => return Ok(unsatisfiable(found.size)),
        Some(Asked::Whole) | None => None,
    };
    if part.as_ref().is_none_or(|p| p.start == 0) {
        reading::note(&visit, &found).await?;
    }
    let span = part.clone().unwrap_or(0..found.size);
    let mut response =
        Body::from_stream(pieces(&visit, &found.sha256, span.clone())).into_response();
    let head = response.headers_mut();
    for (name, text) in [
        (header::CONTENT_TYPE, found.media_type.as_str()),
        (header::CONTENT_DISPOSITION, &disposition(&found, how.download.is_some())),
        (header::CONTENT_LENGTH, &(span.end - span.start).to_string()),
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::ACCEPT_RANGES, "bytes"),
        (header::ETAG, &tag),
    ] {
        head.insert(name, value(text)?);
    }
    if part.is_some() {
        let text = format!("bytes {}-{}/{}", span.start, span.end.saturating_sub(1), found.size);
        head.insert(header::CONTENT_RANGE, value(&text)?);
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

fn value(text: &str) -> Result<HeaderValue, Fault> {
    HeaderValue::from_str(text).map_err(|e| Fault::Inner(e.to_string()))
}

/// Piece after piece, so that a slow reader costs little memory.
fn pieces(
    visit: &Visit,
    sha256: &str,
    span: Range<u64>,
) -> impl futures::Stream<Item = io::Result<Bytes>> + use<> {
    let (blobs, sha256) = (visit.site.blobs.clone(), sha256.to_owned());
    stream::try_unfold(span.start, move |at| {
        let (blobs, sha256) = (blobs.clone(), sha256.clone());
        async move {
            if at >= span.end {
                return Ok(None);
            }
            let end = span.end.min(at + PIECE);
            let bytes = blobs.read_range(&sha256, at..end).await.map_err(io::Error::other)?;
            Ok(Some((bytes, end)))
        }
    })
}

/// Word documents are never shown in place; the name stands twice, for old browsers in ASCII.
fn disposition(found: &Readable, download: bool) -> String {
    let (shown, ending) = match found.kind() {
        Some(kind @ (Kind::Jpeg | Kind::Png | Kind::Pdf)) => (!download, kind.ending()),
        Some(kind @ (Kind::Tiff | Kind::Doc | Kind::Docx)) => (false, kind.ending()),
        None => (false, "bin"),
    };
    let how = if shown { "inline" } else { "attachment" };
    let name = web::guard::encode(&found.name).replace('/', "%2F");
    format!("{how}; filename=\"material.{ending}\"; filename*=UTF-8''{name}")
}

fn unsatisfiable(size: u64) -> Response {
    let headers = [(header::CONTENT_RANGE, format!("bytes */{size}"))];
    (StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response()
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked {
    Part(Range<u64>),
    Whole,
    Never,
}

/// `bytes=0-99`, `bytes=100-`, `bytes=-100` of a file of that size. Several parts at once and
/// other units are answered with the whole, as RFC 9110 allows.
fn range(asked: &str, size: u64) -> Asked {
    let Some((from, to)) = asked.strip_prefix("bytes=").and_then(|r| r.split_once('-')) else {
        return Asked::Whole;
    };
    let part = match (from.trim().parse::<u64>(), to.trim().parse::<u64>()) {
        (Ok(from), Ok(to)) if from <= to => from..size.min(to.saturating_add(1)),
        (Ok(from), Err(_)) if to.trim().is_empty() => from..size,
        (Err(_), Ok(last)) if from.trim().is_empty() => size.saturating_sub(last)..size,
        (Ok(_) | Err(_), Ok(_) | Err(_)) => return Asked::Whole,
    };
    if part.start < part.end { Asked::Part(part) } else { Asked::Never }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_file_are_read_as_asked() {
        assert_eq!(range("bytes=0-99", 1000), Asked::Part(0..100));
        assert_eq!(range("bytes=900-", 1000), Asked::Part(900..1000));
        assert_eq!(range("bytes=-100", 1000), Asked::Part(900..1000));
        assert_eq!(range("bytes=0-5000", 1000), Asked::Part(0..1000));
        assert_eq!(range("bytes=1000-", 1000), Asked::Never);
        assert_eq!(range("bytes=-0", 1000), Asked::Never);
        assert_eq!(range("bytes=5-4", 1000), Asked::Whole);
        assert_eq!(range("bytes=0-1,5-6", 1000), Asked::Whole);
        assert_eq!(range("pages=1-2", 1000), Asked::Whole);
    }
}
