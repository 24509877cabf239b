//! The step 诉讼材料: everything on one page, one card a category.
mod editing;
mod handing_in;

use super::{
    model::{self, Category, Material},
    store::{self, Earlier},
};
use crate::filing::{
    model::{Filing, Originals, Section, Target},
    step::{self, Frame, Stop},
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use kernel::{id::FilingId, policy::Permission};
use serde::Deserialize;
use web::{Errors, Fault, Page, Routes, SavedMaterial, Visit, filters::time_text};

pub(super) fn routes() -> Routes {
    let mine = Permission::OwnFilings;
    Routes::new()
        .get("/filings/{id}/materials", mine, show)
        .post("/filings/{id}/materials", mine, handing_in::receive)
        .post("/filings/{id}/materials/originals", mine, handing_in::originals)
        .post("/filings/{id}/materials/bring", mine, handing_in::bring)
        .post("/filings/{id}/materials/{file}/move", mine, editing::shift)
        .get("/filings/{id}/materials/{file}/edit", mine, editing::form)
        .post("/filings/{id}/materials/{file}/edit", mine, editing::save)
        .get("/filings/{id}/materials/{file}/delete", mine, editing::ask)
        .post("/filings/{id}/materials/{file}/delete", mine, editing::remove)
        .merge(Routes::of(web::Kind::Data).post(
            "/filings/{id}/materials/attach",
            mine,
            handing_in::attach,
        ))
}

/// One card.
struct Card {
    category: Category,
    files: Vec<Line>,
    error: Option<String>,
    /// What the court wants of this category.
    wanted: Option<String>,
    /// The element that the script renews.
    list: String,
    upload: String,
    /// 送达地址确认书 can be filled in online.
    online: bool,
}

/// One file of a card.
struct Line {
    id: String,
    name: String,
    facts: String,
    address: String,
    shift: String,
    generated: bool,
    coarse: bool,
    /// What the court wants of this file.
    wanted: Option<String>,
}

/// Something kept for reuse.
struct Saved {
    id: String,
    /// The id of its field.
    field: String,
    name: String,
    category: String,
}

/// Files of an earlier submission.
struct Past {
    title: String,
    /// Address and name.
    files: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "material/list.html", blocks = ["main"])]
struct List {
    page: Page,
    frame: Frame,
    errors: Errors,
    cards: Vec<Card>,
    past: Vec<Past>,
    saved: Vec<Saved>,
    /// Keys and names, for choosing where a saved file goes.
    choices: Vec<(String, String)>,
    /// The name of a category that could not be added.
    adding: String,
    originals: &'static str,
    ways: Vec<(&'static str, &'static str)>,
}

#[derive(Default, Deserialize)]
struct Adding {
    #[serde(default)]
    add: String,
}

async fn show(
    visit: Visit,
    Path(id): Path<FilingId>,
    Query(adding): Query<Adding>,
) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    Ok(list(&visit, &filing, &adding.add, Errors::new()).await?)
}

/// The page, with what is wrong.
async fn list(
    visit: &Visit,
    filing: &Filing,
    adding: &str,
    mut errors: Errors,
) -> Result<Response, Fault> {
    let (site, db) = (&visit.site, visit.site.db.read());
    let files = store::list(db, filing.id).await?;
    let frame = Frame::of(visit, filing, Section::Materials).await?;
    let mut present: Vec<String> = files.iter().map(|f| f.category.clone()).collect();
    // What the court misses has its card, also where the filer's own category is empty by now.
    present.extend(frame.marks.iter().filter_map(|w| match &w.target {
        Target::Category(key) => Some(key.clone()),
        Target::Material(_)
        | Target::Section(_)
        | Target::Party(..)
        | Target::Field(_)
        | Target::Whole => None,
    }));
    if !adding.is_empty() {
        match model::named_category(filing.kind, filing.capacity, adding) {
            Ok(key) => present.push(key),
            Err(why) => errors.add("add", why),
        }
    }
    let categories = model::categories(filing.kind, filing.capacity, &present);
    let choices = categories.iter().map(|c| (c.key.clone(), c.name.clone())).collect();
    let rounds = store::earlier(db, &site.vault, filing.id, filing.round).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let refused = errors.on("add").map(|_| adding.to_owned()).unwrap_or_default();
    let list = List {
        page: visit.page(),
        cards: cards(&frame, categories, &files, &errors),
        errors: frame.remarked(errors, None),
        frame,
        past: rounds.into_iter().map(|r| past(filing.id, r)).collect(),
        saved: saved(site.identities.saved_materials(&site.db, filing.filer).await?),
        choices,
        adding: refused,
        originals: filing.content.originals.map_or("", Originals::key),
        ways: Originals::options(),
    };
    web::show!(visit, status, list)
}

fn cards(
    frame: &Frame,
    categories: Vec<Category>,
    files: &[Material],
    errors: &Errors,
) -> Vec<Card> {
    let card = |category: Category| Card {
        files: files
            .iter()
            .filter(|f| f.category == category.key)
            .map(|f| line(frame, f))
            .collect(),
        error: errors.on(&category.key).map(str::to_owned),
        wanted: frame.wanted_at(&Target::Category(category.key.clone())),
        list: format!("files-{}", category.key),
        upload: format!("上传{}", category.name),
        online: category.key == model::ADDRESS_CONFIRMATION,
        category,
    };
    categories.into_iter().map(card).collect()
}

fn line(frame: &Frame, file: &Material) -> Line {
    let address = frame.below("materials", &file.id.to_string());
    Line {
        id: file.id.to_string(),
        name: file.name.clone(),
        facts: file.facts(),
        shift: format!("{address}/move"),
        address,
        generated: file.generated.is_some(),
        coarse: file.is_coarse(),
        wanted: frame.wanted_at(&Target::Material(file.id)),
    }
}

fn saved(items: Vec<SavedMaterial>) -> Vec<Saved> {
    let item = |m: SavedMaterial| Saved {
        field: format!("category-of-{}", m.id),
        id: m.id.to_string(),
        name: m.name,
        category: m.category,
    };
    items.into_iter().map(item).collect()
}

fn past(id: FilingId, earlier: Earlier) -> Past {
    let file = |f: crate::filing::submitted::SubmittedFile| {
        (format!("/filings/{id}/materials/{}", f.id), f.name)
    };
    Past {
        title: format!("第 {} 次提交的材料（{}）", earlier.round, time_text(&earlier.at)),
        files: earlier.files.into_iter().map(file).collect(),
    }
}
