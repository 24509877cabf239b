//! 后台任务: what waits, what was given up, and having it tried again.
use askama::Template;
use axum::{extract::Path, response::Response};
use db::jobs::{Count, DeadJob};
use kernel::id::JobId;
use serde::Deserialize;
use web::{Fault, Flash, Form, Page, Visit, filters};

/// How many dead letters are shown.
const DEAD: u64 = 200;

#[derive(Template)]
#[template(path = "operation/jobs.html", blocks = ["main"])]
struct Jobs {
    page: Page,
    counts: Vec<Count>,
    dead: Vec<DeadJob>,
}

impl Jobs {
    fn state(count: &Count) -> &str {
        match count.state.as_str() {
            "waiting" => "等待",
            "running" => "进行中",
            "done" => "已完成",
            "dead" => "已放弃",
            other => other,
        }
    }
}

/// `GET /admin/jobs`
pub(super) async fn list(visit: Visit) -> Result<Response, Fault> {
    let db = visit.site.db.read();
    let page = Jobs {
        page: visit.page(),
        counts: db::jobs::counts(db).await?,
        dead: db::jobs::list_dead(db, DEAD).await?,
    };
    web::show!(visit, page)
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
pub(super) struct Nothing {}

/// `POST /admin/jobs/{id}/retry`
pub(super) async fn retry(
    visit: Visit,
    Path(id): Path<JobId>,
    _: Form<Nothing>,
) -> Result<Response, Fault> {
    let tx = visit.site.db.begin().await?;
    let revived = db::jobs::retry_dead(&tx, visit.now(), id).await?;
    tx.commit().await?;
    let flash = if revived {
        Flash::success("任务已重新排队，稍后自动执行")
    } else {
        Flash::notice("这个任务已经不在放弃之列，可能已由他人重试")
    };
    Ok(visit.go_saying("/admin/jobs", &flash))
}
