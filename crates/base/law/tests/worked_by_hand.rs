//! Examples that were worked out on paper from the Decree (国务院令第481号) and the calendar, not with this crate.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
use chrono::NaiveDate;
use law::vectors;
use serde_json::{Value, json};

fn hold(examples: &Value) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
    for result in vectors::run(&examples.to_string(), today).unwrap() {
        assert!(result.equal, "{result:#?}");
    }
}

/// 第十三条
#[test]
fn acceptance_fees() {
    let fee = |kind: &str, input: Value, exact: &str| json!({ "kind": kind, "input": input, "exact": exact });
    hold(&json!({ "vectors": [
        fee("财产案件受理费", json!({ "amount": "0" }), "50"),
        fee("离婚", json!({ "base": 300, "property_total": "0" }), "300"),
        fee("离婚", json!({ "base": 50, "property_total": "200001" }), "50.005"),
        fee("离婚", json!({ "base": 300, "property_total": "500000" }), "1800"),
        fee("人格权", json!({ "base": 100, "damages": "50000" }), "100"),
        fee("人格权", json!({ "base": 100, "damages": "100000" }), "600"),
        fee("人格权", json!({ "base": 500, "damages": "100001" }), "1000.005"),
        fee("知识产权-无金额(上限)", json!({ "amount": null }), "1000"),
        fee("管辖权异议不成立", json!({}), "50"),
        fee("管辖权异议不成立(上限)", json!({}), "100"),
        fee("行政赔偿", json!({}), "0"),
        fee("其他非财产", json!({}), "50"),
        fee("非财产案件", json!({ "base": 80 }), "80"),
    ] }));
}

/// 第十四条
#[test]
fn application_fees() {
    let fee = |kind: &str, input: Value, exact: &str| json!({ "kind": kind, "input": input, "exact": exact });
    hold(&json!({ "vectors": [
        fee("申请执行费", json!({ "amount": null }), "50"),
        fee("申请执行费-无金额(上限)", json!({ "amount": null }), "500"),
        fee("申请执行费", json!({ "amount": "10000.01" }), "50.00015"),
        fee("申请执行费", json!({ "amount": "500000" }), "7400"),
        fee("保全申请费-无财产数额", json!({ "amount": null }), "30"),
        fee("保全申请费", json!({ "amount": "100000" }), "1020"),
        fee("保全申请费", json!({ "amount": "895999" }), "4999.995"),
        fee("支付令申请费", json!({ "amount": "10000" }), "16.66666666666666666666666667"),
        fee("破产申请费", json!({ "estate": "10000" }), "25"),
        fee("破产申请费", json!({ "estate": "111640000" }), "300000"),
        fee("申请撤销仲裁裁决/认定仲裁协议效力", json!({}), "400"),
    ] }));
}

/// 第十五条至第十八条; once only (民诉法解释第二百零六条)
#[test]
fn halves() {
    let fee = |kind: &str, input: Value, exact: &str| json!({ "kind": kind, "input": input, "exact": exact });
    hold(&json!({ "vectors": [
        fee("减半(给定受理费)", json!({ "full_fee": "12734.90" }), "6367.45"),
        fee("财产案件-简易/调解/撤诉减半", json!({ "amount": "8000" }), "25"),
        fee("劳动争议-撤诉减半", json!({}), "5"),
        fee("第三人合并减半", json!({ "amount": "100000" }), "1150"),
        fee("再审(不服部分)", json!({ "judgment": "100000", "contested": "50000" }), "1050"),
    ] }));
}

/// 民事诉讼法第八十五条, over the holidays of 2026
#[test]
fn last_days() {
    let due = |rule: &str, trigger: &str, raw: &str, due: &str| json!({ "rule": rule, "trigger": trigger, "raw_last_day": raw, "due": due });
    hold(&json!({ "vectors": [
        due("判决上诉15日", "2026-03-20", "2026-04-04", "2026-04-07"),
        due("裁定上诉10日", "2026-06-09", "2026-06-19", "2026-06-22"),
        due("申请再审6个月", "2026-03-31", "2026-09-30", "2026-09-30"),
        due("申请执行2年", "2024-10-04", "2026-10-04", "2026-10-08"),
        due("交纳案件受理费7日", "2026-04-28", "2026-05-05", "2026-05-06"),
        due("答辩15日", "2026-09-10", "2026-09-25", "2026-09-28"),
    ] }));
}
