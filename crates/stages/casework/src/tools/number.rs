//! 案号核对
use askama::Template;
use axum::{extract::Query, http::StatusCode, response::Response};
use chrono::{Datelike, NaiveDate};
use law::case_number::{self, CaseNumber, Quoted};
use serde::Deserialize;
use web::{Errors, Fault, Page, Visit};

/// What is asked, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    number: Option<String>,
}

/// A number taken apart, line by line.
struct Answer {
    number: String,
    /// What was put right in what was typed.
    changes: Vec<String>,
    /// What the part is, the part, what it means.
    parts: Vec<(&'static str, String, String)>,
    doubts: Vec<String>,
}

#[derive(Template)]
#[template(path = "tools/number.html", blocks = ["main"])]
struct Show {
    page: Page,
    errors: Errors,
    typed: String,
    answer: Option<Answer>,
}

/// `GET /tools/case-number`
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let sent = asked.number.is_some();
    let typed = asked.number.unwrap_or_default().trim().to_owned();
    let mut errors = Errors::new();
    let answer = if typed.is_empty() {
        if sent {
            errors.add("number", "请填写案号，例如（2026）粤0192民初1号");
        }
        None
    } else {
        match (case_number::parse_quoted(&typed), case_number::probably(&typed)) {
            (Ok(Quoted::Current(number)), _) => Some(taken_apart(&number, visit.today())),
            (Ok(Quoted::Before2016(number)), _) => Some(of_before(number)),
            (Err(_), Some(meant)) => {
                let answer = taken_apart(&meant.number, visit.today());
                Some(Answer { changes: meant.changes, ..answer })
            }
            (Err(wrong), None) => {
                errors.add("number", wrong.to_string());
                None
            }
        }
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    web::show!(visit, status, Show { page: visit.page(), errors, typed, answer })
}

fn taken_apart(number: &CaseNumber, today: NaiveDate) -> Answer {
    let court = number.court().map_or_else(
        || "名录中没有这个代字".to_owned(),
        |court| format!("{}（{}）", court.name, court.level.label()),
    );
    let meanings = number.meanings();
    let meaning =
        if meanings.is_empty() { "类型代字".to_owned() } else { meanings.join("；") };
    let mut parts = vec![
        ("收案年度", number.year.to_string(), "法院收到案件的年份".to_owned()),
        ("法院代字", number.court_code.clone(), court),
    ];
    if number.intellectual_property {
        parts.push(("专门审判代字", "知".to_owned(), "由知识产权法庭审理".to_owned()));
    }
    parts.push(("类型代字", number.type_code.clone(), meaning));
    let serial = number.serial.to_string();
    parts.push(("案件编号", serial, "本院当年同类案件按收案先后的顺序号".to_owned()));
    if let Some(sub) = number.sub {
        let sub = format!("之{}", law::numerals::small(sub));
        parts.push(("文书序号", sub, "同一案件先后作出的文书".to_owned()));
    }
    let this_year = u16::try_from(today.year()).unwrap_or(u16::MAX);
    let doubts = number.doubts(this_year);
    Answer { number: number.to_string(), changes: Vec::new(), parts, doubts }
}

fn of_before(number: String) -> Answer {
    let doubt = "这是2016年1月1日以前的案号。当时的案号由各法院自行编制，这里只检查了格式";
    Answer { number, changes: Vec::new(), parts: Vec::new(), doubts: vec![doubt.to_owned()] }
}
