//! What the court wants of a filing (补正): in words, with the place where it is put right, and at
//! the field, the party or the file it means.
use super::Frame;
use crate::filing::{
    files::category_name,
    mark::party_field,
    model::{Filing, FilingState, Mark, Party, Section, Target},
    store,
    submitted::SubmittedFile,
};
use kernel::id::PartyId;
use sea_orm::DbErr;
use web::{Errors, Visit};

/// One thing the court wants, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub place: String,
    pub reason: String,
    pub law: String,
    pub note: String,
    pub section: Option<Section>,
    /// Where it is put right: the step's page and the place on it; empty for the filing as a whole.
    pub href: String,
    pub target: Target,
}

impl Wanted {
    /// In words; [`name_file`] names materials.
    fn of(mark: &Mark, filing: &Filing) -> Self {
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

    /// It means a place on its step's page, and not the step as a whole.
    pub fn is_exact(&self) -> bool {
        self.href.contains('#')
    }

    /// The reason, the clerk's own words and what they rest on.
    fn said(&self) -> String {
        let said = [&self.reason, &self.note].map(|t| t.trim().trim_end_matches('。'));
        let said: Vec<_> = said.into_iter().filter(|t| !t.is_empty()).collect();
        let law = if self.law.is_empty() { String::new() } else { format!("（{}）", self.law) };
        said.join("；") + &law
    }
}

/// In one sentence, for the place that is meant.
fn sentence(said: &[String]) -> Option<String> {
    (!said.is_empty()).then(|| format!("法院要求补正：{}", said.join("；")))
}

/// The page and the place on it, below the filing's own page.
fn place(target: &Target, filing: &Filing) -> Option<String> {
    let at = match target {
        Target::Whole => return None,
        Target::Section(section) => match field_of(target, None) {
            Some(field) => format!("{}#{field}", section.key()),
            None => section.key().to_owned(),
        },
        Target::Party(id, field) if filing.content.party(*id).is_some() => {
            format!("parties/{id}#{field}").trim_end_matches('#').to_owned()
        }
        // Removed since: the list shows who is there instead.
        Target::Party(..) => Section::Parties.key().to_owned(),
        Target::Field(field) if field == "claims" => "claims#claim-1".to_owned(),
        Target::Field(field) => format!("claims#{field}"),
        Target::Material(id) => format!("materials#material-{id}"),
        Target::Category(key) => format!("materials#category-{key}"),
    };
    Some(at)
}

/// The field of a step's form, or of that party's, that is meant.
fn field_of(target: &Target, party: Option<PartyId>) -> Option<&str> {
    match target {
        Target::Field(field) if party.is_none() => Some(field),
        Target::Party(id, field) if party == Some(*id) && !field.is_empty() => Some(field),
        // The desk marks these two steps at the one choice that is made there.
        Target::Section(Section::Jurisdiction) => Some("basis"),
        Target::Section(Section::Materials) => Some("originals"),
        Target::Section(_)
        | Target::Party(..)
        | Target::Field(_)
        | Target::Material(_)
        | Target::Category(_)
        | Target::Whole => None,
    }
}

impl Frame {
    /// What the court wants at the fields of this page, beside what is wrong with them.
    pub fn remarked(&self, mut errors: Errors, party: Option<PartyId>) -> Errors {
        let mut fields: Vec<(&str, Vec<String>)> = Vec::new();
        for wanted in &self.marks {
            let Some(field) = field_of(&wanted.target, party) else { continue };
            match fields.iter_mut().find(|(f, _)| *f == field) {
                Some((_, said)) => said.push(wanted.said()),
                None => fields.push((field, vec![wanted.said()])),
            }
        }
        for (field, said) in fields {
            if let Some(text) = sentence(&said) {
                errors.remark(field, text);
            }
        }
        errors
    }

    /// What the court wants at one file or in one category.
    pub fn wanted_at(&self, target: &Target) -> Option<String> {
        let here = self.marks.iter().filter(|w| w.target == *target);
        sentence(&here.map(Wanted::said).collect::<Vec<_>>())
    }

    /// What the court wants of one party, for the list of parties: each field by its name.
    pub fn wanted_of(&self, party: &Party) -> Option<String> {
        let said = self.marks.iter().filter_map(|w| match &w.target {
            Target::Party(id, field) if *id == party.id => Some(match party_field(party, field) {
                "" => w.said(),
                name => format!("{name}，{}", w.said()),
            }),
            Target::Party(..)
            | Target::Section(_)
            | Target::Field(_)
            | Target::Material(_)
            | Target::Category(_)
            | Target::Whole => None,
        });
        sentence(&said.collect::<Vec<_>>())
    }

    /// Leaves out what the court wants of other parties: this is one party's own page.
    pub fn only_party(&mut self, party: PartyId) {
        self.marks.retain(|w| !matches!(w.target, Target::Party(id, _) if id != party));
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
            Ok(marks.iter().map(|m| name_file(Wanted::of(m, filing), &files)).collect())
        }
        FilingState::Draft
        | FilingState::Submitted { .. }
        | FilingState::Accepted { .. }
        | FilingState::Refused { .. } => Ok(Vec::new()),
    }
}

fn name_file(mut wanted: Wanted, files: &[SubmittedFile]) -> Wanted {
    match &wanted.target {
        Target::Material(id) => {
            if let Some(file) = files.iter().find(|f| f.id == *id) {
                wanted.place = format!("材料“{}”", file.name);
            } else {
                // Taken out since: there is no place on the page to lead to.
                "材料（该文件已删除）".clone_into(&mut wanted.place);
                wanted.href = wanted.href.split('#').next().unwrap_or_default().to_owned();
            }
        }
        Target::Category(key) => wanted.place = format!("材料：{}", category_name(key)),
        Target::Section(_) | Target::Party(..) | Target::Field(_) | Target::Whole => {}
    }
    wanted
}
