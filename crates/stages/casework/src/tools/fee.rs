//! 诉讼费计算
use askama::Template;
use axum::{extract::Query, http::StatusCode, response::Response};
use chrono::NaiveDate;
use law::{
    CaseKind, Fen, cause,
    fee::{
        self, Claim, CourtRates, FeeResult, Group, Needs, Question, Reduction, Relief, Stated,
        Termination,
    },
};
use serde::Deserialize;
use web::{Errors, Fault, Page, Visit, filters};

/// As many causes are offered for what was typed.
const CAUSES: usize = 12;

/// What is asked, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Key of the question.
    q: String,
    /// Words for a cause.
    cause: String,
    /// Sent with the words for a cause.
    find: String,
    amount: String,
    to: String,
    halved: String,
    ended: String,
    relief: String,
    percent: String,
    /// Sent with the form: answer, even if everything is left empty.
    go: String,
}

/// A cause that was found, and the question its fee leads to.
struct Found {
    name: String,
    path: String,
    question: &'static str,
}

/// A fee as the page shows it.
struct Answer {
    what: &'static str,
    result: FeeResult,
    /// The upper end where the province decides.
    highest: Option<Fen>,
    /// The half, where nothing was halved yet and it could be.
    half: Option<Fen>,
}

#[derive(Template)]
#[template(path = "tools/fee.html", blocks = ["main"])]
struct Show {
    page: Page,
    errors: Errors,
    asked: Asked,
    groups: Vec<(&'static str, Vec<&'static Question>)>,
    question: Option<&'static Question>,
    halving: Vec<(&'static str, &'static str)>,
    endings: Vec<(&'static str, &'static str)>,
    found: Vec<Found>,
    answer: Option<Answer>,
}

/// `GET /tools/fee`
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let mut errors = Errors::new();
    let question = fee::question_of(&asked.q);
    if question.is_none() && !asked.q.is_empty() {
        errors.add("q", "没有这种费用。请从列表中选择");
    }
    let answer = question.filter(|q| asked.go == "1" || q.needs == Needs::Nothing).and_then(|q| {
        let stated = stated(q, &asked, &mut errors)?;
        answered(q, &stated, &mut errors)
    });
    let found = found(asked.cause.trim(), visit.today());
    if asked.find == "1" && asked.cause.trim().is_empty() {
        errors.add("cause", "请写出是什么纠纷，例如“借贷”“离婚”“工资”，或者在下面的列表中选择");
    }
    if !asked.cause.trim().is_empty() && found.is_empty() {
        errors.add("cause", "没有找到这样的案由。请换几个字，例如“借贷”“离婚”“工资”");
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = Show {
        page: visit.page(),
        errors,
        asked,
        groups: groups(),
        question,
        halving: halving(question),
        endings: Termination::ALL.map(|t| (t.key(), t.label())).to_vec(),
        found,
        answer,
    };
    web::show!(visit, status, shown)
}

/// The reasons for halving; where the question is the half itself, there is always one.
fn halving(question: Option<&Question>) -> Vec<(&'static str, &'static str)> {
    let always = question.is_some_and(|q| q.key == "given_halved");
    let none = (!always).then_some(("", "不减半"));
    none.into_iter().chain(Reduction::ALL.map(|r| (r.key(), r.label()))).collect()
}

/// Every question under the name of its group.
fn groups() -> Vec<(&'static str, Vec<&'static Question>)> {
    [
        (Group::Acceptance, "案件受理费"),
        (Group::Application, "申请费"),
        (Group::Change, "补交、退还、减免"),
    ]
    .into_iter()
    .map(|(group, name)| (name, fee::questions().iter().filter(|q| q.group == group).collect()))
    .collect()
}

fn found(words: &str, today: NaiveDate) -> Vec<Found> {
    if words.is_empty() {
        return Vec::new();
    }
    let kinds = [CaseKind::CivilFirst, CaseKind::AdministrativeFirst];
    let lists: Vec<_> = kinds
        .into_iter()
        .filter_map(|kind| Some((kind, cause::list_for(kind, today).ok()?)))
        .collect();
    let searched: Vec<_> = lists.iter().map(|(_, list)| *list).collect();
    let hits = cause::search_all(&searched, words, CAUSES).into_iter();
    hits.filter_map(|hit| {
        let (kind, list) = lists.iter().find(|(_, list)| list.key == hit.list)?;
        let charge = fee::charge_for(*kind, list.key, hit.cause.id, Some(Fen::yuan(1)));
        let above: Vec<_> = list.path(hit.cause.id).iter().map(|cause| cause.name).collect();
        Some(Found {
            name: hit.cause.name.to_owned(),
            path: above.split_last().map_or(String::new(), |(_, above)| above.join(" › ")),
            question: charge.question(),
        })
    })
    .collect()
}

/// What was typed, read; `None` when something of it cannot be.
fn stated(question: &Question, asked: &Asked, errors: &mut Errors) -> Option<Stated> {
    let wants_amount = question.needs != Needs::Nothing;
    let joined = question.key == "property" && asked.amount.contains(['+', '＋']);
    let claims = if joined { claims(&asked.amount, errors) } else { Vec::new() };
    let mut sum = |field: &str, typed: &str| {
        let typed = typed.trim();
        if typed.is_empty() { None } else { errors.take(field, Fen::parse(typed)) }
    };
    let amount = if wants_amount && !joined { sum("amount", &asked.amount) } else { None };
    let to = if question.needs == Needs::Change { sum("to", &asked.to) } else { None };
    let halves = question.reducible || question.key == "given_halved";
    let reductions: Vec<_> =
        Reduction::ALL.into_iter().filter(|r| halves && r.key() == asked.halved).collect();
    let termination = Termination::ALL.into_iter().find(|t| t.key() == asked.ended);
    let relief = if question.needs == Needs::Relief { relief(asked, errors) } else { None };
    errors.is_empty().then(|| Stated {
        amount,
        to,
        reductions,
        termination,
        relief,
        claims,
        of: None,
        rates: CourtRates::default(),
    })
}

/// 5万+3000: the sums of several claims (民诉法解释第二百零一条).
fn claims(typed: &str, errors: &mut Errors) -> Vec<Claim> {
    let sums = typed.split(['+', '＋']).map(str::trim);
    sums.filter_map(|sum| errors.take("amount", Fen::parse(sum)))
        .map(|amount| Claim::Property { amount })
        .collect()
}

fn relief(asked: &Asked, errors: &mut Errors) -> Option<Relief> {
    match asked.relief.as_str() {
        "exempted" => Some(Relief::Exempted),
        "deferred" => Some(Relief::Deferred),
        "reduced" => {
            let percent = asked.percent.trim().trim_end_matches('%').parse().ok();
            let percent = percent.filter(|percent| (30..=99).contains(percent));
            if percent.is_none() {
                errors.add("percent", "减交的比例应为30至99的整数，例如 50。减交比例不得低于30%");
            }
            percent.map(|percent| Relief::Reduced { percent })
        }
        _ => None,
    }
}

fn answered(question: &Question, stated: &Stated, errors: &mut Errors) -> Option<Answer> {
    let result = match fee::answer(question.key, stated) {
        Ok(result) => result,
        Err(why) => {
            errors.add(field_of(&why), why.to_string());
            return None;
        }
    };
    let of = |stated: &Stated| fee::answer(question.key, stated).ok().map(|result| result.fee);
    let highest = Stated { rates: CourtRates::highest(), ..stated.clone() };
    let halved = Stated { reductions: vec![Reduction::Simplified], ..stated.clone() };
    let halvable = question.reducible && stated.reductions.is_empty() && result.fee > Fen::ZERO;
    Some(Answer {
        what: what(question),
        highest: of(&highest).filter(|fee| *fee != result.fee),
        half: halvable.then(|| of(&halved)).flatten(),
        result,
    })
}

const fn field_of(why: &fee::NoAnswer) -> &'static str {
    match why {
        fee::NoAnswer::Unknown(_) | fee::NoAnswer::NotByAmount(_) => "q",
        fee::NoAnswer::NoAmount(_) => "amount",
        fee::NoAnswer::NoSecondAmount | fee::NoAnswer::WrongDirection(_) => "to",
        fee::NoAnswer::NoTermination => "ended",
        fee::NoAnswer::NoRelief => "relief",
    }
}

fn what(question: &Question) -> &'static str {
    match question.key {
        "added_claim" | "simplified_to_ordinary" | "payment_order_to_suit" => "应当补交",
        "reduced_claim" | "refund" => "应当退还",
        _ => "应当交纳",
    }
}

impl Show {
    fn amount_hint(&self) -> &'static str {
        if self.question.is_some_and(|question| question.key == "property") {
            "例如 50000 或者 5万；有几项金额的，用加号连接，例如 5万+3000"
        } else {
            "例如 50000 或者 5万"
        }
    }

    /// The label of the amount, and whether it may be left empty.
    fn amount(&self) -> Option<(&'static str, bool)> {
        match self.question?.needs {
            Needs::Nothing => None,
            Needs::Amount(label) => Some((label, false)),
            Needs::AmountIfAny(label) => Some((label, true)),
            Needs::Change => Some(("原来的金额", false)),
            Needs::Refund => Some(("已交纳的案件受理费", false)),
            Needs::Relief => Some(("应交纳的诉讼费用", false)),
        }
    }

    fn changes(&self) -> bool {
        self.question.is_some_and(|q| q.needs == Needs::Change)
    }

    fn refunds(&self) -> bool {
        self.question.is_some_and(|q| q.needs == Needs::Refund)
    }

    fn relieves(&self) -> bool {
        self.question.is_some_and(|q| q.needs == Needs::Relief)
    }

    fn halves(&self) -> bool {
        self.question.is_some_and(|q| q.reducible || q.key == "given_halved")
    }

    /// A form is shown: there is something to fill in.
    fn asks(&self) -> bool {
        self.question.is_some_and(|q| q.needs != Needs::Nothing || q.reducible)
    }
}
