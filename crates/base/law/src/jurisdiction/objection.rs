//! 管辖权异议与应诉管辖 — 民事诉讼法第一百三十条；民诉法解释第二百二十三条.

use crate::period::{self, Calendar};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a party did after the complaint was served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objection {
    /// The complaint was served on this party.
    pub served: NaiveDate,
    #[serde(default)]
    pub lives_abroad: bool,
    /// The party objected.
    #[serde(default)]
    pub raised: Option<NaiveDate>,
    /// The party answered on the merits or brought a counterclaim.
    #[serde(default)]
    pub answered: Option<NaiveDate>,
    /// The court is not the one that the rules on level or exclusive jurisdiction name.
    #[serde(default)]
    pub against_level_or_exclusive: bool,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 应当审查：成立的裁定移送，不成立的裁定驳回
    Examined,
    /// 超过提交答辩状期间，不予审查
    TooLate,
    /// 应诉管辖：视为受诉人民法院有管辖权
    SubmittedTo,
    /// 尚可提出
    Open,
    /// 违反级别管辖或者专属管辖，依职权移送
    TransferredByCourt,
}

/// The standing of an objection, with the last day on which it could be raised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answered {
    pub standing: Standing,
    pub until: NaiveDate,
    pub article: &'static str,
    pub why: &'static str,
}

/// 管辖权异议在提交答辩状期间提出；未提出异议并应诉答辩的，视为受诉人民法院有管辖权，违反级别管辖和专属管辖的除外
/// （民事诉讼法第三十七条、第一百三十条；民诉法解释第二百二十三条）.
pub fn objection(facts: &Objection, on: NaiveDate, calendar: &Calendar) -> Answered {
    let until = period::defence(facts.served, facts.lives_abroad, calendar).last_day;
    let answer = |standing, article, why| Answered { standing, until, article, why };
    match (facts.raised, facts.answered) {
        (Some(raised), _) if raised <= until => answer(
            Standing::Examined,
            "民事诉讼法第一百三十条第一款；民诉法解释第二百二十三条第一款",
            "在提交答辩状期间提出，应当审查：成立的裁定移送，不成立的裁定驳回，同时答辩的不影响",
        ),
        _ if facts.against_level_or_exclusive => answer(
            Standing::TransferredByCourt,
            "民事诉讼法第三十七条、第一百三十条第二款",
            "违反级别管辖或者专属管辖的，应诉答辩也不使法院有管辖权，应当移送有管辖权的人民法院",
        ),
        (_, Some(_)) => answer(
            Standing::SubmittedTo,
            "民事诉讼法第一百三十条第二款；民诉法解释第二百二十三条第二款",
            "未在期间内提出异议并应诉答辩或者提出反诉的，视为受诉人民法院有管辖权",
        ),
        (Some(_), None) => answer(
            Standing::TooLate,
            "民事诉讼法第一百三十条第一款",
            "超过提交答辩状期间提出，不予审查",
        ),
        (None, None) if on <= until => answer(
            Standing::Open,
            "民事诉讼法第一百三十条第一款",
            "提交答辩状期间尚未届满，可以提出",
        ),
        (None, None) => answer(
            Standing::TooLate,
            "民事诉讼法第一百三十条第一款",
            "提交答辩状期间已经届满，未提出异议",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn standing(raised: Option<&str>, answered: Option<&str>, exclusive: bool) -> Standing {
        let facts = Objection {
            served: day("2026-02-06"),
            lives_abroad: false,
            raised: raised.map(day),
            answered: answered.map(day),
            against_level_or_exclusive: exclusive,
        };
        let answered = objection(&facts, day("2026-03-01"), Calendar::builtin());
        assert_eq!(answered.until, day("2026-02-24"), "the fifteenth day lies in 春节");
        assert!(crate::norm::unknown(answered.article).is_empty());
        answered.standing
    }

    /// 第一百三十条: within the time for the defence; who answers without objecting submits.
    #[test]
    fn art130_objection_and_submission() {
        assert_eq!(standing(Some("2026-02-24"), Some("2026-02-20"), false), Standing::Examined);
        assert_eq!(standing(Some("2026-02-25"), None, false), Standing::TooLate);
        assert_eq!(standing(None, Some("2026-02-20"), false), Standing::SubmittedTo);
        assert_eq!(standing(None, Some("2026-02-20"), true), Standing::TransferredByCourt);
        assert_eq!(standing(None, None, false), Standing::TooLate);
        let facts = Objection {
            served: day("2026-02-06"),
            lives_abroad: true,
            raised: None,
            answered: None,
            against_level_or_exclusive: false,
        };
        let open = objection(&facts, day("2026-03-01"), Calendar::builtin());
        assert_eq!((open.standing, open.until), (Standing::Open, day("2026-03-09")));
    }
}
