//! Claims, attempts and how they end.
use crate::code::Mobile;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use kernel::id::{AccountId, VerificationId};
use law::identifier::{self, IdentifierKind};
use serde::{Deserialize, Serialize};
use web::{Errors, Ports};

/// A slip opens the window's inspection for so long.
pub(crate) const SLIP_LIFE: Duration = Duration::days(30);
/// Failed checks by outside parties that an account may have in a day.
pub(crate) const FAILURES_PER_DAY: u64 = 5;

/// How a claim is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Face,
    Window,
    Alipay,
    Wechat,
    Lawyer,
}

impl Method {
    pub(crate) const ALL: [Self; 5] =
        [Self::Face, Self::Window, Self::Alipay, Self::Wechat, Self::Lawyer];

    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Window => "window",
            Self::Alipay => "alipay",
            Self::Wechat => "wechat",
            Self::Lawyer => "lawyer",
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Face => "人脸核身",
            Self::Window => "现场核验",
            Self::Alipay => "支付宝认证",
            Self::Wechat => "微信认证",
            Self::Lawyer => "律师身份认证",
        }
    }

    pub(crate) const fn hint(self) -> &'static str {
        match self {
            Self::Face => "用手机或带摄像头的电脑，几分钟完成",
            Self::Window => "取得预约码，带证件原件到法院，由工作人员核对",
            Self::Alipay => "用您已实名的支付宝账号确认",
            Self::Wechat => "用您已实名的微信账号确认",
            Self::Lawyer => "由律师执业信息平台确认",
        }
    }

    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.key() == key)
    }

    /// Whether the court offers it and it can prove this document. Providers of face checks compare
    /// with the register of resident identity cards alone.
    pub(crate) fn is_offered(self, ports: &Ports, document: IdentifierKind) -> bool {
        match self {
            Self::Face => document == IdentifierKind::ResidentId,
            Self::Window => true,
            Self::Alipay => ports.alipay.is_some(),
            Self::Wechat => ports.wechat.is_some(),
            Self::Lawyer => ports.lawyers.is_some(),
        }
    }
}

/// Who one says one is; well formed, not yet proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) name: String,
    pub(crate) document: IdentifierKind,
    pub(crate) number: String,
    pub(crate) phone: Mobile,
}

/// The claim's form, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    pub(crate) name: String,
    pub(crate) document: String,
    pub(crate) number: String,
    pub(crate) phone: String,
    pub(crate) next: String,
}

impl Typed {
    /// Checks every field by its own rule.
    pub(crate) fn check(&self, today: NaiveDate) -> Result<Claim, Errors> {
        let mut errors = Errors::new();
        let name = identifier::check(IdentifierKind::PersonName, &self.name, today);
        let name = errors.take("name", name);
        let document = document(&self.document);
        if document.is_none() {
            errors.add("document", "请选择证件类型");
        }
        let number = document
            .and_then(|kind| errors.take("number", identifier::check(kind, &self.number, today)));
        if document.is_none() && self.number.trim().is_empty() {
            errors.add("number", "请填写证件号码");
        }
        let phone = errors.take("phone", Mobile::parse(&self.phone));
        match (name, document, number, phone) {
            (Some(name), Some(document), Some(number), Some(phone)) if errors.is_empty() => {
                Ok(Claim { name: name.normal, document, number: number.normal, phone })
            }
            _ => Err(errors),
        }
    }
}

/// A document that a natural person may show.
pub(crate) fn document(key: &str) -> Option<IdentifierKind> {
    IdentifierKind::OF_PERSONS.into_iter().find(|k| k.key() == key)
}

/// Keys and names of these documents.
pub(crate) fn documents() -> Vec<(&'static str, &'static str)> {
    IdentifierKind::OF_PERSONS.iter().map(|k| (k.key(), k.label())).collect()
}

impl Claim {
    pub(crate) fn masked(&self) -> String {
        identifier::mask(self.document, &self.number)
    }

    /// Whether a third party's answer is about the same person.
    pub(crate) fn is(&self, name: &str, number: &str) -> bool {
        let bare = |text: &str| -> String {
            text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
        };
        bare(&self.name) == bare(name) && self.number.eq_ignore_ascii_case(&bare(number))
    }
}

/// What a check outside was begun with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outside {
    /// The provider's name of a face check, or our own secret that a consent page gives back.
    pub(crate) token: String,
    /// Where the person is sent.
    pub(crate) address: String,
}

/// How an attempt stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// A claim without a way.
    Open,
    /// A face check, or a third party's consent page, is under way.
    Outside {
        method: Method,
        check: Outside,
    },
    /// A slip is out for the window.
    Window {
        slip: String,
    },
    Passed {
        method: Method,
        at: DateTime<Utc>,
    },
    /// By an outside party's answer.
    Failed {
        method: Method,
        reason: String,
        at: DateTime<Utc>,
    },
    /// By a clerk.
    Refused {
        reason: String,
        at: DateTime<Utc>,
    },
    /// Another attempt took its place.
    Cancelled {
        at: DateTime<Utc>,
    },
}

/// One attempt.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    pub(crate) id: VerificationId,
    pub(crate) account: AccountId,
    pub(crate) claim: Claim,
    pub(crate) state: State,
    pub(crate) next: String,
    pub(crate) created_at: DateTime<Utc>,
    /// The court at whose window the slip was shown.
    pub(crate) court: Option<String>,
    pub(crate) version: i64,
}

impl Attempt {
    /// Whether it can still be proven.
    pub(crate) const fn is_live(&self) -> bool {
        match self.state {
            State::Open | State::Outside { .. } | State::Window { .. } => true,
            State::Passed { .. }
            | State::Failed { .. }
            | State::Refused { .. }
            | State::Cancelled { .. } => false,
        }
    }

    pub(crate) const fn is_passed(&self) -> bool {
        matches!(self.state, State::Passed { .. })
    }

    /// Why it did not pass.
    pub(crate) fn reason(&self) -> Option<&str> {
        match &self.state {
            State::Failed { reason, .. } | State::Refused { reason, .. } => Some(reason),
            State::Open
            | State::Outside { .. }
            | State::Window { .. }
            | State::Passed { .. }
            | State::Cancelled { .. } => None,
        }
    }

    /// The address of the page on which the person waits for the outcome.
    pub(crate) fn outcome_page(&self) -> String {
        match &self.state {
            State::Outside { method: Method::Face, .. } => format!("/verify/face/{}", self.id),
            State::Window { .. } => "/verify/slip".into(),
            State::Outside { .. }
            | State::Open
            | State::Passed { .. }
            | State::Failed { .. }
            | State::Refused { .. }
            | State::Cancelled { .. } => "/verify/way".into(),
        }
    }

    pub(crate) fn slip_until(&self) -> DateTime<Utc> {
        self.created_at + SLIP_LIFE
    }
}

/// `K7P2QX9M` as people read it out: K7P2-QX9M.
pub(crate) fn slip_shown(slip: &str) -> String {
    match slip.split_at_checked(4) {
        Some((head, tail)) if !tail.is_empty() => format!("{head}-{tail}"),
        Some(_) | None => slip.to_owned(),
    }
}

/// A slip as typed at the window.
pub(crate) fn slip_typed(typed: &str) -> String {
    let half = law::numerals::half_width(typed);
    half.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase()
}

/// What happened in an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    Claimed,
    FaceStarted,
    ConsentAsked,
    SlipGiven,
    Received,
    Read,
    Passed,
    Failed,
    Refused,
    Cancelled,
}

impl Event {
    const ALL: [Self; 10] = [
        Self::Claimed,
        Self::FaceStarted,
        Self::ConsentAsked,
        Self::SlipGiven,
        Self::Received,
        Self::Read,
        Self::Passed,
        Self::Failed,
        Self::Refused,
        Self::Cancelled,
    ];

    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::FaceStarted => "face_started",
            Self::ConsentAsked => "consent_asked",
            Self::SlipGiven => "slip_given",
            Self::Received => "received",
            Self::Read => "read",
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Claimed => "填写身份信息",
            Self::FaceStarted => "单独同意处理人脸信息，开始人脸核身",
            Self::ConsentAsked => "前往第三方账号确认",
            Self::SlipGiven => "取得现场核验预约码",
            Self::Received => "窗口凭预约码调取",
            Self::Read => "查看身份信息",
            Self::Passed => "通过",
            Self::Failed => "未通过",
            Self::Refused => "窗口核验不通过",
            Self::Cancelled => "已被新的认证取代",
        }
    }

    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.key() == key)
    }
}

/// One line of an attempt's record.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) seq: i64,
    pub(crate) at: DateTime<Utc>,
    pub(crate) actor: kernel::actor::Actor,
    pub(crate) event: Event,
    pub(crate) detail: String,
}

/// The proven name of an account, its number masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proven {
    pub(crate) name: String,
    pub(crate) document: IdentifierKind,
    pub(crate) number_masked: String,
    pub(crate) method: Method,
    pub(crate) verified_at: DateTime<Utc>,
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    #[error(
        "这个证件号码已在另一个账号完成实名认证。请退出后登录那个账号办理；已不能登录那个账号，或者并非本人注册的，请携带证件原件到法院诉讼服务中心窗口处理"
    )]
    Taken,
    #[error("您已完成实名认证，无需重复办理")]
    AlreadyProven,
    #[error("请先填写身份信息，再选择认证方式")]
    NoClaim,
    #[error("这次认证的状态刚刚有变化，请核对页面上的最新状态后再办理")]
    Moved,
    #[error("{0}不适用于您的证件，或者本院尚未开通，请选择其他方式")]
    NotOffered(&'static str),
    #[error("一天之内认证未通过已达 {FAILURES_PER_DAY} 次，请明天再试，或者选择现场核验")]
    TooManyFailures,
    #[error("{0}。请稍后再试，或者选择现场核验")]
    Outside(String),
    #[error("没有找到这个预约码，请与当事人出示的核对；预约码为 8 位字母和数字")]
    NoSlip,
    #[error("这个预约码已过期（有效期 30 天），请当事人登录后重新取得预约码")]
    SlipExpired,
    #[error("这个预约码已经办理完毕，不能再次使用")]
    SlipUsed,
    #[error("请写明不予通过的原因，当事人会看到这段话")]
    NoReason,
    #[error(transparent)]
    Denied(#[from] kernel::policy::Denied),
    #[error(transparent)]
    Db(#[from] sea_orm::DbErr),
}

impl Refused {
    /// The sentence for the page, or the fault that it really is.
    pub(crate) fn told(self) -> Result<String, web::Fault> {
        match self {
            Self::Db(e) => Err(e.into()),
            Self::Denied(e) => Err(e.into()),
            Self::Taken
            | Self::AlreadyProven
            | Self::NoClaim
            | Self::Moved
            | Self::NotOffered(_)
            | Self::TooManyFailures
            | Self::Outside(_)
            | Self::NoSlip
            | Self::SlipExpired
            | Self::SlipUsed
            | Self::NoReason => Ok(self.to_string()),
        }
    }
}
