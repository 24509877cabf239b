//! Accounts, passwords, and how long a wrong guess locks.
use chrono::{DateTime, Duration, Utc};
use kernel::id::AccountId;

/// Wrong guesses in a row before an account is locked.
pub(crate) const MAX_FAILURES: i64 = 5;
/// How long it is locked.
pub(crate) const LOCK: Duration = Duration::minutes(15);
/// Guesses further apart than this are not in a row.
pub(crate) const FORGET: Duration = Duration::hours(1);

/// Whose account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Person,
    Staff,
}

impl Kind {
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Staff => "staff",
        }
    }

    pub(crate) fn from_key(key: &str) -> Option<Self> {
        [Self::Person, Self::Staff].into_iter().find(|k| k.key() == key)
    }
}

/// An account, without its secrets.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) id: AccountId,
    pub(crate) kind: Kind,
    pub(crate) phone_masked: Option<String>,
    pub(crate) login: Option<String>,
    /// argon2, in PHC form.
    pub(crate) password: String,
    /// The proven name; of staff, their name.
    pub(crate) name: Option<String>,
    pub(crate) active: bool,
    pub(crate) sessions_since: DateTime<Utc>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) version: i64,
}

/// A password that follows the rules.
#[derive(Clone)]
pub(crate) struct Password(String);

/// What the page says about passwords.
pub(crate) const PASSWORD_RULE: &str =
    "8 至 64 位，至少包含一个字母和一个数字，不能是手机号码，不能是过于常见的密码";

/// What is wrong with a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    #[error("请填写密码")]
    Empty,
    #[error("密码应为 8 至 64 位，请修改")]
    Length,
    #[error("密码应至少包含一个字母和一个数字，请修改")]
    Mixture,
    #[error("密码不能是手机号码或账号，请换一个")]
    IsName,
    #[error("这个密码过于常见，容易被猜到，请换一个")]
    Common,
    #[error("两次填写的密码不一致，请重新填写")]
    Differs,
}

/// The most common among those that pass the other rules.
const COMMON: [&str; 16] = [
    "password1",
    "a1234567",
    "a12345678",
    "a123456789",
    "abc12345",
    "abc123456",
    "1qaz2wsx",
    "1q2w3e4r",
    "q1w2e3r4",
    "qwer1234",
    "qwe12345",
    "woaini520",
    "woaini1314",
    "aa123456",
    "admin123",
    "abcd1234",
];

impl Password {
    /// Checks what was typed, twice, against the rules; `names` are what it must not be.
    pub(crate) fn chosen(typed: &str, again: &str, names: &[&str]) -> Result<Self, BadPassword> {
        let length = typed.chars().count();
        let has = |test: fn(char) -> bool| typed.chars().any(test);
        let lower = typed.to_lowercase();
        if typed.is_empty() {
            Err(BadPassword::Empty)
        } else if !(8..=64).contains(&length) {
            Err(BadPassword::Length)
        } else if names.iter().any(|n| lower == n.to_lowercase()) {
            Err(BadPassword::IsName)
        } else if !has(char::is_alphabetic) || !has(|c| c.is_ascii_digit()) {
            Err(BadPassword::Mixture)
        } else if COMMON.contains(&lower.as_str()) {
            Err(BadPassword::Common)
        } else if typed != again {
            Err(BadPassword::Differs)
        } else {
            Ok(Self(typed.to_owned()))
        }
    }

    /// A password made by us.
    pub(crate) fn made(text: String) -> Self {
        Self(text)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Wrong guesses of one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Failures {
    pub(crate) count: i64,
    pub(crate) last: Option<DateTime<Utc>>,
    pub(crate) locked_until: Option<DateTime<Utc>>,
}

impl Failures {
    /// Until when no guess is taken.
    pub(crate) fn locked(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.locked_until.filter(|until| *until > now)
    }

    /// One more wrong guess.
    pub(crate) fn one_more(&self, now: DateTime<Utc>) -> Self {
        if self.locked(now).is_some() {
            return *self;
        }
        let in_a_row =
            self.last.is_some_and(|last| now < last + FORGET) && self.locked_until.is_none();
        let count = if in_a_row { self.count + 1 } else { 1 };
        let locked_until = (count >= MAX_FAILURES).then(|| now + LOCK);
        Self { count, last: Some(now), locked_until }
    }
}

/// The address to go on to, if it is one of ours.
pub(crate) fn local(next: &str) -> Option<&str> {
    let ours = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && next.len() <= 512
        && next.chars().all(|c| !c.is_control() && !c.is_whitespace());
    ours.then_some(next)
}
