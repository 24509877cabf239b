//! The step 管辖: the basis, the places it turns on, and the courts the law then leads to.
use crate::filing::{
    acts::{self, Saved},
    advice::{self, Advice, Ask, AskForm, Basis},
    check,
    model::{Filing, JurisdictionAnswers, Section},
    stamp::Stamp,
    step::{self, Autosave, Frame, Stop},
};
use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use kernel::id::FilingId;
use law::jurisdiction::Answer;
use std::collections::BTreeMap;
use web::{Errors, Form, Page, Visit};

#[derive(Template)]
#[template(path = "filing/jurisdiction.html", blocks = ["main"])]
struct JurisdictionPage {
    page: Page,
    frame: Frame,
    errors: Errors,
    bases: Vec<Choice>,
    basis: String,
    court: &'static str,
    /// For the buttons that choose a court.
    court_version: String,
    advice: Vec<Advice>,
    /// What is missing for telling, and why it cannot be told.
    missing: Vec<String>,
    why: String,
    doubt: bool,
}

struct Choice {
    /// The first carries the fieldset's id, so that the summary's link finds it.
    id: &'static str,
    key: &'static str,
    name: &'static str,
    article: &'static str,
    asks: Vec<Question>,
}

struct Question {
    field: String,
    label: &'static str,
    hint: &'static str,
    value: String,
    form: AskForm,
    error: Option<String>,
    optional: bool,
}

type Pairs = Vec<(String, String)>;

fn value<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v)
}

/// The answers as typed: those of a basis that is not chosen stay for when it is.
fn answers(pairs: &Pairs) -> JurisdictionAnswers {
    let asked: Vec<String> =
        Basis::ALL.iter().flat_map(|b| b.asks().iter().map(|a| a.field(*b))).collect();
    let places: BTreeMap<_, _> =
        pairs.iter().filter(|(k, v)| asked.contains(k) && !v.trim().is_empty()).cloned().collect();
    JurisdictionAnswers { basis: value(pairs, "basis").to_owned(), places }
}

pub(super) async fn show(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    let frame = Frame::of(&visit, &filing, Section::Jurisdiction).await?;
    Ok(web::show!(visit, page(&visit, &filing, frame, Errors::new()))?)
}

fn page(visit: &Visit, filing: &Filing, frame: Frame, errors: Errors) -> JurisdictionPage {
    let errors = frame.remarked(errors, None);
    let given = &filing.content.jurisdiction;
    let question = |basis: Basis, ask: &Ask| {
        let field = ask.field(basis);
        Question {
            value: given.places.get(&field).cloned().unwrap_or_default(),
            error: errors.on(&field).map(str::to_owned),
            label: ask.label,
            hint: ask.hint,
            form: ask.form,
            optional: !ask.required,
            field,
        }
    };
    let choice = |(at, basis): (usize, &Basis)| Choice {
        id: if at == 0 { "basis" } else { "" },
        key: basis.key(),
        name: basis.name(),
        article: basis.article(),
        asks: basis.asks().iter().map(|a| question(*basis, a)).collect(),
    };
    let (missing, why) = match advice::answer(filing, visit.today()) {
        Answer::CannotTell { missing, why } => (missing, why),
        Answer::Courts { missing, .. } => (missing, String::new()),
    };
    let advice = advice::courts(filing, visit.today());
    JurisdictionPage {
        page: visit.page(),
        bases: Basis::ALL.iter().enumerate().map(choice).collect(),
        basis: given.basis.clone(),
        court: filing.court().map_or("", |c| c.name),
        court_version: Stamp::fresh(filing, Section::Court).to_string(),
        doubt: filing.court.is_some() && !advice.is_empty() && advice.iter().all(|a| !a.chosen),
        advice,
        missing,
        why,
        frame,
        errors,
    }
}

pub(super) async fn save(
    visit: Visit,
    Path(id): Path<FilingId>,
    Autosave(auto): Autosave,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Stop> {
    let who = (visit.account()?, id);
    let place = (Section::Jurisdiction, value(&pairs, "version"));
    let given = answers(&pairs);
    let saved = acts::save_step(&visit.site, who, place, |filing| {
        filing.content.jurisdiction = given.clone();
    });
    let filing = match saved.await? {
        Saved::Done(_) if auto => return Ok(step::autosaved()),
        Saved::Conflict(_) if auto => return Ok(step::autosave_conflict()),
        Saved::Done(filing) => filing,
        Saved::Conflict(mut theirs) => {
            let mut frame = Frame::of(&visit, &theirs, Section::Jurisdiction).await?;
            frame.theirs = Some(lines(&theirs));
            theirs.content.jurisdiction = given;
            let page = page(&visit, &theirs, frame, Errors::new());
            return Ok(web::show!(visit, StatusCode::CONFLICT, page)?);
        }
    };
    let findings = advice::findings(&filing);
    let then = value(&pairs, "then");
    if findings.is_empty() && then != "look" {
        return Ok(visit.go(&step::next(id, Section::Jurisdiction, then)));
    }
    let status =
        if findings.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let frame = Frame::of(&visit, &filing, Section::Jurisdiction).await?;
    Ok(web::show!(visit, status, page(&visit, &filing, frame, check::errors(&findings)))?)
}

/// What the step says, for the preview and for a second tab.
pub(super) fn lines(filing: &Filing) -> Vec<(String, String)> {
    let given = &filing.content.jurisdiction;
    let Some(basis) = Basis::from_key(&given.basis) else {
        return vec![("管辖依据".into(), String::new())];
    };
    let mut lines =
        vec![("管辖依据".to_owned(), format!("{}（{}）", basis.name(), basis.article()))];
    for ask in basis.asks() {
        if let Some(value) = given.places.get(&ask.field(basis)) {
            let said = match ask.form {
                AskForm::Place => value.trim().to_owned(),
                AskForm::YesNo => if value == "yes" { "是" } else { "否" }.to_owned(),
                AskForm::Choice(options) => options
                    .iter()
                    .find(|(k, _)| k == value)
                    .map(|(_, name)| (*name).to_owned())
                    .unwrap_or_default(),
            };
            lines.push((ask.label.to_owned(), said));
        }
    }
    lines
}
