//! The step 须知: a list, and one page a notice.
use super::{
    acts,
    model::{self, Notice, Reading},
    store,
};
use crate::filing::{
    model::Section,
    step::{self, Frame, Stop},
};
use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use kernel::{id::FilingId, policy::Permission};
use serde::Deserialize;
use web::{Errors, Form, Page, Routes, Visit};

pub fn routes() -> Routes {
    let mine = Permission::OwnFilings;
    Routes::new()
        .get("/filings/{id}/notices", mine, list)
        .get("/filings/{id}/notices/{key}", mine, show)
        .post("/filings/{id}/notices/{key}", mine, agree)
}

#[derive(Template)]
#[template(path = "notice/list.html", blocks = ["main"])]
struct List {
    page: Page,
    frame: Frame,
    errors: Errors,
    readings: Vec<Reading>,
    left: usize,
    next: String,
}

async fn list(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    let readings = store::readings(visit.site.db.read(), id).await?;
    Ok(web::show!(
        visit,
        List {
            page: visit.page(),
            frame: Frame::of(&visit, &filing, Section::Notices).await?,
            errors: Errors::new(),
            left: readings.iter().filter(|r| r.agreed_at.is_none()).count(),
            readings,
            next: step::next(id, Section::Notices, ""),
        }
    )?)
}

#[derive(Template)]
#[template(path = "notice/show.html", blocks = ["main"])]
struct Show {
    page: Page,
    back: String,
    errors: Errors,
    notice: &'static Notice,
    version: String,
    agreed: bool,
    place: usize,
    of: usize,
}

async fn show(visit: Visit, Path((id, key)): Path<(FilingId, String)>) -> Result<Response, Stop> {
    let notice = model::find(&key).ok_or(web::Fault::NotFound)?;
    step::editable(&visit, id).await?;
    acts::open(&visit.site, (visit.account()?, id), notice).await?;
    let readings = store::readings(visit.site.db.read(), id).await?;
    let agreed = readings.iter().any(|r| r.notice.key == key && r.agreed_at.is_some());
    Ok(web::show!(visit, page(&visit, id, notice, agreed, Errors::new()))?)
}

fn page(
    visit: &Visit,
    id: FilingId,
    notice: &'static Notice,
    agreed: bool,
    errors: Errors,
) -> Show {
    Show {
        page: visit.page(),
        back: format!("/filings/{id}/notices"),
        errors,
        notice,
        version: Notice::version_text(notice.current().key),
        agreed,
        place: model::ALL.iter().take_while(|n| n.key != notice.key).count() + 1,
        of: model::ALL.len(),
    }
}

#[derive(Deserialize)]
struct Ticked {
    #[serde(default)]
    read: String,
    #[serde(default)]
    version: String,
}

/// Goes on to the next notice that is not yet agreed to.
async fn agree(
    visit: Visit,
    Path((id, key)): Path<(FilingId, String)>,
    Form(form): Form<Ticked>,
) -> Result<Response, Stop> {
    let notice = model::find(&key).ok_or(web::Fault::NotFound)?;
    let errors = if form.read != notice.key {
        Errors::of(notice.key, format!("请读完《{}》，再勾选确认", notice.title))
    } else if !acts::agree(&visit.site, (visit.account()?, id), (notice, &form.version)).await? {
        Errors::of(notice.key, format!("《{}》已有新版本，请重新阅读后确认", notice.title))
    } else {
        let readings = store::readings(visit.site.db.read(), id).await?;
        let unread = readings.iter().find(|r| r.agreed_at.is_none());
        let list = format!("/filings/{id}/notices");
        return Ok(visit.go(&unread.map_or(list.clone(), |r| format!("{list}/{}", r.notice.key))));
    };
    step::editable(&visit, id).await?;
    acts::open(&visit.site, (visit.account()?, id), notice).await?;
    let page = page(&visit, id, notice, false, errors);
    Ok(web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)?)
}
