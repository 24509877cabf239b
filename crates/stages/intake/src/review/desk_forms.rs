//! What the desk's forms do: take, act, choose, answer.
use super::{
    acts,
    confirm::{self, Step},
    decide,
    desk::{Typed, again, fault, overtaken},
    model::{AtDesk, DeskAct, Refused, check_days},
};
use axum::{extract::Path, response::Response};
use kernel::id::FilingId;
use law::court::{self, Court};
use std::ops::ControlFlow;
use web::{Errors, Fault, Flash, Form, Visit};

/// How many courts a typed name is offered.
const OFFERED: usize = 10;

/// `POST /clerk/filings/{id}/marks`
pub(super) async fn mark(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let at = AtDesk { filing: id, round: typed.round };
    let done = match typed.on.parse() {
        Ok(target) => {
            let said = (typed.rule.as_str(), typed.note.as_str());
            acts::mark(&visit.site, &visit.actor, at, target, said).await
        }
        Err(why) => Err(Refused::NoSuchPlace(format!("{why}"))),
    };
    match done {
        Ok(()) => Ok(visit.go(&back(id, &typed, "#marks"))),
        Err(refused) => tell(&visit, at, typed, vec![refused], None).await,
    }
}

/// `POST /clerk/filings/{id}/marks/remove`
pub(super) async fn unmark(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let at = AtDesk { filing: id, round: typed.round };
    match acts::unmark(&visit.site, &visit.actor, at, typed.nth).await {
        Ok(()) => Ok(visit.go(&back(id, &typed, "#marks"))),
        Err(refused) => tell(&visit, at, typed, vec![refused], None).await,
    }
}

/// The desk with the same file on the left.
fn back(id: FilingId, typed: &Typed, part: &str) -> String {
    let file = if typed.file.is_empty() {
        String::new()
    } else {
        format!("?file={}", web::guard::encode(&typed.file))
    };
    format!("/clerk/filings/{id}{file}{part}")
}

/// `POST /clerk/filings/{id}/accept`
pub(super) async fn accept(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let at = AtDesk { filing: id, round: typed.round };
    let typed = match first(&visit, at, DeskAct::Accept, typed, None).await? {
        ControlFlow::Break(page) => return Ok(page),
        ControlFlow::Continue(typed) => typed,
    };
    match decide::accept(&visit.site, &visit.actor, at).await {
        Ok(number) => {
            Ok(to_queue(&visit, &format!("已立案，案号{number}。申请人会收到消息和短信")))
        }
        Err(refused) => tell(&visit, at, typed, vec![refused], None).await,
    }
}

/// `POST /clerk/filings/{id}/supplement`
pub(super) async fn supplement(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let at = AtDesk { filing: id, round: typed.round };
    let typed = match first(&visit, at, DeskAct::Supplement, typed, None).await? {
        ControlFlow::Break(page) => return Ok(page),
        ControlFlow::Continue(typed) => typed,
    };
    let days = match check_days(&typed.days) {
        Ok(days) => days,
        Err(refused) => return tell(&visit, at, typed, vec![refused], None).await,
    };
    match decide::supplement(&visit.site, &visit.actor, at, days, &typed.opinion).await {
        Ok(until) => {
            let until = web::filters::date_text(&until);
            Ok(to_queue(&visit, &format!("已要求补充材料，期限至 {until}。申请人会收到消息和短信")))
        }
        Err(refused) => tell(&visit, at, typed, vec![refused], None).await,
    }
}

/// `POST /clerk/filings/{id}/refuse`
pub(super) async fn refuse(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let at = AtDesk { filing: id, round: typed.round };
    let typed = match first(&visit, at, DeskAct::Refuse, typed, None).await? {
        ControlFlow::Break(page) => return Ok(page),
        ControlFlow::Continue(typed) => typed,
    };
    let why = (typed.reason.as_str(), typed.law.as_str());
    match decide::refuse(&visit.site, &visit.actor, at, why, &typed.ruling).await {
        Ok(()) => Ok(to_queue(&visit, "已决定不予受理。申请人会收到消息和短信")),
        Err(refused) => tell(&visit, at, typed, vec![refused], None).await,
    }
}

/// `POST /clerk/filings/{id}/transfer`
pub(super) async fn transfer(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(mut typed): Form<Typed>,
) -> Result<Response, Fault> {
    let at = AtDesk { filing: id, round: typed.round };
    let to = match meant(&typed) {
        Meant::One(court) => Some(court),
        Meant::Several(courts) => {
            let errors = Errors::of("court_id", "有几家法院符合所填名称，请选择其中一家");
            return again(&visit, id, typed, courts, errors).await;
        }
        Meant::None => None,
    };
    typed.court_id = to.map(|c| c.id.to_owned()).unwrap_or_default();
    let typed = match first(&visit, at, DeskAct::Transfer, typed, to).await? {
        ControlFlow::Break(page) => return Ok(page),
        ControlFlow::Continue(typed) => typed,
    };
    let Some(court) = to else {
        return tell(&visit, at, typed, vec![Refused::NoCourt], None).await;
    };
    match decide::transfer(&visit.site, &visit.actor, at, court, &typed.transfer_reason).await {
        Ok(()) => Ok(to_queue(&visit, &format!("已移送{}。申请人会收到消息和短信", court.name))),
        Err(refused) => tell(&visit, at, typed, vec![refused], Some("transfer_reason")).await,
    }
}

/// The first press of a button asks once more, or says all that stands in the way; only the second decides.
async fn first(
    visit: &Visit,
    at: AtDesk,
    act: DeskAct,
    typed: Typed,
    to: Option<&'static Court>,
) -> Result<ControlFlow<Response, Typed>, Fault> {
    match typed.step {
        Step::Give => Ok(ControlFlow::Continue(typed)),
        Step::Amend => {
            again(visit, at.filing, typed, Vec::new(), Errors::new()).await.map(ControlFlow::Break)
        }
        Step::Decide => {
            let wrong = confirm::check_answer(visit, at, act, &typed, to).await;
            let page = if wrong.is_empty() {
                confirm::ask(visit, at, act, typed, to).await
            } else {
                let reason = (act == DeskAct::Transfer).then_some("transfer_reason");
                tell(visit, at, typed, wrong, reason).await
            };
            page.map(ControlFlow::Break)
        }
    }
}

/// Which court a typed name means.
enum Meant {
    One(&'static Court),
    Several(Vec<&'static Court>),
    None,
}

fn meant(typed: &Typed) -> Meant {
    if let Some(court) = court::find(typed.court_id.trim()) {
        return Meant::One(court);
    }
    let name = typed.court.trim();
    if let Some(court) = court::by_name(name) {
        return Meant::One(court);
    }
    let found = court::search(name, OFFERED);
    match found.as_slice() {
        [] => Meant::None,
        [one] => Meant::One(one),
        [_, _, ..] => Meant::Several(found),
    }
}

fn to_queue(visit: &Visit, said: &str) -> Response {
    visit.go_saying("/clerk/filings", &Flash::success(said))
}

/// Shows why the act was not done: at the fields, or who was faster.
async fn tell(
    visit: &Visit,
    at: AtDesk,
    typed: Typed,
    refused: Vec<Refused>,
    reason_field: Option<&'static str>,
) -> Result<Response, Fault> {
    if refused.iter().any(|r| matches!(r, Refused::Overtaken)) {
        let said = overtaken(&visit.site, at.filing, at.round).await?;
        let here = acts::read(&visit.site, &visit.actor, at.filing).await;
        let open = here.is_ok_and(|f| f.state != crate::filing::model::FilingState::Draft);
        let to =
            if open { format!("/clerk/filings/{}", at.filing) } else { "/clerk/filings".into() };
        return Ok(visit.go_saying(&to, &Flash::warning(said)));
    }
    let mut errors = Errors::new();
    for refused in refused {
        let field = match (&refused, reason_field) {
            (Refused::NoReason, Some(field)) => Some(field),
            (other, _) => other.field(),
        };
        match field {
            Some(field) => errors.add(field, refused.to_string()),
            None => return Err(fault(refused)),
        }
    }
    again(visit, at.filing, typed, Vec::new(), errors).await
}
