//! The step 诉讼请求与事实 (FIL-11): claims one by one, the amount, facts and reasons.
use crate::filing::{
    acts::{self, Saved},
    check,
    model::{Claim, Content, Filing, Region, Section},
    step::{self, Autosave, Frame, Stop},
};
use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use kernel::id::FilingId;
use law::Fen;
use serde::Deserialize;
use uuid::Uuid;
use web::{Errors, Flash, Form, Page, Visit};

#[derive(Template)]
#[template(path = "filing/claims.html", blocks = ["main"])]
struct Claims {
    page: Page,
    frame: Frame,
    errors: Errors,
    rows: Vec<Row>,
    content: Content,
    region: &'static str,
    regions: Vec<(&'static str, &'static str)>,
    standing: &'static str,
    cause: &'static str,
    /// That the claims add up to another sum than the amount.
    sum: Option<String>,
}

struct Row {
    n: usize,
    field: String,
    amount_field: String,
    claim: Claim,
    text_error: Option<String>,
    amount_error: Option<String>,
    first: bool,
    last: bool,
}

/// The form as typed; claims come as lists of equal length.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    version: String,
    then: String,
    claim_id: Vec<Uuid>,
    claim_text: Vec<String>,
    claim_amount: Vec<String>,
    amount: String,
    facts: String,
    legal_basis: String,
    region: String,
}

impl Typed {
    fn apply(&self, filing: &mut Filing) {
        let c = &mut filing.content;
        c.claims = self.claims();
        c.amount.clone_from(&self.amount);
        c.facts.clone_from(&self.facts);
        c.legal_basis.clone_from(&self.legal_basis);
        c.region = Region::from_key(&self.region);
    }

    /// As typed, with what the pressed button asks for done to them.
    fn claims(&self) -> Vec<Claim> {
        let rows = self.claim_id.iter().zip(&self.claim_text).zip(&self.claim_amount);
        let mut claims: Vec<_> = rows
            .map(|((id, text), amount)| Claim {
                id: *id,
                text: text.clone(),
                amount: amount.clone(),
            })
            .collect();
        let (act, at) = self.then.split_once('-').unwrap_or((&self.then, ""));
        let at = at.parse::<usize>().unwrap_or(usize::MAX);
        match act {
            "remove" if at < claims.len() => drop(claims.remove(at)),
            "up" if at > 0 && at < claims.len() => claims.swap(at, at - 1),
            "down" if at.saturating_add(1) < claims.len() => claims.swap(at, at + 1),
            "add" => claims.push(empty()),
            _ => claims.retain(|c| !(c.text.trim().is_empty() && c.amount.trim().is_empty())),
        }
        claims
    }

    /// A button that changes the list and stays on the page.
    fn stays(&self) -> bool {
        !matches!(self.then.as_str(), "" | "next" | "list")
    }
}

fn empty() -> Claim {
    Claim { id: Uuid::now_v7(), text: String::new(), amount: String::new() }
}

pub(super) async fn show(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    let frame = Frame::of(&visit, &filing, Section::Claims).await?;
    Ok(web::show!(visit, page(&visit, &filing, frame, Errors::new()))?)
}

/// That the claims add up to another sum than the amount claimed, with both. Not an error: a claim may
/// name a sum that is part of another's, and the court sees what is meant.
pub(super) fn other_sum(content: &Content) -> Option<String> {
    let sum = check::claim_sum(content).filter(|s| content.claim_amount() != Some(*s))?;
    let amount = match (content.amount.trim(), content.claim_amount()) {
        ("", _) => "起诉标的金额还没有填写".to_owned(),
        (_, Some(amount)) => format!("起诉标的金额填写为 {amount} 元"),
        (typed, None) => format!("起诉标的金额填写为“{typed}”"),
    };
    Some(format!(
        "各项请求的金额合计为 {sum} 元，{amount}，两者不一致，请核对。案件受理费按起诉标的金额计算。"
    ))
}

fn page(visit: &Visit, filing: &Filing, frame: Frame, errors: Errors) -> Claims {
    let errors = frame.remarked(errors, None);
    let mut content = filing.content.clone();
    if content.claims.is_empty() {
        content.claims.push(empty());
    }
    let last = content.claims.len();
    let rows = content.claims.iter().zip(1..).map(|(claim, n)| {
        let (field, amount_field) = (format!("claim-{n}"), format!("claim-{n}-amount"));
        Row {
            n,
            text_error: errors.on(&field).map(str::to_owned),
            amount_error: errors.on(&amount_field).map(str::to_owned),
            field,
            amount_field,
            claim: claim.clone(),
            first: n == 1,
            last: n == last,
        }
    });
    Claims {
        page: visit.page(),
        rows: rows.collect(),
        region: content.region.map_or("", Region::key),
        regions: Region::options(),
        standing: filing.capacity.standing(),
        cause: filing.cause_name().unwrap_or_default(),
        sum: other_sum(&content),
        content,
        frame,
        errors,
    }
}

pub(super) async fn save(
    visit: Visit,
    Path(id): Path<FilingId>,
    Autosave(auto): Autosave,
    Form(typed): Form<Typed>,
) -> Result<Response, Stop> {
    let who = (visit.account()?, id);
    let place = (Section::Claims, typed.version.as_str());
    let saved = acts::save_step(&visit.site, who, place, |filing| typed.apply(filing)).await?;
    let (filing, theirs) = match saved {
        Saved::Done(_) if auto => return Ok(step::autosaved()),
        Saved::Conflict(_) if auto => return Ok(step::autosave_conflict()),
        Saved::Done(filing) => (filing, None),
        Saved::Conflict(theirs) => {
            let lines = lines(&theirs);
            let mut mine = theirs.clone();
            typed.apply(&mut mine);
            let frame = Frame::of(&visit, &theirs, Section::Claims).await?;
            (mine, Some(Frame { theirs: Some(lines), ..frame }))
        }
    };
    if let Some(frame) = theirs {
        let page = page(&visit, &filing, frame, Errors::new());
        return Ok(web::show!(visit, StatusCode::CONFLICT, page)?);
    }
    let findings = if typed.stays() { Vec::new() } else { check::claims(&filing) };
    if findings.is_empty() && !typed.stays() {
        let to = step::next(id, Section::Claims, &typed.then);
        return Ok(match other_sum(&filing.content) {
            None => visit.go(&to),
            Some(sum) => {
                visit.go_saying(&to, &Flash::warning(format!("“诉讼请求与事实”已保存。{sum}")))
            }
        });
    }
    let status =
        if findings.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let frame = Frame::of(&visit, &filing, Section::Claims).await?;
    Ok(web::show!(visit, status, page(&visit, &filing, frame, check::errors(&findings)))?)
}

/// What the step says, for the preview and for a second tab.
pub(super) fn lines(filing: &Filing) -> Vec<(String, String)> {
    let c = &filing.content;
    let mut lines: Vec<(String, String)> = c
        .claims
        .iter()
        .zip(1..)
        .map(|(claim, n)| {
            let amount = match (claim.amount.trim(), Fen::parse(&claim.amount)) {
                ("", _) => String::new(),
                (_, Ok(amount)) => format!("（金额：{amount} 元）"),
                (typed, Err(_)) => format!("（金额：{typed}）"),
            };
            (format!("诉讼请求 {n}"), format!("{}{amount}", claim.text.trim()))
        })
        .collect();
    let amount = c.claim_amount().map_or_else(|| c.amount.clone(), |a| format!("{a} 元"));
    lines.push(("起诉标的金额".into(), amount));
    lines.push(("事实与理由".into(), c.facts.trim().to_owned()));
    lines.push(("法律依据".into(), c.legal_basis.trim().to_owned()));
    lines.push((
        "是否涉外、涉港澳台".into(),
        c.region.map(|r| r.name().to_owned()).unwrap_or_default(),
    ));
    lines
}
