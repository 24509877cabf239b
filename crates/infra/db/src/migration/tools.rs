//! Short words for columns, and the few things that the builder cannot say for both databases.
#![expect(dead_code, reason = "later migrations use what the present ones do not")]
use sea_orm::{ConnectionTrait, DbBackend};
use sea_orm_migration::prelude::*;

/// A new table of that name.
pub(super) fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).to_owned()
}

/// One of our ids (UUID).
pub(super) fn id(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().not_null().to_owned()
}

/// One of our ids, if there is one.
pub(super) fn id_or_none(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().to_owned()
}

/// Text, also JSON that nobody searches in.
pub(super) fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().to_owned()
}

/// Text, if there is any.
pub(super) fn text_or_none(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().to_owned()
}

/// A moment.
pub(super) fn at(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().not_null().to_owned()
}

/// A moment, if there was one.
pub(super) fn at_or_none(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().to_owned()
}

/// A date.
pub(super) fn date(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).date().not_null().to_owned()
}

/// A date, if there is one.
pub(super) fn date_or_none(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).date().to_owned()
}

/// A whole number (64 bits), also money in fen.
pub(super) fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().to_owned()
}

/// A whole number, if there is one.
pub(super) fn number_or_none(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().to_owned()
}

/// Yes or no.
pub(super) fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().to_owned()
}

/// Text that is one of these words.
pub(super) fn one_of(name: &'static str, words: &[&'static str]) -> ColumnDef {
    text(name).check(Expr::col(name).is_in(words.iter().copied())).to_owned()
}

/// A primary key of several columns.
pub(super) fn key(columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    for column in columns {
        index.col(*column);
    }
    index
}

/// `column` names the row `id` of `parent`; the row cannot outlive it.
pub(super) fn belongs_to(
    table: &'static str,
    column: &'static str,
    parent: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, column)
        .to(parent, "id")
        .on_delete(ForeignKeyAction::Restrict)
        .to_owned()
}

/// Makes looking up by `columns` fast.
pub(super) async fn index(
    m: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    let name = format!("ix_{table}_{}", columns.join("_"));
    m.create_index(key(columns).name(name).table(table).to_owned()).await
}

/// No two rows share `columns` (an empty column counts as different from every other).
pub(super) async fn unique(
    m: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    let name = format!("ux_{table}_{}", columns.join("_"));
    m.create_index(key(columns).name(name).table(table).unique().to_owned()).await
}

/// What is written stays: changing and deleting rows of `table` fails.
pub(super) async fn append_only(m: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let sql = if m.get_database_backend() == DbBackend::Sqlite {
        format!(
            "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
             BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
             CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
             BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;"
        )
    } else {
        format!(
            "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
             CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
             FOR EACH ROW EXECUTE FUNCTION append_only();
             CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
             FOR EACH STATEMENT EXECUTE FUNCTION append_only();"
        )
    };
    m.get_connection().execute_unprepared(&sql).await.map(|_| ())
}
