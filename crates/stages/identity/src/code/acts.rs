//! Sending codes and comparing them. One transaction each.
use super::{
    jobs,
    model::{CODE_LIFE, Code, MAX_TRIES, Mobile, Purpose, Step, Verdict, may_send},
    store,
};
use crate::random;
use chrono::{DateTime, Utc};
use db::jobs::NewJob;
use kernel::id::{AccountId, StepId};
use sea_orm::{ConnectionTrait, DbErr};
use web::Site;

/// Why a code was not sent, or not accepted.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    #[error("同一手机号码一分钟内最多发送 3 条短信，请在 {seconds} 秒后（{clock} 之后）再试")]
    TooManyMessages { seconds: i64, clock: String },
    #[error("这个手机号码今天收到的验证码已达上限，请在{clock}之后再试，或前往法院窗口办理")]
    TooManyToday { clock: String },
    #[error("验证码不正确，还可以再试 {left} 次")]
    Wrong { left: i64 },
    #[error("验证码已输错 {MAX_TRIES} 次，已失效，请重新获取")]
    Exhausted,
    #[error("验证码已过期，请重新获取")]
    Expired,
    #[error("请填写短信中的 6 位数字验证码")]
    NotACode,
    #[error("这一步已经过期或已经完成，请重新开始")]
    NoStep,
    #[error("刚才有另一个页面也在提交，请再试一次")]
    Overtaken,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Where and by whom a walk is begun.
pub(crate) struct Begin<'a> {
    pub(crate) purpose: Purpose,
    pub(crate) visitor: &'a str,
    pub(crate) account: Option<AccountId>,
    pub(crate) next: &'a str,
}

/// Begins a walk and sends the code to `phone`. Whether anybody is registered under the number
/// makes no difference to the visitor.
pub(crate) async fn begin(
    site: &Site,
    begin: Begin<'_>,
    phone: &Mobile,
) -> Result<StepId, Refused> {
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let id = StepId::new();
    let code = send(site, &tx, begin.purpose, id, phone).await?;
    let step = Step {
        id,
        purpose: begin.purpose,
        visitor: begin.visitor.to_owned(),
        account: begin.account,
        phone: Some(phone.clone()),
        code: Some(code),
        tries: 0,
        next: begin.next.to_owned(),
        pending: None,
        proven_at: None,
        finished_at: None,
        created_at: now,
    };
    store::insert(&tx, &site.vault, &step).await?;
    tx.commit().await?;
    Ok(id)
}

/// Sends another code for a walk; the one before is void.
pub(crate) async fn again(
    site: &Site,
    purpose: Purpose,
    visitor: &str,
    id: StepId,
) -> Result<(), Refused> {
    let tx = site.db.begin().await?;
    let step = open_step(site, &tx, purpose, visitor, id).await?;
    let phone = step.phone.clone().ok_or(Refused::NoStep)?;
    if step.proven_at.is_some() {
        return Err(Refused::NoStep);
    }
    let code = send(site, &tx, purpose, id, &phone).await?;
    store::renew(&tx, id, &code).await?;
    tx.commit().await?;
    Ok(())
}

/// Counts the message against the number's limit and enqueues it.
async fn send(
    site: &Site,
    tx: &impl ConnectionTrait,
    purpose: Purpose,
    id: StepId,
    phone: &Mobile,
) -> Result<Code, Refused> {
    let now = site.clock.now();
    let index = store::index(&site.vault, phone);
    store::lock_number(tx, &index).await?;
    let sent = store::sent_to(tx, &index).await?;
    may_send(&sent, now).map_err(|again| too_many(again, now))?;
    let digits = random::six_digits();
    let until = now + CODE_LIFE;
    let text = purpose.text(&digits);
    enqueue(site, tx, phone, &text, until).await?;
    Ok(Code { hash: store::code_hash(&site.vault, id, &digits), until })
}

fn too_many(again: DateTime<Utc>, now: DateTime<Utc>) -> Refused {
    let local = kernel::clock::beijing(again);
    // Rounded up: whoever waits so long is not told to wait again.
    let seconds = ((again - now).num_milliseconds() + 999) / 1000;
    if seconds > 60 {
        return Refused::TooManyToday { clock: web::filters::time_text(&again) };
    }
    Refused::TooManyMessages { seconds, clock: local.format("%H:%M:%S").to_string() }
}

/// Compares what was typed with the code of the walk.
pub(crate) async fn prove(
    site: &Site,
    purpose: Purpose,
    visitor: &str,
    id: StepId,
    typed: &str,
) -> Result<Step, Refused> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if typed.len() != 6 || !typed.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refused::NotACode);
    }
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let mut step = open_step(site, &tx, purpose, visitor, id).await?;
    if step.proven_at.is_some() {
        return Ok(step);
    }
    let verdict = step.judge(&store::code_hash(&site.vault, id, &typed), now);
    step.proven_at = (verdict == Verdict::Right).then_some(now);
    match verdict {
        Verdict::Right | Verdict::Wrong { .. } => {
            if !store::note_try(&tx, &step, step.proven_at).await? {
                return Err(Refused::Overtaken);
            }
            tx.commit().await?;
        }
        Verdict::Expired => return Err(Refused::Expired),
        Verdict::Exhausted => return Err(Refused::Exhausted),
    }
    match verdict {
        Verdict::Wrong { left: 0 } => Err(Refused::Exhausted),
        Verdict::Wrong { left } => Err(Refused::Wrong { left }),
        Verdict::Right | Verdict::Expired | Verdict::Exhausted => Ok(step),
    }
}

/// The walk, if this visitor may go on with it.
pub(crate) async fn open_step(
    site: &Site,
    db: &impl ConnectionTrait,
    purpose: Purpose,
    visitor: &str,
    id: StepId,
) -> Result<Step, Refused> {
    let step = store::find(db, &site.vault, id).await?.ok_or(Refused::NoStep)?;
    if step.is_open(purpose, visitor, site.clock.now()) { Ok(step) } else { Err(Refused::NoStep) }
}

/// The walk with its number proven, used up by this transaction.
pub(crate) async fn take_proven(
    site: &Site,
    tx: &impl ConnectionTrait,
    purpose: Purpose,
    visitor: &str,
    id: StepId,
) -> Result<(Step, Mobile), Refused> {
    let step = open_step(site, tx, purpose, visitor, id).await?;
    let phone = step.phone.clone().filter(|_| step.proven_at.is_some()).ok_or(Refused::NoStep)?;
    if !store::finish(tx, id, site.clock.now()).await? {
        return Err(Refused::NoStep);
    }
    Ok((step, phone))
}

/// Sends a message that is not a code, in the act's own transaction.
pub(crate) async fn tell(
    site: &Site,
    tx: &impl ConnectionTrait,
    phone: &Mobile,
    text: &str,
) -> Result<(), DbErr> {
    let until = site.clock.now() + chrono::Duration::days(1);
    enqueue(site, tx, phone, text, until).await
}

async fn enqueue(
    site: &Site,
    tx: &impl ConnectionTrait,
    phone: &Mobile,
    text: &str,
    until: DateTime<Utc>,
) -> Result<(), DbErr> {
    let now = site.clock.now();
    let message = store::insert_message(tx, &site.vault, (phone, text), now, until).await?;
    let job = NewJob {
        kind: jobs::KIND,
        dedup: Some(message.to_string()),
        payload: serde_json::json!({ "message": message }),
        run_at: now,
    };
    db::jobs::enqueue(tx, now, job).await
}
