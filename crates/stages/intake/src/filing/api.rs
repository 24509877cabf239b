//! The filer's acts as JSON.
use super::{
    acts::{self, Confirmed, Refused, Whole},
    model::{Filing, FilingAct, StateName},
    step,
    store::list::{self, Filter},
};
use crate::api::{Act, Trouble};
use axum::{
    Json,
    extract::{Path, Query},
};
use chrono::{DateTime, Utc};
use kernel::{id::FilingId, open_act::OpenAct};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Fault, JsonBody, Visit};

/// This matter's part of the `OpenAPI` document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(mine, one, submit, withdraw))]
pub(crate) struct Document;

/// Which filings are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// Words of the case name.
    q: String,
    /// Key of a state.
    state: String,
    /// `next` of the page before.
    after: String,
}

/// A line of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Line {
    #[schema(value_type = uuid::Uuid)]
    id: FilingId,
    title: String,
    state: String,
    registration: Option<String>,
    case_number: Option<String>,
    updated_at: DateTime<Utc>,
}

/// One page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Listed {
    filings: Vec<Line>,
    next: Option<String>,
}

/// 我的立案申请，最近更新的在前
#[utoipa::path(
    get,
    path = "/api/v1/filings",
    tag = "立案",
    params(Asked),
    security(("session" = [])),
    responses((status = 200, body = Listed), (status = 401, body = Trouble), (status = 403, body = Trouble))
)]
pub(super) async fn mine(visit: Visit, Query(asked): Query<Asked>) -> Result<Json<Listed>, Fault> {
    let filter =
        Filter { words: asked.q, state: StateName::from_key(&asked.state), ..Filter::default() };
    let (db, account) = (visit.site.db.read(), visit.account()?);
    let (lines, next) = list::list(db, account, &filter, asked.after.parse().ok()).await?;
    let line = |l: list::Line| Line {
        id: l.id,
        title: l.title,
        state: l.state,
        registration: l.registration,
        case_number: l.case_number,
        updated_at: l.updated_at,
    };
    let filings = lines.into_iter().map(line).collect();
    Ok(Json(Listed { filings, next: next.map(|c| c.to_string()) }))
}

/// Something that is missing or wrong.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Missing {
    /// Key of the step.
    section: &'static str,
    field: String,
    message: String,
}

/// A filing as its filer sees it. Numbers of persons are not part of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct One {
    #[schema(value_type = uuid::Uuid)]
    id: FilingId,
    title: String,
    state: &'static str,
    court: Option<String>,
    cause: Option<String>,
    registration: Option<String>,
    round: u32,
    /// How often the court may still ask for supplements.
    supplements_left: u32,
    /// Digest of what would be submitted now; `submit` wants it back.
    seen: String,
    missing: Vec<Missing>,
    /// What can be done now.
    #[schema(value_type = Vec<Act>)]
    acts: Vec<OpenAct<FilingAct>>,
}

impl One {
    async fn of(visit: &Visit, filing: Filing) -> Result<Self, Fault> {
        let whole = Whole::load(visit.site.db.read(), filing).await?;
        Ok(Self::of_whole(visit, whole))
    }

    fn of_whole(visit: &Visit, whole: Whole) -> Self {
        let missing = whole
            .missing(visit.today())
            .into_iter()
            .flat_map(|(section, findings)| {
                findings.into_iter().map(move |f| Missing {
                    section: section.key(),
                    field: f.field,
                    message: f.message,
                })
            })
            .collect();
        let (seen, filing) = (whole.digest(), whole.filing);
        Self {
            id: filing.id,
            title: filing.title(),
            state: filing.state.name().key(),
            acts: filing.open_acts(&visit.actor),
            supplements_left: filing.supplements_left(),
            court: filing.court,
            cause: filing.cause,
            registration: filing.registration.map(|r| r.code),
            round: filing.round,
            seen,
            missing,
        }
    }
}

/// 一份立案申请：状态、还缺什么、现在可以做什么
#[utoipa::path(
    get,
    path = "/api/v1/filings/{id}",
    tag = "立案",
    params(("id" = uuid::Uuid, Path, description = "立案申请编号")),
    security(("session" = [])),
    responses((status = 200, body = One), (status = 401, body = Trouble), (status = 404, body = Trouble))
)]
pub(super) async fn one(visit: Visit, Path(id): Path<FilingId>) -> Result<Json<One>, Fault> {
    let filing = step::own(&visit, id).await?;
    Ok(Json(One::of(&visit, filing).await?))
}

/// What the filer confirms.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct Sent {
    /// `seen` of the filing as it was read.
    seen: String,
    /// 承诺内容真实
    declared: bool,
}

/// 提交起诉材料；重复提交不产生第二份
#[utoipa::path(
    post,
    path = "/api/v1/filings/{id}/submit",
    tag = "立案",
    params(("id" = uuid::Uuid, Path, description = "立案申请编号")),
    request_body = Sent,
    security(("session" = [], "csrf" = [])),
    responses(
        (status = 200, body = One),
        (status = 400, description = "内容不完整，或者没有承诺", body = Trouble),
        (status = 401, body = Trouble),
        (status = 404, body = Trouble),
        (status = 409, description = "已有变化，或者令牌过期", body = Trouble)
    )
)]
pub(super) async fn submit(
    visit: Visit,
    Path(id): Path<FilingId>,
    JsonBody(sent): JsonBody<Sent>,
) -> Result<Json<One>, Fault> {
    let confirmed = Confirmed { seen: sent.seen, declared: sent.declared };
    let who = (&visit.actor, visit.account()?);
    match acts::submit(&visit.site, who, id, &confirmed).await {
        Ok(whole) => Ok(Json(One::of_whole(&visit, whole))),
        Err(e @ (Refused::Incomplete | Refused::NotDeclared)) => {
            Err(Fault::BadRequest(e.to_string()))
        }
        Err(e) => Err(e.into()),
    }
}

/// 撤回申请，重新成为草稿
#[utoipa::path(
    post,
    path = "/api/v1/filings/{id}/withdraw",
    tag = "立案",
    params(("id" = uuid::Uuid, Path, description = "立案申请编号")),
    request_body(content = serde_json::Value, description = "空对象 {}"),
    security(("session" = [], "csrf" = [])),
    responses(
        (status = 200, body = One),
        (status = 401, body = Trouble),
        (status = 404, body = Trouble),
        (status = 409, description = "已有变化，或者令牌过期", body = Trouble)
    )
)]
pub(super) async fn withdraw(
    visit: Visit,
    Path(id): Path<FilingId>,
    JsonBody(_): JsonBody<serde_json::Value>,
) -> Result<Json<One>, Fault> {
    acts::withdraw(&visit.site, (&visit.actor, visit.account()?), id).await?;
    let filing = step::own(&visit, id).await?;
    Ok(Json(One::of(&visit, filing).await?))
}
