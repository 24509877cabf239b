//! Face checks and accounts that vouch. The outside party itself is asked for the outcome; what a
//! browser brings back only says that it is time to ask.
use super::{
    acts::{fail, live, owner, pass, write},
    model::{Attempt, Event, FAILURES_PER_DAY, Method, Outside, Refused, State},
    store,
};
use chrono::Duration;
use kernel::{
    actor::Actor,
    id::VerificationId,
    ports::{FaceResult, PortError, Vouching},
};
use std::sync::Arc;
use web::Site;

/// Begins a face check (个人信息保护法第二十九条: the person has consented to this alone).
pub(crate) async fn start_face(site: &Site, actor: &Actor) -> Result<Attempt, Refused> {
    let attempt = startable(site, actor, Method::Face).await?;
    let claim = &attempt.claim;
    let return_to = format!("{}/verify/face/{}", site.settings.base_url, attempt.id);
    let started = site.ports.face.start(&claim.name, &claim.number, &return_to).await;
    let (token, address) = started.map_err(|e| Refused::Outside(e.to_string()))?;
    let check = Outside { token, address };
    started_outside(site, actor, attempt, (Method::Face, check), Event::FaceStarted).await
}

/// Sends the person to the consent page of a third party.
pub(crate) async fn start_vouching(
    site: &Site,
    actor: &Actor,
    method: Method,
) -> Result<Attempt, Refused> {
    let attempt = startable(site, actor, method).await?;
    let port = port(site, method).ok_or(Refused::NotOffered(method.name()))?;
    let return_to = format!("{}/verify/vouched/{}", site.settings.base_url, attempt.id);
    let token = crate::random::clear(40);
    let address = port.consent_address(&return_to, &token).await;
    let address = address.map_err(|e| Refused::Outside(e.to_string()))?;
    let check = Outside { token, address };
    started_outside(site, actor, attempt, (method, check), Event::ConsentAsked).await
}

fn port(site: &Site, method: Method) -> Option<Arc<dyn Vouching>> {
    match method {
        Method::Alipay => site.ports.alipay.clone(),
        Method::Wechat => site.ports.wechat.clone(),
        Method::Lawyer => site.ports.lawyers.clone(),
        Method::Face | Method::Window => None,
    }
}

async fn startable(site: &Site, actor: &Actor, method: Method) -> Result<Attempt, Refused> {
    let attempt = live(site, actor).await?;
    if !method.is_offered(&site.ports, attempt.claim.document) {
        return Err(Refused::NotOffered(method.name()));
    }
    let since = site.clock.now() - Duration::days(1);
    if store::failures(site.db.read(), attempt.account, since).await? >= FAILURES_PER_DAY {
        return Err(Refused::TooManyFailures);
    }
    Ok(attempt)
}

async fn started_outside(
    site: &Site,
    actor: &Actor,
    mut attempt: Attempt,
    (method, check): (Method, Outside),
    event: Event,
) -> Result<Attempt, Refused> {
    attempt.state = State::Outside { method, check };
    let tx = site.db.begin().await?;
    write(site, &tx, &attempt, actor, (event, method.name())).await?;
    tx.commit().await?;
    attempt.version += 1;
    Ok(attempt)
}

/// The person's own attempt of that id.
pub(crate) async fn own(
    site: &Site,
    actor: &Actor,
    id: VerificationId,
) -> Result<Attempt, Refused> {
    let account = owner(actor)?;
    let found = store::find(site.db.read(), &site.vault, id).await?;
    found.filter(|a| a.account == account).ok_or(Refused::NoClaim)
}

/// Asks how the face check ended. Asked again it says the same.
pub(crate) async fn settle_face(
    site: &Site,
    actor: &Actor,
    id: VerificationId,
) -> Result<Attempt, Refused> {
    let attempt = own(site, actor, id).await?;
    let State::Outside { method: Method::Face, check } = &attempt.state else {
        return Ok(attempt);
    };
    let ended = match site.ports.face.result(&check.token).await {
        Ok(FaceResult::Pending) => Ok(attempt),
        Ok(FaceResult::Match) => pass(site, actor, attempt, Method::Face).await,
        Ok(FaceResult::NoMatch) => {
            let reason = "人脸与证件信息不一致，或者核身没有完成".to_owned();
            fail(site, actor, attempt, (Method::Face, reason)).await
        }
        Err(PortError::Temporary(why)) => Err(Refused::Outside(why)),
        Err(PortError::Refused(_)) => {
            let reason = "核身服务没有这次核身的有效结果，可能已经过期".to_owned();
            fail(site, actor, attempt, (Method::Face, reason)).await
        }
    };
    settled(site, actor, id, ended).await
}

/// What came back from a consent page.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Returned {
    pub(crate) state: String,
    pub(crate) code: String,
    /// Alipay's name for the code.
    pub(crate) auth_code: String,
}

impl Returned {
    fn code(&self) -> &str {
        if self.code.is_empty() { &self.auth_code } else { &self.code }
    }
}

/// Asks the third party whom the code stands for, and compares.
pub(crate) async fn settle_vouched(
    site: &Site,
    actor: &Actor,
    id: VerificationId,
    returned: &Returned,
) -> Result<Attempt, Refused> {
    let attempt = own(site, actor, id).await?;
    let State::Outside { method, check } = attempt.state.clone() else { return Ok(attempt) };
    let Some(port) = port(site, method) else { return Ok(attempt) };
    if !web::form::same(&check.token, &returned.state) {
        return Ok(attempt);
    }
    let fails = |attempt, reason: String| fail(site, actor, attempt, (method, reason));
    let ended = if returned.code().is_empty() {
        fails(attempt, format!("没有在{}中确认", method.name())).await
    } else {
        match port.vouched(returned.code()).await {
            Ok((name, number)) if attempt.claim.is(&name, &number) => {
                pass(site, actor, attempt, method).await
            }
            Ok(_) => {
                let reason = "对方账号登记的姓名或证件号码与您填写的不一致".to_owned();
                fails(attempt, reason).await
            }
            Err(PortError::Temporary(why)) => Err(Refused::Outside(why)),
            Err(PortError::Refused(_)) => {
                fails(attempt, format!("{}的授权已失效", method.name())).await
            }
        }
    };
    settled(site, actor, id, ended).await
}

/// Two pages may ask at once: the slower one reads what the faster one wrote.
async fn settled(
    site: &Site,
    actor: &Actor,
    id: VerificationId,
    ended: Result<Attempt, Refused>,
) -> Result<Attempt, Refused> {
    match ended {
        Err(Refused::Moved | Refused::AlreadyProven) => own(site, actor, id).await,
        Ok(_) | Err(_) => ended,
    }
}
