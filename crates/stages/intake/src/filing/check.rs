//! Judges what was typed, step by step. The same answer drives the task list, the errors of a form
//! and the guard of the submission.
mod claims;
mod party;

use super::{
    advice,
    model::{Filing, Section},
};
use chrono::NaiveDate;

pub use claims::{claim_sum, claims};
pub use party::{parties, party};

/// Something that is missing or wrong, at a field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub field: String,
    pub message: String,
}

impl Finding {
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// As the errors of a form.
pub fn errors(findings: &[Finding]) -> web::Errors {
    let mut errors = web::Errors::new();
    for finding in findings {
        errors.add(finding.field.clone(), finding.message.clone());
    }
    errors
}

/// What lies outside the filing's own row and its completeness depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Titles of the notices that were not yet agreed to.
    pub unread: Vec<&'static str>,
    /// Categories in which there is at least one file.
    pub categories: Vec<String>,
}

/// What keeps a step from being done; empty when it is.
pub fn section(
    filing: &Filing,
    around: &Around,
    section: Section,
    today: NaiveDate,
) -> Vec<Finding> {
    match section {
        Section::Court => crate::court_choice::model::finding(filing).into_iter().collect(),
        Section::Cause => crate::cause_choice::model::finding(filing, today).into_iter().collect(),
        Section::Notices => around
            .unread
            .iter()
            .map(|t| Finding::new("notices", format!("请阅读《{t}》")))
            .collect(),
        Section::Parties => parties(&filing.content, today),
        Section::Claims => claims(filing),
        Section::Jurisdiction => advice::findings(filing),
        Section::Materials => crate::material::model::findings(filing, &around.categories),
        Section::ServiceAddress => crate::service_address::model::findings(&filing.content),
        Section::Fee => Vec::new(),
    }
}

/// Everything that is missing, step by step.
pub fn all(filing: &Filing, around: &Around, today: NaiveDate) -> Vec<(Section, Vec<Finding>)> {
    Section::ALL.iter().map(|s| (*s, section(filing, around, *s, today))).collect()
}
