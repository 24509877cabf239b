//! The step 送达地址确认书: one form, signed at its end.
use super::{
    acts::{self, Filled},
    jobs, model, signature,
};
use crate::filing::{
    acts::Saved,
    check,
    model::{Filing, Section, ServiceAddress},
    step::{self, Frame, Stop},
};
use askama::Template;
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::TryStreamExt;
use kernel::{
    id::{FilingId, SavedId},
    policy::Permission,
};
use serde::Deserialize;
use web::{
    Errors, Fault, Flash, Form, Page, Routes, Visit,
    inspect::Kind,
    uploads::{self, Finished, Parts, Received},
};

pub(super) fn routes() -> Routes {
    let mine = Permission::OwnFilings;
    Routes::new()
        .get("/filings/{id}/service-address", mine, show)
        .post("/filings/{id}/service-address", mine, save)
        .post("/filings/{id}/service-address/draft", mine, keep)
        .post("/filings/{id}/service-address/bring", mine, bring)
        .merge(
            Routes::of(web::Kind::Data)
                .get("/filings/{id}/service-address/blank.pdf", mine, blank)
                .get("/filings/{id}/service-address/signature", mine, picture),
        )
}

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    version: String,
    recipient: String,
    document: String,
    number: String,
    phone: String,
    electronic: String,
    channels: Vec<String>,
    sms_number: String,
    email: String,
    address: String,
    postcode: String,
    substitute: String,
    substitute_phone: String,
    substitute_relation: String,
    declared: String,
    /// A PNG data address.
    signature: String,
    then: String,
}

impl Typed {
    /// What was filled in; a number that came back masked is the known one.
    fn address(&self, known: &ServiceAddress) -> ServiceAddress {
        let by = |channel: &str| self.channels.iter().any(|c| c == channel);
        ServiceAddress {
            recipient: self.recipient.clone(),
            document: self.document.clone(),
            number: model::meant_number(self.number.clone(), known),
            phone: self.phone.clone(),
            electronic: match self.electronic.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            by_platform: by("platform"),
            by_sms: by("sms"),
            by_email: by("email"),
            sms_number: self.sms_number.clone(),
            email: self.email.clone(),
            address: self.address.clone(),
            postcode: self.postcode.clone(),
            substitute: self.substitute.clone(),
            substitute_phone: self.substitute_phone.clone(),
            substitute_relation: self.substitute_relation.clone(),
            declared: self.declared == "on",
            signature: None,
        }
    }
}

#[derive(Template)]
#[template(path = "service_address/page.html", blocks = ["main"])]
struct Show {
    page: Page,
    frame: Frame,
    errors: Errors,
    v: ServiceAddress,
    /// The number, masked where it is well formed.
    number: String,
    number_hint: &'static str,
    electronic: &'static str,
    channels: Vec<&'static str>,
    documents: Vec<(&'static str, &'static str)>,
    notices: &'static [&'static str],
    declaration: &'static str,
    /// Ids and labels.
    saved: Vec<(String, String)>,
    /// Signed as it stands.
    signed: bool,
}

async fn show(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    let address = first(&visit, &filing).await?;
    let page = page(&visit, &filing, address, Errors::new()).await?;
    Ok(web::show!(visit, page)?)
}

/// What stands there, or for a form not yet begun what is known of the filer.
async fn first(visit: &Visit, filing: &Filing) -> Result<ServiceAddress, Fault> {
    let kept = filing.content.service_address.clone();
    if kept != ServiceAddress::default() {
        return Ok(kept);
    }
    let site = &visit.site;
    let person = site.identities.verified(&site.db, &site.vault, filing.filer).await?;
    Ok(person.map_or(kept, |p| ServiceAddress {
        recipient: p.name,
        document: p.document,
        number: p.number,
        sms_number: p.phone.clone(),
        phone: p.phone,
        address: p.address.unwrap_or_default(),
        ..ServiceAddress::default()
    }))
}

async fn page(
    visit: &Visit,
    filing: &Filing,
    v: ServiceAddress,
    errors: Errors,
) -> Result<Show, Fault> {
    let site = &visit.site;
    let all = [(v.by_platform, "platform"), (v.by_sms, "sms"), (v.by_email, "email")];
    let saved = site.identities.saved_addresses(&site.db, &site.vault, filing.filer).await?;
    let number = model::shown_number(&v);
    Ok(Show {
        page: visit.page(),
        frame: Frame::of(visit, filing, Section::ServiceAddress).await?,
        errors,
        electronic: match v.electronic {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        },
        channels: all.into_iter().filter(|(chosen, _)| *chosen).map(|(_, key)| key).collect(),
        documents: model::documents(),
        notices: &model::NOTICES,
        declaration: model::DECLARATION,
        saved: saved.into_iter().map(|s| (s.id.to_string(), s.label)).collect(),
        signed: model::signed(&v).is_some(),
        number_hint: if number.contains('*') {
            "为保护隐私，只显示前后几位。号码不变的，不必改动；要改的，请删去后填写完整号码"
        } else {
            ""
        },
        number,
        v,
    })
}

/// `POST …/service-address`: kept as typed, then judged.
async fn save(visit: Visit, Path(id): Path<FilingId>, parts: Parts) -> Result<Response, Stop> {
    let known = first(&visit, &step::editable(&visit, id).await?).await?;
    let received = uploads::receive_multipart(&visit, parts).await?;
    let typed: Typed = received.typed()?;
    let (signature, problem) = match new_signature(&visit, &typed, &received).await? {
        Ok(signature) => (signature, None),
        Err(why) => (None, Some(why)),
    };
    let address = typed.address(&known);
    let filled = Filled { address: address.clone(), signature };
    let whose = (visit.account()?, id);
    let filing = match acts::fill_in(&visit.site, whose, &typed.version, filled).await? {
        Saved::Done(filing) => filing,
        Saved::Conflict(theirs) => return Ok(conflict(&visit, &theirs, address).await?),
    };
    let mut findings = model::findings(&filing.content);
    if let Some(why) = &problem {
        findings.retain(|f| f.field != "signature");
        findings.push(check::Finding::new("signature", why));
    }
    let errors = check::errors(&findings);
    if errors.is_empty() || (typed.then == "list" && problem.is_none()) {
        return Ok(visit.go(&step::next(id, Section::ServiceAddress, &typed.then)));
    }
    let address = filing.content.service_address.clone();
    let page = page(&visit, &filing, address, errors).await?;
    Ok(web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)?)
}

/// Another tab saved meanwhile: what is typed here stays on the page, what lies there is shown.
async fn conflict(
    visit: &Visit,
    theirs: &Filing,
    typed: ServiceAddress,
) -> Result<Response, Fault> {
    let mut page = page(visit, theirs, typed, Errors::new()).await?;
    let lines = model::lines_masked(&theirs.content.service_address);
    page.frame.theirs = Some(lines.into_iter().map(|(l, v)| (l.to_owned(), v)).collect());
    web::show!(visit, StatusCode::CONFLICT, page)
}

/// The SHA-256 of a new signature, drawn or photographed, or why it does not do.
async fn new_signature(
    visit: &Visit,
    typed: &Typed,
    received: &Received,
) -> Result<Result<Option<String>, String>, Fault> {
    let bytes = match signature::drawn(&typed.signature) {
        Ok(bytes) => bytes,
        Err(why) => return Ok(Err(why.into())),
    };
    let kept = match bytes {
        Some(bytes) => uploads::keep_bytes(&visit.site, bytes, "签名.png").await?,
        None => match received.files.iter().find(|f| f.field == "signature_file") {
            Some(file) => file.result.clone(),
            None => return Ok(Ok(None)),
        },
    };
    let picture = match kept {
        Ok(Finished { sha256, media_type, .. }) => (sha256, Kind::of_media_type(&media_type)),
        Err(why) => return Ok(Err(why)),
    };
    let (sha256, Some(Kind::Jpeg | Kind::Png)) = picture else {
        return Ok(Err("签名的照片须为 JPEG 或 PNG 格式，请换一张照片，或者在签名框内手写".into()));
    };
    let bytes = whole(visit, &sha256).await?;
    let checked = tokio::task::spawn_blocking(move || signature::judge(&bytes));
    let checked = checked.await.map_err(|e| Fault::Inner(e.to_string()))?;
    Ok(checked.map(|()| Some(sha256)).map_err(str::to_owned))
}

async fn whole(visit: &Visit, sha256: &str) -> Result<Vec<u8>, Fault> {
    let inner = |e: &dyn std::fmt::Display| Fault::Inner(e.to_string());
    let bytes = visit.site.blobs.read(sha256).await.map_err(|e| inner(&e))?;
    let parts: Vec<bytes::Bytes> = bytes.try_collect().await.map_err(|e| inner(&e))?;
    Ok(parts.concat())
}

/// `POST …/service-address/draft`: what the script saves while typing; never a signature.
async fn keep(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Stop> {
    let known = first(&visit, &step::own(&visit, id).await?).await?;
    let filled = Filled { address: typed.address(&known), signature: None };
    let whose = (visit.account()?, id);
    Ok(match acts::fill_in(&visit.site, whose, &typed.version, filled).await? {
        Saved::Done(_) => step::autosaved(),
        Saved::Conflict(_) => step::autosave_conflict(),
    })
}

#[derive(Deserialize)]
struct Brought {
    saved: SavedId,
}

/// `POST …/service-address/bring`: 引入常用送达地址. What it knows replaces what stands there.
async fn bring(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(form): Form<Brought>,
) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    let site = &visit.site;
    let saved = site.identities.saved_addresses(&site.db, &site.vault, filing.filer).await?;
    let saved = saved.into_iter().find(|s| s.id == form.saved).ok_or(Fault::NotFound)?;
    let mut address = first(&visit, &filing).await?;
    model::take_over(&mut address, &saved.json);
    let filled = Filled { address, signature: None };
    acts::fill_in(site, (filing.filer, id), "", filled).await?;
    let said = Flash::success(format!("已引入“{}”，请核对后签名", saved.label));
    Ok(visit.go_saying(&format!("/filings/{id}/service-address"), &said))
}

/// `GET …/service-address/blank.pdf`: to be printed and filled in by hand.
async fn blank(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Fault> {
    step::own(&visit, id).await?;
    let lines = model::lines(&ServiceAddress::default());
    let data = jobs::blank("", &lines);
    let pdf = visit.site.ports.paper.render(jobs::PAPER, data, Vec::new()).await;
    let pdf = pdf.map_err(|e| Fault::Inner(e.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"address.pdf\"; filename*=UTF-8''%E9%80%81%E8%BE%BE%E5%9C%B0%E5%9D%80%E7%A1%AE%E8%AE%A4%E4%B9%A6.pdf",
        ),
    ];
    Ok((headers, pdf).into_response())
}

/// `GET …/service-address/signature`: the signature as it will stand in the paper.
async fn picture(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Fault> {
    let filing = step::own(&visit, id).await?;
    let signature = filing.content.service_address.signature.ok_or(Fault::NotFound)?;
    let bytes = whole(&visit, &signature.sha256).await?;
    let png = tokio::task::spawn_blocking(move || signature::for_paper(&bytes)).await;
    let png = png.map_err(|e| Fault::Inner(e.to_string()))?;
    let png = png.map_err(|e| Fault::Inner(e.to_owned()))?;
    let headers =
        [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "private, no-store")];
    Ok((headers, png).into_response())
}
