//! What every step's page shares: whose filing it is, whether it may be edited, what the court
//! wants there, what another tab saved, and where to go next.
use super::{
    model::{Filing, FilingAct, FilingState, Mark, Section, Target},
    stamp::Stamp,
    store,
};
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use kernel::id::{FilingId, PartyId};
use sea_orm::DbErr;
use std::convert::Infallible;
use web::{Errors, Fault, Flash, Visit};

/// Whether a form was sent by the script that saves while typing: kept unjudged, answered briefly.
#[derive(Clone, Copy, Debug)]
pub struct Autosave(pub bool);

impl<S: Sync> FromRequestParts<S> for Autosave {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.headers.contains_key("x-autosave")))
    }
}

/// What ends a handler early.
#[derive(Debug)]
pub enum Stop {
    Fault(Fault),
    Go(Box<Response>),
}

impl<E: Into<Fault>> From<E> for Stop {
    fn from(e: E) -> Self {
        Self::Fault(e.into())
    }
}

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        match self {
            Self::Fault(fault) => fault.into_response(),
            Self::Go(response) => *response,
        }
    }
}

/// The visitor's own filing; another's does not exist for him.
pub async fn own(visit: &Visit, id: FilingId) -> Result<Filing, Fault> {
    let site = &visit.site;
    let own = store::find_own(site.db.read(), &site.vault, visit.account()?, id).await?;
    own.ok_or(Fault::NotFound)
}

/// The visitor's own filing, if it may be edited; else back to its page, with the reason.
pub async fn editable(visit: &Visit, id: FilingId) -> Result<Filing, Stop> {
    let filing = own(visit, id).await?;
    match filing.check(FilingAct::Edit) {
        Ok(()) => Ok(filing),
        Err(why) => Err(Stop::Go(Box::new(
            visit.go_saying(&format!("/filings/{id}"), &Flash::notice(why.to_string())),
        ))),
    }
}

/// The frame of a step's page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The filing's own page; steps lie below it.
    pub base: String,
    /// Short name of the matter.
    pub title: String,
    /// The step's name.
    pub name: &'static str,
    /// For the hidden field `version`.
    pub version: String,
    /// What the court wants here.
    pub marks: Vec<Wanted>,
    /// What another tab saved meanwhile, when there was one.
    pub theirs: Option<Vec<(String, String)>>,
}

/// One thing the court wants, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub place: String,
    pub reason: String,
    pub law: String,
    pub note: String,
    pub section: Option<Section>,
    /// Where it is put right, below the filing's own page; empty for the filing as a whole.
    pub href: String,
    target: Target,
}

impl Wanted {
    /// In words; the caller names materials.
    pub fn of(mark: &Mark, filing: &Filing) -> Self {
        Self {
            place: mark.target.label(&filing.content),
            reason: mark.reason.clone(),
            law: mark.law.clone(),
            note: mark.note.clone(),
            section: mark.target.section(),
            href: place(&mark.target, filing)
                .map(|at| format!("/filings/{}/{at}", filing.id))
                .unwrap_or_default(),
            target: mark.target.clone(),
        }
    }

    /// In one sentence, for the field that is meant.
    fn sentence(&self) -> String {
        let said = [&self.reason, &self.note].map(|t| t.trim_end_matches('。'));
        let said: Vec<_> = said.into_iter().filter(|t| !t.is_empty()).collect();
        format!("法院要求：{}", said.join("；"))
    }
}

/// The page and the place on it, below the filing's own page.
fn place(target: &Target, filing: &Filing) -> Option<String> {
    let at = match target {
        Target::Whole => return None,
        Target::Section(section) => section.key().to_owned(),
        Target::Party(id, field) if filing.content.party(*id).is_some() => {
            format!("parties/{id}#{field}").trim_end_matches('#').to_owned()
        }
        Target::Party(..) => Section::Parties.key().to_owned(),
        Target::Field(field) if field == "claims" => "claims#claim-1".to_owned(),
        Target::Field(field) => format!("claims#{field}"),
        Target::Material(id) => format!("materials#material-{id}"),
        Target::Category(key) => format!("materials#category-{key}"),
    };
    Some(at)
}

impl Frame {
    pub async fn of(visit: &Visit, filing: &Filing, section: Section) -> Result<Self, DbErr> {
        Ok(Self {
            base: format!("/filings/{}", filing.id),
            title: filing.title(),
            name: section.name(),
            version: Stamp::fresh(filing, section).to_string(),
            marks: wanted(visit, filing)
                .await?
                .into_iter()
                .filter(|w| w.section == Some(section))
                .collect(),
            theirs: None,
        })
    }
}

impl Frame {
    /// What the court wants at the fields of this page, beside what is wrong with them.
    pub fn remarked(&self, mut errors: Errors, party: Option<PartyId>) -> Errors {
        for wanted in &self.marks {
            match &wanted.target {
                Target::Field(field) if party.is_none() => errors.remark(field, wanted.sentence()),
                Target::Party(id, field) if party == Some(*id) => {
                    errors.remark(field, wanted.sentence());
                }
                Target::Section(_)
                | Target::Party(..)
                | Target::Field(_)
                | Target::Material(_)
                | Target::Category(_)
                | Target::Whole => {}
            }
        }
        errors
    }

    /// The address of a step.
    pub fn at(&self, step: &str) -> String {
        format!("{}/{step}", self.base)
    }

    /// The address of something below a step.
    pub fn below(&self, step: &str, rest: &str) -> String {
        format!("{}/{step}/{rest}", self.base)
    }
}

/// Everything the court wants of a filing that waits for its supplement.
pub async fn wanted(visit: &Visit, filing: &Filing) -> Result<Vec<Wanted>, DbErr> {
    match filing.state {
        FilingState::Supplement { .. } => {
            let db = visit.site.db.read();
            let answer = store::answers::last(db, filing.id).await?;
            let files = store::files::list(db, filing.id).await?;
            let marks = answer.map(|a| a.marks).unwrap_or_default();
            Ok(marks.iter().map(|m| name_file(Wanted::of(m, filing), m, &files)).collect())
        }
        FilingState::Draft
        | FilingState::Submitted { .. }
        | FilingState::Accepted { .. }
        | FilingState::Refused { .. } => Ok(Vec::new()),
    }
}

fn name_file(mut wanted: Wanted, mark: &Mark, files: &[super::submitted::SubmittedFile]) -> Wanted {
    match &mark.target {
        Target::Material(id) => {
            let name = files.iter().find(|f| f.id == *id).map(|f| f.name.as_str());
            wanted.place = format!("材料“{}”", name.unwrap_or("已删除的文件"));
        }
        Target::Category(key) => {
            wanted.place = format!("材料：{}", super::files::category_name(key));
        }
        Target::Section(_) | Target::Party(..) | Target::Field(_) | Target::Whole => {}
    }
    wanted
}

/// The address after a step that was saved.
pub fn next(id: FilingId, section: Section, then: &str) -> String {
    let after = Section::ALL.iter().skip_while(|s| **s != section).nth(1);
    match after {
        Some(next) if then != "list" => format!("/filings/{id}/{}", next.key()),
        Some(_) | None => format!("/filings/{id}"),
    }
}

/// The answers to a form that saves while typing.
pub fn autosaved() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// Another tab was there first.
pub fn autosave_conflict() -> Response {
    StatusCode::CONFLICT.into_response()
}
