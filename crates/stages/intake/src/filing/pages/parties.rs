//! The step 当事人 (FIL-10): the list, and adding, ordering and removing parties.
use crate::filing::{
    acts, check,
    model::{Filing, Party, PartyFields, PartyKind, PartyRole, Section},
    step::{self, Frame, Stop},
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use kernel::id::{FilingId, PartyId, SavedId};
use serde::Deserialize;
use web::{Errors, Fault, Flash, Form, Page, Visit};

#[derive(Template)]
#[template(path = "filing/parties.html", blocks = ["main"])]
struct Parties {
    page: Page,
    frame: Frame,
    errors: Errors,
    sides: Vec<Side>,
}

struct Side {
    role: &'static str,
    key: &'static str,
    cards: Vec<Card>,
    lack: String,
}

struct Card {
    id: String,
    label: String,
    kind: &'static str,
    lines: Vec<(&'static str, String)>,
    wrong: String,
    /// What the court wants of this party.
    wanted: Option<String>,
    removable: bool,
    first: bool,
    last: bool,
}

pub(super) async fn show(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    let frame = Frame::of(&visit, &filing, Section::Parties).await?;
    Ok(web::show!(visit, list(&visit, &filing, frame, Errors::new()))?)
}

fn list(visit: &Visit, filing: &Filing, frame: Frame, errors: Errors) -> Parties {
    let findings = check::parties(&filing.content, visit.today());
    let lack = |field: &str| {
        let found = findings.iter().find(|f| f.field == field);
        found.map(|f| f.message.clone()).unwrap_or_default()
    };
    let side = |role: PartyRole| {
        let on: Vec<_> = filing.content.on_side(role).collect();
        let last = on.len();
        let cards = on.iter().zip(1..).map(|(p, n)| Card {
            id: p.id.to_string(),
            label: p.label(),
            kind: p.kind.name(),
            lines: p.lines(false),
            wrong: lack(&format!("party-{}", p.id)),
            wanted: frame.wanted_of(p),
            removable: !p.fields.verified,
            first: n == 1,
            last: n == last,
        });
        Side { role: role.name(), key: role.key(), cards: cards.collect(), lack: lack(role.key()) }
    };
    Parties {
        page: visit.page(),
        sides: PartyRole::ALL.into_iter().map(side).collect(),
        frame,
        errors,
    }
}

/// 保存并继续: judges the step and goes on, or shows what is missing.
pub(super) async fn go_on(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(form): Form<Moved>,
) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    let findings = check::parties(&filing.content, visit.today());
    if findings.is_empty() {
        return Ok(visit.go(&step::next(id, Section::Parties, &form.then)));
    }
    let frame = Frame::of(&visit, &filing, Section::Parties).await?;
    let page = list(&visit, &filing, frame, check::errors(&findings));
    Ok(web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)?)
}

#[derive(Template)]
#[template(path = "filing/party_new.html", blocks = ["main"])]
struct New {
    page: Page,
    base: String,
    errors: Errors,
    role: &'static str,
    role_name: &'static str,
    id: String,
    kinds: Vec<(&'static str, &'static str)>,
    saved: Vec<(String, String)>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    role: String,
}

pub(super) async fn new(
    visit: Visit,
    Path(id): Path<FilingId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Stop> {
    step::editable(&visit, id).await?;
    let role = PartyRole::from_key(&asked.role).unwrap_or(PartyRole::Defendant);
    Ok(web::show!(visit, choose(&visit, id, role, Errors::new()).await?)?)
}

async fn choose(visit: &Visit, id: FilingId, role: PartyRole, errors: Errors) -> Result<New, Stop> {
    let site = &visit.site;
    let saved = site.identities.saved_parties(&site.db, &site.vault, visit.account()?).await?;
    Ok(New {
        page: visit.page(),
        base: format!("/filings/{id}/parties"),
        errors,
        role: role.key(),
        role_name: role.name(),
        id: PartyId::new().to_string(),
        kinds: PartyKind::options(),
        saved: saved.into_iter().map(|s| (s.id.to_string(), s.label)).collect(),
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Added {
    id: String,
    role: String,
    kind: String,
    saved: String,
}

/// What a saved participant brings (引入).
#[derive(Deserialize)]
struct Brought {
    kind: PartyKind,
    #[serde(flatten)]
    fields: PartyFields,
}

/// Adds a party from 我的, or leads to an empty form, which is kept when it is first saved. The id comes from the
/// form, so that two clicks add one.
pub(super) async fn add(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(form): Form<Added>,
) -> Result<Response, Stop> {
    step::editable(&visit, id).await?;
    let role = PartyRole::from_key(&form.role).unwrap_or(PartyRole::Defendant);
    let party_id = form.id.parse().unwrap_or_else(|_| PartyId::new());
    let address = format!("/filings/{id}/parties/{party_id}");
    let Some(brought) = bring(&visit, &form.saved).await? else {
        let Some(kind) = PartyKind::from_key(&form.kind) else {
            let page = choose(&visit, id, role, Errors::of("kind", "请选择当事人类型")).await?;
            return Ok(web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)?);
        };
        return Ok(visit.go(&format!("{address}?role={}&kind={}", role.key(), kind.key())));
    };
    let fields = PartyFields { verified: false, ..brought.fields };
    let party = Party { id: party_id, role, kind: brought.kind, fields };
    let who = (visit.account()?, id);
    acts::save_step(&visit.site, who, (Section::Parties, ""), |filing| {
        if filing.content.party(party_id).is_none() {
            filing.content.parties.push(party);
        }
    })
    .await?;
    Ok(visit.go(&address))
}

async fn bring(visit: &Visit, saved: &str) -> Result<Option<Brought>, Stop> {
    let Ok(wanted) = saved.parse::<SavedId>() else { return Ok(None) };
    let site = &visit.site;
    let all = site.identities.saved_parties(&site.db, &site.vault, visit.account()?).await?;
    let item = all.into_iter().find(|s| s.id == wanted);
    Ok(item.and_then(|s| serde_json::from_value(s.json).ok()))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Moved {
    #[serde(rename = "move")]
    direction: String,
    then: String,
}

/// Moves a party up or down among those of its side.
pub(super) async fn shift(
    visit: Visit,
    Path((id, party)): Path<(FilingId, PartyId)>,
    Form(form): Form<Moved>,
) -> Result<Response, Stop> {
    let who = (visit.account()?, id);
    acts::save_step(&visit.site, who, (Section::Parties, ""), |filing| {
        let parties = &mut filing.content.parties;
        let Some(at) = parties.iter().position(|p| p.id == party) else { return };
        let role = parties[at].role;
        let beside = if form.direction == "up" {
            parties[..at].iter().rposition(|p| p.role == role)
        } else {
            parties[at + 1..].iter().position(|p| p.role == role).map(|n| at + 1 + n)
        };
        if let Some(beside) = beside {
            parties.swap(at, beside);
        }
    })
    .await?;
    Ok(visit.go(&format!("/filings/{id}/parties")))
}

#[derive(Template)]
#[template(path = "filing/ask.html", blocks = ["main"])]
struct Ask {
    page: Page,
    back: String,
    heading: &'static str,
    title: String,
    sentences: &'static [&'static str],
    button: &'static str,
    kind: &'static str,
    id: String,
}

pub(super) async fn ask_remove(
    visit: Visit,
    Path((id, party)): Path<(FilingId, PartyId)>,
) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    let party = filing.content.party(party).ok_or(Fault::NotFound)?;
    let page = Ask {
        page: visit.page(),
        back: format!("/filings/{id}/parties"),
        heading: "删除当事人",
        title: format!("{}：{}", party.role.name(), party.label()),
        sentences: &["已填写的内容将一并删除。"],
        button: "确认删除",
        kind: "warning",
        id: String::new(),
    };
    Ok(web::show!(visit, page)?)
}

/// Removes a party; the filer himself stays.
pub(super) async fn remove(
    visit: Visit,
    Path((id, party)): Path<(FilingId, PartyId)>,
    Form(Moved { .. }): Form<Moved>,
) -> Result<Response, Stop> {
    let who = (visit.account()?, id);
    acts::save_step(&visit.site, who, (Section::Parties, ""), |filing| {
        filing.content.parties.retain(|p| p.id != party || p.fields.verified);
        filing.content.tabs.remove(&format!("party-{party}"));
    })
    .await?;
    Ok(visit.go_saying(&format!("/filings/{id}/parties"), &Flash::success("已删除")))
}

impl Parties {
    fn party_anchor(&self, id: &str) -> String {
        let _ = self;
        format!("party-{id}")
    }

    fn move_to(&self, id: &str) -> String {
        self.frame.below("parties", &format!("{id}/move"))
    }

    fn add_to(&self, role: &str) -> String {
        self.frame.below("parties", &format!("new?role={role}"))
    }

    fn add_text(&self, role: &str) -> String {
        let _ = self;
        format!("添加{role}")
    }
}
