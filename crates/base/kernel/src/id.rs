//! One type per identifier, so a case can never be looked up by a party's id.

/// Declares newtypes of `UUIDv7`, each with its Chinese legal term as documentation.
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
        pub struct $name(pub uuid::Uuid);
        impl $name {
            /// A fresh id, sortable by the time of its making.
            #[expect(clippy::new_without_default, reason = "an id is never a default")]
            pub fn new() -> Self { Self(uuid::Uuid::now_v7()) }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> { s.parse().map(Self) }
        }
        #[cfg(feature = "orm")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> { Err(sea_orm::DbErr::ConvertFromU64(stringify!($name))) }
        }
    )+};
}

id! {
    /// 账号: a person who can log in, litigant or staff.
    AccountId,
    /// 案卷: one matter from its first submission to the archive. A filing and the case that
    /// it becomes share this id, so that their docket is one.
    CaseId,
    /// 立案申请
    FilingId,
    /// 诉讼材料: one file handed in with a filing.
    MaterialId,
    /// 当事人
    PartyId,
    /// 消息
    MessageId,
    /// 任务
    JobId,
    /// 上传: bytes on their way in.
    UploadId,
    /// 常用材料, 立案常用信息, 送达地址: something a person keeps for reuse.
    SavedId,
    /// 实名认证: one attempt at proving who one is.
    VerificationId,
    /// 验证步骤: one walk through registering, logging in or changing a secret.
    StepId,
    /// 图形验证: one riddle against programs.
    ChallengeId,
    /// 短信: one message with a code.
    SmsId,
}
