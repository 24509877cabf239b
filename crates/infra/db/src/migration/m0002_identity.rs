//! 身份: accounts, codes by SMS, staff with their second factor, real names, what is kept for reuse.
use super::tools::{
    append_only, at, at_or_none, belongs_to, flag, id, id_or_none, index, key, number,
    number_or_none, one_of, table, text, text_or_none, unique,
};
use sea_orm_migration::prelude::*;

migration!("m0002_identity");

async fn up(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    accounts(m).await?;
    codes(m).await?;
    staff(m).await?;
    verifications(m).await?;
    real_names(m).await?;
    saved(m).await
}

async fn accounts(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("account")
            .col(id("id").primary_key())
            .col(one_of("kind", &["person", "staff"]))
            .col(text_or_none("phone"))
            .col(text_or_none("phone_index"))
            .col(text_or_none("phone_masked"))
            .col(text_or_none("login"))
            .col(text("password"))
            .col(text_or_none("name"))
            .col(one_of("state", &["active", "disabled"]))
            .col(at("sessions_since"))
            .col(at("created_at"))
            .col(at("updated_at"))
            .col(number("version"))
            .to_owned(),
    )
    .await?;
    unique(m, "account", &["phone_index"]).await?;
    unique(m, "account", &["login"]).await?;
    m.create_table(
        table("account_consent")
            .col(id("account_id"))
            .col(one_of("document", &["agreement", "privacy"]))
            .col(text("version"))
            .col(at("at"))
            .primary_key(&mut key(&["account_id", "document", "version"]))
            .foreign_key(&mut belongs_to("account_consent", "account_id", "account"))
            .to_owned(),
    )
    .await?;
    append_only(m, "account_consent").await?;
    m.create_table(
        table("account_entry")
            .col(id("account_id"))
            .col(number("seq"))
            .col(at("at"))
            .col(text("actor"))
            .col(text("what"))
            .primary_key(&mut key(&["account_id", "seq"]))
            .foreign_key(&mut belongs_to("account_entry", "account_id", "account"))
            .to_owned(),
    )
    .await?;
    append_only(m, "account_entry").await?;
    m.create_table(
        table("login_guard")
            .col(text("key").primary_key())
            .col(number("failures"))
            .col(at("last_at"))
            .col(at_or_none("locked_until"))
            .to_owned(),
    )
    .await
}

/// `entry_step` is one walk through registering, logging in or changing a secret: what has been
/// shown so far, tied to the visitor's own token.
async fn codes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("entry_step")
            .col(id("id").primary_key())
            .col(one_of(
                "purpose",
                &["register", "login", "reset", "phone_old", "phone_new", "staff"],
            ))
            .col(text("visitor"))
            .col(id_or_none("account_id"))
            .col(text_or_none("phone"))
            .col(text_or_none("phone_index"))
            .col(text_or_none("code_hash"))
            .col(at_or_none("code_until"))
            .col(number("tries"))
            .col(text("next"))
            .col(text_or_none("pending"))
            .col(at_or_none("proven_at"))
            .col(at_or_none("finished_at"))
            .col(at("created_at"))
            .to_owned(),
    )
    .await?;
    index(m, "entry_step", &["created_at"]).await?;
    m.create_table(
        table("challenge")
            .col(id("id").primary_key())
            .col(one_of("kind", &["picture", "question"]))
            .col(text("answer"))
            .col(at("created_at"))
            .col(at_or_none("used_at"))
            .to_owned(),
    )
    .await?;
    index(m, "challenge", &["created_at"]).await?;
    m.create_table(
        table("sms_number").col(text("number_index").primary_key()).col(number("n")).to_owned(),
    )
    .await?;
    m.create_table(
        table("sms_message")
            .col(id("id").primary_key())
            .col(text("number_index"))
            .col(text("number"))
            .col(text_or_none("body"))
            .col(at("created_at"))
            .col(at("until"))
            .col(at_or_none("sent_at"))
            .to_owned(),
    )
    .await?;
    index(m, "sms_message", &["number_index", "created_at"]).await
}

async fn staff(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("staff")
            .col(id("account_id").primary_key())
            .col(text("court"))
            .col(text("roles"))
            .col(text_or_none("totp"))
            .col(number("totp_step"))
            .col(flag("own_password"))
            .col(id_or_none("created_by"))
            .foreign_key(&mut belongs_to("staff", "account_id", "account"))
            .to_owned(),
    )
    .await?;
    index(m, "staff", &["court"]).await?;
    m.create_table(
        table("recovery_code")
            .col(id("account_id"))
            .col(text("code_hash"))
            .col(at_or_none("used_at"))
            .primary_key(&mut key(&["account_id", "code_hash"]))
            .foreign_key(&mut belongs_to("recovery_code", "account_id", "account"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        table("staff_entry")
            .col(id("account_id"))
            .col(number("seq"))
            .col(at("at"))
            .col(text("actor"))
            .col(text("what"))
            .primary_key(&mut key(&["account_id", "seq"]))
            .foreign_key(&mut belongs_to("staff_entry", "account_id", "account"))
            .to_owned(),
    )
    .await?;
    append_only(m, "staff_entry").await
}

async fn verifications(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("verification")
            .col(id("id").primary_key())
            .col(id("account_id"))
            .col(one_of("state", &["open", "started", "passed", "failed", "refused", "cancelled"]))
            .col(text_or_none("method"))
            .col(text("name"))
            .col(text("document"))
            .col(text("number"))
            .col(text("number_index"))
            .col(text("number_masked"))
            .col(text("phone"))
            .col(text_or_none("token"))
            .col(text_or_none("slip"))
            .col(text_or_none("reason"))
            .col(text("next"))
            .col(at("created_at"))
            .col(at_or_none("decided_at"))
            .col(id_or_none("decided_by"))
            .col(text_or_none("court"))
            .col(number("version"))
            .foreign_key(&mut belongs_to("verification", "account_id", "account"))
            .to_owned(),
    )
    .await?;
    unique(m, "verification", &["slip"]).await?;
    index(m, "verification", &["account_id", "created_at"]).await?;
    index(m, "verification", &["court", "created_at"]).await?;
    m.create_table(
        table("verification_entry")
            .col(id("verification_id"))
            .col(number("seq"))
            .col(at("at"))
            .col(text("actor"))
            .col(text("what"))
            .col(text("detail"))
            .primary_key(&mut key(&["verification_id", "seq"]))
            .foreign_key(&mut belongs_to("verification_entry", "verification_id", "verification"))
            .to_owned(),
    )
    .await?;
    append_only(m, "verification_entry").await
}

async fn real_names(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("real_name")
            .col(id("account_id").primary_key())
            .col(text("name"))
            .col(text("document"))
            .col(text("number"))
            .col(text("number_index"))
            .col(text("number_masked"))
            .col(text("phone"))
            .col(text("method"))
            .col(id("verification_id"))
            .col(at("verified_at"))
            .foreign_key(&mut belongs_to("real_name", "account_id", "account"))
            .foreign_key(&mut belongs_to("real_name", "verification_id", "verification"))
            .to_owned(),
    )
    .await?;
    unique(m, "real_name", &["number_index"]).await
}

async fn saved(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        table("saved_item")
            .col(id("id").primary_key())
            .col(id("account_id"))
            .col(one_of("kind", &["party", "post", "sms", "email"]))
            .col(text("label"))
            .col(text("content"))
            .col(at("created_at"))
            .col(at("updated_at"))
            .foreign_key(&mut belongs_to("saved_item", "account_id", "account"))
            .to_owned(),
    )
    .await?;
    index(m, "saved_item", &["account_id", "kind"]).await?;
    m.create_table(
        table("saved_material")
            .col(id("id").primary_key())
            .col(id("account_id"))
            .col(text("category"))
            .col(text("name"))
            .col(text("sha256"))
            .col(text("media_type"))
            .col(number("size"))
            .col(number_or_none("pages"))
            .col(at("created_at"))
            .foreign_key(&mut belongs_to("saved_material", "account_id", "account"))
            .to_owned(),
    )
    .await?;
    index(m, "saved_material", &["account_id"]).await?;
    m.create_table(
        table("signature_specimen")
            .col(id("account_id").primary_key())
            .col(text("sha256"))
            .col(number("width"))
            .col(number("height"))
            .col(at("at"))
            .foreign_key(&mut belongs_to("signature_specimen", "account_id", "account"))
            .to_owned(),
    )
    .await
}
