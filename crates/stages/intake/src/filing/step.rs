//! What every step's page shares: whose filing it is, whether it may be edited, what the court
//! wants there, what another tab saved, and where to go next.
mod wanted;

pub use wanted::{Wanted, wanted};

use super::{
    model::{Filing, FilingAct, Section},
    stamp::Stamp,
    store,
};
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use kernel::id::FilingId;
use sea_orm::DbErr;
use std::convert::Infallible;
use web::{Fault, Flash, Visit};

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
    /// The address of a step.
    pub fn at(&self, step: &str) -> String {
        format!("{}/{step}", self.base)
    }

    /// The address of something below a step.
    pub fn below(&self, step: &str, rest: &str) -> String {
        format!("{}/{step}/{rest}", self.base)
    }
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
