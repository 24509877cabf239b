use super::*;
use crate::data::embedded;
use proptest::prelude::*;

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

/// Every rule of the table by its key, every question on fees by its name, every kind of identifier.
#[test]
fn every_rule_is_known_by_its_key() {
    let entries: Vec<_> = crate::period::rules()
        .iter()
        .filter(|rule| rule.validity.until.is_none())
        .filter(|rule| rule.unit != crate::period::Unit::Hour)
        .filter(|rule| rule.kind != crate::period::RuleKind::Backward)
        .map(|rule| json!({"rule": rule.key, "trigger": "2026-03-02", "first_counted_day": "2026-03-03"}))
        .collect();
    let count = entries.len();
    assert!(count > 80);
    all_hold(&json!({ "vectors": entries }).to_string(), count);
    let kinds = crate::identifier::IdentifierKind::ALL;
    let entries = kinds.map(|kind| json!({"kind": kind.key(), "value": "?", "valid": false}));
    all_hold(&json!({ "vectors": entries }).to_string(), kinds.len());
}

/// A key that is neither input, remark nor known expectation makes the example fail; so does an unknown kind.
#[test]
fn nothing_is_passed_over() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let fails = |entry: &str, why: &str| {
        let text = format!(r#"{{"vectors": [{entry}]}}"#);
        let result = &run(&text, today).unwrap()[0];
        assert!(!result.equal, "{result:?}");
        assert!(result.computed.to_string().contains(why), "{result:?}");
    };
    fails(
        r#"{"kind": "财产案件受理费", "input": {"amount": "10000"}, "exact": "50", "tax": 3}"#,
        "不认识这一项",
    );
    fails(
        r#"{"kind": "财产案件受理费", "input": {"amount": "10000"}, "exact": "50", "rebate": {"x": 1}}"#,
        "不认识这一项",
    );
    fails(
        r#"{"kind": "财产案件受理费", "input": {"amount": "10000", "rate": "2"}, "exact": "50"}"#,
        "不认识的输入：rate",
    );
    fails(r#"{"kind": "停车费", "input": {"amount": "10000"}, "exact": "50"}"#, "不认识这种费用");
    fails(r#"{"kind": "离婚", "input": {"base": 900}, "exact": "900"}"#, "300元");
    fails(r#"{"kind": "library_card", "value": "1", "valid": true}"#, "没有名为library_card");
    fails(r#"{"rule": "判决上诉15日", "trigger": "2026-02-31", "due": "2026-03-18"}"#, "不是日期");
    fails(
        r#"{"rule": "判决上诉", "trigger": "2026-02-03", "unit": "旬", "length": 1, "due": "2026-03-18"}"#,
        "单位",
    );
    fails(
        r#"{"rule": "判决上诉15日", "trigger": "2026-02-03", "due": "2026-02-24", "late": true}"#,
        "不认识这一项",
    );
    fails(r#"{"kind": "mobile", "value": "13800138000"}"#, "");
    for (file, why) in
        [("{}", "没有vectors"), (r#"{"vectors": {}}"#, "不是数组"), (r#"{"vectors": []}"#, "没有")]
    {
        assert!(run(file, today).unwrap_err().to_string().contains(why), "{file}");
    }
}

/// Remarks are not compared, numbers are compared as numbers, moments as moments, lists one by one.
#[test]
fn values_are_compared_by_what_they_mean() {
    let text = r#"{"vectors": [
        {"kind": "财产案件受理费", "input": {"amount": "10000", "note": "四个字以上"}, "exact": 50, "fee_fen_half_up": "50.0",
         "why": "x", "published_check": {"source": "y", "match": "exact"}, "half_fen_half_up": "25.00"},
        {"rule": "48小时", "received": "2025-09-30T08:20:00Z", "deadline": "2025-10-02T09:00:00Z"},
        {"rule": "判决上诉15日", "trigger": "2026-02-08", "due": "2026-02-24", "passed_over": ["2026-02-23"]},
        {"rule": "送达", "rule_id": "appeal_ruling", "trigger": "2024-03-04", "due": "2024-03-14"},
        {"kind": "resident_id", "value": "11010519491231002X", "valid": true, "birth": "1949-12-31", "sex": "女",
         "area": "110105", "id_validator_1.0.20": false},
        {"kind": "resident_id", "value": "440106900307123", "valid": false, "upgraded": "440106199003071231"}
    ], "regex_tests": [
        {"input": "（2019）最高法知民终1号", "valid": true, "year": 2019, "court": "最高法", "special": "知", "type": "民终", "seq": 1}
    ]}"#;
    all_hold(text, 7);
}

#[test]
fn what_does_not_hold_is_shown() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let text = r#"{"vectors": [
        {"id": 7, "kind": "财产案件受理费", "input": {"amount": "10000"}, "exact": "51"},
        {"id": "x", "kind": "财产案件受理费", "input": {}, "exact": "1"},
        {"what": 1}
    ]}"#;
    let results = run(text, today).unwrap();
    assert_eq!(results.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["7", "x", "3"]);
    assert!(results.iter().all(|result| !result.equal));
    assert_eq!(results[0].computed["exact"], "50");
    assert!(run("{}", today).is_err() && run("[", today).is_err());
}

proptest! {
    #[test]
    fn no_file_breaks_the_examples(text in "\\PC{0,60}", key in 0usize..8, number in any::<i64>()) {
        let keys = ["amount", "trigger", "value", "hearing", "received", "length", "served", "events"];
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let _ = run(&text, today);
        for entry in [
            json!({"kind": "离婚", "input": {keys[key]: &text, "base": number}, "exact": &text}),
            json!({"rule": &text, keys[key]: &text, "trigger": "2026-02-08", "length": number}),
            json!({"rule": "上诉15日", keys[key]: [&text], "arrived_at": &text}),
            json!({"kind": &text, keys[key]: &text, "input": &text}),
        ] {
            let _ = run(&json!({ "vectors": [&entry], "regex_tests": [&entry] }).to_string(), today);
        }
    }
}
