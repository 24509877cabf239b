//! Claiming, passing and failing; what begins outside is in `outside`, the court's window in `window`.
use super::{
    model::{Attempt, Claim, Event, Method, Refused, State},
    store,
};
use crate::account;
use kernel::{
    actor::Actor,
    id::{AccountId, VerificationId},
};
use law::identifier::IdentifierKind;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use web::Site;

/// Says who one is. An attempt that is still open gives way.
pub(crate) async fn claim(
    site: &Site,
    actor: &Actor,
    claim: Claim,
    next: &str,
) -> Result<Attempt, Refused> {
    let account = owner(actor)?;
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    free(site, &tx, account, &claim).await?;
    if let Some(mut former) = store::latest(&tx, &site.vault, account).await?
        && former.is_live()
    {
        former.state = State::Cancelled { at: now };
        write(site, &tx, &former, actor, (Event::Cancelled, "")).await?;
    }
    let attempt = Attempt {
        id: VerificationId::new(),
        account,
        claim,
        state: State::Open,
        next: next.to_owned(),
        created_at: now,
        court: None,
        version: 1,
    };
    store::insert(&tx, &site.vault, &attempt).await?;
    let document = attempt.claim.document.label();
    store::note(&tx, attempt.id, now, actor, (Event::Claimed, document)).await?;
    tx.commit().await?;
    Ok(attempt)
}

/// Claims the same once more, after an attempt that did not pass.
pub(crate) async fn again(site: &Site, actor: &Actor) -> Result<Attempt, Refused> {
    let former = store::latest(site.db.read(), &site.vault, owner(actor)?).await?;
    let former = former.ok_or(Refused::NoClaim)?;
    if former.is_live() {
        return Ok(former);
    }
    claim(site, actor, former.claim, &former.next).await
}

/// The claim that waits to be proven.
pub(crate) async fn live(site: &Site, actor: &Actor) -> Result<Attempt, Refused> {
    let latest = store::latest(site.db.read(), &site.vault, owner(actor)?).await?;
    latest.filter(Attempt::is_live).ok_or(Refused::NoClaim)
}

/// The account that proves itself.
pub(crate) fn owner(actor: &Actor) -> Result<AccountId, Refused> {
    actor.account().ok_or(Refused::Denied(kernel::policy::Denied::LogIn))
}

/// One document proves one account, and an account is proven once.
async fn free(
    site: &Site,
    db: &impl ConnectionTrait,
    account: AccountId,
    claim: &Claim,
) -> Result<(), Refused> {
    if store::is_verified(db, account).await? {
        return Err(Refused::AlreadyProven);
    }
    match store::owner(db, &site.vault, claim).await? {
        Some(_) => Err(Refused::Taken),
        None => Ok(()),
    }
}

/// Writes an attempt's new state and its line of record.
pub(super) async fn write(
    site: &Site,
    tx: &DatabaseTransaction,
    attempt: &Attempt,
    actor: &Actor,
    line: (Event, &str),
) -> Result<(), Refused> {
    if !store::save(tx, &site.vault, attempt, actor).await? {
        return Err(Refused::Moved);
    }
    Ok(store::note(tx, attempt.id, site.clock.now(), actor, line).await?)
}

/// The claim is proven: the account has a real name from now on.
pub(super) async fn prove(
    site: &Site,
    tx: &DatabaseTransaction,
    attempt: &mut Attempt,
    method: Method,
    actor: &Actor,
) -> Result<(), Refused> {
    let now = site.clock.now();
    attempt.state = State::Passed { method, at: now };
    write(site, tx, attempt, actor, (Event::Passed, method.name())).await?;
    free(site, tx, attempt.account, &attempt.claim).await?;
    if !store::prove(tx, &site.vault, attempt, (method, now)).await? {
        return Err(Refused::Taken);
    }
    let name = Some(attempt.claim.name.clone());
    let change = account::store::Change { name, ..Default::default() };
    account::store::change(tx, attempt.account, now, change).await?;
    attempt.version += 1;
    Ok(())
}

/// An outside party proved the claim.
pub(super) async fn pass(
    site: &Site,
    actor: &Actor,
    mut attempt: Attempt,
    method: Method,
) -> Result<Attempt, Refused> {
    let started = attempt.clone();
    let tx = site.db.begin().await?;
    match prove(site, &tx, &mut attempt, method, actor).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(attempt)
        }
        Err(Refused::Taken) => {
            tx.rollback().await?;
            fail(site, actor, started, (method, Refused::Taken.to_string())).await
        }
        Err(other) => Err(other),
    }
}

/// An outside party did not prove the claim.
pub(super) async fn fail(
    site: &Site,
    actor: &Actor,
    mut attempt: Attempt,
    (method, reason): (Method, String),
) -> Result<Attempt, Refused> {
    let tx = site.db.begin().await?;
    let detail = format!("{}：{reason}", method.name());
    attempt.state = State::Failed { method, reason, at: site.clock.now() };
    write(site, &tx, &attempt, actor, (Event::Failed, &detail)).await?;
    tx.commit().await?;
    attempt.version += 1;
    Ok(attempt)
}

/// For demonstrations: an account whose real name counts as proven. Does nothing the second time.
pub(crate) async fn verify_for_demo(
    site: &Site,
    account: AccountId,
    (name, number): (&str, &str),
    phone: &crate::code::Mobile,
) -> Result<(), Refused> {
    let actor = Actor::Person { account, verified: false };
    if store::is_verified(site.db.read(), account).await? {
        return Ok(());
    }
    let made = Claim {
        name: name.to_owned(),
        document: IdentifierKind::ResidentId,
        number: number.to_owned(),
        phone: phone.clone(),
    };
    let mut attempt = claim(site, &actor, made, "/").await?;
    let tx = site.db.begin().await?;
    prove(site, &tx, &mut attempt, Method::Window, &Actor::System).await?;
    tx.commit().await?;
    Ok(())
}
