//! One file: its name, its category, its place, its removal.
use super::super::{
    acts::{self, NotDone},
    model::{self, Material},
    store,
};
use crate::filing::{
    model::Filing,
    step::{self, Stop},
};
use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use kernel::id::{FilingId, MaterialId};
use serde::Deserialize;
use web::{Errors, Fault, Flash, Form, Page, Visit};

async fn own(visit: &Visit, id: FilingId, file: MaterialId) -> Result<(Filing, Material), Stop> {
    let filing = step::editable(visit, id).await?;
    let file = store::find(visit.site.db.read(), id, file).await?.ok_or(Fault::NotFound)?;
    if file.generated.is_some() {
        let to = format!("/filings/{id}/materials");
        let why = Flash::notice(NotDone::Generated.to_string());
        return Err(Stop::Go(Box::new(visit.go_saying(&to, &why))));
    }
    Ok((filing, file))
}

#[derive(Template)]
#[template(path = "material/edit.html", blocks = ["main"])]
struct Edit {
    page: Page,
    errors: Errors,
    back: String,
    address: String,
    /// As it stands.
    current: String,
    stem: String,
    ending: String,
    category: String,
    choices: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    category: String,
}

/// `GET …/{file}/edit`
pub(super) async fn form(
    visit: Visit,
    Path((id, file)): Path<(FilingId, MaterialId)>,
) -> Result<Response, Stop> {
    let (filing, file) = own(&visit, id, file).await?;
    let name = model::split(&file.name).0.to_owned();
    let typed = Typed { name, category: file.category.clone() };
    let page = edit(&visit, &filing, &file, typed, Errors::new()).await?;
    Ok(web::show!(visit, page)?)
}

async fn edit(
    visit: &Visit,
    filing: &Filing,
    file: &Material,
    typed: Typed,
    errors: Errors,
) -> Result<Edit, Fault> {
    let files = store::list(visit.site.db.read(), filing.id).await?;
    let present: Vec<String> = files.into_iter().map(|f| f.category).collect();
    let choices = model::categories(filing.kind, filing.capacity, &present);
    let back = format!("/filings/{}/materials", filing.id);
    Ok(Edit {
        page: visit.page(),
        errors,
        address: format!("{back}/{}", file.id),
        back,
        current: file.name.clone(),
        stem: typed.name,
        ending: format!(".{}", model::split(&file.name).1),
        category: typed.category,
        choices: choices.into_iter().map(|c| (c.key, c.name)).collect(),
    })
}

/// `POST …/{file}/edit`
pub(super) async fn save(
    visit: Visit,
    Path((id, file)): Path<(FilingId, MaterialId)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Stop> {
    let whose = (visit.account()?, id);
    let to = (typed.name.as_str(), typed.category.as_str());
    let errors = match acts::change(&visit.site, whose, file, to).await {
        Ok(()) => return Ok(visit.go(&format!("/filings/{id}/materials"))),
        Err(e @ NotDone::Typed(_)) => Errors::of("name", e.to_string()),
        Err(e @ NotDone::NoCategory) => Errors::of("category", e.to_string()),
        Err(e) => return Err(Fault::from(e).into()),
    };
    let (filing, file) = own(&visit, id, file).await?;
    let page = edit(&visit, &filing, &file, typed, errors).await?;
    Ok(web::show!(visit, StatusCode::UNPROCESSABLE_ENTITY, page)?)
}

#[derive(Deserialize)]
pub(super) struct Move {
    #[serde(default, rename = "move")]
    to: String,
}

/// `POST …/{file}/move`
pub(super) async fn shift(
    visit: Visit,
    Path((id, file)): Path<(FilingId, MaterialId)>,
    Form(form): Form<Move>,
) -> Result<Response, Fault> {
    let up = match form.to.as_str() {
        "up" => true,
        "down" => false,
        _ => return Err(Fault::BadRequest("请用上移或下移按钮调整顺序".into())),
    };
    acts::shift(&visit.site, (visit.account()?, id), file, up).await?;
    Ok(visit.go(&format!("/filings/{id}/materials#material-{file}")))
}

#[derive(Template)]
#[template(path = "material/delete.html", blocks = ["main"])]
struct Delete {
    page: Page,
    back: String,
    address: String,
    name: String,
    category: String,
}

/// `GET …/{file}/delete`
pub(super) async fn ask(
    visit: Visit,
    Path((id, file)): Path<(FilingId, MaterialId)>,
) -> Result<Response, Stop> {
    let (_, file) = own(&visit, id, file).await?;
    let back = format!("/filings/{id}/materials");
    let page = Delete {
        page: visit.page(),
        address: format!("{back}/{}/delete", file.id),
        back,
        name: file.name,
        category: model::category_name(&file.category),
    };
    Ok(web::show!(visit, page)?)
}

/// A form of one button.
#[derive(Deserialize)]
pub(super) struct Sure {}

/// `POST …/{file}/delete`. Gone already is as good as gone now.
pub(super) async fn remove(
    visit: Visit,
    Path((id, file)): Path<(FilingId, MaterialId)>,
    Form(Sure {}): Form<Sure>,
) -> Result<Response, Fault> {
    let whose = (visit.account()?, id);
    match acts::remove(&visit.site, whose, file).await {
        Ok(()) | Err(NotDone::Unknown) => {}
        Err(e) => return Err(e.into()),
    }
    Ok(visit.go_saying(&format!("/filings/{id}/materials"), &Flash::success("已删除")))
}
