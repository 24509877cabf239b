//! One party's own page.
use crate::filing::{
    acts::{self, Saved},
    check,
    model::{Filing, Party, PartyKind, PartyRole, Section, Sex, born_text},
    party_form::{self, Typed},
    stamp::{Place, Stamp},
    step::{self, Autosave, Frame, Stop},
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use kernel::id::{FilingId, PartyId};
use law::identifier::IdentifierKind;
use serde::Deserialize;
use web::{Errors, Fault, Form, Page, Visit};

#[derive(Template)]
#[template(path = "filing/party.html", blocks = ["main"])]
struct PartyPage {
    page: Page,
    frame: Frame,
    errors: Errors,
    heading: String,
    party: Party,
    role: &'static str,
    kind: &'static str,
    natural: bool,
    plaintiff: bool,
    head: &'static str,
    /// From the real-name record, or told by its number: shown, not typed.
    fixed: Vec<Fixed>,
    /// Birth and sex are among them.
    told: bool,
    documents: Vec<(&'static str, &'static str)>,
    sex: &'static str,
    sexes: Vec<(&'static str, &'static str)>,
    born: [String; 3],
}

/// A field that is shown and not typed.
struct Fixed {
    id: &'static str,
    label: &'static str,
    value: String,
    /// What is wrong or wanted there.
    error: Option<String>,
}

/// What of the party cannot be typed over.
fn fixed(party: &Party, told: bool, errors: &Errors) -> Vec<Fixed> {
    let f = &party.fields;
    if !f.verified {
        return Vec::new();
    }
    let field = |id: &'static str, label, value| Fixed {
        id,
        label,
        value,
        error: errors.on(id).map(str::to_owned),
    };
    let mut list = vec![
        field("name", "姓名", f.name.clone()),
        field("number", party.document_name(), party.number(false)),
    ];
    if told {
        list.push(field("sex", "性别", f.sex.map_or("", Sex::name).to_owned()));
        list.push(field("born", "出生日期", born_text(&f.born)));
    }
    list
}

/// Of a party that nothing has been written of yet: it is kept when its form is first saved.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Fresh {
    role: String,
    kind: String,
}

impl Fresh {
    fn party(&self, id: PartyId) -> Option<Party> {
        let (role, kind) = (PartyRole::from_key(&self.role)?, PartyKind::from_key(&self.kind)?);
        Some(Party { id, ..Party::new(role, kind) })
    }
}

pub(super) async fn show(
    visit: Visit,
    Path((id, party)): Path<(FilingId, PartyId)>,
    Query(fresh): Query<Fresh>,
) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    let known = filing.content.party(party).cloned().or_else(|| fresh.party(party));
    let page = page(&visit, &filing, &known.ok_or(Fault::NotFound)?, Errors::new()).await?;
    Ok(web::show!(visit, page)?)
}

async fn page(
    visit: &Visit,
    filing: &Filing,
    party: &Party,
    errors: Errors,
) -> Result<PartyPage, Stop> {
    let mut frame = Frame::of(visit, filing, Section::Parties).await?;
    frame.only_party(party.id);
    let errors = frame.remarked(errors, Some(party.id));
    let mut party = party.clone();
    let told = party.fields.verified && party_form::is_told(&party, visit.today());
    if told {
        party_form::complete(&mut party, visit.today());
    }
    frame.version = Stamp::fresh(filing, Place::Party(party.id)).to_string();
    Ok(PartyPage {
        page: visit.page(),
        fixed: fixed(&party, told, &errors),
        told,
        frame,
        errors,
        heading: format!("{}：{}", party.role.name(), party.label()),
        role: party.role.key(),
        kind: party.kind.key(),
        natural: party.kind == PartyKind::Natural,
        plaintiff: party.role == PartyRole::Plaintiff,
        head: if party.kind == PartyKind::Legal { "法定代表人" } else { "主要负责人" },
        documents: IdentifierKind::OF_PERSONS.iter().map(|k| (k.key(), k.label())).collect(),
        sex: party.fields.sex.map_or("", Sex::key),
        sexes: Sex::options(),
        born: party_form::date_parts(&party.fields.born),
        party,
    })
}

pub(super) async fn save(
    visit: Visit,
    Path((id, party_id)): Path<(FilingId, PartyId)>,
    Autosave(auto): Autosave,
    Form(typed): Form<Typed>,
) -> Result<Response, Stop> {
    let (who, today) = ((visit.account()?, id), visit.today());
    let filing = step::editable(&visit, id).await?;
    let Some(mut party) = typed.party(party_id, filing.content.party(party_id)) else {
        return Err(Fault::NotFound.into());
    };
    if !auto {
        party_form::complete(&mut party, today);
    }
    let place = (Place::Party(party_id), typed.version.as_str());
    let mine = party.clone();
    let saved = acts::save_place(&visit.site, who, place, |filing| {
        let parties = &mut filing.content.parties;
        match parties.iter_mut().find(|p| p.id == party_id) {
            Some(known) => *known = party,
            None => parties.push(party),
        }
    });
    match saved.await? {
        Saved::Done(_) if auto => Ok(step::autosaved()),
        Saved::Conflict(_) if auto => Ok(step::autosave_conflict()),
        Saved::Conflict(theirs) => {
            let saved = theirs.content.party(party_id).map_or_else(
                || vec![("当事人".to_owned(), "已在另一页面删除".to_owned())],
                |p| p.lines(false).into_iter().map(|(k, v)| (k.to_owned(), v)).collect(),
            );
            let mut page = page(&visit, &theirs, &mine, Errors::new()).await?;
            page.frame.theirs = Some(saved);
            Ok(web::show!(visit, StatusCode::CONFLICT, page)?)
        }
        Saved::Done(filing) => {
            let findings = check::party(&mine, today);
            if findings.is_empty() {
                return Ok(visit.go(&format!("/filings/{id}/parties")));
            }
            let page = page(&visit, &filing, &mine, check::errors(&findings)).await?;
            Ok(web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)?)
        }
    }
}

impl PartyPage {
    fn address(&self) -> String {
        self.frame.below("parties", &self.party.id.to_string())
    }

    fn number_hint(&self) -> &'static str {
        if self.plaintiff { "" } else { "知道的请填写，便于法院准确识别被告" }
    }

    fn born_hint(&self) -> &'static str {
        if self.plaintiff { "例如 1990 年 5 月 12 日" } else { "不知道的可以不填" }
    }

    fn phone_hint(&self) -> &'static str {
        if self.plaintiff {
            "手机号码，或者带区号的固定电话"
        } else {
            "知道的请填写，便于法院联系"
        }
    }
}
