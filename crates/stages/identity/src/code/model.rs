//! Mobile numbers, walks and their codes.
use chrono::{DateTime, Duration, NaiveDate, Utc};
use kernel::id::{AccountId, StepId};
use law::identifier::{self, IdentifierKind, Problem};

/// How long a code is valid.
pub(crate) const CODE_LIFE: Duration = Duration::minutes(5);
/// How many wrong codes a code bears.
pub(crate) const MAX_TRIES: i64 = 5;
/// How long a walk may take from its begin to its end.
pub(crate) const STEP_LIFE: Duration = Duration::minutes(30);
/// At most so many messages …
pub(crate) const PER_MINUTE: usize = 3;
/// … to one number in a minute, and …
pub(crate) const MINUTE: Duration = Duration::minutes(1);
/// … so many in a day.
pub(crate) const PER_DAY: usize = 20;

/// A mainland mobile number, eleven digits.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Mobile(String);

impl Mobile {
    /// Reads what was typed: blanks, hyphens and +86 are forgiven.
    pub(crate) fn parse(typed: &str) -> Result<Self, Problem> {
        // The rule does not depend on the day.
        identifier::check(IdentifierKind::Mobile, typed, NaiveDate::default())
            .map(|checked| Self(checked.normal))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// 138****0001
    pub(crate) fn masked(&self) -> String {
        format!("{}****{}", &self.0[..3], &self.0[7..])
    }
}

impl std::fmt::Debug for Mobile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.masked())
    }
}

/// What a walk is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Register,
    Login,
    Reset,
    /// Changing the number: a code to the old one.
    PhoneOld,
    /// Changing the number: a code to the new one.
    PhoneNew,
    /// Staff, between password and second factor.
    Staff,
}

impl Purpose {
    const ALL: [Self; 6] =
        [Self::Register, Self::Login, Self::Reset, Self::PhoneOld, Self::PhoneNew, Self::Staff];

    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Login => "login",
            Self::Reset => "reset",
            Self::PhoneOld => "phone_old",
            Self::PhoneNew => "phone_new",
            Self::Staff => "staff",
        }
    }

    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.key() == key)
    }

    /// What the message says that the code is for, so that nobody is talked into passing it on.
    const fn doing(self) -> &'static str {
        match self {
            Self::Register => "注册账号",
            Self::Login | Self::Staff => "登录",
            Self::Reset => "重设密码",
            Self::PhoneOld => "更换手机号码（验证原号码）",
            Self::PhoneNew => "更换手机号码（验证新号码）",
        }
    }

    /// The message.
    pub(crate) fn text(self, code: &str) -> String {
        format!(
            "您正在{}，验证码 {code}，5 分钟内有效。请勿告诉任何人，法院不会向您索要验证码。",
            self.doing()
        )
    }
}

/// One walk.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) id: StepId,
    pub(crate) purpose: Purpose,
    /// Hash of the visitor's token.
    pub(crate) visitor: String,
    pub(crate) account: Option<AccountId>,
    pub(crate) phone: Option<Mobile>,
    pub(crate) code: Option<Code>,
    pub(crate) tries: i64,
    pub(crate) next: String,
    /// A secret not yet in force.
    pub(crate) pending: Option<String>,
    pub(crate) proven_at: Option<DateTime<Utc>>,
    pub(crate) finished_at: Option<DateTime<Utc>>,
    pub(crate) created_at: DateTime<Utc>,
}

/// A code that was sent: its hash and its end.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) hash: String,
    pub(crate) until: DateTime<Utc>,
}

/// How a code that was typed compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Right,
    Wrong { left: i64 },
    Expired,
    Exhausted,
}

impl Step {
    /// Whether the walk can still go on, for this visitor.
    pub(crate) fn is_open(&self, purpose: Purpose, visitor: &str, now: DateTime<Utc>) -> bool {
        self.purpose == purpose
            && web::form::same(&self.visitor, visitor)
            && self.finished_at.is_none()
            && now < self.created_at + STEP_LIFE
    }

    /// Compares the hash of what was typed.
    pub(crate) fn judge(&self, hash: &str, now: DateTime<Utc>) -> Verdict {
        let Some(code) = &self.code else { return Verdict::Expired };
        if self.tries >= MAX_TRIES {
            Verdict::Exhausted
        } else if now >= code.until {
            Verdict::Expired
        } else if web::form::same(&code.hash, hash) {
            Verdict::Right
        } else {
            Verdict::Wrong { left: MAX_TRIES - self.tries - 1 }
        }
    }
}

/// Whether one more message may go to a number now, given when the last ones were asked for
/// (newest first); else when the next may.
pub(crate) fn may_send(sent: &[DateTime<Utc>], now: DateTime<Utc>) -> Result<(), DateTime<Utc>> {
    let free_at = |at_most: usize, window: Duration| {
        sent.get(at_most - 1).map(|at| *at + window).filter(|free| *free > now)
    };
    match free_at(PER_DAY, Duration::days(1)).or_else(|| free_at(PER_MINUTE, MINUTE)) {
        Some(again) => Err(again),
        None => Ok(()),
    }
}
