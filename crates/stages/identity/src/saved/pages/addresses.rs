//! `/me/addresses`: 邮寄送达, 短信送达, 邮箱送达.
use crate::{
    Nothing,
    saved::{
        acts,
        address::Address,
        model::{Item, Kind, Refused},
        store,
    },
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

const LIST: &str = "/me/addresses";

pub(super) fn routes() -> Routes {
    let own = Permission::OwnIdentity;
    Routes::new()
        .get("/me/addresses", own, list)
        .get("/me/addresses/new", own, new)
        .post("/me/addresses/new", own, create)
        .get("/me/addresses/{id}", own, edit)
        .post("/me/addresses/{id}", own, save)
        .post("/me/addresses/{id}/delete", own, delete)
}

/// The saved addresses of one kind.
struct Group {
    kind: Kind,
    addresses: Vec<(SavedId, Address)>,
}

#[derive(Template)]
#[template(path = "saved/addresses.html", blocks = ["main"])]
struct List {
    page: Page,
    groups: Vec<Group>,
}

async fn list(visit: Visit) -> Result<Response, Fault> {
    let (site, account) = (&visit.site, visit.account()?);
    let items = store::items(site.db.read(), &site.vault, account, &Kind::ADDRESSES).await?;
    let of_kind = |kind| Group {
        kind,
        addresses: items
            .iter()
            .filter(|i| i.kind == kind)
            .map(|i| (i.id, Address::read(&i.content, &i.label)))
            .collect(),
    };
    let groups = Kind::ADDRESSES.into_iter().map(of_kind).collect();
    web::show!(visit, List { page: visit.page(), groups })
}

#[derive(Template)]
#[template(path = "saved/address.html", blocks = ["main"])]
struct Edit {
    page: Page,
    errors: Errors,
    kind: Kind,
    v: Address,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    kind: String,
}

async fn new(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let kind = Kind::from_key(&asked.kind).filter(|k| Kind::ADDRESSES.contains(k));
    let kind = kind.unwrap_or(Kind::Post);
    let v = Address::of_kind(kind);
    web::show!(visit, Edit { page: visit.page(), errors: Errors::new(), kind, v })
}

async fn create(visit: Visit, Form(v): Form<Address>) -> Result<Response, Fault> {
    let kind = v.of().ok_or(Fault::NotFound)?;
    let errors = match v.check(kind, visit.today()) {
        Err(errors) => errors,
        Ok(new) => match acts::keep(&visit.site, visit.account()?, kind, new).await {
            Ok(_) => return Ok(visit.go_saying(LIST, &Flash::success("已保存"))),
            Err(full @ Refused::Full) => Errors::of("label", full.to_string()),
            Err(other) => return Err(other.into()),
        },
    };
    web::show!(
        visit,
        StatusCode::UNPROCESSABLE_ENTITY,
        Edit { page: visit.page(), errors, kind, v }
    )
}

async fn own(visit: &Visit, id: SavedId) -> Result<Item, Fault> {
    let site = &visit.site;
    let found = store::item(site.db.read(), &site.vault, visit.account()?, id).await?;
    found.filter(|i| Kind::ADDRESSES.contains(&i.kind)).ok_or(Fault::NotFound)
}

async fn edit(visit: Visit, Path(id): Path<SavedId>) -> Result<Response, Fault> {
    let item = own(&visit, id).await?;
    let v = Address::read(&item.content, &item.label);
    web::show!(visit, Edit { page: visit.page(), errors: Errors::new(), kind: item.kind, v })
}

async fn save(
    visit: Visit,
    Path(id): Path<SavedId>,
    Form(v): Form<Address>,
) -> Result<Response, Fault> {
    let item = own(&visit, id).await?;
    let kind = item.kind;
    match v.check(kind, visit.today()) {
        Ok(new) => {
            acts::change(&visit.site, item, new).await?;
            Ok(visit.go_saying(LIST, &Flash::success("已保存")))
        }
        Err(errors) => web::show!(
            visit,
            StatusCode::UNPROCESSABLE_ENTITY,
            Edit { page: visit.page(), errors, kind, v }
        ),
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
