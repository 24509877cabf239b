//! 顺延期限 — 民事诉讼法第八十六条: a period missed for a reason that could not be helped.

use super::{Calendar, NoDue, count::end_of_day, due};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What kept a party from acting, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obstacle {
    pub from: NaiveDate,
    /// The day on which it ended.
    pub until: NaiveDate,
    /// The party asked for more time.
    #[serde(default)]
    pub applied: Option<NaiveDate>,
    /// The court granted it until this day.
    #[serde(default)]
    pub granted_until: Option<NaiveDate>,
}

/// What follows for a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// The obstacle began before the period had passed.
    pub may_apply: bool,
    /// 障碍消除后的十日内
    pub apply_until: NaiveDate,
    pub applied_in_time: Option<bool>,
    /// The last day with what was granted.
    pub last_day: NaiveDate,
    pub moment: DateTime<Utc>,
    pub article: &'static str,
    pub why: &'static str,
}

/// 因不可抗拒的事由或者其他正当理由耽误期限的，在障碍消除后的十日内可以申请顺延期限，是否准许由人民法院决定
/// （民事诉讼法第八十六条）.
pub fn restored(
    last_day: NaiveDate,
    obstacle: &Obstacle,
    calendar: &Calendar,
) -> Result<Restored, NoDue> {
    let apply_until = due("extension_apply", obstacle.until, calendar)?.last_day;
    let may_apply = obstacle.from <= last_day && obstacle.from <= obstacle.until;
    let applied_in_time = obstacle.applied.map(|day| day <= apply_until);
    let (last_day, why) = match (may_apply, applied_in_time, obstacle.granted_until) {
        (false, ..) => (last_day, "障碍发生在期限届满之后，没有耽误期限，不能顺延"),
        (true, None, _) => (last_day, "没有申请顺延，期限不变"),
        (true, Some(false), _) => (last_day, "超过障碍消除后的十日申请，期限不变"),
        (true, Some(true), None) => (last_day, "是否准许由人民法院决定，准许之前期限不变"),
        (true, Some(true), Some(until)) => {
            (calendar.next_working_day(until.max(last_day)), "人民法院准许顺延")
        }
    };
    Ok(Restored {
        may_apply,
        apply_until,
        applied_in_time,
        last_day,
        moment: end_of_day(last_day),
        article: "民事诉讼法第八十六条",
        why,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// 第八十六条: asked within ten days, and decided by the court.
    #[test]
    fn art86_asked_in_time_and_granted() {
        let calendar = Calendar::builtin();
        let last = day("2026-11-20");
        let obstacle = |applied: Option<&str>, granted: Option<&str>| Obstacle {
            from: day("2026-11-18"),
            until: day("2026-11-25"),
            applied: applied.map(day),
            granted_until: granted.map(day),
        };
        let at = |obstacle: Obstacle| restored(last, &obstacle, calendar).unwrap();
        // 12-05 is a Saturday.
        assert_eq!(at(obstacle(None, None)).apply_until, day("2026-12-07"));
        assert_eq!(at(obstacle(None, Some("2026-12-15"))).last_day, last);
        assert_eq!(at(obstacle(Some("2026-12-08"), Some("2026-12-15"))).last_day, last);
        assert_eq!(at(obstacle(Some("2026-12-07"), None)).last_day, last);
        // 12-13 is a Sunday.
        let granted = at(obstacle(Some("2026-12-07"), Some("2026-12-13")));
        assert_eq!(granted.last_day, day("2026-12-14"));
        assert!(crate::norm::unknown(granted.article).is_empty());
        let late = Obstacle {
            from: day("2026-11-21"),
            ..obstacle(Some("2026-12-01"), Some("2026-12-13"))
        };
        assert!(!at(late).may_apply);
        assert_eq!(at(late).last_day, last);
    }
}
