//! Files coming in: by a plain form, by the script, from what is kept for reuse.
use super::super::acts::{self, NotDone};
use super::list;
use crate::filing::{
    model::{Originals, Section},
    step::{self, Autosave, Stop},
};
use axum::{
    Json,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kernel::id::{FilingId, SavedId, UploadId};
use serde::Deserialize;
use web::{
    Errors, Fault, Flash, Form, Visit,
    uploads::{self, Parts},
};

/// `POST …/materials`: the good files are kept, the bad ones named.
pub(super) async fn receive(
    visit: Visit,
    Path(id): Path<FilingId>,
    parts: Parts,
) -> Result<Response, Stop> {
    step::editable(&visit, id).await?;
    let received = uploads::receive_multipart(&visit, parts).await?;
    let category = received.field("category").unwrap_or_default().to_owned();
    let (mut good, mut errors) = (Vec::new(), Errors::new());
    let none = received.files.is_empty();
    for file in received.files {
        match file.result {
            Ok(found) => good.push(found),
            Err(why) => errors.add(category.clone(), why),
        }
    }
    if none {
        errors.add(category.clone(), "请先选择文件，再点上传");
    }
    let count = good.len();
    match acts::hand_in(&visit.site, (visit.account()?, id), &category, good).await {
        Ok(()) => {}
        Err(e @ (NotDone::TooMany | NotDone::NoCategory)) => {
            errors.add(category.clone(), e.to_string());
        }
        Err(e) => return Err(Fault::from(e).into()),
    }
    if errors.is_empty() {
        let to = format!("/filings/{id}/materials");
        return Ok(visit.go_saying(&to, &Flash::success(format!("已上传 {count} 个文件"))));
    }
    let filing = step::editable(&visit, id).await?;
    let adding = super::super::model::category_name(&category);
    Ok(list(&visit, &filing, &adding, errors).await?)
}

#[derive(Deserialize)]
pub(super) struct Attached {
    upload: UploadId,
    #[serde(default)]
    category: String,
}

/// `POST …/materials/attach`: what the script uploaded. Answers JSON.
pub(super) async fn attach(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(form): Form<Attached>,
) -> Result<Response, Fault> {
    let whose = (visit.account()?, id);
    match acts::attach(&visit.site, whose, &form.category, form.upload).await {
        Ok(material) => {
            Ok((StatusCode::CREATED, Json(serde_json::json!({ "id": material }))).into_response())
        }
        Err(e) => {
            let message = Json(serde_json::json!({ "message": e.to_string() }));
            let fault = Fault::from(e);
            if fault.status().is_server_error() {
                return Err(fault);
            }
            let status = match fault.status() {
                StatusCode::NOT_FOUND => StatusCode::NOT_FOUND,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            Ok((status, message).into_response())
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Brought {
    saved: SavedId,
    #[serde(default)]
    category: String,
}

/// `POST …/materials/bring`: 引入常用材料.
pub(super) async fn bring(
    visit: Visit,
    Path(id): Path<FilingId>,
    Form(form): Form<Brought>,
) -> Result<Response, Stop> {
    let (site, account) = (&visit.site, visit.account()?);
    let saved = site.identities.saved_materials(&site.db, account).await?;
    let saved = saved.into_iter().find(|s| s.id == form.saved).ok_or(Fault::NotFound)?;
    let name = saved.name.clone();
    acts::bring_in(site, (account, id), &form.category, saved).await.map_err(Fault::from)?;
    let to = format!("/filings/{id}/materials");
    Ok(visit.go_saying(&to, &Flash::success(format!("已引入“{name}”"))))
}

#[derive(Deserialize)]
pub(super) struct Way {
    #[serde(default)]
    originals: String,
    #[serde(default)]
    then: String,
}

/// `POST …/materials/originals`: how the paper originals will come, and on to the next step.
pub(super) async fn originals(
    visit: Visit,
    Path(id): Path<FilingId>,
    Autosave(autosave): Autosave,
    Form(form): Form<Way>,
) -> Result<Response, Stop> {
    let whose = (visit.account()?, id);
    match Originals::from_key(&form.originals) {
        Some(way) => {
            acts::choose_originals(&visit.site, whose, way).await.map_err(Fault::from)?;
        }
        None if autosave || form.then == "list" => {}
        None => {
            let filing = step::editable(&visit, id).await?;
            let errors = Errors::of("originals", "请选择立案后纸质原件的提交方式");
            return Ok(list(&visit, &filing, "", errors).await?);
        }
    }
    if autosave {
        return Ok(step::autosaved());
    }
    Ok(visit.go(&step::next(id, Section::Materials, &form.then)))
}
