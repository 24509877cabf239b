//! The log of commitments (存证日志): what is to go in, what went in, its tiles, what was signed and stamped.
use super::tools::{append_only, at, id, index, key, number, table, text, unique};
use sea_orm_migration::prelude::*;

migration!("m0014_proof");

async fn up(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    commitments(m).await?;
    log(m).await
}

/// `proof_pending` names the commitments that no leaf holds yet.
async fn commitments(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("proof_commitment")
            .col(id("id").primary_key())
            .col(text("subject"))
            .col(text("opening"))
            .col(at("at"))
            .to_owned(),
    )
    .await?;
    unique(m, "proof_commitment", &["subject"]).await?;
    append_only(m, "proof_commitment").await?;
    m.create_table(table("proof_pending").col(id("id").primary_key()).col(text("leaf")).to_owned())
        .await
}

async fn log(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("proof_leaf")
            .col(number("position").primary_key())
            .col(id("commitment_id"))
            .col(text("leaf"))
            .to_owned(),
    )
    .await?;
    unique(m, "proof_leaf", &["commitment_id"]).await?;
    append_only(m, "proof_leaf").await?;
    m.create_table(
        table("proof_tile")
            .col(number("level"))
            .col(number("place"))
            .col(text("hashes"))
            .primary_key(&mut key(&["level", "place"]))
            .to_owned(),
    )
    .await?;
    m.create_table(
        table("proof_head")
            .col(text("origin").primary_key())
            .col(number("size"))
            .col(text("root"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        table("proof_checkpoint")
            .col(number("size").primary_key())
            .col(text("note"))
            .col(at("at"))
            .to_owned(),
    )
    .await?;
    append_only(m, "proof_checkpoint").await?;
    m.create_table(
        table("proof_stamp")
            .col(number("size").primary_key())
            .col(text("token"))
            .col(text("authority"))
            .col(at("at"))
            .to_owned(),
    )
    .await?;
    index(m, "proof_stamp", &["at"]).await?;
    append_only(m, "proof_stamp").await
}
