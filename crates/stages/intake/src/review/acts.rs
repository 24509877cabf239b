//! Marking: what is wrong is kept as it is found, before the answer is given.
use super::{
    marks,
    model::{AtDesk, DeskAct, Refused, check, waiting},
    store,
};
use crate::filing::{
    self,
    model::{Filing, Mark, Target},
};
use kernel::{
    actor::Actor,
    id::{AccountId, FilingId},
};
use law::review_rule;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use web::Site;

/// The filing of the desk, locked, if it is here, waits, and is still the submission that was read.
pub(super) async fn open(
    tx: &DatabaseTransaction,
    site: &Site,
    actor: &Actor,
    at: AtDesk,
    act: DeskAct,
) -> Result<Filing, Refused> {
    let filing = filing::store::find_locked(tx, &site.vault, at.filing)
        .await?
        .filter(|f| f.court.is_some() && f.court.as_deref() == actor.court())
        .ok_or(Refused::Unknown)?;
    if filing.state.transfer().is_err() || filing.round != at.round {
        return Err(Refused::Overtaken);
    }
    check(&filing, actor, act)?;
    Ok(filing)
}

/// Who acts; the desk's acts are people's.
pub(super) fn clerk(actor: &Actor) -> Result<AccountId, Refused> {
    actor.account().ok_or(Refused::Denied(kernel::policy::Denied::NotYours))
}

/// Ties a reason to a place of the filing.
pub(super) async fn mark(
    site: &Site,
    actor: &Actor,
    at: AtDesk,
    target: Target,
    (rule, note): (&str, &str),
) -> Result<(), Refused> {
    let note = note.trim();
    let rule = match rule {
        "" if note.is_empty() => return Err(Refused::EmptyMark),
        "" => None,
        key => Some(review_rule::find(key).ok_or(Refused::NoSuchRule)?),
    };
    let mark = Mark {
        target,
        rule: rule.map(|r| r.key.to_owned()).unwrap_or_default(),
        reason: rule.map(|r| r.sentence.to_owned()).unwrap_or_default(),
        law: rule.map(review_rule::ReviewRule::citation).unwrap_or_default(),
        note: note.to_owned(),
    };
    change(site, actor, at, |all| marks::add(all, mark)).await
}

/// Takes a mark back; `nth` counts from 0.
pub(super) async fn unmark(
    site: &Site,
    actor: &Actor,
    at: AtDesk,
    nth: usize,
) -> Result<(), Refused> {
    change(site, actor, at, |all| {
        if nth < all.len() {
            all.remove(nth);
        }
    })
    .await
}

async fn change(
    site: &Site,
    actor: &Actor,
    at: AtDesk,
    change: impl FnOnce(&mut Vec<Mark>),
) -> Result<(), Refused> {
    let tx = site.db.begin().await?;
    let filing = open(&tx, site, actor, at, DeskAct::Mark).await?;
    let mut marks = drafted(&tx, &filing).await?;
    change(&mut marks);
    store::save_draft(&tx, at.filing, clerk(actor)?, &marks, site.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// The marks made so far on the submission that waits.
pub(super) async fn drafted(
    db: &impl ConnectionTrait,
    filing: &Filing,
) -> Result<Vec<Mark>, DbErr> {
    match waiting(&filing.state) {
        Some((since, _)) => store::draft(db, filing.id, since).await,
        None => Ok(Vec::new()),
    }
}

/// Leaves a trace that staff read the filing.
pub(super) async fn note_reading(
    site: &Site,
    actor: &Actor,
    filing: &Filing,
) -> Result<(), Refused> {
    let tx = site.db.begin().await?;
    db::access::note(&tx, site.clock.now(), actor, filing.case, "filing").await?;
    Ok(tx.commit().await?)
}

/// The filing, if it lies with the clerk's court and has been submitted.
pub(super) async fn read(site: &Site, actor: &Actor, id: FilingId) -> Result<Filing, Refused> {
    filing::store::find(site.db.read(), &site.vault, id)
        .await?
        .filter(|f| f.court.is_some() && f.court.as_deref() == actor.court() && f.round > 0)
        .ok_or(Refused::Unknown)
}
