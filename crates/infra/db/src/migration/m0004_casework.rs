//! Cases as they stand after acceptance, who is in them, who read them, and what people are told;
//! and what the filing desk looks up in its filings.
use super::tools::{
    append_only, at, at_or_none, belongs_to, date_or_none, flag, id, id_or_none, index, key,
    number, number_or_none, one_of, table, text, text_or_none, unique,
};
use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;

migration!("m0004_casework");

async fn up(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    cases(m).await?;
    people(m).await?;
    messages(m).await?;
    filing_desk(m).await
}

async fn cases(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("court_case")
            .col(id("id").primary_key())
            .col(id("filing_id"))
            .col(text("number"))
            .col(text("court"))
            .col(text("cause"))
            .col(text("title"))
            .col(one_of("stage", &["first_instance"]))
            .col(one_of("state", &["open", "closed"]))
            .col(at("accepted_at"))
            .col(number("version"))
            .to_owned(),
    )
    .await?;
    unique(m, "court_case", &["number"]).await?;
    index(m, "court_case", &["court", "accepted_at", "id"]).await?;
    m.create_table(
        table("access_log")
            .col(id("id").primary_key())
            .col(at("at"))
            .col(id("account_id"))
            .col(text("court"))
            .col(id("case_id"))
            .col(text("what"))
            .to_owned(),
    )
    .await?;
    index(m, "access_log", &["case_id", "at"]).await?;
    append_only(m, "access_log").await
}

/// `court` and `accepted_at` are repeated so that one index finds a court's or a person's cases in
/// the order in which they are shown.
async fn people(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("case_party")
            .col(id("case_id"))
            .col(number("position"))
            .col(id_or_none("account_id"))
            .col(one_of("role", &["plaintiff", "defendant", "third"]))
            .col(text("name"))
            .col(text("court"))
            .col(at("accepted_at"))
            .primary_key(&mut key(&["case_id", "position"]))
            .foreign_key(&mut belongs_to("case_party", "case_id", "court_case"))
            .to_owned(),
    )
    .await?;
    index(m, "case_party", &["court", "name", "accepted_at", "case_id"]).await?;
    m.create_table(
        table("case_member")
            .col(id("account_id"))
            .col(id("case_id"))
            .col(at("accepted_at"))
            .primary_key(&mut key(&["account_id", "case_id"]))
            .foreign_key(&mut belongs_to("case_member", "case_id", "court_case"))
            .to_owned(),
    )
    .await?;
    index(m, "case_member", &["account_id", "accepted_at", "case_id"]).await
}

/// `seq` is the docket entry that a message tells of: one message for each.
async fn messages(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("message")
            .col(id("id").primary_key())
            .col(id("account_id"))
            .col(id_or_none("case_id"))
            .col(number_or_none("seq"))
            .col(id_or_none("filing_id"))
            .col(text("title"))
            .col(text("body"))
            .col(text_or_none("todo"))
            .col(flag("todo_open"))
            .col(date_or_none("due"))
            .col(text_or_none("link"))
            .col(flag("unread"))
            .col(at_or_none("read_at"))
            .col(at("at"))
            .to_owned(),
    )
    .await?;
    unique(m, "message", &["account_id", "case_id", "seq"]).await?;
    index(m, "message", &["account_id", "unread", "at", "id"]).await?;
    index(m, "message", &["account_id", "todo_open", "at"]).await?;
    index(m, "message", &["account_id", "case_id", "at"]).await?;
    index(m, "message", &["filing_id"]).await
}

/// Decided filings by the day of the decision; and who else sues whom, by the beginnings of the
/// names (an index takes no long texts).
async fn filing_desk(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    index(m, "filing", &["court", "state", "decided_at", "id"]).await?;
    let sql = "CREATE INDEX ix_filing_twins ON filing
        (court, substr(plaintiffs, 1, 40), substr(defendants, 1, 40))";
    m.get_connection().execute_unprepared(sql).await.map(|_| ())
}
