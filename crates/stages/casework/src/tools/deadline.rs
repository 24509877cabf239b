//! 期限计算
use super::month::{self, Month};
use askama::Template;
use axum::{extract::Query, http::StatusCode, response::Response};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
use kernel::clock::beijing;
use law::period::{
    self, Backward, Calendar, Due, Reading, Readings, Rule, RuleKind, Unit, before_hearing, custom,
    due_read, hours, readings, weekday_cn,
};
use serde::Deserialize;
use web::{Errors, Fault, Page, Visit, filters};

/// The longest free length of each unit.
const LONGEST: u32 = 3660;

/// What is asked, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// `rule` or `length`.
    by: String,
    rule: String,
    n: String,
    unit: String,
    /// The day that starts the period; in one piece in addresses others link to.
    from: String,
    from_year: String,
    from_month: String,
    from_day: String,
    /// For periods of hours: 16:20.
    time: String,
    /// Sent with the form: answer, or say what is missing.
    go: String,
}

impl Asked {
    fn is_empty(&self) -> bool {
        [
            &self.go,
            &self.rule,
            &self.n,
            &self.from,
            &self.from_year,
            &self.from_month,
            &self.from_day,
        ]
        .iter()
        .all(|typed| typed.trim().is_empty())
    }

    /// The day in one piece becomes the three parts of the form.
    fn taken_apart(mut self) -> Self {
        let mut parts = self.from.split('-').map(str::trim);
        if let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) {
            let parts = [year, month, day].map(ToOwned::to_owned);
            [self.from_year, self.from_month, self.from_day] = parts;
        }
        if self.by.is_empty() && !self.n.is_empty() {
            "length".clone_into(&mut self.by);
        }
        self
    }

    fn day(&self) -> Result<NaiveDate, String> {
        let parts = [&self.from_year, &self.from_month, &self.from_day];
        if parts.iter().any(|part| part.trim().is_empty()) {
            return Err("起算的日期未填写完整。请填写年、月、日".to_owned());
        }
        let [year, month, day] = parts.map(|part| part.trim().parse::<u32>().ok());
        let date = year
            .filter(|year| (1990..=2200).contains(year))
            .and_then(|year| i32::try_from(year).ok())
            .zip(month)
            .zip(day)
            .and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year, month, day));
        date.ok_or_else(|| "没有这一天。请核对起算的年、月、日".to_owned())
    }

    fn moment(&self, day: NaiveDate) -> Result<DateTime<Utc>, String> {
        let bad = || "按小时计算的期间，请填写几点几分，例如 16:20".to_owned();
        let typed = self.time.trim().replace('：', ":");
        let (hour, minute) = typed.split_once(':').unwrap_or((&typed, "0"));
        let time = hour.parse().ok().zip(minute.parse().ok());
        let time = time.and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
        let zone = FixedOffset::east_opt(8 * 3600).ok_or_else(bad)?;
        let at = day.and_time(time.ok_or_else(bad)?).and_local_timezone(zone).single();
        at.map(|at| at.to_utc()).ok_or_else(bad)
    }
}

/// What the page answers.
enum Answer {
    Days(Box<Days>),
    Hours { rule: &'static Rule, at: String, until: String },
    Before { rule: &'static Rule, hearing: NaiveDate, latest: Backward },
}

/// A period of days, months or years.
struct Days {
    due: Due,
    readings: Vec<Reading>,
    /// What starts it, where a rule says so.
    trigger: &'static str,
    months: Vec<Month>,
    left: String,
    /// Years whose days off are not known.
    unsure: Option<String>,
}

impl Days {
    fn rolled(&self) -> bool {
        self.due.last_day != self.due.raw_last_day
    }

    /// A sentence for the length: 15日, 6个月.
    fn length(&self) -> String {
        format!("{}{}", self.due.length, self.due.unit.label())
    }
}

#[derive(Template)]
#[template(path = "tools/deadline.html", blocks = ["main"])]
struct Show {
    page: Page,
    errors: Errors,
    asked: Asked,
    rules: Vec<(&'static str, Vec<(&'static str, String)>)>,
    answer: Option<Answer>,
}

/// `GET /tools/deadline`
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let asked = asked.taken_apart();
    let mut errors = Errors::new();
    let answer = if asked.is_empty() { None } else { answered(&asked, visit.today(), &mut errors) };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (page, rules) = (visit.page(), rules(visit.today()));
    web::show!(visit, status, Show { page, errors, asked, rules, answer })
}

/// Every rule in force, as the list of the form names it, under whom it binds.
fn rules(today: NaiveDate) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let in_force = || period::rules().iter().filter(|rule| rule.validity.holds_on(today));
    let of = |group: &str| in_force().filter(|rule| bound(rule) == group).map(named).collect();
    GROUPS.into_iter().map(|group| (group, of(group))).collect()
}

const GROUPS: [&str; 5] =
    ["当事人起诉、答辩、上诉、申请", "法院审查、送达、审理", "行政诉讼", "调解", "公告和推定送达"];

/// The group of a rule.
fn bound(rule: &Rule) -> &'static str {
    let [party, court, administrative, mediation, notice] = GROUPS;
    match rule.addressee {
        _ if rule.key.starts_with("admin_") => administrative,
        _ if rule.key.starts_with("media") => mediation,
        "——" => notice,
        "法院" | "第二审法院" => court,
        _ => party,
    }
}

fn named(rule: &'static Rule) -> (&'static str, String) {
    let length = format!("{}{}", rule.length, rule.unit.label());
    let whose = match rule.addressee {
        "——" => String::new(),
        someone => format!("（{someone}）"),
    };
    (rule.key, format!("{}：{length}{whose}", rule.name))
}

fn answered(asked: &Asked, today: NaiveDate, errors: &mut Errors) -> Option<Answer> {
    if asked.by == "length" {
        return free(asked, today, errors);
    }
    if asked.rule.is_empty() {
        errors.add("rule", "没有选择是哪一种期限。请从列表中选择，或者改为自己写长度");
    }
    let day = errors.take("from", asked.day())?;
    if asked.rule.is_empty() {
        return None;
    }
    let Some(rule) = period::rule(&asked.rule, day) else {
        errors.add("rule", "没有这一种期限。请从列表中选择");
        return None;
    };
    let calendar = Calendar::in_use();
    if rule.unit == Unit::Hour {
        let at = errors.take("time", asked.moment(day))?;
        let until = hours(rule.length, at);
        return Some(Answer::Hours { rule, at: hour(at), until: hour(until) });
    }
    if rule.kind == RuleKind::Backward {
        let latest = before_hearing(day, rule.length, calendar);
        return Some(Answer::Before { rule, hearing: day, latest });
    }
    let chosen = Readings::default();
    let due = errors.take("from", due_read(rule.key, day, calendar, &chosen))?;
    let readings = errors.take("from", readings(rule.key, day, calendar, &chosen))?;
    Some(days(due, readings, rule.trigger, today))
}

fn hour(at: DateTime<Utc>) -> String {
    let at = beijing(at);
    let date = filters::date_text(&at.date_naive());
    format!("{date}（{}）{}", weekday_cn(at.date_naive()), at.format("%H:%M"))
}

fn free(asked: &Asked, today: NaiveDate, errors: &mut Errors) -> Option<Answer> {
    let length = asked.n.trim().parse::<u32>().ok().filter(|n| (1..=LONGEST).contains(n));
    if length.is_none() {
        errors.add("n", format!("长度应为1至{LONGEST}的整数，例如 15"));
    }
    let unit = match asked.unit.as_str() {
        "working_day" => Unit::WorkingDay,
        "month" => Unit::Month,
        "year" => Unit::Year,
        _ => Unit::Day,
    };
    let day = errors.take("from", asked.day());
    let (length, day) = (length?, day?);
    let article = "民事诉讼法第八十五条；民法典第二百零一条至第二百零三条";
    let name = format!("{length}{}", unit.label());
    let due = custom(&name, article, length, unit, day, Calendar::in_use());
    if due.is_none() {
        errors.add("n", "超出可以计算的范围。请填写短一些的长度");
    }
    Some(days(due?, Vec::new(), "", today))
}

fn days(mut due: Due, readings: Vec<Reading>, trigger: &'static str, today: NaiveDate) -> Answer {
    let months = month::months(&due, Calendar::in_use());
    let left = month::left(due.last_day, today);
    let unsure = (!due.calendar_missing.is_empty() && !due.notes.is_empty())
        .then(|| due.notes.remove(0) + "。");
    Answer::Days(Box::new(Days { due, readings, trigger, months, left, unsure }))
}

/// 2026年3月1日（周日）
#[expect(clippy::trivially_copy_pass_by_ref, reason = "a template hands over references")]
fn shown(day: &NaiveDate) -> String {
    format!("{}（{}）", filters::date_text(day), weekday_cn(*day))
}
