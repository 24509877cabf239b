//! What the desk may do with a filing, why it may not, and how its age is counted. Pure.
use crate::{
    filing::model::{Filing, FilingState, Mark, NotNow, StateName},
    keyed::keyed,
};
use chrono::{DateTime, Utc};
use kernel::{
    actor::Actor,
    id::FilingId,
    open_act::OpenAct,
    policy::{Denied, Permission, Relation, may},
};
use law::{
    court::Court,
    period::{Calendar, answer_overdue, beijing_day, day_ending},
    review_rule::{self, Outcome},
};

/// The submission a clerk has before them. An answer is given to this round, never to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtDesk {
    pub filing: FilingId,
    pub round: u32,
}

keyed! {
    /// What a filing clerk may do.
    pub DeskAct {
        Mark = "mark" "标注",
        Accept = "accept" "予以立案",
        Supplement = "supplement" "要求补充",
        Refuse = "refuse" "不予受理",
        Transfer = "transfer" "移送",
    }
}

/// Why an act of the desk was not done. `field` of the form: [`Refused::field`].
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("没有这份立案申请，或者它不在本院")]
    Unknown,
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    NotNow(#[from] NotNow),
    #[error("这份申请刚刚已有变化，请查看最新状态后再处理")]
    Overtaken,
    #[error("{court}没有法院代字，不能生成案号。请联系平台管理员核对法院名录，补入代字后再立案")]
    NoCourtCode { court: &'static str },
    #[error("本年度案号已用尽，请联系平台管理员")]
    NoMoreNumbers,
    #[error("请先标注需要补充之处：至少一处标注须选择理由，以便申请人知道依据")]
    NothingMarked,
    #[error("标注中有“{0}”，这不是补充材料能够解决的。请决定不予受理或者移送，或者删去该标注")]
    CannotBeSupplemented(String),
    #[error("补充期限应为 1 至 30 日，请填写整数")]
    Days,
    #[error("请写明理由，申请人会看到")]
    NoReason,
    #[error("请写明依据的法律条文，例如“民事诉讼法第一百二十二条第四项”")]
    NoLaw,
    #[error("请选择受移送的法院")]
    NoCourt,
    #[error("申请已在本院，请选择其他法院")]
    SameCourt,
    #[error("请选择标注的理由，或者写明问题")]
    EmptyMark,
    #[error("没有这一条理由，请重新选择")]
    NoSuchRule,
    #[error("{0}")]
    NoSuchPlace(String),
    #[error(transparent)]
    Db(#[from] sea_orm::DbErr),
}

impl Refused {
    /// The field of the form that it concerns, if it is the clerk's to put right there.
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::NothingMarked
            | Self::CannotBeSupplemented(_)
            | Self::EmptyMark
            | Self::NoSuchRule => Some("rule"),
            Self::NoSuchPlace(_) => Some("on"),
            Self::Days => Some("days"),
            Self::NoReason => Some("reason"),
            Self::NoLaw => Some("law"),
            Self::NoCourt | Self::SameCourt => Some("court"),
            Self::NoCourtCode { .. } | Self::NoMoreNumbers => Some("accept"),
            Self::Unknown | Self::Denied(_) | Self::NotNow(_) | Self::Overtaken | Self::Db(_) => {
                None
            }
        }
    }
}

/// What this actor may do with the filing now; buttons, API and acts ask the same.
pub fn open_acts(filing: &Filing, actor: &Actor) -> Vec<OpenAct<DeskAct>> {
    DeskAct::ALL
        .iter()
        .map(|act| match check(filing, actor, *act) {
            Ok(()) => OpenAct::open(*act),
            Err(why) => OpenAct::closed(*act, why.to_string()),
        })
        .collect()
}

/// Whether one act is open.
pub(super) fn check(filing: &Filing, actor: &Actor, act: DeskAct) -> Result<(), Refused> {
    let here = filing.court.is_some() && filing.court.as_deref() == actor.court();
    let relation = if here { Relation::SameCourt } else { Relation::None };
    may(actor, Permission::ReviewFilings, relation)?;
    filing.state.transfer()?;
    match act {
        DeskAct::Mark | DeskAct::Refuse | DeskAct::Transfer => Ok(()),
        DeskAct::Accept => court_code(filing).map(|_| ()),
        DeskAct::Supplement => Ok(filing.ask_supplement(filing.updated_at, None).map(|_| ())?),
    }
}

/// 法院代字, without which no case number can be given (法〔2015〕137号第四条).
pub(super) fn court_code(filing: &Filing) -> Result<&'static str, Refused> {
    let court: &'static Court = filing.court().ok_or(Refused::Unknown)?;
    court.code.ok_or(Refused::NoCourtCode { court: court.name })
}

/// A request for supplements must say what is wanted by which rule, and must be able to help: it is
/// not for cases of another court or cases that are not civil (FIL-16).
pub(super) fn check_marks(marks: &[Mark]) -> Result<(), Refused> {
    let rules: Vec<_> = marks.iter().filter_map(|m| review_rule::find(&m.rule)).collect();
    if let Some(rule) = rules.iter().find(|r| !may_be_supplemented(r.outcome)) {
        return Err(Refused::CannotBeSupplemented(rule.sentence.to_owned()));
    }
    if rules.is_empty() { Err(Refused::NothingMarked) } else { Ok(()) }
}

/// What a refusal must say: why, and by which article (第一百二十六条).
pub(super) fn check_refusal(reason: &str, law: &str) -> Vec<Refused> {
    let missing = [(reason, Refused::NoReason), (law, Refused::NoLaw)];
    missing.into_iter().filter_map(|(said, why)| said.trim().is_empty().then_some(why)).collect()
}

/// A transfer goes to another court and says why.
pub(super) fn check_transfer(actor: &Actor, to: &Court, reason: &str) -> Vec<Refused> {
    let same = actor.court() == Some(to.id);
    let missing = [(same, Refused::SameCourt), (reason.trim().is_empty(), Refused::NoReason)];
    missing.into_iter().filter_map(|(wrong, why)| wrong.then_some(why)).collect()
}

/// How many days a request for supplements may give.
pub(super) const DAYS: std::ops::RangeInclusive<u32> = 1..=30;

/// The days as typed.
pub(super) fn check_days(typed: &str) -> Result<u32, Refused> {
    let days = typed.trim().parse().ok().filter(|days| DAYS.contains(days));
    days.ok_or(Refused::Days)
}

const fn may_be_supplemented(outcome: Outcome) -> bool {
    match outcome {
        Outcome::Supplement | Outcome::Advice => true,
        Outcome::Refuse => false,
    }
}

/// How a filing stands against the days in which the court must answer, in words and colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Age {
    pub(super) text: String,
    pub(super) kind: &'static str,
    /// 七个工作日 have passed; the filer has been told to call.
    pub(super) told_to_call: bool,
}

/// The age of a filing that waits since `at` and must be answered on `due` at the latest.
pub(super) fn age(at: DateTime<Utc>, due: DateTime<Utc>, now: DateTime<Utc>) -> Age {
    let left = (day_ending(due) - beijing_day(now)).num_days();
    let (text, kind) = match left {
        ..0 => (format!("已超 {} 日", -left), "error"),
        0 => ("今日到期".to_owned(), "error"),
        1..=2 => (format!("还剩 {left} 日"), "warn"),
        3.. => (format!("还剩 {left} 日"), ""),
    };
    let told_to_call = answer_overdue(beijing_day(at), Calendar::in_use()).moment < now;
    Age { text, kind, told_to_call }
}

/// When a filing was submitted and when it must be answered, while it waits.
pub(super) const fn waiting(state: &FilingState) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    match state {
        FilingState::Submitted { at, due } => Some((*at, *due)),
        FilingState::Draft
        | FilingState::Supplement { .. }
        | FilingState::Accepted { .. }
        | FilingState::Refused { .. } => None,
    }
}

/// The colour of a state's tag.
pub(super) const fn tag(state: StateName) -> &'static str {
    match state {
        StateName::Draft => "todo",
        StateName::Submitted => "",
        StateName::Supplement => "warn",
        StateName::Accepted => "done",
        StateName::Refused => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::period::filing_review;

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// 第一百二十六条: 应当在七日内立案. Submitted on Tuesday 2026-09-01; the seventh day is the 8th.
    #[test]
    fn art126_the_age_is_counted_against_seven_days() {
        let at = moment("2026-09-01T02:00:00Z");
        let due = filing_review(beijing_day(at), Calendar::in_use()).moment;
        let told = |now| age(at, due, moment(now));
        assert_eq!(told("2026-09-01T03:00:00Z").text, "还剩 7 日");
        assert_eq!(told("2026-09-06T03:00:00Z").kind, "warn");
        assert_eq!(told("2026-09-08T15:59:00Z").text, "今日到期");
        assert_eq!(told("2026-09-08T16:01:00Z").text, "已超 1 日");
        assert!(!told("2026-09-10T15:00:00Z").told_to_call);
        assert!(told("2026-09-10T16:01:00Z").told_to_call);
    }
}
