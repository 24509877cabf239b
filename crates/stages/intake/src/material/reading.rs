//! Who may read which file: its filer always; the people of the court what was submitted to it.
use super::store;
use crate::filing::model::{FilingAct, FilingState};
use crate::filing::{model::Filing, store as filings};
use crate::paper::store as papers;
use kernel::{
    actor::{Actor, StaffRole},
    id::{CaseId, FilingId, MaterialId},
    policy::{Permission, Relation, may},
};
use web::{Fault, Visit, inspect::Kind};

/// A file that the visitor may read.
#[derive(Clone, Debug)]
pub(crate) struct Readable {
    pub(super) filing: FilingId,
    pub(super) case: CaseId,
    pub(super) id: MaterialId,
    pub(super) category: String,
    pub(crate) name: String,
    pub(super) sha256: String,
    pub(super) media_type: String,
    pub(super) size: u64,
    pub(super) pages: u64,
    /// Read by its filer, who may also still change it.
    pub(super) own: bool,
    pub(super) editable: bool,
    /// It belongs to a case, whose space it is read from.
    pub(super) accepted: bool,
}

impl Readable {
    pub(super) fn kind(&self) -> Option<Kind> {
        Kind::of_media_type(&self.media_type)
    }
}

/// The file, if it is for this visitor; otherwise there is none.
pub(crate) async fn readable(
    visit: &Visit,
    id: FilingId,
    file: MaterialId,
) -> Result<Readable, Fault> {
    let (site, db) = (&visit.site, visit.site.db.read());
    let filing = filings::find(db, &site.vault, id).await?.ok_or(Fault::NotFound)?;
    let relation = relation(&visit.actor, &filing);
    // Whether somebody else's filing exists is nobody's business.
    may(&visit.actor, Permission::ReadFilingFiles, relation).map_err(|_| Fault::NotFound)?;
    let own = relation == Relation::Own;
    let found = Readable {
        filing: id,
        case: filing.case,
        id: file,
        category: String::new(),
        name: String::new(),
        sha256: String::new(),
        media_type: String::new(),
        size: 0,
        pages: 1,
        own,
        editable: own && filing.check(FilingAct::Edit).is_ok(),
        accepted: matches!(filing.state, FilingState::Accepted { .. }),
    };
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    let row = store::find(db, id, file).await?.filter(|m| own || m.generated.is_some());
    if let Some(m) = row {
        return Ok(Readable {
            category: m.category,
            name: m.name,
            sha256: m.sha256,
            media_type: m.media_type,
            size: count(m.size),
            pages: m.pages.map_or(1, count),
            ..found
        });
    }
    let rounds = store::earlier(db, &site.vault, id, filing.round).await?;
    let handed_in = rounds.into_iter().rev().flat_map(|r| r.files).find(|f| f.id == file);
    let Some(m) = handed_in else {
        let paper = papers::find(db, id, file).await?.ok_or(Fault::NotFound)?;
        return Ok(Readable {
            category: "法院文书".into(),
            name: format!("{}.pdf", paper.title),
            sha256: paper.sha256,
            media_type: Kind::Pdf.media_type().into(),
            size: count(paper.size),
            pages: paper.pages.map_or(1, count),
            editable: false,
            ..found
        });
    };
    Ok(Readable {
        category: m.category,
        name: m.name,
        sha256: m.sha256,
        media_type: m.media_type,
        size: count(m.size),
        pages: m.pages.map_or(1, count),
        editable: false,
        ..found
    })
}

/// Refuses whoever may not read the files of this filing; whether it exists is nobody's business.
pub(crate) fn allowed(visit: &Visit, filing: &Filing) -> Result<(), Fault> {
    let relation = relation(&visit.actor, filing);
    may(&visit.actor, Permission::ReadFilingFiles, relation).map_err(|_| Fault::NotFound)
}

/// A filing lies with a court once it was submitted to it; judges see it once it is a case.
fn relation(actor: &Actor, filing: &Filing) -> Relation {
    match actor {
        Actor::Person { account, .. } if *account == filing.filer => Relation::Own,
        Actor::Staff { court, roles, .. } if filing.court.as_ref() == Some(court) => {
            let visible = match filing.state {
                FilingState::Draft => false,
                FilingState::Submitted { .. }
                | FilingState::Supplement { .. }
                | FilingState::Refused { .. } => roles.contains(&StaffRole::FilingClerk),
                FilingState::Accepted { .. } => true,
            };
            if visible { Relation::SameCourt } else { Relation::None }
        }
        Actor::Person { .. } | Actor::Staff { .. } | Actor::Visitor | Actor::System => {
            Relation::None
        }
    }
}

/// Every read by staff is noted.
pub(super) async fn note(visit: &Visit, file: &Readable) -> Result<(), Fault> {
    if file.own {
        return Ok(());
    }
    let tx = visit.site.db.begin().await?;
    let what = format!("filing_material/{}", file.id);
    db::access::note(&tx, visit.now(), &visit.actor, file.case, &what).await?;
    Ok(tx.commit().await?)
}
