//! 现场核验: a slip for the person, and the clerk who compares the document with the claim.
use super::{
    acts::{live, prove, write},
    model::{Attempt, Event, Method, Refused, State, slip_typed},
    store,
};
use crate::{account, code, random};
use kernel::{
    actor::Actor,
    id::VerificationId,
    policy::{Denied, Permission, Relation, may},
};
use sea_orm::DatabaseTransaction;
use web::Site;

/// Gives out a slip; the same one when asked again.
pub(crate) async fn give_slip(site: &Site, actor: &Actor) -> Result<Attempt, Refused> {
    let mut attempt = live(site, actor).await?;
    if let State::Window { .. } = attempt.state {
        return Ok(attempt);
    }
    attempt.state = State::Window { slip: random::clear(8) };
    let tx = site.db.begin().await?;
    write(site, &tx, &attempt, actor, (Event::SlipGiven, Method::Window.name())).await?;
    tx.commit().await?;
    attempt.version += 1;
    Ok(attempt)
}

/// A clerk enters the slip that the person shows: from now on the matter lies with that court.
pub(crate) async fn receive(
    site: &Site,
    actor: &Actor,
    typed: &str,
) -> Result<VerificationId, Refused> {
    let court = court(actor)?;
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let found = store::find_by_slip(&tx, &site.vault, &slip_typed(typed)).await?;
    let mut attempt = found.ok_or(Refused::NoSlip)?;
    let known = attempt.court.as_deref() == Some(court);
    if !attempt.is_live() {
        return if known { Ok(attempt.id) } else { Err(Refused::SlipUsed) };
    }
    if now > attempt.slip_until() {
        return Err(Refused::SlipExpired);
    }
    if !known {
        attempt.court = Some(court.to_owned());
        write(site, &tx, &attempt, actor, (Event::Received, "")).await?;
        tx.commit().await?;
    }
    Ok(attempt.id)
}

fn court(actor: &Actor) -> Result<&str, Refused> {
    actor.court().ok_or(Refused::Denied(Denied::NotYours))
}

/// An attempt that lies with the clerk's court. Reading it leaves a trace.
pub(crate) async fn read(
    site: &Site,
    actor: &Actor,
    id: VerificationId,
) -> Result<Option<Attempt>, Refused> {
    let tx = site.db.begin().await?;
    store::lock(&tx, id).await?;
    let found = store::find(&tx, &site.vault, id).await?;
    let Some(attempt) = found.filter(|a| lies_with(actor, a).is_ok()) else { return Ok(None) };
    if attempt.is_live() {
        store::note(&tx, id, site.clock.now(), actor, (Event::Read, "")).await?;
        tx.commit().await?;
    }
    Ok(Some(attempt))
}

fn lies_with(actor: &Actor, attempt: &Attempt) -> Result<(), Denied> {
    let here = attempt.court.is_some() && attempt.court.as_deref() == actor.court();
    let relation = if here { Relation::SameCourt } else { Relation::None };
    may(actor, Permission::InspectIdentity, relation)
}

/// What a clerk decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Person, document and claim agree.
    Approve,
    Refuse {
        reason: String,
    },
}

/// Decides on a claim whose version the clerk has seen; the person is told by a message.
pub(crate) async fn decide(
    site: &Site,
    actor: &Actor,
    (id, seen): (VerificationId, i64),
    decision: Decision,
) -> Result<Attempt, Refused> {
    let tx = site.db.begin().await?;
    store::lock(&tx, id).await?;
    let found = store::find(&tx, &site.vault, id).await?.ok_or(Refused::NoSlip)?;
    lies_with(actor, &found)?;
    let mut attempt = found;
    let State::Window { .. } = attempt.state else { return Err(Refused::Moved) };
    if attempt.version != seen {
        return Err(Refused::Moved);
    }
    let court = law::court::find(court(actor)?).map_or("法院", |c| c.name);
    let text = match decision {
        Decision::Approve => {
            prove(site, &tx, &mut attempt, Method::Window, actor).await?;
            format!("您的实名认证已由{court}现场核验通过，现在可以在线立案。")
        }
        Decision::Refuse { reason } if reason.trim().is_empty() => return Err(Refused::NoReason),
        Decision::Refuse { reason } => {
            let reason = reason.trim().to_owned();
            let at = site.clock.now();
            attempt.state = State::Refused { reason: reason.clone(), at };
            write(site, &tx, &attempt, actor, (Event::Refused, &reason)).await?;
            attempt.version += 1;
            format!("您的实名认证未通过{court}现场核验，原因和办法请登录后在“实名认证”中查看。")
        }
    };
    tell(site, &tx, &attempt, &text).await?;
    tx.commit().await?;
    Ok(attempt)
}

/// A message to the account's own number.
async fn tell(
    site: &Site,
    tx: &DatabaseTransaction,
    attempt: &Attempt,
    text: &str,
) -> Result<(), Refused> {
    let own = account::store::phone(tx, &site.vault, attempt.account).await?;
    let phone = own.as_ref().unwrap_or(&attempt.claim.phone);
    Ok(code::acts::tell(site, tx, phone, text).await?)
}
