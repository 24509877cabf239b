//! Service other than electronic: the day on which it counts as done, and what is only presumed
//! (民事诉讼法第八十八条至第九十五条、第二百八十三条；法释〔2004〕13号).

use super::{Calendar, Unit, count, count::Counted};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How a document was served, and the day that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "how")]
pub enum Delivery {
    /// 直接送达：受送达人签收
    Signed { on: NaiveDate },
    /// 由同住成年家属、负责收件的人、诉讼代理人或者指定的代收人签收
    SignedForHim { on: NaiveDate },
    /// 留置送达
    LeftBehind { on: NaiveDate },
    /// 邮寄送达：回执上注明的收件日期
    Posted { received: NaiveDate },
    /// 邮件退回：地址不准确、拒不提供、变更未告知或者拒绝签收
    PostReturned { on: NaiveDate },
    /// 通过军队、监狱、强制性教育机构转交：签收日期
    PassedOn { signed: NaiveDate },
    /// 公告送达
    Notice { published: NaiveDate, lives_abroad: bool },
    /// 境外邮寄，送达回证没有退回，根据各种情况足以认定已经送达
    PostedAbroad { on: NaiveDate },
}

/// The day of service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeemedServed {
    pub on: NaiveDate,
    /// The same if a day off is passed over, which the law leaves open for a notice.
    pub rolled_day: NaiveDate,
    /// Not received by hand: the law takes it as served.
    pub fiction: bool,
    pub article: &'static str,
    pub why: &'static str,
    pub notes: Vec<&'static str>,
}

/// When the document counts as served; `None` beyond the calendar of the program
/// (民事诉讼法第八十七条至第九十五条、第二百八十三条；法释〔2004〕13号第十一条).
pub fn deemed_served(delivery: Delivery) -> Option<DeemedServed> {
    let counted = |length, unit, from| count(length, unit, from, Calendar::builtin());
    let served = |on, fiction, article, why| DeemedServed {
        on,
        rolled_day: on,
        fiction,
        article,
        why,
        notes: Vec::new(),
    };
    Some(match delivery {
        Delivery::Signed { on } => {
            served(on, false, "民事诉讼法第八十七条", "受送达人在送达回证上的签收日期为送达日期")
        }
        Delivery::SignedForHim { on } => served(
            on,
            false,
            "民事诉讼法第八十八条第二款",
            "同住的成年家属、负责收件的人、诉讼代理人或者代收人在送达回证上签收的日期为送达日期",
        ),
        Delivery::LeftBehind { on } => served(
            on,
            true,
            "民事诉讼法第八十九条",
            "拒绝接收的，邀请见证人说明情况或者拍照、录像记录后把文书留在住所，即视为送达",
        ),
        Delivery::Posted { received } => served(
            received,
            false,
            "民事诉讼法第九十一条",
            "邮寄送达的，以回执上注明的收件日期为送达日期",
        ),
        Delivery::PostReturned { on } => DeemedServed {
            notes: vec!["受送达人能够证明自己在送达过程中没有过错的除外"],
            ..served(
                on,
                true,
                "法释〔2004〕13号第十一条",
                "地址不准确、拒不提供、变更未告知或者拒绝签收的，文书退回之日视为送达之日",
            )
        },
        Delivery::PassedOn { signed } => served(
            signed,
            false,
            "民事诉讼法第九十四条",
            "代为转交的机关、单位交受送达人签收，以在送达回证上的签收日期为送达日期",
        ),
        Delivery::Notice { published, lives_abroad } => {
            return notice(published, lives_abroad);
        }
        Delivery::PostedAbroad { on } => served(
            counted(3, Unit::Month, on)?.bare(),
            true,
            "民事诉讼法第二百八十三条第一款第（八）项",
            "自邮寄之日起满三个月，送达回证没有退回，但根据各种情况足以认定已经送达的，期间届满之日视为送达",
        ),
    })
}

fn notice(published: NaiveDate, lives_abroad: bool) -> Option<DeemedServed> {
    let (days, article, why) = if lives_abroad {
        (
            60,
            "民事诉讼法第二百八十三条第二款",
            "公告送达的，自发出公告之日起，经过六十日，即视为送达",
        )
    } else {
        (30, "民事诉讼法第九十五条", "公告送达的，自发出公告之日起，经过三十日，即视为送达")
    };
    let on = count(days, Unit::Day, published, Calendar::builtin())?.bare();
    let notes =
        vec!["最后一日遇休息日是否顺延，法律没有规定；本结果不顺延，下一期间从视为送达之日起计算"];
    let rolled_day = Calendar::in_use().next_working_day(on);
    Some(DeemedServed { on, rolled_day, fiction: true, article, why, notes })
}

impl Counted {
    /// The last day of the bare count (民法典第二百零一条、第二百零二条).
    pub(super) const fn bare(&self) -> NaiveDate {
        self.raw
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn served(delivery: Delivery) -> (NaiveDate, bool) {
        let served = deemed_served(delivery).unwrap();
        assert!(crate::norm::unknown(served.article).is_empty(), "{}", served.article);
        (served.on, served.fiction)
    }

    /// 第八十七条、第八十八条、第九十一条、第九十四条: the day of the signature.
    #[test]
    fn art88_signed_is_served() {
        let on = day("2026-03-02");
        for delivery in [
            Delivery::Signed { on },
            Delivery::SignedForHim { on },
            Delivery::Posted { received: on },
            Delivery::PassedOn { signed: on },
        ] {
            assert_eq!(served(delivery), (on, false));
        }
    }

    /// 第八十九条与法释〔2004〕13号第十一条: left behind or returned counts as served.
    #[test]
    fn art89_left_behind_is_a_fiction() {
        let on = day("2026-03-02");
        assert_eq!(served(Delivery::LeftBehind { on }), (on, true));
        assert_eq!(served(Delivery::PostReturned { on }), (on, true));
        let returned = deemed_served(Delivery::PostReturned { on }).unwrap();
        assert!(returned.notes[0].contains("没有过错"));
    }

    /// 第九十五条、第二百八十三条: thirty days, sixty days, three months.
    #[test]
    fn art95_a_notice_is_served_when_its_days_have_passed() {
        let published = day("2026-01-20");
        let notice = |lives_abroad| served(Delivery::Notice { published, lives_abroad });
        assert_eq!(notice(false), (day("2026-02-19"), true));
        assert_eq!(notice(true), (day("2026-03-21"), true));
        let shown = deemed_served(Delivery::Notice { published, lives_abroad: false }).unwrap();
        assert_eq!(shown.rolled_day, day("2026-02-24"), "both days are shown");
        let abroad = served(Delivery::PostedAbroad { on: day("2025-11-30") });
        assert_eq!(abroad, (day("2026-02-28"), true));
    }
}
