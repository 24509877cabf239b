use super::*;
use chrono::{Datelike, TimeDelta};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn last(key: &str, trigger: &str) -> NaiveDate {
    due(key, day(trigger), Calendar::builtin()).unwrap().last_day
}

/// 第八十五条第三款: 届满的最后一日是法定休假日的，以法定休假日后的第一日为届满的日期.
#[test]
fn art85_a_period_ending_on_a_day_off_ends_after_it() {
    assert_eq!(last("appeal_judgment", "2024-03-01"), day("2024-03-18"));
    assert_eq!(last("appeal_judgment", "2024-01-26"), day("2024-02-18"), "a Sunday that is worked");
    assert_eq!(last("appeal_judgment", "2025-09-23"), day("2025-10-09"));
    assert_eq!(last("appeal_ruling", "2024-03-04"), day("2024-03-14"));
    let due = due("appeal_judgment", day("2026-02-08"), Calendar::builtin()).unwrap();
    assert_eq!(due.passed_over, [PassedOver { day: day("2026-02-23"), why: "春节".to_owned() }]);
    assert_eq!(due.moment, at("2026-02-25T00:00:00+08:00"));
    assert!(due.calendar_missing.is_empty());
}

/// 民法典第二百零二条: 对应日；没有对应日的，月末日.
#[test]
fn civil_code_art202_months_end_on_the_corresponding_day() {
    assert_eq!(last("retrial_apply", "2024-04-30"), day("2024-10-30"));
    assert_eq!(last("retrial_apply", "2025-08-31"), day("2026-02-28"));
    assert_eq!(last("enforce_apply", "2024-02-29"), day("2026-02-28"));
}

/// 第一百二十六条: 七日内立案；七个工作日为服务承诺.
#[test]
fn art126_filing_is_reviewed_in_seven_days() {
    let calendar = Calendar::builtin();
    assert_eq!(filing_review(day("2026-11-22"), calendar).last_day, day("2026-11-30"));
    assert_eq!(answer_overdue(day("2026-09-24"), calendar).last_day, day("2026-10-12"));
    assert_eq!(supplement(day("2026-11-22"), 15, calendar).last_day, day("2026-12-07"));
    assert_eq!(fee_payment(day("2025-09-24"), calendar).last_day, day("2025-10-09"));
}

/// 第一百五十二条等: 审限按不顺延计算，两个日期都给出；第九十五条同.
#[test]
fn art168_a_trial_limit_is_not_rolled_unless_the_court_reads_it_so() {
    let calendar = Calendar::builtin();
    let bare = due("trial_small", day("2025-08-01"), calendar).unwrap();
    assert_eq!((bare.last_day, bare.rolled_day), (day("2025-10-01"), day("2025-10-09")));
    let readings = Readings { trial_limit_rolls: true, ..Readings::default() };
    let rolled = due_read("trial_small", day("2025-08-01"), calendar, &readings).unwrap();
    assert_eq!(rolled.last_day, day("2025-10-09"));
    let notice = public_notice(day("2026-01-20"), false, calendar);
    assert_eq!((notice.last_day, notice.rolled_day), (day("2026-02-19"), day("2026-02-24")));
}

/// 民诉法解释第二百四十三条: 公告、鉴定、和解、管辖争议期间不计入审限.
#[test]
fn interpretation_art243_time_that_does_not_count() {
    let span = |from: &str, until: &str| Deduction {
        from: day(from),
        until: day(until),
        why: "鉴定".to_owned(),
    };
    let spans = [span("2026-02-01", "2026-02-10"), span("2026-02-05", "2026-02-12")];
    let due = trial_limit(
        "trial_simple",
        day("2026-01-10"),
        1,
        &spans,
        Calendar::builtin(),
        &Readings::default(),
    )
    .unwrap();
    assert_eq!(due.last_day, day("2026-05-22"));
    assert_eq!(due.notes.len(), 4);
}

/// 仲裁法2025年修订第七十二条: 三个月，2026年3月1日施行.
#[test]
fn arbitration_art72_three_months_since_march_2026() {
    let calendar = Calendar::builtin();
    assert_eq!(arbitration_set_aside(day("2026-03-20"), calendar).last_day, day("2026-06-22"));
    assert_eq!(arbitration_set_aside(day("2026-02-20"), calendar).length, 6);
}

/// 民诉法解释第一百二十五条: 以时起算的期间从次时起算.
#[test]
fn interpretation_art125_hours_begin_with_the_next_hour() {
    assert_eq!(hours(48, at("2025-09-30T16:20:00+08:00")), at("2025-10-02T17:00:00+08:00"));
    assert!(matches!(
        due("preservation_urgent_decide", day("2026-01-01"), Calendar::builtin()),
        Err(NoDue::NotInDays(_))
    ));
}

/// 第一百三十九条: 应当在开庭三日前通知.
#[test]
fn art139_notice_three_days_before_the_hearing() {
    let back = before_hearing(day("2026-02-26"), 3, Calendar::builtin());
    assert_eq!(back.lenient, day("2026-02-23"));
    assert_eq!(back.safe, day("2026-02-22"));
    assert_eq!(back.safe_working_day, day("2026-02-14"));
}

/// 在线诉讼规则第三十一条第四款: 以最先完成的有效送达时间为准.
#[test]
fn online_rules_art31_the_earliest_effective_service_counts() {
    let arrival = |channel: &str, effect, when: &str| Arrival {
        channel: channel.to_owned(),
        effect,
        at: at(when),
    };
    let all = [
        arrival("短信", Effect::None, "2025-03-01T09:00:00+08:00"),
        arrival("邮箱", Effect::ArrivedConfirmed, "2025-03-02T23:59:59+08:00"),
        arrival("平台", Effect::ReadPresumed, "2025-03-05T08:00:00+08:00"),
    ];
    let first = served(&all).unwrap();
    assert_eq!((first.on, first.presumed), (day("2025-03-02"), false));
    assert_eq!(served(&all[..1]), None);
    assert!(served(&all[2..]).unwrap().presumed);
}

/// 第八十五条第四款: 诉讼文书在期满前交邮的，不算过期.
#[test]
fn art85_posted_before_the_end_is_in_time() {
    assert!(filed_in_time(day("2025-06-18"), at("2025-06-18T23:59:59+08:00")));
    assert!(!filed_in_time(day("2025-06-18"), at("2025-06-19T00:00:00+08:00")));
    assert_eq!(beijing_day(at("2026-01-30T16:00:05Z")), day("2026-01-31"));
}

/// 民诉法解释第二百四十四条: 上诉期间各自计算.
#[test]
fn interpretation_art244_each_for_himself() {
    let served = [day("2025-06-03"), day("2025-06-10")];
    let (dues, effective_after) = each_for_himself(&served, "appeal_judgment", Calendar::builtin());
    assert_eq!(dues[0].last_day, day("2025-06-18"));
    assert_eq!(effective_after, Some(day("2025-06-25")));
}

/// A year without an arrangement is said, not guessed; an administrator can load it.
#[test]
fn a_year_without_holidays_is_said() {
    let calendar = Calendar::builtin();
    let unknown = due("appeal_judgment", day("2027-01-20"), calendar).unwrap();
    assert_eq!(unknown.calendar_missing, [2027]);
    assert!(unknown.notes[0].contains("2027年的放假安排尚未导入"));
    let new_year = due("appeal_judgment", day("2026-12-17"), calendar).unwrap();
    assert_eq!((new_year.last_day, new_year.calendar_missing), (day("2027-01-04"), vec![2027]));
    let text = "2027-02-05 放假 春节\n# 注\n2027-02-06,上班";
    let loaded = calendar.with_year(2027, &parse_arrangement(2027, text).unwrap());
    let known = due("appeal_judgment", day("2027-01-21"), &loaded).unwrap();
    assert_eq!(known.last_day, day("2027-02-06"));
    assert!(known.calendar_missing.is_empty());
    for (text, line) in [("2027-02-30 放假 x", 1), ("\n2027-02-05 也许", 2)] {
        assert!(
            matches!(parse_arrangement(2027, text), Err(BadArrangement::Line(at, _)) if at == line)
        );
    }
    assert!(matches!(parse_arrangement(2027, ""), Err(BadArrangement::NothingFor(2027))));
}

/// 国务院办公厅各年放假安排通知: what an administrator loads is looked at first.
#[test]
fn an_arrangement_is_doubted_before_it_is_loaded() {
    let days = parse_year(2027, "2027-01-01 放假 元旦\n2027-01-04 上班 元旦").unwrap();
    let doubts = doubts(2027, &days);
    assert!(doubts.iter().any(|doubt| doubt.contains("10月1日为国庆节")));
    assert!(doubts.iter().any(|doubt| doubt.contains("2027-01-04不是星期六")));
    assert!(doubts.iter().any(|doubt| doubt.contains("放假只有1天")));
    let other = parse_year(2027, "2027-01-01 放假 元旦\n2028-01-01 放假 元旦");
    assert!(matches!(other, Err(BadArrangement::OtherYear(_, 2027))));
    for year in [2023, 2024, 2025, 2026] {
        let builtin = Calendar::builtin();
        for (month, date) in [(1, 1), (5, 1), (10, 3)] {
            let day = NaiveDate::from_ymd_opt(year, month, date).unwrap();
            assert!(!builtin.is_working_day(day), "{day}");
        }
    }
}

/// 第九十五条、第一百六十八条: where the law is silent both days are shown.
#[test]
fn art95_and_art168_both_readings() {
    let calendar = Calendar::builtin();
    let days = |key, on| {
        let readings = readings(key, day(on), calendar, &Readings::default()).unwrap();
        readings.iter().map(|reading| (reading.chosen, reading.last_day)).collect::<Vec<_>>()
    };
    let limit = days("trial_small", "2025-08-01");
    assert_eq!(limit, [(true, day("2025-10-01")), (false, day("2025-10-09"))]);
    let notice = days("public_service", "2026-01-20");
    assert_eq!(notice, [(true, day("2026-02-19")), (false, day("2026-02-24"))]);
    assert!(days("appeal_judgment", "2026-01-20").is_empty());
}

#[test]
fn every_rule_can_be_counted() {
    for rule in rules() {
        let day = day("2026-11-22");
        match due(rule.key, day, Calendar::builtin()) {
            Ok(due) => assert!(due.last_day > day, "{}", rule.key),
            Err(NoDue::NotInDays(_)) => {}
            Err(other) => panic!("{}: {other}", rule.key),
        }
        assert!(rule.article.contains('第') && rule.length > 0, "{}", rule.key);
    }
    assert!(due("nothing", day("2026-11-22"), Calendar::builtin()).is_err());
    assert_eq!(defence(day("2026-11-02"), true, Calendar::builtin()).length, 30);
    for named in [filing_review, answer_overdue, serve_complaint, trial_ordinary, fee_payment] {
        assert!(!named(day("2026-11-02"), Calendar::builtin()).rule.is_empty());
    }
}

proptest! {
    /// 第八十五条第三款: where the law rolls, the last day is never a day off, and never before the bare count.
    #[test]
    fn a_last_day_is_never_a_day_off(offset in 0i64..1400, length in 1u32..400, unit in 0usize..3) {
        let trigger = day("2023-01-01") + TimeDelta::days(offset);
        let unit = [Unit::Day, Unit::WorkingDay, Unit::Month][unit];
        let length = if unit == Unit::Month { length % 24 + 1 } else { length };
        let calendar = Calendar::builtin();
        let due = count(length, unit, trigger, calendar).unwrap().due(true);
        prop_assert!(calendar.is_working_day(due.last_day));
        prop_assert!(due.last_day >= due.raw_last_day && due.raw_last_day > trigger);
        let passed = i64::try_from(due.passed_over.len()).unwrap();
        prop_assert_eq!(passed, (due.last_day - due.raw_last_day).num_days());
        prop_assert!((due.last_day - due.raw_last_day).num_days() < 12);
        let known = due.last_day.year() <= 2026;
        prop_assert!(!known || due.calendar_missing.is_empty());
    }

    /// 第八十五条: a later start never ends earlier.
    #[test]
    fn periods_are_monotone(offset in 0i64..1400, length in 1u32..60) {
        let trigger = day("2023-01-01") + TimeDelta::days(offset);
        let calendar = Calendar::builtin();
        let end = |trigger, length| count(length, Unit::Day, trigger, calendar).unwrap().due(true).last_day;
        prop_assert!(end(trigger, length) <= end(trigger + TimeDelta::days(1), length));
        prop_assert!(end(trigger, length) <= end(trigger, length + 1));
    }

    #[test]
    fn no_text_breaks_the_arrangement_reader(text in "[0-9 \\-放假上班元旦,\n]{0,60}") {
        let _ = parse_arrangement(2027, &text);
    }
}

/// 民法典第二百零三条第二款: a day lasts until 二十四时, and that moment is still its own.
#[test]
fn art203_a_day_ends_at_midnight_and_is_found_again() {
    let day = NaiveDate::from_ymd_opt(2026, 12, 4).unwrap();
    let end = end_of_day(day);
    assert_eq!(beijing_day(end), day.succ_opt().unwrap());
    assert_eq!(day_ending(end), day);
    assert_eq!(day_ending(end - chrono::TimeDelta::hours(3)), day);
}

/// 第八十五条与解释第一百二十五条: whatever the rule, the last day is no day off where the law rolls it, and the days
/// passed over are all days off.
#[test]
fn art85_no_period_that_rolls_ends_on_a_day_off() {
    let calendar = Calendar::builtin();
    for rule in rules().iter().filter(|rule| rule.rolls && rule.unit != Unit::Hour) {
        for start in day("2024-01-01").iter_days().step_by(7).take(150) {
            let due = due(rule.key, start, calendar).unwrap();
            assert!(calendar.is_working_day(due.last_day), "{} {start}", rule.key);
            assert!(due.passed_over.iter().all(|passed| !calendar.is_working_day(passed.day)));
        }
    }
}

/// 第九十五条、第二百八十三条: a notice at home and abroad, both readings are shown.
#[test]
fn art95_both_readings_of_a_notice_are_shown() {
    let shown = |key| readings(key, day("2026-08-05"), Calendar::builtin(), &Readings::default());
    for (key, chosen) in [("public_service", "不顺延"), ("public_service_foreign", "顺延")] {
        let readings = shown(key).unwrap();
        assert_eq!(readings.len(), 2);
        assert!(readings.iter().any(|reading| reading.chosen && reading.label == chosen), "{key}");
    }
}

/// 放假办法第二条: 10月1日至3日 are off also in a year whose arrangement is not known.
#[test]
fn holidays_art2_days_fixed_by_law_are_off_in_any_year() {
    let calendar = Calendar::builtin();
    assert_eq!(calendar.day_off(day("2028-10-02")), Some("国庆节"));
    assert_eq!(calendar.day_off(day("2030-05-02")), Some("劳动节"));
    assert_eq!(calendar.day_off(day("2022-05-02")), None, "off by law since 2025");
    let due = due("appeal_judgment", day("2028-09-17"), calendar).unwrap();
    assert_eq!((due.last_day, due.calendar_missing), (day("2028-10-04"), vec![2028]));
}

/// 第一百六十四条、第一百六十八条，行政诉讼法第八十三条: no longer than the law allows.
#[test]
fn art164_a_trial_limit_is_extended_no_further_than_the_law_allows() {
    let extended = |key: &str, months| {
        let from = "2026-03-02".parse().unwrap();
        trial_limit(key, from, months, &[], Calendar::builtin(), &Readings::default())
            .map(|due| due.raw_last_day.to_string())
    };
    assert_eq!(extended("trial_simple", 1).unwrap(), "2026-07-02");
    assert!(matches!(extended("trial_simple", 2), Err(NoDue::ExtendedTooLong(_, 1))));
    assert!(matches!(extended("trial_small", 2), Err(NoDue::ExtendedTooLong(_, 1))));
    assert!(matches!(extended("admin_trial_simple", 1), Err(NoDue::NotExtended(_))));
    assert_eq!(extended("trial_ordinary", 6).unwrap(), "2027-03-02");
}

/// 民法典第二百零三条第二款: twenty-four hours, or the end of business at the counter.
#[test]
fn civil_code_art203_the_end_of_business() {
    let from = "2026-11-02".parse().unwrap();
    let chosen = Readings {
        office_closes: chrono::NaiveTime::from_hms_opt(17, 30, 0),
        ..Readings::default()
    };
    let both = readings("defence", from, Calendar::builtin(), &chosen).unwrap();
    let moments: Vec<_> = both.iter().map(|reading| reading.moment.to_rfc3339()).collect();
    assert_eq!(moments, ["2026-11-17T16:00:00+00:00", "2026-11-17T09:30:00+00:00"]);
    assert!(both[0].chosen && !both[1].chosen);
    let silent = readings("defence", from, Calendar::builtin(), &Readings::default());
    assert!(silent.unwrap().is_empty());
}
