//! Every migration, with sample rows put in after each, in order, on both databases; afterwards
//! every entity reads its table.
#![cfg(test)]
use db::{
    Db, Migrator, UrlKind,
    entity::{TABLES, select_each},
    testing,
};
use sea_orm::ConnectionTrait;
use sea_orm_migration::{MigratorTrait, SchemaManager};
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The sample of a migration: `mNNNN.sql`, or one file for each database.
fn sample(migration: &str, kind: UrlKind) -> String {
    let (number, ending) = match kind {
        UrlKind::Sqlite => (&migration[..5], "sqlite"),
        UrlKind::Postgres => (&migration[..5], "postgres"),
    };
    let own = folder("sample").join(format!("{number}.{ending}.sql"));
    let both = folder("sample").join(format!("{number}.sql"));
    let file = if own.exists() { own } else { both };
    let sql = std::fs::read_to_string(&file);
    let sql = sql.unwrap_or_else(|e| panic!("sample rows of {migration}: {}: {e}", file.display()));
    in_dialect(&sql, kind)
}

/// `uuid'…'` is what `PostgreSQL` reads; `SQLite` keeps ids as bytes.
fn in_dialect(sql: &str, kind: UrlKind) -> String {
    if kind == UrlKind::Postgres {
        return sql.to_owned();
    }
    let mut pieces = sql.split("uuid'");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (id, rest) = piece.split_once('\'').expect("a closed uuid");
        plain.extend(["X'", &id.replace('-', ""), "'", rest]);
    }
    plain
}

async fn all_with_samples(db: Db) {
    for migration in Migrator::migrations() {
        let name = migration.name().to_owned();
        assert_eq!(migration.use_transaction(), Some(true), "{name}");
        one_more(&db, &name).await;
        let tx = db.begin().await.unwrap();
        let rows = tx.execute_unprepared(&sample(&name, db.url_kind())).await;
        rows.unwrap_or_else(|e| panic!("sample rows of {name}: {e}"));
        tx.commit().await.unwrap();
    }
    assert!(db.pending_migrations().await.unwrap().is_empty());
    let filled = select_each(db.read()).await.unwrap();
    assert_eq!(filled, TABLES, "tables without sample rows");
    every_table_has_its_entity(&db).await;
}

async fn one_more(db: &Db, name: &str) {
    let tx = db.begin().await.unwrap();
    Migrator::up(&tx, Some(1)).await.unwrap_or_else(|e| panic!("{name}: {e}"));
    tx.commit().await.unwrap();
}

async fn every_table_has_its_entity(db: &Db) {
    let tx = db.begin().await.unwrap();
    let manager = SchemaManager::new(&tx);
    for table in TABLES {
        assert!(manager.has_table(*table).await.unwrap(), "{table}");
    }
    let sql = match db.url_kind() {
        UrlKind::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
        UrlKind::Postgres => {
            "SELECT CAST(tablename AS TEXT) AS name FROM pg_tables WHERE schemaname = 'public'"
        }
    };
    for row in tx.query_all_raw(db::statement(&tx, sql, [])).await.unwrap() {
        let name: String = row.try_get("", "name").unwrap();
        let known = TABLES.contains(&name.as_str());
        assert!(known || name == "seaql_migrations" || name.starts_with("sqlite_"), "{name}");
    }
}

#[tokio::test]
async fn sqlite() {
    testing::on_empty_sqlite(all_with_samples).await;
}

#[tokio::test]
async fn postgres() {
    testing::on_empty_postgres(all_with_samples).await;
}

#[test]
fn every_file_is_listed() {
    let names = |folder: PathBuf| {
        let files = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path());
        let names = files.map(|f| f.file_stem().unwrap().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    };
    let mut tables: Vec<&str> = TABLES.iter().copied().chain(["mod"]).collect();
    tables.sort_unstable();
    assert_eq!(names(folder("src/entity")), tables);
    let migrations = Migrator::migrations();
    let migrations = migrations.iter().map(|m| m.name());
    let listed: Vec<&str> = migrations.chain(["mod", "tools"]).collect();
    assert_eq!(names(folder("src/migration")), listed);
}
