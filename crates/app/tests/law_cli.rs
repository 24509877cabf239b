//! `dengwen law …` as it is called: JSON on standard output, a Chinese sentence on standard error with exit 1.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]
use serde_json::Value;
use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

fn run(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dengwen"))
        .arg("law")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn json(args: &[&str]) -> Value {
    let output = run(args, "");
    let why = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {why}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{args:?}: {e}"))
}

/// Nothing on standard output, one sentence that says this, exit 1.
fn refused(args: &[&str], says: &str) {
    let output = run(args, "");
    let why = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{args:?}: {why}");
    assert!(output.stdout.is_empty(), "{args:?}");
    assert!(why.contains(says), "{args:?}: {why}");
}

#[test]
fn amounts_and_dates() {
    assert_eq!(json(&["amount", "5万"])["chinese"], "伍万元整");
    assert_eq!(json(&["amount", "壹万零伍拾元整"])["fen"], 1_005_000);
    let day = json(&["date", "二〇二六年二月二十八日"]);
    assert_eq!((&day["day"], &day["working_day"]), (&"2026-02-28".into(), &true.into()));
    refused(&["amount", "很多"], "金额“很多”无法识别");
    refused(&["date", "2026-02-30"], "日期“2026-02-30”无法识别");
    refused(&["amounts", "1"], "没有命令“amounts”。是否为：amount");
}

#[test]
fn causes() {
    assert_eq!(json(&["cause", "search", "mjjd"])[0]["name"], "民间借贷纠纷");
    let show = json(&["cause", "show", "民间借贷纠纷", "--on", "2026-11-22"]);
    assert_eq!(show["list"], "civil-2025");
    assert_eq!(show["path"].as_array().unwrap().len(), 4);
    let old = json(&["cause", "successor", "专利合同纠纷"]);
    assert_eq!(old["new"].as_array().unwrap().len(), 3);
    assert!(json(&["cause", "list", "--lists"]).as_array().unwrap().len() >= 7);
    let list = json(&["cause", "list", "--on", "2025-06-01"]);
    assert_eq!(list["list"]["key"], "civil-2020");
    refused(&["cause", "show", "没有的纠纷"], "没有“没有的纠纷”");
    refused(&["cause", "list", "--list", "civil-1999"], "可用：civil-2020");
}

#[test]
fn courts() {
    assert_eq!(json(&["court", "show", "粤0192"])["name"], "广州互联网法院");
    assert_eq!(json(&["court", "search", "天河法院"])[0]["name"], "广州市天河区人民法院");
    let chain = json(&["court", "chain", "广州互联网法院"]);
    assert_eq!(chain[1]["name"], "广东省广州市中级人民法院");
    assert_eq!(json(&["court", "list"])[0]["name"], "最高人民法院");
    assert!(json(&["court", "list", "广东省", "广州市"]).as_array().unwrap().len() > 5);
    refused(&["court", "show", "广州互联网"], "是否为：广州互联网法院");
}

#[test]
fn case_numbers() {
    let number = json(&["case-number", "(2026)粤0192民初1号"]);
    assert_eq!(number["number"], "（2026）粤0192民初1号");
    assert_eq!(number["court"]["name"], "广州互联网法院");
    assert_eq!(number["meanings"][0], "民事一审案件");
    assert_eq!(json(&["case-number", "(2015)穗天法民一初字第1号"])["rule"], "before2016");
    assert!(json(&["case-number", "--types"]).as_array().unwrap().len() > 100);
    refused(&["case-number", "(2026)粤019民初1号"], "应为两位");
    refused(&["case-number", "--strict", "(2026) 粤0192民初1号"], "法院代字");
}

#[test]
fn fees() {
    let fee = json(&["fee", "property", "--amount", "100000", "--reduction", "simplified"]);
    assert_eq!((&fee["yuan"], &fee["exact"]), (&"1150.00".into(), &"1150".into()));
    assert_eq!(fee["steps"][2]["article"], "诉讼费用交纳办法第十六条");
    for question in json(&["fee", "--list"]).as_array().unwrap() {
        let key = question["key"].as_str().unwrap();
        let to = if key == "reduced_claim" { "1" } else { "900000" };
        let args =
            ["fee", key, "--amount", "80000", "--to", to, "--ended", "closed", "--relief", "50"];
        assert!(json(&args)["steps"].as_array().is_some_and(|steps| !steps.is_empty()), "{key}");
    }
    let named = json(&["fee", "cause", "--cause", "离婚纠纷", "--rate", "divorce=200"]);
    assert_eq!(named["yuan"], "200.00");
    let rounded = ["fee", "property", "--amount", "1123685.86", "--rounding", "yuan"];
    assert_eq!(json(&rounded)["yuan"], "14913.00");
    let asked = json(&["fee", "--query", r#"{"matter":{"kind":"property","amount":5000000}}"#]);
    assert_eq!(asked["fee"], 105_000);
    refused(&["fee", "property"], "诉讼请求的金额未填写");
    refused(&["fee", "nothing"], "--list");
    refused(&["fee", "divorce", "--rate", "divorce=1000"], "50元至300元");
    refused(&["fee", "--query", r#"{"matter":{"kind":"labour"},"reduction":[]}"#], "reduction");
}

#[test]
fn periods() {
    let due = json(&["period", "appeal_judgment", "--from", "2026-02-08"]);
    assert_eq!(due["last_day"], "2026-02-24");
    assert_eq!(due["moment_beijing"], "2026-02-25T00:00:00+08:00");
    assert!(due["definition"]["article"].as_str().unwrap().starts_with("民事诉讼法"));
    for rule in json(&["period", "--list"]).as_array().unwrap() {
        let key = rule["key"].as_str().unwrap();
        let args = ["period", key, "--from", "2026-05-06", "--at", "2026-05-06T09:00:00+08:00"];
        assert!(json(&args).is_object() || json(&args).is_array(), "{key}");
    }
    let both = json(&["period", "trial_small", "--from", "2025-08-01"]);
    assert_eq!(both["readings"][1]["last_day"], "2025-10-09");
    let rolled = json(&["period", "trial_small", "--from", "2025-08-01", "--trial-limit-rolls"]);
    assert_eq!(rolled["last_day"], "2025-10-09");
    let free = ["period", "--length", "3", "--unit", "working-day", "--from", "2026-09-30"];
    assert_eq!(json(&free)["last_day"], "2026-10-10");
    let each = ["period", "appeal_judgment", "--from", "2025-06-03", "--from", "2025-06-10"];
    assert_eq!(json(&each)["effective_after"], "2025-06-25");
    let limit = ["period", "trial_simple", "--from", "2026-01-10", "--extended", "1"];
    let limit = [&limit[..], &["--not-counted", "2026-02-01..2026-02-12=鉴定"]].concat();
    assert_eq!(json(&limit)["last_day"], "2026-05-22");
    let hours = ["period", "preservation_urgent_decide", "--at", "2025-09-30T16:20:00+08:00"];
    assert_eq!(json(&hours)["deadline"], "2025-10-02T17:00:00+08:00");
    refused(&["period", "nothing", "--from", "2026-01-01"], "--list");
    refused(&["period", "--from", "2026-01-01"], "--length");
    refused(&["period", "preservation_urgent_decide", "--from", "2026-01-01"], "--at");
}

#[test]
fn identifiers() {
    let id = json(&["identifier", "resident_id", "11010519491231002x", "--on", "2026-11-22"]);
    assert_eq!((&id["birth"], &id["age"]), (&"1949-12-31".into(), &76.into()));
    assert_eq!(id["masked"], "110*************2X");
    assert_eq!(id["area_name"], "北京市朝阳区");
    assert_eq!(json(&["identifier", "--list"]).as_array().unwrap().len(), 19);
    refused(&["identifier", "resident_id", "440106199003076670"], "校验不通过");
    refused(&["identifier", "passport_no", "1"], "--list");
}

#[test]
fn jurisdiction() {
    let flags = ["jurisdiction", "--cause", "民间借贷纠纷", "--day", "2026-11-22"];
    let flags = [&flags[..], &["--defendant", "广东省广州市天河区"]].concat();
    let answer = json(&flags);
    assert_eq!(answer["courts"][0]["court"]["name"], "广州市天河区人民法院");
    assert_eq!(answer["courts"][0]["confidence"], "high");
    let large = json(&[&flags[..], &["--amount", "6亿元"]].concat());
    assert_eq!(large["courts"][0]["confidence"], "low");
    let facts = r#"{"day":"2026-11-22","kind":"civil_first","cause":"民间借贷纠纷","plaintiffs":["北京市朝阳区"],"claims_money":true}"#;
    let output = run(&["jurisdiction", "--facts", "-"], facts);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["courts"][0]["court"]["name"], "北京市朝阳区人民法院");
    assert_eq!(json(&["jurisdiction"])["answer"], "cannot_tell");
    let place =
        ["jurisdiction", "--kind", "arbitration_set_aside", "--place", "arbitration=广东省广州市"];
    assert_eq!(json(&place)["courts"][0]["court"]["name"], "广东省广州市中级人民法院");
    refused(&["jurisdiction", "--place", "nowhere=x"], "没有名为“nowhere”");
    refused(&["jurisdiction", "--facts", r#"{"plantiffs":[]}"#], "plantiffs");
}

#[test]
fn online_rules_materials_and_review_rules() {
    assert!(json(&["online", "articles"]).as_array().unwrap().len() > 40);
    let facts = r#"{"consenting":2,"bars":["state_security_or_secrets"]}"#;
    assert_eq!(json(&["online", "hearing", facts])["allowed"], false);
    let served =
        r#"[{"channel":"邮箱","effect":"arrived_confirmed","at":"2025-03-02T20:00:00+08:00"}]"#;
    assert_eq!(json(&["online", "served", served])["on"], "2025-03-02");
    for (question, facts) in [
        ("scope", r#"{"proceeding":"civil"}"#),
        ("participation", r#"{"step":"hearing","parties":[["甲","given"],["乙","refused"]]}"#),
        ("asynchronous", r#"{"consenting":2}"#),
        ("absence", r#"{"technical_cause":false,"had_joined":true,"warned":true}"#),
        ("stream", r#"{"touches":["divorce"],"closure_applied":true}"#),
        ("service", r#"{"ground":"express","address_known":true}"#),
        ("chain", r#"{"hash_matches":true}"#),
        ("exchange", r#"["synchronous","asynchronous"]"#),
        ("original", r#"{"ground":"contested_with_reasons"}"#),
        ("as-original", r#"{"ground":"not_contested"}"#),
        ("inaction", r#"{"step":"hearing"}"#),
    ] {
        assert!(json(&["online", question, facts]).is_object(), "{question}");
    }
    refused(&["online", "hearing"], "--help");
    refused(&["online", "chain", r#"{"hash_match":true}"#], "hash_match");
    let materials = json(&["materials", "civil_first", "--capacity", "own"]);
    assert_eq!(materials[0]["name"], "起诉状");
    assert_eq!(materials[0]["confidence"], "medium");
    refused(&["materials", "civil_first", "--capacity", "nobody"], "立案身份");
    let rules = ["review-rules", "--kind", "civil_first", "--about", "field:defendant"];
    assert!(json(&rules).as_array().unwrap().iter().any(|rule| rule["key"] == "defendant_known"));
    let citation = &json(&["review-rules", "complaint_claims"])["citation"];
    assert_eq!(citation, "民事诉讼法第一百二十四条第（三）项");
    refused(&["review-rules", "nothing"], "没有名为“nothing”");
}

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/vectors").join(name);
    path.to_str().unwrap().to_owned()
}

#[test]
fn vectors_are_computed_line_by_line() {
    for (name, count) in [
        ("court_fee_vectors.json", 53),
        ("deadline_vectors.json", 38),
        ("identifier_rules.json", 34),
        ("case_number_rules.json", 13),
    ] {
        let output = run(&["vectors", &data(name)], "");
        assert!(output.status.success(), "{name}");
        let text = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), count + 1, "{name}");
        assert_eq!(lines[count], format!("{count} passed, 0 failed"));
        for line in &lines[..count] {
            let result: Value = serde_json::from_str(line).unwrap();
            assert_eq!(result["equal"], true);
            for key in ["id", "expected", "computed"] {
                assert!(!result[key].is_null(), "{line}");
            }
        }
    }
    let one_wrong = r#"{"vectors":[
        {"id":1,"kind":"财产案件受理费","input":{"amount":"10000"},"exact":"50"},
        {"id":2,"kind":"财产案件受理费","input":{"amount":"10000"},"exact":"51"}]}"#;
    let output = run(&["vectors", "-"], one_wrong);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).ends_with("1 passed, 1 failed\n"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 个例子"));
    refused(&["vectors", "/nowhere.json"], "无法读取文件");
}

#[test]
fn a_new_year_is_checked_and_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("2027.txt");
    std::fs::write(&file, "2027-01-01 放假 元旦\n2027-01-04 上班 元旦\n").unwrap();
    let output = run(&["holidays", "--check", file.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&answer["year"], &answer["off"]), (&2027.into(), &1.into()));
    assert!(String::from_utf8_lossy(&output.stderr).contains("国务院办公厅"));
    assert_eq!(json(&["holidays"])["years"].as_array().unwrap().len(), 4);
    let data = folder.path().join("data");
    std::fs::create_dir_all(data.join("holidays")).unwrap();
    std::fs::write(data.join("holidays/2027.txt"), "2027-01-05 放假 调休\n2027-01-09 上班 调休\n")
        .unwrap();
    dengwen::commands::law::put_into_use(&data).unwrap();
    let calendar = law::period::Calendar::in_use();
    assert!(!calendar.is_working_day("2027-01-05".parse().unwrap()));
    assert!(calendar.is_working_day("2027-01-09".parse().unwrap()));
    std::fs::write(data.join("holidays/spring.txt"), "2027-01-05 放假 调休\n").unwrap();
    let why = dengwen::commands::law::put_into_use(&data).unwrap_err().to_string();
    assert!(why.contains("2027.txt"), "{why}");
}

#[test]
fn norms() {
    assert!(json(&["norm"]).as_array().unwrap().len() > 90);
    let text = json(&["norm", "仲裁法", "--on", "2026-02-28"]);
    assert_eq!((&text[0]["version"], text.as_array().unwrap().len()), (&"2017年修正".into(), 1));
    assert_eq!(json(&["norm", "法释〔2022〕18号"])[0]["articles"], 9);
    let cited = json(&["norm", "--check", "民事诉讼法第一百二十八条、第二百八十五条"]);
    assert_eq!((&cited[1]["article"], &cited[1]["from"]), (&285.into(), &"2024-01-01".into()));
    refused(&["norm", "--check", "民事诉讼法第四百条"], "没有第400条");
    refused(&["norm", "没有的办法"], "名录中没有");
}

#[test]
fn a_wrong_case_number_is_told_the_right_one() {
    refused(&["case-number", "(2026)粤192民出01"], "可能应为（2026）粤0192民初1号");
    assert_eq!(json(&["case-number", "（2026）粤0192民初9号"])["next"], "（2026）粤0192民初10号");
}

#[test]
fn applications_by_their_cause() {
    let fee = json(&["fee", "cause", "--cause", "申请支付令", "--amount", "100000"]);
    assert_eq!((&fee["yuan"], &fee["question"]), (&"766.67".into(), &"payment_order".into()));
    let fee = json(&["fee", "appeal", "--amount", "400000", "--reduction", "withdrawn"]);
    assert_eq!(fee["yuan"], "3650.00");
    assert_eq!(json(&["fee", "retrial"])["yuan"], "0.00");
}

#[test]
fn service_on_paper_and_the_period_for_enforcement() {
    let returned = r#"{"how":"post_returned","on":"2026-02-08"}"#;
    let served = json(&["period", "--delivery", returned]);
    assert_eq!((&served["on"], &served["fiction"]), (&"2026-02-08".into(), &true.into()));
    let due = json(&["period", "appeal_judgment", "--delivery", returned]);
    assert_eq!(due["last_day"], "2026-02-24");
    let broken = r#"{"what":"broken_off","on":"2024-02-29","why":"提出履行要求"}"#;
    let args = ["period", "enforce_apply", "--from", "2023-03-10", "--happened", broken];
    assert_eq!(json(&args)["last_day"], "2026-02-28");
    refused(&["period", "defence", "--from", "2026-01-05", "--happened", broken], "不是申请执行");
}

#[test]
fn places_of_jurisdiction_and_objections() {
    let lease = ["jurisdiction", "--cause", "融资租赁合同纠纷", "--day", "2026-11-22"];
    let place = ["--place", "lease=广东省广州市天河区"];
    let answer = json(&[&lease[..], &place[..]].concat());
    assert_eq!(answer["courts"][0]["court"]["name"], "广州市天河区人民法院");
    let order = ["jurisdiction", "--cause", "申请支付令", "--defendant", "北京市朝阳区"];
    assert_eq!(json(&order)["courts"][0]["court"]["name"], "北京市朝阳区人民法院");
    let raised = r#"{"served":"2026-02-06","raised":"2026-02-24"}"#;
    let standing = json(&["jurisdiction", "--objection", raised]);
    assert_eq!(
        (&standing["standing"], &standing["until"]),
        (&"examined".into(), &"2026-02-24".into())
    );
    let high = ["jurisdiction", "--kind", "administrative_first", "--high-agency", "yes"];
    let answer = json(&[&high[..], &["--place", "agency=广东省广州市天河区"]].concat());
    assert_eq!(answer["courts"][0]["court"]["name"], "广东省广州市中级人民法院");
}
