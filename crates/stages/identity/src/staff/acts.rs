//! Making and changing staff accounts. Each act is noted, with who did it.
use super::{
    model::{Created, Entry, NewStaff, Refused, Staff, from_base32, login},
    store,
};
use crate::{
    account::{
        self,
        model::{Account, Kind, Password},
        password,
        store::Change,
    },
    random,
};
use db::{Db, vault::Vault};
use kernel::{
    actor::{Actor, StaffRole},
    clock::Clock,
    id::AccountId,
    policy::{Permission, Relation, may},
};
use sea_orm::{ConnectionTrait, DbErr};
use std::collections::{BTreeMap, BTreeSet};
use web::Site;

/// Makes an account with a one-time password. Second factor and own password are set at the first
/// login.
pub async fn create(
    db: &Db,
    vault: &Vault,
    clock: &dyn Clock,
    new: NewStaff,
) -> Result<Created, Refused> {
    create_by(db, vault, clock, new, &Actor::System).await
}

/// The same, by somebody: for the own court only.
pub(crate) async fn create_by(
    db: &Db,
    vault: &Vault,
    clock: &dyn Clock,
    new: NewStaff,
    actor: &Actor,
) -> Result<Created, Refused> {
    may(actor, Permission::ManageCourt, relation(actor, &new.court))?;
    let login = login(&new.login)?;
    let name = new.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 50 {
        return Err(Refused::BadName);
    }
    if law::court::find(&new.court).is_none() {
        return Err(Refused::NoCourt(new.court));
    }
    may_give(actor, &new.roles)?;
    let text = random::first_password();
    let hash = password::hash(&Password::made(text.clone())).await?;
    let now = clock.now();
    let account = Account {
        id: AccountId::new(),
        kind: Kind::Staff,
        phone_masked: None,
        login: Some(login.clone()),
        password: hash,
        name: Some(name),
        active: true,
        sessions_since: now,
        created_at: now,
        version: 1,
    };
    let tx = db.begin().await?;
    if !account::store::insert(&tx, vault, &account, None).await? {
        return Err(Refused::Taken(login));
    }
    store::insert(&tx, account.id, &new.court, &new.roles, actor.account()).await?;
    let what = format!("建立账号，岗位：{}", names(&new.roles));
    store::note(&tx, account.id, now, actor, &what).await?;
    tx.commit().await?;
    Ok(Created { account: account.id, login, password: text })
}

/// Makes an account with a given password and second factor, or gives them to the one that is there.
/// For demonstrations only: both are known to everybody.
pub(crate) async fn create_for_demo(
    site: &Site,
    new: NewStaff,
    typed: &str,
    base32: &str,
) -> Result<AccountId, Refused> {
    let secret = from_base32(base32).ok_or(Refused::BadSecret)?;
    let known = account::store::find_by_login(site.db.read(), &login(&new.login)?).await?;
    let (id, hash) = match known {
        Some(account) => (account.id, Some(account.password)),
        None => (create(&site.db, &site.vault, &*site.clock, new).await?.account, None),
    };
    let kept = password::fits(typed, hash.as_deref()).await?;
    let hash =
        if kept { None } else { Some(password::hash(&Password::made(typed.to_owned())).await?) };
    let change =
        Change { password: hash, active: Some(true), log_out: !kept, ..Default::default() };
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    store::lock(&tx, id).await?;
    let staff = store::find(&tx, id).await?.ok_or(Refused::NoStep)?;
    let same = store::secret(&tx, &site.vault, id).await? == Some(secret);
    if kept && same && staff.enrolled && staff.active {
        return Ok(id);
    }
    account::store::change(&tx, id, now, change).await?;
    if !same || !staff.enrolled {
        store::enrol(&tx, &site.vault, id, &secret, 0).await?;
    }
    store::note(&tx, id, now, &Actor::System, "设为演示账号").await?;
    tx.commit().await?;
    Ok(id)
}

fn relation(actor: &Actor, court: &str) -> Relation {
    if actor.court() == Some(court) { Relation::SameCourt } else { Relation::None }
}

/// Only the platform itself makes administrators of the whole platform.
fn may_give(actor: &Actor, roles: &BTreeSet<StaffRole>) -> Result<(), Refused> {
    if roles.is_empty() {
        Err(Refused::NoRole)
    } else if *actor != Actor::System && roles.contains(&StaffRole::PlatformAdministrator) {
        Err(Refused::NotGiven)
    } else {
        Ok(())
    }
}

fn names(roles: &BTreeSet<StaffRole>) -> String {
    roles.iter().map(|r| r.name()).collect::<Vec<_>>().join("、")
}

/// The member of staff of that login name, if the actor may change the account; nobody else changes
/// it until the transaction ends. Staff of another court are as unknown as nobody at all.
async fn managed(tx: &impl ConnectionTrait, actor: &Actor, login: &str) -> Result<Staff, Refused> {
    let unknown = || Refused::Unknown(login.to_owned());
    let id = store::find_by_login(tx, login).await?.ok_or_else(unknown)?.account;
    store::lock(tx, id).await?;
    let staff = store::find(tx, id).await?.ok_or_else(unknown)?;
    may(actor, Permission::ManageCourt, relation(actor, &staff.court)).map_err(|_| unknown())?;
    if *actor != Actor::System && !staff.is_managed_by_court() {
        return Err(Refused::NotGiven);
    }
    Ok(staff)
}

/// Gives other offices. They count from the next request on, and open sessions of the person end.
pub async fn set_roles(
    db: &Db,
    clock: &dyn Clock,
    actor: &Actor,
    login: &str,
    roles: &BTreeSet<StaffRole>,
) -> Result<(), Refused> {
    may_give(actor, roles)?;
    let tx = db.begin().await?;
    let staff = managed(&tx, actor, login).await?;
    let oneself = actor.account() == Some(staff.account);
    if oneself && !roles.contains(&StaffRole::CourtAdministrator) {
        return Err(Refused::Oneself);
    }
    if staff.roles == *roles {
        return Ok(());
    }
    let (id, now) = (staff.account, clock.now());
    let change = Change { log_out: !oneself, ..Default::default() };
    account::store::change(&tx, id, now, change).await?;
    store::set_roles(&tx, id, roles).await?;
    let what = format!("岗位由“{}”改为“{}”", names(&staff.roles), names(roles));
    store::note(&tx, id, now, actor, &what).await?;
    tx.commit().await?;
    Ok(())
}

/// Disables an account, or enables it again. Open sessions end at once.
pub async fn set_active(
    db: &Db,
    clock: &dyn Clock,
    actor: &Actor,
    login: &str,
    active: bool,
) -> Result<(), Refused> {
    let tx = db.begin().await?;
    let staff = managed(&tx, actor, login).await?;
    if actor.account() == Some(staff.account) {
        return Err(Refused::Oneself);
    }
    if staff.active == active {
        return Ok(());
    }
    let (id, now) = (staff.account, clock.now());
    let change = Change { active: Some(active), log_out: true, ..Default::default() };
    account::store::change(&tx, id, now, change).await?;
    store::note(&tx, id, now, actor, if active { "启用账号" } else { "停用账号" }).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the second factor, its recovery codes and the password away; gives a one-time password with
/// which both are set anew. Nobody does this to oneself: a stolen session would become an account.
pub async fn reset_second_factor(
    db: &Db,
    clock: &dyn Clock,
    actor: &Actor,
    login: &str,
) -> Result<String, Refused> {
    let text = random::first_password();
    let hash = password::hash(&Password::made(text.clone())).await?;
    let tx = db.begin().await?;
    let staff = managed(&tx, actor, login).await?;
    if actor.account() == Some(staff.account) {
        return Err(Refused::Oneself);
    }
    let (id, now) = (staff.account, clock.now());
    let change = Change { password: Some(hash), log_out: true, ..Default::default() };
    account::store::change(&tx, id, now, change).await?;
    store::unenrol(&tx, id).await?;
    store::note(&tx, id, now, actor, "重置密码、动态口令和恢复码").await?;
    tx.commit().await?;
    Ok(text)
}

/// What was done to an account, latest first, each with the name of who did it.
pub(crate) async fn history(db: &Db, id: AccountId) -> Result<Vec<(Entry, String)>, DbErr> {
    let entries = store::entries(db.read(), id).await?;
    let mut names: BTreeMap<AccountId, String> = BTreeMap::new();
    for account in entries.iter().filter_map(|e| e.actor.account()) {
        if let std::collections::btree_map::Entry::Vacant(free) = names.entry(account) {
            let found = account::store::find(db.read(), account).await?;
            free.insert(found.and_then(|a| a.name).unwrap_or_default());
        }
    }
    let who = |actor: &Actor| match actor.account() {
        Some(account) => names.get(&account).cloned().unwrap_or_default(),
        None => "运维人员（服务器命令行）".into(),
    };
    Ok(entries.into_iter().map(|e| (e.clone(), who(&e.actor))).collect())
}
