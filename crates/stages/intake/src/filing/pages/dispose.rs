//! Withdrawing, copying and deleting: each asks first, and sending the form twice does it once.
use crate::filing::{
    acts,
    model::{Filing, FilingAct},
    step::{self, Stop},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use kernel::id::FilingId;
use serde::Deserialize;
use web::{Flash, Form, Page, Visit};

#[derive(Template)]
#[template(path = "filing/ask.html", blocks = ["main"])]
struct Ask {
    page: Page,
    back: String,
    heading: String,
    title: String,
    sentences: &'static [&'static str],
    button: &'static str,
    kind: &'static str,
    /// The filing that will be made, where one will.
    id: String,
}

async fn ask(
    visit: &Visit,
    id: FilingId,
    act: FilingAct,
    (sentences, button, kind): (&'static [&'static str], &'static str, &'static str),
) -> Result<Response, Stop> {
    let filing = may(visit, id, act).await?;
    let page = Ask {
        page: visit.page(),
        back: format!("/filings/{id}"),
        heading: format!("{}申请", act.name().trim_end_matches("为新的申请")),
        title: filing.title(),
        sentences,
        button,
        kind,
        id: FilingId::new().to_string(),
    };
    Ok(web::show!(visit, page)?)
}

/// One's own filing to which the act is open; else back to its page, with the reason.
async fn may(visit: &Visit, id: FilingId, act: FilingAct) -> Result<Filing, Stop> {
    let filing = step::own(visit, id).await?;
    match filing.check(act) {
        Ok(()) => Ok(filing),
        Err(why) => Err(Stop::Go(Box::new(
            visit.go_saying(&format!("/filings/{id}"), &Flash::notice(why.to_string())),
        ))),
    }
}

pub(super) async fn ask_withdraw(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Stop> {
    let text: &[&str] = &[
        "撤回后，法院不再审查。您可以修改后再次提交，立案登记编码不变，审查期限重新计算。",
        "撤回不影响您的起诉权利，但诉讼时效等期间请您自行注意。",
    ];
    ask(&visit, id, FilingAct::Withdraw, (text, "确认撤回", "warning")).await
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn withdraw(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Stop> {
    let account = visit.account()?;
    match acts::withdraw(&visit.site, (&visit.actor, account), id).await {
        Ok(()) => {
            let said = Flash::success("已撤回，可以修改后再次提交");
            Ok(visit.go_saying(&format!("/filings/{id}"), &said))
        }
        Err(acts::Refused::NotNow(why)) => {
            Ok(visit.go_saying(&format!("/filings/{id}"), &Flash::notice(why.to_string())))
        }
        Err(refused) => Err(refused.into()),
    }
}

pub(super) async fn ask_copy(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Stop> {
    let text: &[&str] = &[
        "将用这份申请的当事人、请求、事实和材料建立一份新的草稿，原申请不变。",
        "须知需要重新阅读，送达地址确认书需要重新签名。",
    ];
    ask(&visit, id, FilingAct::Copy, (text, "复制", "")).await
}

#[derive(Deserialize)]
pub(super) struct Copied {
    #[serde(default)]
    id: String,
}

pub(super) async fn copy(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(form): Form<Copied>,
) -> Result<Response, Stop> {
    let to = form.id.parse().unwrap_or_else(|_| FilingId::new());
    let to = acts::copy(&visit.site, visit.account()?, (id, to)).await?;
    Ok(visit.go_saying(&format!("/filings/{to}"), &Flash::success("已复制为新的草稿")))
}

pub(super) async fn ask_delete(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Stop> {
    let text: &[&str] = &["草稿和已上传的材料将一并删除，不能恢复。"];
    ask(&visit, id, FilingAct::Delete, (text, "确认删除", "warning")).await
}

pub(super) async fn delete(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Stop> {
    match acts::delete(&visit.site, visit.account()?, id).await {
        // Gone already: the second click of two.
        Ok(()) | Err(acts::Refused::Unknown) => {
            Ok(visit.go_saying("/filings", &Flash::success("草稿已删除")))
        }
        Err(acts::Refused::NotNow(why)) => {
            Ok(visit.go_saying(&format!("/filings/{id}"), &Flash::notice(why.to_string())))
        }
        Err(refused) => Err(refused.into()),
    }
}
