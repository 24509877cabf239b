//! Two tabs on one step: a hidden field says from which state a form was drawn and which drawing of
//! it this is, so that one tab may save again and again, but never unseen over another's work.
use super::{
    model::{Filing, Section},
    submitted::Snapshot,
};
use kernel::id::PartyId;
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// What a form shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Section(Section),
    Party(PartyId),
}

impl From<Section> for Place {
    fn from(section: Section) -> Self {
        Self::Section(section)
    }
}

impl Place {
    fn key(self) -> String {
        match self {
            Self::Section(section) => section.key().to_owned(),
            Self::Party(id) => format!("party-{id}"),
        }
    }
}

/// The hidden field `version` of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    base: String,
    tab: Uuid,
}

impl Stamp {
    /// For a form that is being drawn now.
    pub fn fresh(filing: &Filing, place: impl Into<Place>) -> Self {
        Self { base: digest(filing, place.into()), tab: Uuid::now_v7() }
    }

    /// Nothing that another tab saved would be lost.
    pub fn fits(&self, filing: &Filing, place: impl Into<Place>) -> bool {
        let place = place.into();
        filing.content.tabs.get(&place.key()) == Some(&self.tab)
            || self.base == digest(filing, place)
    }

    /// Notes that this drawing of the form wrote last.
    pub fn leave(&self, filing: &mut Filing, place: impl Into<Place>) {
        filing.content.tabs.insert(place.into().key(), self.tab);
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.base, self.tab)
    }
}

impl FromStr for Stamp {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (base, tab) = text.split_once('.').ok_or(())?;
        Ok(Self { base: base.to_owned(), tab: tab.parse().map_err(|_| ())? })
    }
}

/// What of the filing a form shows, in few letters.
fn digest(filing: &Filing, place: Place) -> String {
    match place {
        Place::Section(section) => section_digest(&Snapshot::of(filing), section),
        Place::Party(id) => short(serde_json::to_vec(&filing.content.party(id))),
    }
}

/// What a step shows, in few letters: for comparing it with what was submitted before.
pub fn section_digest(shot: &Snapshot, section: Section) -> String {
    let c = &shot.content;
    short(match section {
        Section::Court => serde_json::to_vec(&shot.court),
        Section::Cause => serde_json::to_vec(&(&shot.cause_list, &shot.cause)),
        Section::Parties => serde_json::to_vec(&c.parties),
        Section::Claims => {
            serde_json::to_vec(&(&c.claims, &c.amount, &c.facts, &c.legal_basis, &c.region))
        }
        Section::Jurisdiction => serde_json::to_vec(&c.jurisdiction),
        Section::ServiceAddress => serde_json::to_vec(&c.service_address),
        Section::Materials => serde_json::to_vec(&c.originals),
        Section::Notices | Section::Fee => Ok(Vec::new()),
    })
}

fn short(json: serde_json::Result<Vec<u8>>) -> String {
    hex::encode(&Sha256::digest(json.unwrap_or_default())[..8])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::model::Capacity;
    use kernel::id::AccountId;
    use law::CaseKind;

    fn draft() -> Filing {
        let list = law::cause::list("civil-2025").unwrap();
        let now = chrono::DateTime::UNIX_EPOCH;
        Filing::begin(AccountId::new(), (CaseKind::CivilFirst, Capacity::OneSelf), list, now)
    }

    #[test]
    fn a_tab_may_save_again_but_not_over_another() {
        let mut filing = draft();
        let [one, two] = [(), ()].map(|()| Stamp::fresh(&filing, Section::Claims));
        assert!(one.fits(&filing, Section::Claims));
        one.leave(&mut filing, Section::Claims);
        filing.content.facts = "一".into();
        assert!(one.fits(&filing, Section::Claims), "the same tab goes on");
        assert!(!two.fits(&filing, Section::Claims), "the other must look first");
        let parties = Stamp::fresh(&draft(), Section::Parties);
        assert!(parties.fits(&filing, Section::Parties), "another step is not touched");
        let again: Stamp = Stamp::fresh(&filing, Section::Claims).to_string().parse().unwrap();
        again.leave(&mut filing, Section::Claims);
        filing.content.facts = "二".into();
        assert!(!one.fits(&filing, Section::Claims), "now the first must look");
    }
}
