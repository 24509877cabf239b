//! The periods other stages ask for by name. Each stands in `data/deadlines.tsv` with its article.

use super::{Calendar, Due, Unit, count, custom, due};
use crate::data::Confidence;
use chrono::NaiveDate;

/// A rule that stands in the table, as a test makes sure.
fn known(key: &str, trigger: NaiveDate, calendar: &Calendar) -> Due {
    due(key, trigger, calendar).unwrap_or_else(|_| Due {
        rule: "",
        name: String::new(),
        article: String::new(),
        trigger,
        first_counted_day: trigger,
        length: 0,
        unit: Unit::Day,
        raw_last_day: trigger,
        rolled_day: trigger,
        passed_over: Vec::new(),
        last_day: trigger,
        moment: count::end_of_day(trigger),
        calendar_missing: Vec::new(),
        confidence: Confidence::High,
        notes: Vec::new(),
    })
}

/// 立案审查七日（民事诉讼法第一百二十六条；在线诉讼规则第九条）.
pub fn filing_review(received: NaiveDate, calendar: &Calendar) -> Due {
    known("case_filing_review", received, calendar)
}

/// 七个工作日没有答复，可以拨打12368（法释〔2015〕8号第八条；服务承诺）.
pub fn answer_overdue(received: NaiveDate, calendar: &Calendar) -> Due {
    known("answer_overdue", received, calendar)
}

/// 补充材料的指定期限（法释〔2015〕8号第七条；民诉法解释第二百零八条第二款）.
pub fn supplement(notified: NaiveDate, days: u32, calendar: &Calendar) -> Due {
    let standard = known("supplement", notified, calendar);
    let set = custom(&standard.name, &standard.article, days, Unit::Day, notified, calendar);
    set.unwrap_or(standard)
}

/// 刑事自诉立案审查十五日（刑诉法解释第三百二十条）.
pub fn private_prosecution_review(received: NaiveDate, calendar: &Calendar) -> Due {
    known("criminal_private_filing", received, calendar)
}

/// 交纳案件受理费七日（诉讼费用交纳办法第二十二条第一款）.
pub fn fee_payment(notified: NaiveDate, calendar: &Calendar) -> Due {
    known("fee_payment", notified, calendar)
}

/// 立案之日起五日内送达起诉状副本（民事诉讼法第一百二十八条第一款）.
pub fn serve_complaint(accepted: NaiveDate, calendar: &Calendar) -> Due {
    known("serve_complaint", accepted, calendar)
}

/// 收到起诉状副本之日起十五日内提出答辩状；境内无住所的三十日（民事诉讼法第一百二十八条第一款、第二百八十五条）.
pub fn defence(served: NaiveDate, lives_abroad: bool, calendar: &Calendar) -> Due {
    known(if lives_abroad { "defence_foreign" } else { "defence" }, served, calendar)
}

/// 收到答辩状之日起五日内送达副本（民事诉讼法第一百二十八条第一款）.
pub fn serve_defence(received: NaiveDate, calendar: &Calendar) -> Due {
    known("serve_defence", received, calendar)
}

/// 不服判决十五日内上诉；境内无住所的三十日（民事诉讼法第一百七十一条第一款、第二百八十六条）.
pub fn appeal_judgment(served: NaiveDate, lives_abroad: bool, calendar: &Calendar) -> Due {
    known(if lives_abroad { "appeal_foreign" } else { "appeal_judgment" }, served, calendar)
}

/// 不服裁定十日内上诉；境内无住所的三十日（民事诉讼法第一百七十一条第二款、第二百八十六条）.
pub fn appeal_ruling(served: NaiveDate, lives_abroad: bool, calendar: &Calendar) -> Due {
    known(if lives_abroad { "appeal_foreign" } else { "appeal_ruling" }, served, calendar)
}

/// 收到上诉状副本之日起十五日内提出答辩状（民事诉讼法第一百七十四条第一款）.
pub fn appeal_answer(served: NaiveDate, calendar: &Calendar) -> Due {
    known("appeal_answer", served, calendar)
}

/// 普通程序六个月内审结（民事诉讼法第一百五十二条）.
pub fn trial_ordinary(accepted: NaiveDate, calendar: &Calendar) -> Due {
    known("trial_ordinary", accepted, calendar)
}

/// 简易程序三个月内审结（民事诉讼法第一百六十四条）.
pub fn trial_simplified(accepted: NaiveDate, calendar: &Calendar) -> Due {
    known("trial_simple", accepted, calendar)
}

/// 小额诉讼两个月内审结（民事诉讼法第一百六十八条）.
pub fn trial_small(accepted: NaiveDate, calendar: &Calendar) -> Due {
    known("trial_small", accepted, calendar)
}

/// 公告之日起三十日视为送达；境内无住所的六十日（民事诉讼法第九十五条、第二百八十三条第二款）.
pub fn public_notice(published: NaiveDate, lives_abroad: bool, calendar: &Calendar) -> Due {
    known(
        if lives_abroad { "public_service_foreign" } else { "public_service" },
        published,
        calendar,
    )
}

/// 申请再审六个月（民事诉讼法第二百一十六条）.
pub fn retrial_application(effective: NaiveDate, calendar: &Calendar) -> Due {
    known("retrial_apply", effective, calendar)
}

/// 申请执行二年（民事诉讼法第二百五十条）.
pub fn enforcement_application(last_day_to_perform: NaiveDate, calendar: &Calendar) -> Due {
    known("enforce_apply", last_day_to_perform, calendar)
}

/// 申请司法确认三十日（民事诉讼法第二百零五条）.
pub fn judicial_confirmation(effective: NaiveDate, calendar: &Calendar) -> Due {
    known("judicial_confirmation", effective, calendar)
}

/// 申请撤销仲裁裁决：2026年3月1日起三个月，此前六个月（仲裁法2025年修订第七十二条；2017年修正第五十九条）.
pub fn arbitration_set_aside(received: NaiveDate, calendar: &Calendar) -> Due {
    known("arb_setaside", received, calendar)
}

/// Every party's time runs from service on that party; the decision takes effect after the last
/// (民诉法解释第二百四十四条).
pub fn each_for_himself(
    served: &[NaiveDate],
    key: &str,
    calendar: &Calendar,
) -> (Vec<Due>, Option<NaiveDate>) {
    let dues: Vec<Due> = served.iter().map(|day| known(key, *day, calendar)).collect();
    let last = dues.iter().map(|due| due.last_day).max();
    (dues, last)
}
