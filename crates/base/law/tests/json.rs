//! Questions are read from JSON and answers written to it, for the command line and the pages.

use law::{fee, jurisdiction, period};
use serde_json::json;

#[test]
fn questions_and_answers_are_json() {
    let question = json!({"matter": {"kind": "property", "amount": 5_000_000}});
    let query: fee::FeeQuery = serde_json::from_value(question).unwrap();
    let answer = serde_json::to_value(fee::acceptance(&query)).unwrap();
    assert_eq!((&answer["fee"], &answer["exact"]), (&json!(105_000), &json!("1050")));
    assert_eq!(answer["steps"][1]["article"], "诉讼费用交纳办法第十三条第一款第（一）项");

    let question = json!({"kind": "preservation", "value": null});
    let asked: fee::Application = serde_json::from_value(question).unwrap();
    assert_eq!(fee::application(&asked, &fee::CourtRates::default()).fee, law::Fen::yuan(30));

    let day = "2026-02-08".parse().unwrap();
    let due = period::due("appeal_judgment", day, period::Calendar::builtin()).unwrap();
    let answer = serde_json::to_value(due).unwrap();
    assert_eq!(answer["last_day"], "2026-02-24");
    assert_eq!(answer["moment"], "2026-02-24T16:00:00Z");
    assert_eq!(answer["passed_over"][0]["why"], "春节");

    let question = json!({
        "day": "2026-11-22", "kind": "civil_first", "cause_list": "civil-2025",
        "cause": "C02.02.021", "defendants": ["广东省广州市天河区"],
    });
    let facts: jurisdiction::Facts = serde_json::from_value(question).unwrap();
    let answer = serde_json::to_value(jurisdiction::recommend(&facts)).unwrap();
    assert_eq!(answer["answer"], "courts");
    assert_eq!(answer["courts"][0]["court"]["name"], "广州市天河区人民法院");
}
