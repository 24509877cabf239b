//! Judges what was typed, step by step. The same answer drives the task list, the errors of a form
//! and the guard of the submission.

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
