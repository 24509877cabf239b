//! Entering: password, then the second factor; the first time, setting both.
use super::{
    guess,
    model::{RECOVERY_CODES, Refused, Staff, TotpSecret, recovery, step_of},
    store,
};
use crate::{
    account::{
        self, guard,
        model::{Kind, Password},
        password,
        store::Change,
    },
    code::{self, Purpose, Step},
    random,
};
use kernel::id::StepId;
use sea_orm::{ConnectionTrait, DbErr};
use web::Site;

impl From<code::Refused> for Refused {
    fn from(refused: code::Refused) -> Self {
        match refused {
            code::Refused::Db(e) => Self::Db(e),
            code::Refused::TooManyMessages { .. }
            | code::Refused::TooManyToday { .. }
            | code::Refused::Wrong { .. }
            | code::Refused::Exhausted
            | code::Refused::Expired
            | code::Refused::NotACode
            | code::Refused::NoStep
            | code::Refused::Overtaken => Self::NoStep,
        }
    }
}

/// First half: login name and password. Gives the walk on which the second factor is shown.
pub(crate) async fn password(
    site: &Site,
    visitor: &str,
    (login, typed): (&str, &str),
    next: &str,
) -> Result<StepId, Refused> {
    // A password that is changed while it is compared opens nothing: see `open`.
    let now = site.clock.now();
    let login = login.trim().to_lowercase();
    let key = site.vault.index("login", &format!("staff:{login}"));
    if let Some(until) = guard::locked(site, &key).await? {
        return Err(guess::locked(until));
    }
    let found = account::store::find_by_login(site.db.read(), &login).await?;
    let found = found.filter(|a| a.kind == Kind::Staff);
    let hash = found.as_ref().map(|a| a.password.as_str());
    let fits = password::fits(typed, hash).await?;
    let tx = site.db.begin().await?;
    let guesses = guess::so_far(&tx, &key, now).await?;
    let Some(account) = found.filter(|_| fits) else {
        let left = guess::wrong(tx, &key, guesses, now).await?;
        return Err(Refused::Wrong { left });
    };
    account::store::forget_failures(&tx, &key).await?;
    if !account.active {
        tx.commit().await?;
        return Err(Refused::Disabled);
    }
    let secret: TotpSecret = rand::random();
    let step = Step {
        id: StepId::new(),
        purpose: Purpose::Staff,
        visitor: visitor.to_owned(),
        account: Some(account.id),
        phone: None,
        code: None,
        tries: 0,
        next: next.to_owned(),
        // Becomes the second factor if there is none yet.
        pending: Some(hex::encode(secret)),
        proven_at: None,
        finished_at: None,
        created_at: now,
    };
    code::store::insert(&tx, &site.vault, &step).await?;
    tx.commit().await?;
    Ok(step.id)
}

/// The walk and whose it is. What was begun before the password, the second factor or the offices
/// were changed by others is over.
pub(crate) async fn open(
    site: &Site,
    db: &impl ConnectionTrait,
    visitor: &str,
    id: StepId,
) -> Result<(Step, Staff), Refused> {
    let step = code::acts::open_step(site, db, Purpose::Staff, visitor, id).await?;
    let account = step.account.ok_or(Refused::NoStep)?;
    let staff = store::find(db, account).await?.ok_or(Refused::NoStep)?;
    if step.proven_at.unwrap_or(step.created_at) < staff.sessions_since {
        return Err(Refused::NoStep);
    }
    if staff.active { Ok((step, staff)) } else { Err(Refused::Disabled) }
}

/// The same, and nobody else goes on with this account until the transaction ends.
async fn open_alone(
    site: &Site,
    tx: &impl ConnectionTrait,
    visitor: &str,
    id: StepId,
) -> Result<(Step, Staff), Refused> {
    let (_, staff) = open(site, tx, visitor, id).await?;
    store::lock(tx, staff.account).await?;
    open(site, tx, visitor, id).await
}

/// Second half: a code of the second factor, or a recovery code. Each opens once.
pub(crate) async fn second_factor(
    site: &Site,
    visitor: &str,
    id: StepId,
    typed: &str,
) -> Result<(Staff, String), Refused> {
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let (step, staff) = open_alone(site, &tx, visitor, id).await?;
    if !staff.enrolled {
        return Err(Refused::NoStep);
    }
    let key = site.vault.index("login", &format!("second:{}", staff.account));
    let guesses = guess::so_far(&tx, &key, now).await?;
    match shown(site, &tx, &staff, typed).await? {
        Shown::Right => {}
        Shown::Replayed => return Err(Refused::Replayed),
        Shown::Wrong => {
            let left = guess::wrong(tx, &key, guesses, now).await?;
            return Err(Refused::WrongCode { left });
        }
    }
    account::store::forget_failures(&tx, &key).await?;
    if !code::store::finish(&tx, id, now).await? {
        return Err(Refused::NoStep);
    }
    tx.commit().await?;
    Ok((staff, step.next))
}

enum Shown {
    Right,
    Replayed,
    Wrong,
}

/// Judges what was typed and uses it up.
async fn shown(
    site: &Site,
    tx: &impl ConnectionTrait,
    staff: &Staff,
    typed: &str,
) -> Result<Shown, DbErr> {
    let now = site.clock.now();
    if let Some(code) = recovery(typed) {
        if !store::use_recovery(tx, &site.vault, staff.account, &code, now).await? {
            return Ok(Shown::Wrong);
        }
        store::note(tx, staff.account, now, &staff.actor(), "使用恢复码登录").await?;
        return Ok(Shown::Right);
    }
    let secret = store::secret(tx, &site.vault, staff.account).await?;
    let Some(step) = secret.and_then(|secret| step_of(&secret, &digits(typed), now)) else {
        return Ok(Shown::Wrong);
    };
    let fresh = store::use_step(tx, staff.account, step).await?;
    Ok(if fresh { Shown::Right } else { Shown::Replayed })
}

fn digits(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_digit).collect()
}

/// The secret that is about to become the second factor.
pub(crate) fn pending(step: &Step) -> Option<TotpSecret> {
    hex::decode(step.pending.as_deref()?).ok()?.try_into().ok()
}

/// What is typed at the first login.
pub(crate) struct First<'a> {
    /// A code of the new second factor.
    pub(crate) code: &'a str,
    /// The password of one's own, twice.
    pub(crate) password: &'a str,
    pub(crate) again: &'a str,
}

/// The first time: binds the second factor and sets a password of one's own. Gives login name and
/// recovery codes, to be shown once; then [`enter`].
pub(crate) async fn enrol(
    site: &Site,
    visitor: &str,
    id: StepId,
    first: First<'_>,
) -> Result<(String, Vec<String>), Refused> {
    let (step, staff) = open(site, site.db.read(), visitor, id).await?;
    let secret = pending(&step).filter(|_| !staff.enrolled).ok_or(Refused::NoStep)?;
    let now = site.clock.now();
    // The secret stands on the page: a wrong code guesses nothing and is not counted.
    let used = step_of(&secret, &digits(first.code), now).ok_or(Refused::WrongFirstCode)?;
    let chosen = Password::chosen(first.password, first.again, &[&staff.login])?;
    let account = account::store::find(site.db.read(), staff.account).await?;
    let given = account.map(|a| a.password);
    if password::fits(first.password, given.as_deref()).await? {
        return Err(Refused::SamePassword);
    }
    let hash = password::hash(&chosen).await?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| random::clear(10)).collect();
    let tx = site.db.begin().await?;
    let (step, staff) = open_alone(site, &tx, visitor, id).await?;
    if staff.enrolled || !code::store::note_try(&tx, &step, Some(now)).await? {
        return Err(Refused::NoStep);
    }
    let change = Change { password: Some(hash), log_out: true, ..Default::default() };
    account::store::change(&tx, staff.account, now, change).await?;
    store::enrol(&tx, &site.vault, staff.account, &secret, used).await?;
    store::insert_recovery(&tx, &site.vault, staff.account, &codes).await?;
    store::note(&tx, staff.account, now, &staff.actor(), "绑定动态口令，设置本人密码").await?;
    tx.commit().await?;
    let readable = codes.iter().map(|c| format!("{}-{}", &c[..5], &c[5..]));
    Ok((staff.login, readable.collect()))
}

/// After [`enrol`], whose code counts as the second factor of this login.
pub(crate) async fn enter(
    site: &Site,
    visitor: &str,
    id: StepId,
) -> Result<(Staff, String), Refused> {
    let tx = site.db.begin().await?;
    let (step, staff) = open_alone(site, &tx, visitor, id).await?;
    let proven = step.proven_at.is_some() && staff.enrolled;
    if !proven || !code::store::finish(&tx, id, site.clock.now()).await? {
        return Err(Refused::NoStep);
    }
    tx.commit().await?;
    Ok((staff, step.next))
}
