//! Where each step stands, for the task list.
use super::{
    acts::Whole,
    check::{self, Finding},
    model::{Content, Filing, PartyRole, Section, ServiceAddress},
    stamp::section_digest,
    step::Wanted,
    submitted::{Snapshot, Submitted},
};
use crate::keyed::keyed;
use chrono::NaiveDate;

keyed! {
    /// How far a step is.
    pub Progress {
        NotStarted = "not_started" "未开始",
        InProgress = "in_progress" "进行中",
        Done = "done" "已完成",
        /// The court wants it changed, and it is as it was.
        ToFix = "to_fix" "需要修改",
        /// The court wanted it changed, and it was.
        Fixed = "fixed" "已修改",
    }
}

impl Progress {
    /// The tag's colour.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::NotStarted => "todo",
            Self::InProgress => "warn",
            Self::Done | Self::Fixed => "done",
            Self::ToFix => "error",
        }
    }
}

/// One line of the task list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub section: Section,
    pub progress: Progress,
    pub missing: Vec<Finding>,
}

impl Line {
    /// What is missing, in words.
    pub fn hint(&self) -> String {
        let shown: Vec<_> = self.missing.iter().take(2).map(|f| f.message.as_str()).collect();
        let more = self.missing.len().saturating_sub(2);
        let text = shown.join("；");
        if more > 0 { format!("{text}；另有 {more} 项") } else { text }
    }
}

/// Every step.
pub fn lines(
    whole: &Whole,
    wanted: &[Wanted],
    before: Option<&Submitted>,
    today: NaiveDate,
) -> Vec<Line> {
    check::all(&whole.filing, &whole.around, today)
        .into_iter()
        .map(|(section, missing)| {
            let marked = wanted.iter().any(|w| w.section == Some(section));
            let same = before.is_some_and(|b| unchanged(whole, b, section));
            let progress = if marked && same {
                Progress::ToFix
            } else if missing.is_empty() {
                if marked { Progress::Fixed } else { Progress::Done }
            } else if is_blank(whole, section) {
                Progress::NotStarted
            } else {
                Progress::InProgress
            };
            Line { section, progress, missing }
        })
        .collect()
}

/// The step shows what it showed when it was last submitted.
fn unchanged(whole: &Whole, before: &Submitted, section: Section) -> bool {
    let shown = section_digest(&Snapshot::of(&whole.filing), section);
    let files = |list: &[super::submitted::SubmittedFile]| {
        list.iter().map(|f| (f.category.clone(), f.sha256.clone())).collect::<Vec<_>>()
    };
    shown == section_digest(&before.snapshot, section)
        && (section != Section::Materials || files(&whole.files) == files(&before.files))
}

fn is_blank(whole: &Whole, section: Section) -> bool {
    let Filing { content, court, cause, .. } = &whole.filing;
    let Content { parties, claims, amount, facts, legal_basis, jurisdiction, .. } = content;
    match section {
        Section::Court => court.is_none(),
        Section::Cause => cause.is_none(),
        Section::Notices => whole.around.unread.len() == crate::notice::model::ALL.len(),
        Section::Parties => {
            parties.iter().all(|p| p.role == PartyRole::Plaintiff && p.fields.verified)
        }
        Section::Claims => {
            claims.is_empty() && amount.is_empty() && facts.is_empty() && legal_basis.is_empty()
        }
        Section::Jurisdiction => jurisdiction.basis.is_empty(),
        Section::Materials => whole.around.categories.is_empty(),
        Section::ServiceAddress => content.service_address == ServiceAddress::default(),
        Section::Fee => false,
    }
}
