//! `/verify`: the person's side.
use super::{
    acts,
    model::{Attempt, Method, Proven, Refused, State, Typed, documents, slip_shown},
    outside::{self, Returned},
    store, window,
};
use crate::{
    Nothing,
    account::{self, model::local},
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use chrono::{DateTime, Utc};
use kernel::{id::VerificationId, policy::Permission};
use serde::Deserialize;
use web::{Errors, Fault, Flash, Form, Nav, Page, Routes, Visit, filters};

pub(super) fn routes() -> Routes {
    let own = Permission::OwnIdentity;
    Routes::new()
        .get("/verify", own, show)
        .post("/verify", own, claim)
        .post("/verify/again", own, again)
        .get("/verify/way", own, ways)
        .post("/verify/way", own, choose)
        .get("/verify/leave/{id}", own, leave)
        .get("/verify/face/{id}", own, face)
        .get("/verify/vouched/{id}", own, vouched)
        .get("/verify/slip", own, slip)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    next: String,
}

#[derive(Template)]
#[template(path = "verification/done.html", blocks = ["main"])]
struct Done {
    page: Page,
    proven: Proven,
    next: String,
}

#[derive(Template)]
#[template(path = "verification/claim.html", blocks = ["main"])]
struct ClaimPage {
    page: Page,
    errors: Errors,
    v: Typed,
    documents: Vec<(&'static str, &'static str)>,
    latest: Option<Attempt>,
}

fn next_of(typed: &str) -> String {
    local(typed).unwrap_or("/").to_owned()
}

async fn latest(visit: &Visit) -> Result<Option<Attempt>, Fault> {
    let site = &visit.site;
    Ok(store::latest(site.db.read(), &site.vault, visit.account()?).await?)
}

async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let site = &visit.site;
    let account = visit.account()?;
    if let Some(proven) = store::proven(site.db.read(), account).await? {
        let next = if asked.next.is_empty() {
            latest(&visit).await?.map_or_else(|| "/".into(), |a| a.next)
        } else {
            next_of(&asked.next)
        };
        return web::show!(visit, Done { page: visit.page(), proven, next });
    }
    let latest = latest(&visit).await?;
    let phone = account::store::phone(site.db.read(), &site.vault, account).await?;
    let phone = phone.map(|p| p.as_str().to_owned()).unwrap_or_default();
    let mut v = Typed { phone, next: next_of(&asked.next), ..Typed::default() };
    if let Some(a) = &latest {
        v.name.clone_from(&a.claim.name);
        v.document = a.claim.document.key().into();
        a.claim.phone.as_str().clone_into(&mut v.phone);
        if a.state == State::Open {
            v.number.clone_from(&a.claim.number);
        }
        if asked.next.is_empty() {
            v.next.clone_from(&a.next);
        }
    }
    let documents = documents();
    web::show!(visit, ClaimPage { page: visit.page(), errors: Errors::new(), v, documents, latest })
}

async fn claim(visit: Visit, Form(v): Form<Typed>) -> Result<Response, Fault> {
    let errors = match v.check(visit.today()) {
        Err(errors) => errors,
        Ok(claim) => {
            let made = acts::claim(&visit.site, &visit.actor, claim, &next_of(&v.next)).await;
            match made {
                Ok(_) => return Ok(visit.go("/verify/way")),
                Err(Refused::AlreadyProven) => return Ok(visit.go("/verify")),
                Err(refused) => Errors::of("number", refused.told()?),
            }
        }
    };
    let (latest, documents) = (latest(&visit).await?, documents());
    let page = ClaimPage { page: visit.page(), errors, v, documents, latest };
    web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// The same claim once more.
async fn again(visit: Visit, Form(Nothing {}): Form<Nothing>) -> Result<Response, Fault> {
    match acts::again(&visit.site, &visit.actor).await {
        Ok(_) => Ok(visit.go("/verify/way")),
        Err(refused) => back(&visit, refused),
    }
}

/// Back to the beginning, with the reason.
fn back(visit: &Visit, refused: Refused) -> Result<Response, Fault> {
    Ok(visit.go_saying("/verify", &Flash::notice(refused.told()?)))
}

#[derive(Template)]
#[template(path = "verification/way.html", blocks = ["main"])]
struct Ways {
    page: Page,
    errors: Errors,
    attempt: Attempt,
    offered: Vec<Method>,
    /// What the number's form gives to think about.
    warnings: Vec<String>,
    v: Chosen,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Chosen {
    way: String,
    face_consent: String,
}

fn ways_page(visit: &Visit, attempt: Attempt, v: Chosen, errors: Errors) -> Ways {
    let document = attempt.claim.document;
    let offered = Method::ALL.into_iter().filter(|m| m.is_offered(&visit.site.ports, document));
    let checked = law::identifier::check(document, &attempt.claim.number, visit.today());
    Ways {
        page: visit.page(),
        errors,
        offered: offered.collect(),
        warnings: checked.map(|c| c.warnings).unwrap_or_default(),
        attempt,
        v,
    }
}

async fn ways(visit: Visit) -> Result<Response, Fault> {
    match acts::live(&visit.site, &visit.actor).await {
        Ok(attempt) => {
            web::show!(visit, ways_page(&visit, attempt, Chosen::default(), Errors::new()))
        }
        Err(refused) => back(&visit, refused),
    }
}

async fn choose(visit: Visit, Form(v): Form<Chosen>) -> Result<Response, Fault> {
    let (site, actor) = (&visit.site, &visit.actor);
    let refused = match Method::from_key(&v.way) {
        None => Errors::of("way", "请选择认证方式"),
        Some(Method::Face) if v.face_consent != "on" => Errors::of(
            "face_consent",
            "人脸信息属于敏感个人信息，使用人脸核身须您单独同意；不同意的，请选择其他方式",
        ),
        Some(method) => {
            let begun = match method {
                Method::Face => outside::start_face(site, actor).await,
                Method::Window => window::give_slip(site, actor).await,
                Method::Alipay | Method::Wechat | Method::Lawyer => {
                    outside::start_vouching(site, actor, method).await
                }
            };
            match begun {
                Ok(attempt) => return Ok(visit.go(&begun_page(&attempt))),
                Err(refused @ Refused::NoClaim) => return back(&visit, refused),
                Err(refused) => Errors::of("way", refused.told()?),
            }
        }
    };
    match acts::live(site, actor).await {
        Ok(attempt) => {
            let page = ways_page(&visit, attempt, v, refused);
            web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)
        }
        Err(refused) => back(&visit, refused),
    }
}

fn begun_page(attempt: &Attempt) -> String {
    match attempt.state {
        State::Outside { .. } => format!("/verify/leave/{}", attempt.id),
        State::Open
        | State::Window { .. }
        | State::Passed { .. }
        | State::Failed { .. }
        | State::Refused { .. }
        | State::Cancelled { .. } => attempt.outcome_page(),
    }
}

/// Leads to the provider. A form may not be answered by going to another site, a page may.
#[derive(Template)]
#[template(path = "verification/leave.html", blocks = ["main"])]
struct Leave {
    page: Page,
    method: Method,
    address: String,
}

async fn leave(visit: Visit, Path(id): Path<VerificationId>) -> Result<Response, Fault> {
    match outside::own(&visit.site, &visit.actor, id).await {
        Ok(Attempt { state: State::Outside { method, check }, .. }) => {
            web::show!(visit, Leave { page: visit.page(), method, address: check.address })
        }
        Ok(_) => Ok(visit.go("/verify")),
        Err(refused) => back(&visit, refused),
    }
}

#[derive(Template)]
#[template(path = "verification/outcome.html", blocks = ["main"])]
struct Outcome {
    page: Page,
    attempt: Attempt,
    method: Method,
    /// Our trouble in asking, if there was one.
    trouble: Option<String>,
}

async fn face(visit: Visit, Path(id): Path<VerificationId>) -> Result<Response, Fault> {
    let settled = outside::settle_face(&visit.site, &visit.actor, id).await;
    outcome(visit, id, settled).await
}

async fn vouched(
    visit: Visit,
    Path(id): Path<VerificationId>,
    Query(returned): Query<Returned>,
) -> Result<Response, Fault> {
    let settled = outside::settle_vouched(&visit.site, &visit.actor, id, &returned).await;
    outcome(visit, id, settled).await
}

async fn outcome(
    visit: Visit,
    id: VerificationId,
    settled: Result<Attempt, Refused>,
) -> Result<Response, Fault> {
    let (attempt, trouble) = match settled {
        Ok(attempt) => (attempt, None),
        Err(Refused::Outside(why)) => match outside::own(&visit.site, &visit.actor, id).await {
            Ok(attempt) => (attempt, Some(Refused::Outside(why).told()?)),
            Err(refused) => return back(&visit, refused),
        },
        Err(refused) => return back(&visit, refused),
    };
    let method = match &attempt.state {
        State::Outside { method, .. }
        | State::Passed { method, .. }
        | State::Failed { method, .. } => *method,
        State::Open | State::Window { .. } | State::Refused { .. } | State::Cancelled { .. } => {
            return Ok(visit.go("/verify"));
        }
    };
    let mut page = visit.page();
    if matches!(attempt.state, State::Passed { .. }) {
        // The frame was made from what was known before.
        page.nav = Nav::Person { verified: true };
        page.user = Some(attempt.claim.name.clone());
    }
    web::show!(visit, Outcome { page, attempt, method, trouble })
}

#[derive(Template)]
#[template(path = "verification/slip.html", blocks = ["main"])]
struct Slip {
    page: Page,
    code: String,
    until: DateTime<Utc>,
    name: String,
    document: &'static str,
    number: String,
}

async fn slip(visit: Visit) -> Result<Response, Fault> {
    let Ok(attempt) = acts::live(&visit.site, &visit.actor).await else {
        return Ok(visit.go("/verify"));
    };
    let State::Window { slip } = &attempt.state else { return Ok(visit.go("/verify/way")) };
    let page = Slip {
        page: visit.page(),
        code: slip_shown(slip),
        until: attempt.slip_until(),
        number: attempt.claim.masked(),
        document: attempt.claim.document.label(),
        name: attempt.claim.name,
    };
    web::show!(visit, page)
}
