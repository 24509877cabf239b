//! The desk's acts as JSON.
use super::{
    decide,
    desk::overtaken,
    model::{AtDesk, DeskAct, Refused, open_acts},
    queue::{self, Sent},
    store::Row,
};
use crate::{
    api::{Act, Trouble},
    filing,
};
use axum::{
    Json,
    extract::{Path, Query},
};
use kernel::{id::FilingId, open_act::OpenAct};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Fault, JsonBody, Visit};

/// A page of the queue.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = desk::Listed)]
pub(super) struct Listed {
    filings: Vec<Row>,
    previous: Option<String>,
    next: Option<String>,
}

/// 待审查和已答复的立案申请，筛选条件与页面相同
#[utoipa::path(
    get,
    path = "/api/v1/clerk/filings",
    tag = "立案审查",
    params(Sent),
    security(("session" = [])),
    responses((status = 200, body = Listed), (status = 401, body = Trouble), (status = 403, body = Trouble))
)]
pub(super) async fn list(visit: Visit, Query(sent): Query<Sent>) -> Result<Json<Listed>, Fault> {
    let page = queue::found(&visit.site, visit.court()?, &sent).await?;
    Ok(Json(Listed {
        filings: page.rows,
        previous: page.previous.map(|k| k.to_string()),
        next: page.next.map(|k| k.to_string()),
    }))
}

/// What was done, and what is open now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = desk::Done)]
pub(super) struct Done {
    state: &'static str,
    case_number: Option<String>,
    until: Option<chrono::NaiveDate>,
    /// What can be done now.
    #[schema(value_type = Vec<Act>)]
    acts: Vec<OpenAct<DeskAct>>,
}

impl Done {
    async fn of(visit: &Visit, id: FilingId) -> Result<Self, Fault> {
        let found = filing::store::find(visit.site.db.read(), &visit.site.vault, id).await?;
        let filing = found.ok_or(Fault::NotFound)?;
        Ok(Self {
            state: filing.state.name().key(),
            case_number: None,
            until: None,
            acts: open_acts(&filing, &visit.actor),
        })
    }
}

/// Which submission is answered.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = desk::Round)]
pub(super) struct Round {
    round: u32,
}

/// 予以立案，给出案号
#[utoipa::path(
    post,
    path = "/api/v1/clerk/filings/{id}/accept",
    tag = "立案审查",
    params(("id" = uuid::Uuid, Path, description = "立案申请编号")),
    request_body = Round,
    security(("session" = [], "csrf" = [])),
    responses(
        (status = 200, body = Done),
        (status = 400, description = "内容不完整", body = Trouble),
        (status = 401, body = Trouble),
        (status = 403, body = Trouble),
        (status = 404, description = "不在本院", body = Trouble),
        (status = 409, description = "已有变化，或者令牌过期", body = Trouble)
    )
)]
pub(super) async fn accept(
    visit: Visit,
    Path(filing): Path<FilingId>,
    JsonBody(sent): JsonBody<Round>,
) -> Result<Json<Done>, Fault> {
    let at = AtDesk { filing, round: sent.round };
    let number = match decide::accept(&visit.site, &visit.actor, at).await {
        Ok(number) => number,
        Err(refused) => return Err(told(&visit, at, refused).await),
    };
    Ok(Json(Done { case_number: Some(number), ..Done::of(&visit, filing).await? }))
}

/// A request for supplements; the marks are those made at the desk.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = desk::Wanted)]
pub(super) struct Wanted {
    round: u32,
    days: u32,
    #[serde(default)]
    opinion: String,
}

/// 要求补充材料，标注取自审查页面
#[utoipa::path(
    post,
    path = "/api/v1/clerk/filings/{id}/supplement",
    tag = "立案审查",
    params(("id" = uuid::Uuid, Path, description = "立案申请编号")),
    request_body = Wanted,
    security(("session" = [], "csrf" = [])),
    responses(
        (status = 200, body = Done),
        (status = 400, description = "内容不完整", body = Trouble),
        (status = 401, body = Trouble),
        (status = 403, body = Trouble),
        (status = 404, description = "不在本院", body = Trouble),
        (status = 409, description = "已有变化，或者令牌过期", body = Trouble)
    )
)]
pub(super) async fn supplement(
    visit: Visit,
    Path(filing): Path<FilingId>,
    JsonBody(sent): JsonBody<Wanted>,
) -> Result<Json<Done>, Fault> {
    let at = AtDesk { filing, round: sent.round };
    let done = decide::supplement(&visit.site, &visit.actor, at, sent.days, &sent.opinion).await;
    let until = match done {
        Ok(until) => until,
        Err(refused) => return Err(told(&visit, at, refused).await),
    };
    Ok(Json(Done { until: Some(until), ..Done::of(&visit, filing).await? }))
}

/// A refusal.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = desk::Refusal)]
pub(super) struct Refusal {
    round: u32,
    reason: String,
    law: String,
    #[serde(default)]
    ruling: String,
}

/// 不予受理
#[utoipa::path(
    post,
    path = "/api/v1/clerk/filings/{id}/refuse",
    tag = "立案审查",
    params(("id" = uuid::Uuid, Path, description = "立案申请编号")),
    request_body = Refusal,
    security(("session" = [], "csrf" = [])),
    responses(
        (status = 200, body = Done),
        (status = 400, description = "内容不完整", body = Trouble),
        (status = 401, body = Trouble),
        (status = 403, body = Trouble),
        (status = 404, description = "不在本院", body = Trouble),
        (status = 409, description = "已有变化，或者令牌过期", body = Trouble)
    )
)]
pub(super) async fn refuse(
    visit: Visit,
    Path(filing): Path<FilingId>,
    JsonBody(sent): JsonBody<Refusal>,
) -> Result<Json<Done>, Fault> {
    let at = AtDesk { filing, round: sent.round };
    let why = (sent.reason.as_str(), sent.law.as_str());
    match decide::refuse(&visit.site, &visit.actor, at, why, &sent.ruling).await {
        Ok(()) => Ok(Json(Done::of(&visit, filing).await?)),
        Err(refused) => Err(told(&visit, at, refused).await),
    }
}

/// A transfer to the court of that id.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = desk::Destination)]
pub(super) struct Destination {
    round: u32,
    court: String,
    reason: String,
}

/// 移送有管辖权的法院
#[utoipa::path(
    post,
    path = "/api/v1/clerk/filings/{id}/transfer",
    tag = "立案审查",
    params(("id" = uuid::Uuid, Path, description = "立案申请编号")),
    request_body = Destination,
    security(("session" = [], "csrf" = [])),
    responses(
        (status = 200, body = Done),
        (status = 400, description = "内容不完整", body = Trouble),
        (status = 401, body = Trouble),
        (status = 403, body = Trouble),
        (status = 404, description = "不在本院", body = Trouble),
        (status = 409, description = "已有变化，或者令牌过期", body = Trouble)
    )
)]
pub(super) async fn transfer(
    visit: Visit,
    Path(filing): Path<FilingId>,
    JsonBody(sent): JsonBody<Destination>,
) -> Result<Json<Done>, Fault> {
    let at = AtDesk { filing, round: sent.round };
    let to = law::court::find(&sent.court)
        .ok_or_else(|| Fault::BadRequest(Refused::NoCourt.to_string()))?;
    match decide::transfer(&visit.site, &visit.actor, at, to, &sent.reason).await {
        Ok(()) => Ok(Json(Done::of(&visit, filing).await?)),
        Err(refused) => Err(told(&visit, at, refused).await),
    }
}

/// What went wrong, for a program.
async fn told(visit: &Visit, at: AtDesk, refused: Refused) -> Fault {
    if matches!(refused, Refused::Overtaken) {
        let said = overtaken(&visit.site, at.filing, at.round).await;
        return said.map_or_else(|fault| fault, Fault::Conflict);
    }
    match refused.field() {
        Some(_) => Fault::BadRequest(refused.to_string()),
        None => super::desk::fault(refused),
    }
}
