//! Changing password and number, by whoever is logged in.
use super::{
    acts::Refused,
    guard::{self, Answer},
    model::Password,
    password,
    store::{self, Change},
};
use crate::{
    code::{self, Mobile, Purpose, acts::Begin},
    verification,
};
use kernel::{
    actor::Actor,
    id::{AccountId, StepId},
    policy::{Permission, allows},
};
use web::Site;

/// A new password for an old one; every other session is over.
pub(crate) async fn password(
    site: &Site,
    account: AccountId,
    old: &str,
    (typed, again): (&str, &str),
) -> Result<(), Refused> {
    let key = site.vault.index("login", &format!("change:{account}"));
    if let Some(until) = guard::locked(site, &key).await? {
        return Err(super::acts::locked(until));
    }
    let found = store::find(site.db.read(), account).await?.ok_or(Refused::Unregistered)?;
    let phone = store::phone(site.db.read(), &site.vault, account).await?;
    let names: Vec<&str> =
        phone.as_ref().map(Mobile::as_str).into_iter().chain(found.login.as_deref()).collect();
    let chosen = Password::chosen(typed, again, &names)?;
    let fits = password::fits(old, Some(&found.password)).await?;
    match guard::answer(site, &key, fits).await? {
        Answer::Right => {}
        Answer::Wrong { .. } => return Err(Refused::WrongOld),
        Answer::Locked { until } => return Err(super::acts::locked(until)),
    }
    let hash = password::hash(&chosen).await?;
    let tx = site.db.begin().await?;
    let change = Change { password: Some(hash), log_out: true, ..Default::default() };
    let now = site.clock.now();
    store::change(&tx, account, now, change).await?;
    store::note(&tx, account, now, &person(account), "修改密码").await?;
    tx.commit().await?;
    Ok(())
}

fn person(account: AccountId) -> Actor {
    Actor::Person { account, verified: false }
}

/// First half of changing the number: a code to the old one.
pub(crate) async fn prove_old_phone(
    site: &Site,
    visitor: &str,
    account: AccountId,
) -> Result<StepId, Refused> {
    let phone = store::phone(site.db.read(), &site.vault, account).await?;
    let phone = phone.ok_or(Refused::Unregistered)?;
    let begin =
        Begin { purpose: Purpose::PhoneOld, visitor, account: Some(account), next: "/me/phone" };
    Ok(code::acts::begin(site, begin, &phone).await?)
}

/// Second half: the old number is proven, a code goes to the new one.
pub(crate) async fn prove_new_phone(
    site: &Site,
    visitor: &str,
    account: AccountId,
    old: StepId,
    phone: &Mobile,
) -> Result<StepId, Refused> {
    let step = code::acts::open_step(site, site.db.read(), Purpose::PhoneOld, visitor, old).await?;
    if step.account != Some(account) || step.proven_at.is_none() {
        return Err(code::Refused::NoStep.into());
    }
    if step.phone.as_ref() == Some(phone) {
        return Err(Refused::SamePhone);
    }
    let begin =
        Begin { purpose: Purpose::PhoneNew, visitor, account: Some(account), next: "/me/settings" };
    let id = code::acts::begin(site, begin, phone).await?;
    let tx = site.db.begin().await?;
    code::store::finish(&tx, old, site.clock.now()).await?;
    tx.commit().await?;
    Ok(id)
}

/// Both numbers are proven: the new one counts from now on.
pub(crate) async fn phone(
    site: &Site,
    visitor: &str,
    account: AccountId,
    new: StepId,
) -> Result<Mobile, Refused> {
    let tx = site.db.begin().await?;
    let (step, phone) = code::acts::take_proven(site, &tx, Purpose::PhoneNew, visitor, new).await?;
    if step.account != Some(account) {
        return Err(code::Refused::NoStep.into());
    }
    code::store::lock_number(&tx, &code::store::index(&site.vault, &phone)).await?;
    if store::find_by_phone(&tx, &site.vault, &phone).await?.is_some() {
        return Err(Refused::PhoneTaken);
    }
    let now = site.clock.now();
    store::set_phone(&tx, &site.vault, account, &phone, now).await?;
    let what = format!("更换手机号码为 {}", phone.masked());
    store::note(&tx, account, now, &person(account), &what).await?;
    tx.commit().await?;
    Ok(phone)
}

/// At the court's window: binds another number to the account of a document that the clerk has
/// compared, for whoever has neither the old number nor the password any more. Sessions are over.
pub(crate) async fn phone_at_window(
    site: &Site,
    clerk: &Actor,
    owner: &str,
    phone: &Mobile,
    compared: bool,
) -> Result<(), Refused> {
    allows(clerk, Permission::InspectIdentity).map_err(|_| Refused::NoOwner)?;
    if !compared {
        return Err(Refused::NotCompared);
    }
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let found = verification::store::owner_of_any(&tx, &site.vault, owner).await?;
    let account = found.ok_or(Refused::NoOwner)?;
    code::store::lock_number(&tx, &code::store::index(&site.vault, phone)).await?;
    let holder = store::find_by_phone(&tx, &site.vault, phone).await?;
    if holder.is_some_and(|h| h.id != account) {
        return Err(Refused::PhoneTaken);
    }
    let log_out = Change { log_out: true, ..Default::default() };
    store::change(&tx, account, now, log_out).await?;
    store::set_phone(&tx, &site.vault, account, phone, now).await?;
    let what = format!("法院窗口核对证件后更换手机号码为 {}", phone.masked());
    store::note(&tx, account, now, clerk, &what).await?;
    let text = "您的账号已由法院窗口更换为本手机号码，请用本号码登录；忘记密码可以重设。";
    code::acts::tell(site, &tx, phone, text).await?;
    tx.commit().await?;
    Ok(())
}
