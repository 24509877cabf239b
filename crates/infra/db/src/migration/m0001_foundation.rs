//! What every stage stands on: docket, jobs, files, counters, sessions, uploads.
use super::tools::{
    append_only, at, id, id_or_none, index, key, number, number_or_none, one_of, table, text,
    text_or_none, unique,
};
use sea_orm_migration::prelude::*;

migration!("m0001_foundation");

async fn up(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    docket(m).await?;
    jobs(m).await?;
    files(m).await?;
    visits(m).await
}

async fn docket(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("docket_entry")
            .col(id("case_id"))
            .col(number("seq"))
            .col(at("at"))
            .col(text("actor"))
            .col(text("event"))
            .col(text("previous"))
            .col(text("hash"))
            .primary_key(&mut key(&["case_id", "seq"]))
            .to_owned(),
    )
    .await?;
    append_only(m, "docket_entry").await?;
    m.create_table(
        table("docket_head")
            .col(id("case_id").primary_key())
            .col(number("seq"))
            .col(text("hash"))
            .to_owned(),
    )
    .await?;
    m.create_table(table("counter").col(text("key").primary_key()).col(number("n")).to_owned())
        .await
}

/// `due_at` is when the row may next be taken: its time while it waits, the end of the lease
/// while it runs.
async fn jobs(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("job")
            .col(id("id").primary_key())
            .col(text("kind"))
            .col(text_or_none("dedup"))
            .col(text("payload"))
            .col(one_of("state", &["waiting", "running", "done", "dead"]))
            .col(at("due_at"))
            .col(number("attempts"))
            .col(id_or_none("lease"))
            .col(text_or_none("error"))
            .col(at("created_at"))
            .col(at("updated_at"))
            .to_owned(),
    )
    .await?;
    unique(m, "job", &["kind", "dedup"]).await?;
    index(m, "job", &["state", "due_at"]).await
}

async fn files(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("blob")
            .col(text("sha256").primary_key())
            .col(text("sm3"))
            .col(number("size"))
            .col(text("media_type"))
            .col(at("created_at"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        table("upload")
            .col(id("id").primary_key())
            .col(id("account_id"))
            .col(text("file_name"))
            .col(number("length"))
            .col(number("received"))
            .col(one_of("state", &["receiving", "finished", "failed"]))
            .col(text_or_none("blob_sha256"))
            .col(text_or_none("media_type"))
            .col(number_or_none("pages"))
            .col(number_or_none("width"))
            .col(number_or_none("height"))
            .col(text_or_none("error"))
            .col(at("created_at"))
            .col(at("updated_at"))
            .to_owned(),
    )
    .await?;
    index(m, "upload", &["account_id", "state"]).await?;
    index(m, "upload", &["state", "updated_at"]).await?;
    m.create_table(
        table("upload_part")
            .col(id("upload_id"))
            .col(number("start"))
            .col(number("length"))
            .col(text("object_key"))
            .primary_key(&mut key(&["upload_id", "start"]))
            .foreign_key(
                ForeignKey::create()
                    .from("upload_part", "upload_id")
                    .to("upload", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned(),
    )
    .await
}

async fn visits(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("session")
            .col(text("id_hash").primary_key())
            .col(id_or_none("account_id"))
            .col(text("data"))
            .col(text("csrf"))
            .col(at("created_at"))
            .col(at("seen_at"))
            .col(at("expires_at"))
            .to_owned(),
    )
    .await?;
    index(m, "session", &["account_id"]).await?;
    index(m, "session", &["expires_at"]).await?;
    m.create_table(
        table("held_form")
            .col(id("id").primary_key())
            .col(id("account_id"))
            .col(text("path"))
            .col(text("body"))
            .col(at("at"))
            .to_owned(),
    )
    .await?;
    index(m, "held_form", &["account_id", "path"]).await?;
    index(m, "held_form", &["at"]).await?;
    m.create_table(
        table("rate_limit")
            .col(text("key"))
            .col(at("window_start"))
            .col(number("n"))
            .primary_key(&mut key(&["key", "window_start"]))
            .to_owned(),
    )
    .await?;
    index(m, "rate_limit", &["window_start"]).await
}
