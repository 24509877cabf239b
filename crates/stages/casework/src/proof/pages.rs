//! 核验存证: with script the browser itself checks, and nothing leaves it; without, the file is sent, hashed and
//! forgotten.
use askama::Template;
use axum::{http::StatusCode, response::Response};
use chain::{FileDigest, Outcome, Report, Trust, Verdict};
use db::proof::serve;
use web::{
    Errors, Fault, Page, Visit,
    uploads::{self, LookedAt, Parts},
};

#[derive(Template)]
#[template(path = "proof/page.html", blocks = ["main"])]
struct Check {
    page: Page,
    errors: Errors,
    report: Option<Shown>,
    /// Key and fingerprint.
    keys: Vec<(String, String)>,
    origin: String,
    size: u64,
}

/// A report in words.
struct Shown {
    file: String,
    verdict: String,
    /// The notification's kind.
    kind: &'static str,
    /// The sign before a line, what it says to a screen reader, the line.
    lines: Vec<(&'static str, &'static str, String)>,
}

impl Shown {
    fn of(report: &Report, file: &str) -> Self {
        let verdict = report.verdict();
        let line = |finding: &chain::Finding| {
            let (sign, said) = match finding.outcome() {
                Outcome::Passed => ("✓", "通过"),
                Outcome::Failed => ("✗", "不通过"),
                Outcome::NotChecked => ("–", "未核对"),
            };
            (sign, said, finding.to_string())
        };
        Self {
            file: file.to_owned(),
            verdict: verdict.to_string(),
            kind: match verdict {
                Verdict::Valid => "success",
                Verdict::Incomplete => "warning",
                Verdict::Refused => "error",
            },
            lines: report.findings.iter().map(line).collect(),
        }
    }
}

/// `GET /proof`
pub(super) async fn show(visit: Visit) -> Result<Response, Fault> {
    let page = page(&visit, Errors::new(), None).await?;
    web::show!(visit, page)
}

/// `POST /proof`: without script.
pub(super) async fn check(visit: Visit, parts: Parts) -> Result<Response, Fault> {
    let sent = uploads::look_at(&visit, parts, chain::MAX_RECEIPT).await?;
    let of = |field: &str| sent.iter().find(|f| f.field == field);
    let receipt = match of("receipt") {
        None => Err("请选择存证凭证（.json 文件），它随回执一起下载"),
        Some(LookedAt { bytes: None, .. }) => {
            Err("所选的存证凭证过大，请选择下载的 .json 凭证文件")
        }
        Some(LookedAt { bytes: Some(bytes), .. }) => Ok(bytes),
    };
    let document = match receipt {
        Ok(document) => document,
        Err(why) => {
            let page = page(&visit, Errors::of("receipt", why), None).await?;
            return web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page);
        }
    };
    let file = of("file");
    let keys = visit.site.log.keys().public();
    let digest: Option<&FileDigest> = file.map(|f| &f.digest);
    let report = chain::verify(document, digest, &Trust { keys: &keys, stamp: None });
    let shown = Shown::of(&report, file.map_or("", |f| &f.file_name));
    let page = page(&visit, Errors::new(), Some(shown)).await?;
    web::show!(visit, page)
}

async fn page(visit: &Visit, errors: Errors, report: Option<Shown>) -> Result<Check, Fault> {
    let keys = visit.site.log.keys();
    let shown =
        keys.public().iter().map(|k| (k.to_string(), k.fingerprint().to_string())).collect();
    Ok(Check {
        page: visit.page(),
        errors,
        report,
        keys: shown,
        origin: keys.origin().to_owned(),
        size: serve::size(visit.site.db.read()).await?,
    })
}
