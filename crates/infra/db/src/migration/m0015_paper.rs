//! 法院文书: receipts, notices and rulings that the court issued.
use super::tools::{
    append_only, at, belongs_to, id, index, number, number_or_none, table, text, unique,
};
use sea_orm_migration::prelude::*;

migration!("m0015_paper");

async fn up(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("court_paper")
            .col(id("id").primary_key())
            .col(id("case_id"))
            .col(number("seq"))
            .col(id("filing_id"))
            .col(text("kind"))
            .col(text("title"))
            .col(text("number"))
            .col(text("sha256"))
            .col(number("size"))
            .col(number_or_none("pages"))
            .col(at("issued_at"))
            .foreign_key(&mut belongs_to("court_paper", "filing_id", "filing"))
            .to_owned(),
    )
    .await?;
    unique(m, "court_paper", &["case_id", "seq"]).await?;
    index(m, "court_paper", &["filing_id", "seq"]).await?;
    append_only(m, "court_paper").await
}
