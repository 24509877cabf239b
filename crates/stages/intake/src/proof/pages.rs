//! The list of receipts of a filing, and each as the file that verifiers read.
use crate::{
    filing::{model::Filing, store as filings},
    material,
    paper::store::{self as papers, Paper},
};
use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use db::proof::{self, Answer, Subject};
use kernel::id::{FilingId, MaterialId};
use web::{
    Fault, Page, Visit,
    filters::{self, time_text},
    guard::encode,
};

#[derive(Template)]
#[template(path = "proof/list.html", blocks = ["main"])]
struct List {
    page: Page,
    back: String,
    base: String,
    title: String,
    registration: String,
    rounds: Vec<Round>,
    papers: Vec<Paper>,
}

/// One submission and its files.
struct Round {
    n: u32,
    at: String,
    digest: String,
    files: Vec<(MaterialId, String, String)>,
}

/// `GET /filings/{id}/proof`
pub(super) async fn show(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Fault> {
    let filing = readable(&visit, id).await?;
    let own = visit.actor.account() == Some(filing.filer);
    let site = &visit.site;
    let mut rounds = Vec::new();
    for n in (1..=filing.round).rev() {
        let found = filings::submitted::find(site.db.read(), &site.vault, id, n).await?;
        if let Some(s) = found {
            let files = s.files.into_iter().map(|f| (f.id, f.name, f.sha256)).collect();
            rounds.push(Round { n, at: time_text(&s.at), digest: s.digest, files });
        }
    }
    let list = List {
        page: visit.page(),
        back: if own { format!("/filings/{id}") } else { format!("/clerk/filings/{id}") },
        base: format!("/filings/{id}/proof"),
        title: filing.title(),
        registration: filing.registration.map(|r| r.code).unwrap_or_default(),
        rounds,
        papers: papers::list(site.db.read(), id).await?,
    };
    web::show!(visit, list)
}

/// `GET /filings/{id}/proof/submissions/{round}`
pub(super) async fn submission(
    visit: Visit,
    Path((id, round)): Path<(FilingId, u32)>,
) -> Result<Response, Fault> {
    let filing = readable(&visit, id).await?;
    let code = filing.registration.map(|r| r.code).unwrap_or_default();
    let name = format!("存证凭证-{code}-第{round}次提交.json");
    receipt(&visit, Subject::Filing(id, round), &name).await
}

/// `GET /filings/{id}/proof/materials/{file}`
pub(super) async fn material(
    visit: Visit,
    Path((id, file)): Path<(FilingId, MaterialId)>,
) -> Result<Response, Fault> {
    let filing = readable(&visit, id).await?;
    let name = name_of(&visit, &filing, file).await?.ok_or(Fault::NotFound)?;
    let name = format!("存证凭证-{name}.json");
    receipt(&visit, Subject::Material(file), &name).await
}

/// `GET /filings/{id}/proof/papers/{paper}`
pub(super) async fn paper(
    visit: Visit,
    Path((id, paper)): Path<(FilingId, MaterialId)>,
) -> Result<Response, Fault> {
    let filing = readable(&visit, id).await?;
    let found = papers::find(visit.site.db.read(), filing.id, paper).await?;
    let found = found.ok_or(Fault::NotFound)?;
    let name = format!("存证凭证-{}-{}.json", found.title, found.number);
    receipt(&visit, Subject::Paper(paper), &name).await
}

/// What a file is called that was submitted, also where it was removed from a later submission.
async fn name_of(
    visit: &Visit,
    filing: &Filing,
    file: MaterialId,
) -> Result<Option<String>, Fault> {
    let site = &visit.site;
    for n in (1..=filing.round).rev() {
        let round = filings::submitted::find(site.db.read(), &site.vault, filing.id, n).await?;
        let found = round.and_then(|s| s.files.into_iter().find(|f| f.id == file));
        if found.is_some() {
            return Ok(found.map(|f| f.name));
        }
    }
    Ok(None)
}

async fn readable(visit: &Visit, id: FilingId) -> Result<Filing, Fault> {
    let site = &visit.site;
    let filing = filings::find(site.db.read(), &site.vault, id).await?.ok_or(Fault::NotFound)?;
    material::reading::allowed(visit, &filing)?;
    Ok(filing)
}

/// What was just committed to is put into the log and signed now: nobody is told to come back later.
async fn receipt(visit: &Visit, subject: Subject, name: &str) -> Result<Response, Fault> {
    let site = &visit.site;
    let inner = |e: &dyn std::fmt::Display| Fault::Inner(e.to_string());
    site.log.settle(visit.now()).await.map_err(|e| inner(&e))?;
    let answer = proof::receipt(site.db.read(), &site.vault, site.log.keys(), subject).await?;
    let text = match answer.until_now(site.db.read()).await? {
        Answer::Receipt(receipt) => receipt.text().map_err(|e| inner(&e))?,
        Answer::NotYet | Answer::Unknown => return Err(Fault::NotFound),
    };
    let attachment =
        format!("attachment; filename=\"receipt.json\"; filename*=UTF-8''{}", encode(name));
    let attachment = HeaderValue::from_str(&attachment).map_err(|e| inner(&e))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CONTENT_DISPOSITION, attachment),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, text).into_response())
}
