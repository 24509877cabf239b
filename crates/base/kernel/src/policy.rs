//! Who may do what, in one pure function. Default deny: what is not granted here is refused.
//!
//! A route names its [`Permission`]; [`allows`] says whether a kind of actor may reach it at all.
//! An act on a thing then asks [`may`] with the actor's [`Relation`] to that thing.
use crate::actor::{Actor, StaffRole};

/// What a route or an act is for. One name per thing that is granted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Permission {
    /// Pages and data for anyone: home, guidance, calculators, static files, health.
    Public,
    /// Registering and logging in.
    EnterAccount,
    /// One's own account: password, phone, sessions, logging out.
    OwnAccount,
    /// Proving one's real name; also what is kept for reuse (我的).
    OwnIdentity,
    /// Preparing, submitting, withdrawing one's own filings (起诉, 第一百二十三条).
    OwnFilings,
    /// Reading the files of a filing: one's own, or one that was handed to one's court.
    ReadFilingFiles,
    /// Reading one's own cases.
    OwnCases,
    /// One's own messages.
    OwnMessages,
    /// Reviewing filings handed to one's court (立案审查, 第一百二十六条).
    ReviewFilings,
    /// Inspecting identity documents at the court's window.
    InspectIdentity,
    /// Reading the cases of one's court.
    CourtCases,
    /// Staff and settings of one's court.
    ManageCourt,
    /// Jobs, dead letters, state of the platform.
    OperatePlatform,
    /// Reading the docket and the access logs of one's court.
    Audit,
}

impl Permission {
    /// Every permission, for tests that walk the table.
    pub const ALL: [Self; 14] = [
        Self::Public,
        Self::EnterAccount,
        Self::OwnAccount,
        Self::OwnIdentity,
        Self::OwnFilings,
        Self::ReadFilingFiles,
        Self::OwnCases,
        Self::OwnMessages,
        Self::ReviewFilings,
        Self::InspectIdentity,
        Self::CourtCases,
        Self::ManageCourt,
        Self::OperatePlatform,
        Self::Audit,
    ];
}

/// How the actor stands to the thing that is acted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The actor's own filing, message, account, or a case in which the actor is a party.
    Own,
    /// It lies with the court in which the actor serves.
    SameCourt,
    /// Neither.
    None,
}

/// Why something was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody is logged in.
    #[error("请先登录")]
    LogIn,
    /// 实名认证 is missing.
    #[error("请先完成实名认证，再办理此事项")]
    VerifyFirst,
    /// Not for this actor.
    #[error("您没有办理此事项的权限")]
    NotYours,
}

/// Whether this kind of actor may reach what the permission names, whatever the thing is.
pub fn allows(actor: &Actor, permission: Permission) -> Result<(), Denied> {
    use Permission as P;
    match (permission, actor) {
        (P::Public | P::EnterAccount, _) | (_, Actor::System) => Ok(()),
        (_, Actor::Visitor) => Err(Denied::LogIn),
        (P::OwnAccount | P::OwnMessages, Actor::Person { .. } | Actor::Staff { .. })
        | (P::OwnIdentity, Actor::Person { .. }) => Ok(()),
        (P::OwnFilings | P::OwnCases | P::ReadFilingFiles, Actor::Person { verified, .. }) => {
            if *verified {
                Ok(())
            } else {
                Err(Denied::VerifyFirst)
            }
        }
        (P::OwnIdentity | P::OwnFilings | P::OwnCases, Actor::Staff { .. })
        | (
            P::ReviewFilings
            | P::InspectIdentity
            | P::CourtCases
            | P::ManageCourt
            | P::OperatePlatform
            | P::Audit,
            Actor::Person { .. },
        ) => Err(Denied::NotYours),
        (permission, Actor::Staff { roles, .. }) => {
            if offices(permission).iter().any(|r| roles.contains(r)) {
                Ok(())
            } else {
                Err(Denied::NotYours)
            }
        }
    }
}

/// Whether the actor may do this to a thing to which it stands in `relation`.
pub fn may(actor: &Actor, permission: Permission, relation: Relation) -> Result<(), Denied> {
    allows(actor, permission)?;
    match (actor, relation) {
        (Actor::System, _)
        | (Actor::Person { .. } | Actor::Staff { .. }, Relation::Own)
        | (Actor::Staff { .. }, Relation::SameCourt) => Ok(()),
        (Actor::Person { .. }, Relation::SameCourt | Relation::None)
        | (Actor::Staff { .. }, Relation::None) => Err(Denied::NotYours),
        (Actor::Visitor, _) => Err(Denied::LogIn),
    }
}

/// The offices that carry a permission within a court.
const fn offices(permission: Permission) -> &'static [StaffRole] {
    use StaffRole as R;
    match permission {
        Permission::ReviewFilings | Permission::InspectIdentity => &[R::FilingClerk],
        Permission::CourtCases | Permission::ReadFilingFiles => {
            &[R::FilingClerk, R::Judge, R::CourtClerk]
        }
        Permission::ManageCourt => &[R::CourtAdministrator],
        Permission::OperatePlatform => &[R::PlatformAdministrator],
        Permission::Audit => &[R::Auditor],
        Permission::Public
        | Permission::EnterAccount
        | Permission::OwnAccount
        | Permission::OwnIdentity
        | Permission::OwnFilings
        | Permission::OwnCases
        | Permission::OwnMessages => &[],
    }
}
