//! 预览提交: everything on one page, amended by links, confirmed and submitted; then the result.
use super::{claims, jurisdiction, tasks::Head};
use crate::filing::{
    acts::{self, Confirmed, Refused, Whole},
    check::Finding,
    files,
    model::{FilingAct, FilingState, Originals, Section},
    step::{self, Stop, Wanted},
    store,
};
use crate::service_address;
use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use kernel::id::FilingId;
use law::period::day_ending;
use law::period::{self, Calendar};
use serde::Deserialize;
use web::{
    Errors, Form, Page, Visit,
    filters::{self, date_text, time_text},
};

#[derive(Template)]
#[template(path = "filing/preview.html", blocks = ["main"])]
struct Preview {
    page: Page,
    base: String,
    head: Head,
    errors: Errors,
    /// The filing can be changed and submitted; else this shows what was submitted.
    open: bool,
    seen: String,
    missing: Vec<(Section, Vec<Finding>)>,
    wanted: Vec<Wanted>,
    parties: Vec<Side>,
    claims: Vec<(String, String)>,
    /// That the claims add up to another sum than the amount.
    sum: Option<String>,
    jurisdiction: Vec<(String, String)>,
    cause: &'static str,
    files: Vec<FileLine>,
    originals: &'static str,
    address: Vec<(&'static str, String)>,
    signed: String,
    notices: usize,
    fee: String,
}

struct Side {
    title: String,
    change: String,
    lines: Vec<(&'static str, String)>,
}

struct FileLine {
    href: String,
    category: String,
    name: String,
    size: i64,
    pages: Option<i64>,
}

pub(super) async fn show(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Stop> {
    let whole = whole(&visit, id).await?;
    let page = page(&visit, &whole, Errors::new()).await?;
    Ok(web::show!(visit, page)?)
}

async fn whole(visit: &Visit, id: FilingId) -> Result<Whole, Stop> {
    let filing = step::own(visit, id).await?;
    Ok(Whole::load(visit.site.db.read(), filing).await?)
}

async fn page(visit: &Visit, whole: &Whole, errors: Errors) -> Result<Preview, Stop> {
    let filing = &whole.filing;
    let c = &filing.content;
    let base = format!("/filings/{}", filing.id);
    let side = |p: &crate::filing::model::Party| Side {
        title: format!("{}：{}", p.role.name(), p.label()),
        change: format!("{base}/parties/{}", p.id),
        lines: p.lines(false),
    };
    let file = |f: &crate::filing::submitted::SubmittedFile| FileLine {
        href: format!("{base}/materials/{}", f.id),
        category: files::category_name(&f.category),
        name: f.name.clone(),
        size: f.size,
        pages: f.pages,
    };
    let signature = service_address::model::signed(&c.service_address);
    Ok(Preview {
        page: visit.page(),
        head: Head::of(filing),
        errors,
        open: filing.check(FilingAct::Submit).is_ok(),
        seen: whole.digest(),
        missing: whole.missing(visit.today()),
        wanted: step::wanted(visit, filing).await?,
        parties: c.parties.iter().map(side).collect(),
        claims: claims::lines(filing),
        sum: claims::other_sum(c),
        jurisdiction: jurisdiction::lines(filing),
        cause: filing.cause_name().unwrap_or_default(),
        files: whole.files.iter().map(file).collect(),
        originals: c.originals.map_or("", Originals::name),
        address: service_address::model::lines_masked(&c.service_address),
        signed: signature.map(|s| time_text(&s.at)).unwrap_or_default(),
        notices: crate::notice::model::ALL.len() - whole.around.unread.len(),
        fee: crate::filing::fee::estimate(filing)
            .map(|f| format!("预计 {} 元", f.fee))
            .unwrap_or_default(),
        base,
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    seen: String,
    declared: String,
}

pub(super) async fn submit(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(form): Form<Sent>,
) -> Result<Response, Stop> {
    let account = visit.account()?;
    let confirmed = Confirmed { seen: form.seen, declared: form.declared == "on" };
    let (status, errors) =
        match acts::submit(&visit.site, (&visit.actor, account), id, &confirmed).await {
            Ok(_) => return Ok(visit.go(&format!("/filings/{id}/registered"))),
            Err(Refused::NotDeclared) => {
                let text = "请先勾选承诺，再提交";
                (StatusCode::UNPROCESSABLE_ENTITY, Errors::of("declared", text))
            }
            Err(e @ Refused::Incomplete) => {
                (StatusCode::UNPROCESSABLE_ENTITY, Errors::of("", e.to_string()))
            }
            Err(e @ (Refused::Changed | Refused::Overtaken)) => {
                (StatusCode::CONFLICT, Errors::of("", e.to_string()))
            }
            // Decided meanwhile: its own page says how.
            Err(Refused::NotNow(_)) => return Ok(visit.go(&format!("/filings/{id}"))),
            Err(e) => return Err(e.into()),
        };
    let whole = whole(&visit, id).await?;
    let page = page(&visit, &whole, errors).await?;
    Ok(web::show!(visit, status, page)?)
}

#[derive(Template)]
#[template(path = "filing/registered.html", blocks = ["main"])]
struct Registered {
    page: Page,
    base: String,
    title: String,
    code: String,
    court: &'static str,
    at: String,
    due: String,
    overdue: String,
    round: u32,
}

/// The result of a submission; going back to it later shows the same.
pub(super) async fn registered(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Stop> {
    let filing = step::own(&visit, id).await?;
    let (FilingState::Submitted { at, due }, Some(registration)) =
        (&filing.state, &filing.registration)
    else {
        return Ok(visit.go(&format!("/filings/{id}")));
    };
    let last = store::submitted::last(visit.site.db.read(), &visit.site.vault, id).await?;
    let overdue = period::answer_overdue(period::beijing_day(*at), Calendar::in_use());
    let page = Registered {
        page: visit.page(),
        base: format!("/filings/{id}"),
        title: filing.title(),
        code: registration.code.clone(),
        court: filing.court().map_or("", |c| c.name),
        at: time_text(at),
        due: date_text(&day_ending(*due)),
        overdue: date_text(&overdue.last_day),
        round: last.map_or(1, |l| l.round),
    };
    Ok(web::show!(visit, page)?)
}

impl Preview {
    /// The address at which a part is amended; none once it is with the court.
    fn edit_at(&self, step: &str) -> String {
        self.only_open(&format!("{}/{step}", self.base))
    }

    fn only_open(&self, href: &str) -> String {
        if self.open { href.to_owned() } else { String::new() }
    }

    fn notices_text(&self) -> String {
        format!("已阅读并同意 {} 份", self.notices)
    }
}
