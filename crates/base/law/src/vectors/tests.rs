use super::*;
use crate::data::embedded;

fn all_hold(text: &str, count: usize) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let results = run(text, today).unwrap();
    assert_eq!(results.len(), count);
    for result in results {
        assert!(result.equal, "{result:#?}");
    }
}

#[test]
fn the_fee_vectors_hold() {
    all_hold(embedded!("vectors/court_fee_vectors.json"), 53);
}

#[test]
fn the_deadline_vectors_hold() {
    all_hold(embedded!("vectors/deadline_vectors.json"), 38);
}

#[test]
fn the_identifier_vectors_hold() {
    all_hold(embedded!("vectors/identifier_rules.json"), 34);
}

#[test]
fn the_case_number_vectors_hold() {
    all_hold(embedded!("vectors/case_number_rules.json"), 13);
}

#[test]
fn further_forms_are_understood() {
    let text = r#"{"vectors": [
        {"kind": "其他非财产案件", "input": {"base": 80}, "exact": "80", "fee_fen_half_up": "80.00"},
        {"kind": "管辖权异议不成立(上限)", "input": {}, "exact": "100", "fee_yuan_half_up": 100},
        {"kind": "行政赔偿", "input": {}, "exact": "0"},
        {"kind": "申请执行-无金额(上限)", "input": {"amount": null}, "exact": "500"},
        {"kind": "知识产权-无金额(上限)", "input": {"amount": null}, "exact": "1000"},
        {"kind": "海事强制令", "input": {"base": 2000}, "exact": "2000"},
        {"kind": "财产案件受理费", "input": {"amount": 10001}, "exact": "50.025"},
        {"rule": "指定调解员3个工作日", "trigger": "2026-09-30", "raw_last_day": "2026-10-10", "due": "2026-10-10"},
        {"rule": "电子送达→裁定上诉10日", "arrived_at": "2026-01-30T16:00:00Z", "served_on": "2026-01-31", "due": "2026-02-10"},
        {"rule": "各自计算(裁定)", "served": {"a": "2025-06-03"}, "due": {"a": "2025-06-13"}, "effective_after": "2025-06-13"},
        {"rule": "期满前交邮", "due": "2025-06-18", "posted": "2025-06-19T00:00:00+08:00", "in_time": false},
        {"kind": "civil_name", "value": "买买提·艾力", "valid": true},
        {"kind": "case_number", "value": "（2026）粤0192民初1号", "valid": true}
    ], "regex_tests": [{"input": "（2026）粤0192民初0号", "valid": false}]}"#;
    all_hold(text, 14);
}

#[test]
fn what_does_not_hold_is_shown() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let text = r#"{"vectors": [
        {"id": 7, "kind": "财产案件受理费", "input": {"amount": "10000"}, "exact": "51"},
        {"id": "x", "kind": "财产案件受理费", "input": {}},
        {"what": 1}
    ]}"#;
    let results = run(text, today).unwrap();
    assert_eq!(results.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["7", "x", "3"]);
    assert!(results.iter().all(|result| !result.equal));
    assert_eq!(results[0].computed["exact"], "50");
    assert!(run("{}", today).is_err() && run("[", today).is_err());
}
