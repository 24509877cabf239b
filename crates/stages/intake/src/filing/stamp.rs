//! Two tabs on one step: a hidden field says from which state a form was drawn and which drawing of
//! it this is, so that one tab may save again and again, but never unseen over another's work.
use super::model::{Filing, Section};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// The hidden field `version` of a step's form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    base: String,
    tab: Uuid,
}

impl Stamp {
    /// For a form that is being drawn now.
    pub fn fresh(filing: &Filing, section: Section) -> Self {
        Self { base: digest(filing, section), tab: Uuid::now_v7() }
    }

    /// Nothing that another tab saved would be lost.
    pub fn fits(&self, filing: &Filing, section: Section) -> bool {
        filing.content.tabs.get(&section) == Some(&self.tab)
            || self.base == digest(filing, section)
    }

    /// Notes that this drawing of the form wrote last.
    pub fn leave(&self, filing: &mut Filing, section: Section) {
        filing.content.tabs.insert(section, self.tab);
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

/// What of the filing a step shows, in few letters.
fn digest(filing: &Filing, section: Section) -> String {
    let c = &filing.content;
    let json = match section {
        Section::Court => serde_json::to_vec(&filing.court),
        Section::Cause => serde_json::to_vec(&(&filing.cause_list, &filing.cause)),
        Section::Parties => serde_json::to_vec(&c.parties),
        Section::Claims => {
            serde_json::to_vec(&(&c.claims, &c.amount, &c.facts, &c.legal_basis, &c.region))
        }
        Section::Jurisdiction => serde_json::to_vec(&c.jurisdiction),
        Section::ServiceAddress => serde_json::to_vec(&c.service_address),
        Section::Materials => serde_json::to_vec(&c.originals),
        Section::Notices | Section::Fee => Ok(Vec::new()),
    };
    hex::encode(&Sha256::digest(json.unwrap_or_default())[..8])
}
