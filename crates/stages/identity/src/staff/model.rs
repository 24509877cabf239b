//! Staff, their offices and their second factor.
use crate::account::model::BadPassword;
use chrono::{DateTime, Utc};
use kernel::{
    actor::{Actor, StaffRole},
    id::AccountId,
    policy::Denied,
};
use sea_orm::DbErr;
use std::collections::BTreeSet;
use totp_rs::{Builder, Secret, Totp};

/// How many recovery codes there are.
pub(crate) const RECOVERY_CODES: usize = 10;

/// A secret of the second factor.
pub(crate) type TotpSecret = [u8; 20];

/// A member of staff to be.
#[derive(Clone, Debug)]
pub struct NewStaff {
    /// Id of the court.
    pub court: String,
    /// The name they log in with.
    pub login: String,
    /// Their name.
    pub name: String,
    pub roles: BTreeSet<StaffRole>,
}

/// What was made, with the one-time password: shown once, kept nowhere.
#[derive(Clone, Debug)]
pub struct Created {
    pub account: AccountId,
    pub login: String,
    pub password: String,
}

/// A member of staff, without secrets.
#[derive(Clone, Debug)]
pub(crate) struct Staff {
    pub(crate) account: AccountId,
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) court: String,
    pub(crate) roles: BTreeSet<StaffRole>,
    /// Whether password and second factor are the person's own.
    pub(crate) enrolled: bool,
    pub(crate) active: bool,
    /// What was begun before is over.
    pub(crate) sessions_since: DateTime<Utc>,
}

impl Staff {
    /// As the one who acts.
    pub(crate) fn actor(&self) -> Actor {
        Actor::Staff { account: self.account, court: self.court.clone(), roles: self.roles.clone() }
    }

    /// Whether a court's administrator may change this account. Whoever could give a platform
    /// administrator a new password would be one.
    pub(crate) fn is_managed_by_court(&self) -> bool {
        !self.roles.contains(&StaffRole::PlatformAdministrator)
    }
}

/// One line of what was done to an account.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) at: DateTime<Utc>,
    pub(crate) actor: Actor,
    pub(crate) what: String,
}

/// Why something was not done with a staff account, or somebody was not let in.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("登录名应为 3 至 32 位小写字母、数字、点、横线或下划线，并以字母开头，请修改")]
    BadLogin,
    #[error("请填写姓名，不超过 50 个字")]
    BadName,
    #[error("请至少选择一个岗位")]
    NoRole,
    #[error("平台管理员的账号只能由运维人员在服务器上建立或修改")]
    NotGiven,
    #[error("没有编号为 {0} 的法院，请核对")]
    NoCourt(String),
    #[error("登录名 {0} 已被使用，请换一个")]
    Taken(String),
    #[error("没有登录名为 {0} 的工作人员，请核对")]
    Unknown(String),
    #[error("不能停用或重置自己的账号，也不能取消自己的法院管理员岗位，请由另一位管理员操作")]
    Oneself,
    #[error("登录名或密码不正确；还可以再试 {left} 次")]
    Wrong { left: i64 },
    #[error("已连续输错 5 次，为保护账号已暂停登录，请在{until}之后再试")]
    Locked { until: String },
    #[error("这个账号已停用，请联系本院管理员")]
    Disabled,
    #[error("动态口令或恢复码不正确；还可以再试 {left} 次。请确认手机时间准确")]
    WrongCode { left: i64 },
    #[error("动态口令不正确，请填写验证器当前显示的 6 位数字，并确认手机时间准确")]
    WrongFirstCode,
    #[error("这个动态口令已经用过，请等待验证器显示下一个（最多 30 秒）再填写")]
    Replayed,
    #[error("这一步已经过期或已经完成，请重新登录")]
    NoStep,
    #[error(transparent)]
    Password(#[from] BadPassword),
    #[error("新密码不能与一次性密码相同，请换一个")]
    SamePassword,
    #[error("动态口令密钥应为 32 位字母（A 至 Z）和数字（2 至 7），请核对")]
    BadSecret,
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl Refused {
    /// The field at which it is told.
    pub(crate) const fn field(&self) -> &'static str {
        match self {
            Self::BadName => "name",
            Self::NoRole | Self::NotGiven | Self::Oneself => "roles",
            Self::WrongCode { .. }
            | Self::WrongFirstCode
            | Self::Replayed
            | Self::NoStep
            | Self::BadSecret => "code",
            Self::Password(BadPassword::Differs) => "again",
            Self::Password(
                BadPassword::Empty
                | BadPassword::Length
                | BadPassword::Mixture
                | BadPassword::IsName
                | BadPassword::Common,
            )
            | Self::SamePassword => "password",
            Self::BadLogin
            | Self::NoCourt(_)
            | Self::Taken(_)
            | Self::Unknown(_)
            | Self::Wrong { .. }
            | Self::Locked { .. }
            | Self::Disabled
            | Self::Denied(_)
            | Self::Db(_) => "login",
        }
    }
}

/// Reads a login name.
pub(crate) fn login(typed: &str) -> Result<String, Refused> {
    let login = typed.trim().to_lowercase();
    let fits = (3..=32).contains(&login.len())
        && login.starts_with(|c: char| c.is_ascii_lowercase())
        && login.bytes().all(|b| {
            b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_')
        });
    if fits { Ok(login) } else { Err(Refused::BadLogin) }
}

/// Offices as the table has them.
pub(crate) fn roles_text(roles: &BTreeSet<StaffRole>) -> String {
    roles.iter().map(|r| r.key()).collect::<Vec<_>>().join(" ")
}

/// Reads what [`roles_text`] wrote.
pub(crate) fn read_roles(text: &str) -> Option<BTreeSet<StaffRole>> {
    text.split_whitespace().map(StaffRole::from_key).collect()
}

fn totp(secret: &TotpSecret) -> Totp {
    Builder::new().with_secret(Secret::new_stack(*secret)).build_noncompliant()
}

/// The time step whose code this is, now or half a minute off.
pub(crate) fn step_of(secret: &TotpSecret, code: &str, now: DateTime<Utc>) -> Option<i64> {
    if code.len() != 6 {
        return None;
    }
    let seconds = u64::try_from(now.timestamp()).ok()?;
    i64::try_from(totp(secret).check(code, seconds)?).ok()
}

/// The code of a moment.
#[cfg(test)]
pub(crate) fn code_at(secret: &TotpSecret, now: DateTime<Utc>) -> String {
    totp(secret).generate(u64::try_from(now.timestamp()).unwrap()).to_string()
}

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// RFC 4648 base 32 without padding, as authenticator apps take it.
pub(crate) fn base32(secret: &TotpSecret) -> String {
    secret
        .chunks(5)
        .flat_map(|five| {
            let bits = five.iter().fold(0_u64, |bits, b| (bits << 8) | u64::from(*b));
            (0..8).rev().map(move |i| {
                let at = usize::try_from((bits >> (5 * i)) & 31).unwrap_or_default();
                char::from(BASE32[at])
            })
        })
        .collect()
}

/// Reads what [`base32`] wrote.
pub(crate) fn from_base32(text: &str) -> Option<TotpSecret> {
    let values = text
        .bytes()
        .map(|b| BASE32.iter().position(|a| *a == b).and_then(|at| u64::try_from(at).ok()));
    let values: Vec<u64> = values.collect::<Option<_>>()?;
    let bytes: Vec<u8> = values
        .chunks(8)
        .flat_map(|eight| {
            let bits = eight.iter().fold(0_u64, |bits, v| (bits << 5) | v);
            bits.to_be_bytes().into_iter().skip(3)
        })
        .collect();
    if text.len() == 32 { bytes.try_into().ok() } else { None }
}

/// The address in the QR code.
pub(crate) fn address(secret: &TotpSecret, login: &str) -> String {
    let issuer = web::guard::encode("登闻");
    let login = web::guard::encode(login);
    let secret = base32(secret);
    format!("otpauth://totp/{issuer}:{login}?secret={secret}&issuer={issuer}&digits=6&period=30")
}

/// A recovery code as typed, brought to the form in which it was made.
pub(crate) fn recovery(typed: &str) -> Option<String> {
    let code: String =
        typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    (code.len() == 10).then_some(code)
}

/// Where staff of these offices begin their day.
pub(crate) fn landing(roles: &BTreeSet<StaffRole>) -> &'static str {
    roles.first().map_or("/", |first| match first {
        StaffRole::FilingClerk => "/clerk/filings",
        StaffRole::Judge | StaffRole::CourtClerk => "/court/cases",
        StaffRole::CourtAdministrator => "/court/staff",
        StaffRole::PlatformAdministrator => "/admin/jobs",
        StaffRole::Auditor => "/audit/docket",
        StaffRole::Cashier => "/",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_written_as_the_standard_says_and_read_again() {
        let secret: TotpSecret = *b"12345678901234567890";
        assert_eq!(base32(&secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(from_base32(&base32(&secret)), Some(secret));
        let other: TotpSecret = std::array::from_fn(|i| u8::try_from(255 - i * 7).unwrap());
        assert_eq!(from_base32(&base32(&other)), Some(other));
        assert_eq!(from_base32("GEZDGNBV"), None);
        assert_eq!(from_base32("0EZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), None);
    }

    /// RFC 6238, appendix B, cut to six digits.
    #[test]
    fn codes_are_those_of_the_standard_and_hold_half_a_minute_more_on_each_side() {
        let secret: TotpSecret = *b"12345678901234567890";
        let at = |s| DateTime::from_timestamp(s, 0).unwrap();
        assert_eq!(code_at(&secret, at(59)), "287082");
        assert_eq!(code_at(&secret, at(1_111_111_109)), "081804");
        for now in [0, 29, 30, 59, 60, 89] {
            assert_eq!(step_of(&secret, "287082", at(now)), Some(1));
        }
        assert_eq!(step_of(&secret, "287082", at(90)), None);
        assert_eq!(step_of(&secret, "", at(59)), None);
    }

    #[test]
    fn login_names_are_lower_case_and_begin_with_a_letter() {
        assert_eq!(login(" Clerk.Demo ").unwrap(), "clerk.demo");
        for bad in ["", "ab", "1abc", "张三三三", "a b c", "a/bc"] {
            assert!(matches!(login(bad), Err(Refused::BadLogin)), "{bad}");
        }
    }

    #[test]
    fn offices_are_kept_as_their_keys() {
        let roles = BTreeSet::from(StaffRole::ALL);
        assert_eq!(read_roles(&roles_text(&roles)), Some(roles));
        assert_eq!(read_roles("filing_clerk king"), None);
    }

    #[test]
    fn a_recovery_code_may_be_typed_in_any_way() {
        assert_eq!(recovery(" abcde-23456 ").as_deref(), Some("ABCDE23456"));
        assert_eq!(recovery("123456"), None);
    }
}
