//! The step 费用测算 (FEE-1): the fee with its working, article by article.
use crate::filing::{
    fee,
    model::Section,
    step::{self, Frame, Stop},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use kernel::id::FilingId;
use law::fee::FeeResult;
use web::{Errors, Page, Visit};

#[derive(Template)]
#[template(path = "filing/fee.html", blocks = ["main"])]
struct FeePage {
    page: Page,
    frame: Frame,
    errors: Errors,
    cause: &'static str,
    amount: String,
    fee: Option<Told>,
    simplified: Option<String>,
}

/// A fee in words.
struct Told {
    total: String,
    /// Article, what is done, what it comes to.
    steps: Vec<(String, String, String)>,
    notes: Vec<String>,
    range: String,
}

impl From<FeeResult> for Told {
    fn from(fee: FeeResult) -> Self {
        Self {
            total: format!("{} 元", fee.fee),
            steps: fee
                .steps
                .into_iter()
                .map(|s| (s.article.to_owned(), s.text, format!("{} 元", s.amount)))
                .collect(),
            notes: fee.notes,
            range: fee
                .range
                .map(|r| {
                    format!("办法规定的幅度为 {} 元至 {} 元，具体标准由各省规定", r.low, r.high)
                })
                .unwrap_or_default(),
        }
    }
}

pub(super) async fn show(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Stop> {
    let filing = step::editable(&visit, id).await?;
    let page = FeePage {
        page: visit.page(),
        frame: Frame::of(&visit, &filing, Section::Fee).await?,
        errors: Errors::new(),
        cause: filing.cause_name().unwrap_or_default(),
        amount: filing.content.claim_amount().map(|a| format!("{a} 元")).unwrap_or_default(),
        fee: fee::estimate(&filing).map(Told::from),
        simplified: fee::simplified(&filing).map(|f| f.fee.to_string()),
    };
    Ok(web::show!(visit, page)?)
}
