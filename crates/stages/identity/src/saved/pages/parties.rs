//! `/me/parties`: 立案常用信息.
use crate::{
    Nothing,
    saved::{
        acts,
        model::{Item, Kind, Refused},
        party::{KINDS, Party, Typed},
        store,
    },
    verification::model::documents,
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use kernel::{id::SavedId, policy::Permission};
use serde::Deserialize;
use web::{Errors, Fault, Flash, Form, Page, Routes, Visit};

const LIST: &str = "/me/parties";

pub(super) fn routes() -> Routes {
    let own = Permission::OwnIdentity;
    Routes::new()
        .get("/me/parties", own, list)
        .get("/me/parties/new", own, new)
        .post("/me/parties/new", own, create)
        .get("/me/parties/{id}", own, edit)
        .post("/me/parties/{id}", own, save)
        .post("/me/parties/{id}/delete", own, delete)
}

#[derive(Template)]
#[template(path = "saved/parties.html", blocks = ["main"])]
struct List {
    page: Page,
    kinds: [(&'static str, &'static str); 3],
    parties: Vec<(SavedId, Party)>,
}

fn read(item: &Item) -> Party {
    serde_json::from_value(item.content.clone()).unwrap_or_default()
}

async fn list(visit: Visit) -> Result<Response, Fault> {
    let site = &visit.site;
    let kinds = [Kind::Party];
    let items = store::items(site.db.read(), &site.vault, visit.account()?, &kinds).await?;
    let parties = items.iter().map(|i| (i.id, read(i))).collect();
    web::show!(visit, List { page: visit.page(), kinds: KINDS, parties })
}

#[derive(Template)]
#[template(path = "saved/party.html", blocks = ["main"])]
struct Edit {
    page: Page,
    errors: Errors,
    title: &'static str,
    v: Typed,
    kinds: [(&'static str, &'static str); 3],
    documents: Vec<(&'static str, &'static str)>,
}

fn page(visit: &Visit, title: &'static str, v: Typed, errors: Errors) -> Edit {
    Edit { page: visit.page(), errors, title, v, kinds: KINDS, documents: documents() }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    kind: String,
}

const NEW: &str = "添加当事人";
const CHANGE: &str = "修改当事人";

async fn new(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    web::show!(visit, page(&visit, NEW, Typed::of_kind(&asked.kind), Errors::new()))
}

async fn create(visit: Visit, Form(v): Form<Typed>) -> Result<Response, Fault> {
    let errors = match v.check(visit.today()) {
        Err(errors) => errors,
        Ok(party) => {
            let label = party.name.clone();
            let content = json(&party)?;
            let kept = acts::keep(&visit.site, visit.account()?, Kind::Party, (label, content));
            match kept.await {
                Ok(_) => return Ok(visit.go_saying(LIST, &Flash::success("已保存"))),
                Err(full @ Refused::Full) => Errors::of("name", full.to_string()),
                Err(other) => return Err(other.into()),
            }
        }
    };
    web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page(&visit, NEW, v, errors))
}

fn json(party: &Party) -> Result<serde_json::Value, Fault> {
    serde_json::to_value(party).map_err(|e| Fault::Inner(e.to_string()))
}

async fn own(visit: &Visit, id: SavedId) -> Result<Item, Fault> {
    let site = &visit.site;
    let found = store::item(site.db.read(), &site.vault, visit.account()?, id).await?;
    found.filter(|i| i.kind == Kind::Party).ok_or(Fault::NotFound)
}

async fn edit(visit: Visit, Path(id): Path<SavedId>) -> Result<Response, Fault> {
    let v = read(&own(&visit, id).await?).typed();
    web::show!(visit, page(&visit, CHANGE, v, Errors::new()))
}

async fn save(
    visit: Visit,
    Path(id): Path<SavedId>,
    Form(v): Form<Typed>,
) -> Result<Response, Fault> {
    let item = own(&visit, id).await?;
    match v.check(visit.today()) {
        Ok(party) => {
            let new = (party.name.clone(), json(&party)?);
            acts::change(&visit.site, item, new).await?;
            Ok(visit.go_saying(LIST, &Flash::success("已保存")))
        }
        Err(errors) => {
            web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page(&visit, CHANGE, v, errors))
        }
    }
}

async fn delete(
    visit: Visit,
    Path(id): Path<SavedId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Fault> {
    acts::delete(&visit.site, visit.account()?, id).await?;
    Ok(visit.go_saying(LIST, &Flash::success("已删除，已提交的立案申请不受影响")))
}
