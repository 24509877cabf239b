//! Pages of the account.
mod login;
mod phone;
mod register;
mod reset;
mod settings;
mod step;
mod window;

use super::acts;
use crate::{
    challenge::{self, Kind, Shown},
    code::{self, Mobile},
};
use axum::response::Response;
use kernel::id::ChallengeId;
use serde::Deserialize;
use web::{Errors, Fault, Flash, Routes, Visit, limit};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .merge(register::routes())
        .merge(login::routes())
        .merge(reset::routes())
        .merge(settings::routes())
        .merge(phone::routes())
        .merge(window::routes())
}

/// What ties a walk to this visitor's browser.
pub(crate) fn visitor(visit: &Visit) -> String {
    visit.site.vault.index("visitor", &visit.csrf())
}

/// `?next=…&expired=1&question=1`
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    next: String,
    expired: String,
    question: String,
}

/// A form that asks for a message with a code.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct PhoneForm {
    phone: String,
    challenge: String,
    answer: String,
    next: String,
    /// `picture` or `question`: the riddle on the page.
    kind: String,
    /// `picture` or `question`: another riddle instead of going on.
    then: String,
}

impl PhoneForm {
    /// Which riddle is wanted instead of going on.
    fn another(&self) -> Option<Kind> {
        match self.then.as_str() {
            "picture" => Some(Kind::Picture),
            "question" => Some(Kind::Question),
            _ => None,
        }
    }

    /// Checks number, riddle and the limit of this address; then a code may be sent.
    async fn checked(&self, visit: &Visit) -> Result<Result<Mobile, Errors>, Fault> {
        let mut errors = Errors::new();
        let phone = errors.take("phone", Mobile::parse(&self.phone));
        if !errors.is_empty() && self.answer.trim().is_empty() {
            // The riddle is not spent on a wrong number, but an empty answer is told with it.
            errors.add("answer", challenge::acts::Refused::Empty.to_string());
        }
        if errors.is_empty() {
            let id = self.challenge.parse::<ChallengeId>().ok();
            match challenge::acts::answer(&visit.site, id, &self.answer).await {
                Ok(()) => {}
                Err(challenge::acts::Refused::Db(e)) => return Err(e.into()),
                Err(refused) => errors.add("answer", refused.to_string()),
            }
        }
        if errors.is_empty()
            && let Some(why) = too_many(visit, "sms", 100).await?
        {
            errors.add("phone", why);
        }
        Ok(match phone {
            Some(phone) if errors.is_empty() => Ok(phone),
            _ => Err(errors),
        })
    }

    /// The same kind of riddle as before, anew.
    async fn fresh(&self, visit: &Visit, kind: Option<Kind>) -> Result<Shown, Fault> {
        let asked = kind.unwrap_or(Kind::wanted(self.kind == "question"));
        Ok(challenge::acts::put(&visit.site, asked).await?)
    }
}

/// Counts against the limit of one address in ten minutes; the sentence if it is used up.
pub(crate) async fn too_many(
    visit: &Visit,
    what: &str,
    at_most: i64,
) -> Result<Option<String>, Fault> {
    let key = format!("identity-{what}:{}", visit.ip);
    let window = chrono::Duration::minutes(10);
    match limit::count(&visit.site, &key, at_most, window).await {
        Ok(()) => Ok(None),
        Err(Fault::TooMany { retry_after }) => {
            let minutes = retry_after.div_ceil(60);
            Ok(Some(format!("您所在网络的操作过于频繁，请在 {minutes} 分钟后再试")))
        }
        Err(fault) => Err(fault),
    }
}

/// Where a refusal is shown: the field and the sentence; our own faults go on.
#[expect(clippy::needless_pass_by_value, reason = "a refusal ends here")]
fn told(refused: acts::Refused) -> Result<(&'static str, String), Fault> {
    use acts::Refused as R;
    let field = match &refused {
        R::Db(_) | R::Code(code::Refused::Db(_)) => {
            return Err(Fault::Inner(refused.to_string()));
        }
        R::Password(super::model::BadPassword::Differs) => "again",
        R::Password(_) => "password",
        R::NoAgreement => "agreement",
        R::NoPrivacy => "privacy",
        R::Code(
            code::Refused::Wrong { .. }
            | code::Refused::Exhausted
            | code::Refused::Expired
            | code::Refused::NotACode
            | code::Refused::Overtaken,
        ) => "code",
        R::Code(
            code::Refused::TooManyMessages { .. }
            | code::Refused::TooManyToday { .. }
            | code::Refused::NoStep,
        )
        | R::Registered
        | R::Unregistered
        | R::SamePhone
        | R::PhoneTaken => "phone",
        R::Wrong { .. } | R::Locked { .. } | R::Disabled => "account",
        R::WrongOld => "old",
        R::NoOwner => "number",
        R::NotCompared => "compared",
    };
    Ok((field, refused.to_string()))
}

/// The walk is over: back to its beginning, with the reason.
fn start_over(visit: &Visit, to: &str) -> Response {
    visit.go_saying(to, &Flash::warning(code::Refused::NoStep.to_string()))
}
