//! Keeping what was filled in. One transaction: the step, its job, and the end of a paper that no
//! longer says what stands there.
use super::{jobs, model};
use crate::{
    filing::{
        acts::{Refused, Saved},
        model::{FilingAct, Section, ServiceAddress, Signature},
        stamp::Stamp,
        store as filings,
    },
    material,
};
use kernel::id::{AccountId, FilingId};
use web::Site;

/// What a form brought.
#[derive(Clone, Debug)]
pub struct Filled {
    pub address: ServiceAddress,
    /// SHA-256 of the picture of a new signature.
    pub signature: Option<String>,
}

/// Keeps the step as it was filled in. A new signature is put under the text as it stands now; an
/// old one stays, and counts as long as the text is the one it was put under.
pub async fn fill_in(
    site: &Site,
    (account, id): (AccountId, FilingId),
    stamp: &str,
    filled: Filled,
) -> Result<Saved, Refused> {
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let mut filing = filings::find_locked(&tx, &site.vault, id)
        .await?
        .filter(|f| f.filer == account)
        .ok_or(Refused::Unknown)?;
    filing.check(FilingAct::Edit)?;
    if let Ok(stamp) = stamp.parse::<Stamp>() {
        if !stamp.fits(&filing, Section::ServiceAddress) {
            return Ok(Saved::Conflict(Box::new(filing)));
        }
        stamp.leave(&mut filing, Section::ServiceAddress);
    }
    let before = filing.content.service_address.clone();
    let mut address = filled.address;
    address.signature = match filled.signature {
        Some(sha256) => Some(Signature { sha256, at: now, text: model::digest(&address) }),
        None => before.signature.clone(),
    };
    filing.content.service_address = address;
    filing.updated_at = now;
    if !filings::save(&tx, &site.vault, &filing, now).await? {
        return Err(Refused::Overtaken);
    }
    if filing.content.service_address != before {
        material::store::delete_generated(&tx, id, jobs::PAPER).await?;
    }
    if model::findings(&filing.content).is_empty() {
        jobs::enqueue(&tx, now, id, &filing.content.service_address).await?;
    }
    tx.commit().await?;
    filing.version += 1;
    Ok(Saved::Done(Box::new(filing)))
}
