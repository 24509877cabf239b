//! Registering and logging in.
use super::{
    guard::{self, Answer},
    model::{Account, BadPassword, Kind, MAX_FAILURES, Password},
    password, store,
};
use crate::{
    code::{self, Mobile, Purpose},
    legal,
};
use kernel::{
    actor::Actor,
    id::{AccountId, StepId},
};
use sea_orm::DbErr;
use web::Site;

/// Why somebody was not registered, logged in or given a new password.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    #[error(transparent)]
    Password(#[from] BadPassword),
    #[error(transparent)]
    Code(#[from] code::Refused),
    #[error("请阅读并勾选同意《注册协议》")]
    NoAgreement,
    #[error("请阅读并勾选同意《隐私政策》")]
    NoPrivacy,
    #[error("这个手机号码已经注册，请直接登录；忘记密码可以重设")]
    Registered,
    #[error("这个手机号码尚未注册，请先注册")]
    Unregistered,
    #[error("账号或密码不正确，请核对；还可以再试 {left} 次")]
    Wrong { left: i64 },
    #[error(
        "密码已连续输错 {MAX_FAILURES} 次，为保护账号已暂停密码登录，请在{until}之后再试，或使用短信验证码登录"
    )]
    Locked { until: String },
    #[error("这个账号已停用，请联系法院")]
    Disabled,
    #[error("原密码不正确，请核对")]
    WrongOld,
    #[error("新号码与原号码相同，无需更换")]
    SamePhone,
    #[error("这个手机号码已用于其他账号，请换一个号码，或用该号码登录")]
    PhoneTaken,
    #[error("没有以该证件实名认证的账号，请核对证件类型和号码")]
    NoOwner,
    #[error("请核对证件原件与本人后勾选确认")]
    NotCompared,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// The ticks of the last step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Consents {
    pub(crate) agreement: bool,
    pub(crate) privacy: bool,
}

/// Makes the account of a proven number and notes which texts were agreed to.
pub(crate) async fn register(
    site: &Site,
    visitor: &str,
    id: StepId,
    (typed, again): (&str, &str),
    consents: Consents,
) -> Result<(AccountId, String), Refused> {
    if !consents.agreement {
        return Err(Refused::NoAgreement);
    }
    if !consents.privacy {
        return Err(Refused::NoPrivacy);
    }
    let step = code::acts::open_step(site, site.db.read(), Purpose::Register, visitor, id).await?;
    let number = step.phone.as_ref().map(Mobile::as_str).unwrap_or_default();
    let chosen = Password::chosen(typed, again, &[number])?;
    let hash = password::hash(&chosen).await?;
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let (step, phone) = code::acts::take_proven(site, &tx, Purpose::Register, visitor, id).await?;
    let account = person(hash, now);
    if !store::insert(&tx, &site.vault, &account, Some(&phone)).await? {
        return Err(Refused::Registered);
    }
    for text in [legal::AGREEMENT, legal::PRIVACY] {
        store::consent(&tx, account.id, (text.key, text.version), now).await?;
    }
    tx.commit().await?;
    Ok((account.id, step.next))
}

/// A new person's account.
pub(crate) fn person(password: String, now: chrono::DateTime<chrono::Utc>) -> Account {
    Account {
        id: AccountId::new(),
        kind: Kind::Person,
        phone_masked: None,
        login: None,
        password,
        name: None,
        active: true,
        sessions_since: now,
        created_at: now,
        version: 1,
    }
}

/// Compares name and password. The name is a mobile number or the number of a proven document.
pub(crate) async fn log_in(site: &Site, name: &str, typed: &str) -> Result<AccountId, Refused> {
    let key = guard_key(site, name);
    if let Some(until) = guard::locked(site, &key).await? {
        return Err(locked(until));
    }
    let found = find_by_name(site, name).await?.filter(|a| a.kind == Kind::Person);
    let hash = found.as_ref().map(|a| a.password.as_str());
    let fits = password::fits(typed, hash).await?;
    match (guard::answer(site, &key, fits).await?, found) {
        (Answer::Right, Some(account)) if account.active => Ok(account.id),
        (Answer::Right, _) => Err(Refused::Disabled),
        (Answer::Wrong { left }, _) => Err(Refused::Wrong { left }),
        (Answer::Locked { until }, _) => Err(locked(until)),
    }
}

/// The refusal; the time it tells is rounded up to the minute.
pub(crate) fn locked(until: chrono::DateTime<chrono::Utc>) -> Refused {
    let until = until + chrono::Duration::seconds(59);
    Refused::Locked { until: web::filters::time_text(&until) }
}

/// The same for every way of writing one name.
fn guard_key(site: &Site, name: &str) -> String {
    let same = Mobile::parse(name)
        .map_or_else(|_| name.trim().to_uppercase(), |phone| phone.as_str().to_owned());
    site.vault.index("login", &format!("person:{same}"))
}

async fn find_by_name(site: &Site, name: &str) -> Result<Option<Account>, DbErr> {
    if let Ok(phone) = Mobile::parse(name) {
        return store::find_by_phone(site.db.read(), &site.vault, &phone).await;
    }
    let owner = crate::verification::store::owner_of_any(site.db.read(), &site.vault, name).await?;
    match owner {
        Some(id) => store::find(site.db.read(), id).await,
        None => Ok(None),
    }
}

/// Logs the owner of a proven number in.
pub(crate) async fn log_in_by_code(
    site: &Site,
    visitor: &str,
    id: StepId,
) -> Result<(AccountId, String), Refused> {
    let tx = site.db.begin().await?;
    let (step, phone) = code::acts::take_proven(site, &tx, Purpose::Login, visitor, id).await?;
    let account =
        store::find_by_phone(&tx, &site.vault, &phone).await?.ok_or(Refused::Unregistered)?;
    if !account.active {
        return Err(Refused::Disabled);
    }
    // Whoever holds the phone may also end a lock that others caused.
    store::forget_failures(&tx, &guard_key(site, phone.as_str())).await?;
    tx.commit().await?;
    Ok((account.id, step.next))
}

/// Gives the owner of a proven number a new password; every open session is over.
pub(crate) async fn reset(
    site: &Site,
    visitor: &str,
    id: StepId,
    (typed, again): (&str, &str),
) -> Result<(), Refused> {
    let step = code::acts::open_step(site, site.db.read(), Purpose::Reset, visitor, id).await?;
    let number = step.phone.as_ref().map(Mobile::as_str).unwrap_or_default();
    let chosen = Password::chosen(typed, again, &[number])?;
    let hash = password::hash(&chosen).await?;
    let tx = site.db.begin().await?;
    let (_, phone) = code::acts::take_proven(site, &tx, Purpose::Reset, visitor, id).await?;
    let account =
        store::find_by_phone(&tx, &site.vault, &phone).await?.ok_or(Refused::Unregistered)?;
    let change = store::Change { password: Some(hash), log_out: true, ..Default::default() };
    let now = site.clock.now();
    store::change(&tx, account.id, now, change).await?;
    let actor = Actor::Person { account: account.id, verified: false };
    store::note(&tx, account.id, now, &actor, "用短信验证码重设密码").await?;
    store::forget_failures(&tx, &guard_key(site, phone.as_str())).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether anybody is registered under the proven number of a walk; told only to whoever proved it.
pub(crate) async fn is_registered(site: &Site, phone: &Mobile) -> Result<bool, DbErr> {
    Ok(store::find_by_phone(site.db.read(), &site.vault, phone).await?.is_some())
}
