//! 立案: filings, their notices, materials, submissions and reviews.
use super::tools::{
    append_only, at, at_or_none, belongs_to, date_or_none, id, id_or_none, index, key, number,
    number_or_none, one_of, table, text, text_or_none, unique,
};
use sea_orm_migration::prelude::*;

migration!("m0003_intake");

async fn up(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    filing(m).await?;
    notice(m).await?;
    material(m).await?;
    submission(m).await?;
    review(m).await
}

/// `version` counts every change of the row. `registration` is given at the first submission and
/// stays; the times and the court's answer describe the state.
async fn filing(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    const STATES: [&str; 5] = ["draft", "submitted", "supplement", "accepted", "refused"];
    m.create_table(
        table("filing")
            .col(id("id").primary_key())
            .col(id("case_id"))
            .col(id("filer"))
            .col(text("kind"))
            .col(text("capacity"))
            .col(text_or_none("court"))
            .col(text_or_none("cause"))
            .col(text("cause_list"))
            .col(text("title"))
            .col(text("plaintiffs"))
            .col(text("defendants"))
            .col(one_of("state", &STATES))
            .col(text("content"))
            .col(number_or_none("claim_amount"))
            .col(number("round"))
            .col(number("supplements"))
            .col(text_or_none("registration"))
            .col(text_or_none("case_number"))
            .col(at("created_at"))
            .col(at("updated_at"))
            .col(at_or_none("first_submitted_at"))
            .col(at_or_none("submitted_at"))
            .col(at_or_none("decided_at"))
            .col(at_or_none("due_at"))
            .col(date_or_none("supplement_until"))
            .col(id_or_none("copied_from"))
            .col(number("version"))
            .to_owned(),
    )
    .await?;
    unique(m, "filing", &["case_id"]).await?;
    unique(m, "filing", &["registration"]).await?;
    unique(m, "filing", &["case_number"]).await?;
    index(m, "filing", &["filer", "updated_at", "id"]).await?;
    index(m, "filing", &["filer", "state", "updated_at", "id"]).await?;
    index(m, "filing", &["court", "state", "submitted_at", "id"]).await
}

async fn notice(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("filing_notice")
            .col(id("filing_id"))
            .col(text("notice"))
            .col(text("version"))
            .col(at("opened_at"))
            .col(at_or_none("agreed_at"))
            .primary_key(&mut key(&["filing_id", "notice", "version"]))
            .foreign_key(&mut belongs_to("filing_notice", "filing_id", "filing"))
            .to_owned(),
    )
    .await
}

/// `generated` names the paper that the platform itself wrote into the file.
async fn material(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("filing_material")
            .col(id("id").primary_key())
            .col(id("filing_id"))
            .col(text("category"))
            .col(text("name"))
            .col(text("file_name"))
            .col(number("position"))
            .col(text("sha256"))
            .col(text("media_type"))
            .col(number("size"))
            .col(number_or_none("pages"))
            .col(number_or_none("width"))
            .col(number_or_none("height"))
            .col(text_or_none("generated"))
            .col(at("created_at"))
            .foreign_key(&mut belongs_to("filing_material", "filing_id", "filing"))
            .to_owned(),
    )
    .await?;
    index(m, "filing_material", &["filing_id", "category", "position"]).await?;
    index(m, "filing_material", &["sha256"]).await
}

/// What was submitted, round by round, as it was.
async fn submission(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("filing_submission")
            .col(id("filing_id"))
            .col(number("round"))
            .col(at("at"))
            .col(text("content"))
            .col(text("materials"))
            .col(text("digest"))
            .primary_key(&mut key(&["filing_id", "round"]))
            .foreign_key(&mut belongs_to("filing_submission", "filing_id", "filing"))
            .to_owned(),
    )
    .await?;
    append_only(m, "filing_submission").await
}

async fn review(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    const DECISIONS: [&str; 4] = ["accept", "supplement", "refuse", "transfer"];
    m.create_table(
        table("filing_review")
            .col(id("id").primary_key())
            .col(id("filing_id"))
            .col(number("round"))
            .col(id("clerk"))
            .col(at("at"))
            .col(one_of("decision", &DECISIONS))
            .col(text("marks"))
            .col(text("opinion"))
            .col(text("law"))
            .col(date_or_none("until"))
            .col(text_or_none("court"))
            .foreign_key(&mut belongs_to("filing_review", "filing_id", "filing"))
            .to_owned(),
    )
    .await?;
    index(m, "filing_review", &["filing_id", "at"]).await?;
    append_only(m, "filing_review").await?;
    m.create_table(
        table("filing_review_draft")
            .col(id("filing_id").primary_key())
            .col(id("clerk"))
            .col(text("marks"))
            .col(text("opinion"))
            .col(at("updated_at"))
            .foreign_key(&mut belongs_to("filing_review_draft", "filing_id", "filing"))
            .to_owned(),
    )
    .await
}
