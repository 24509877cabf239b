//! One address, one [`Db`]: `SQLite` with one writing connection and several readers, or a
//! `PostgreSQL` pool. Everything else in the program is the same for both.
use crate::migration::Migrator;
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait, Value,
    sqlx::{
        Connection, PgConnection,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};
use sea_orm_migration::MigratorTrait;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// Which database an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlKind {
    /// `sqlite:FILE` or `sqlite://FILE`
    Sqlite,
    /// `postgres://…` or `postgresql://…`
    Postgres,
}

impl UrlKind {
    /// The kind of database behind `url`.
    pub fn of(url: &str) -> Result<Self, DbErr> {
        if url.starts_with("sqlite:") {
            Ok(Self::Sqlite)
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Ok(Self::Postgres)
        } else {
            Err(DbErr::Custom(
                "数据库地址无法识别：应以 sqlite: 或 postgres: 开头，请改正 DATABASE_URL".into(),
            ))
        }
    }
}

/// How many connections read beside the one that writes (`SQLite`).
const READERS: u32 = 4;
/// How many connections there are (`PostgreSQL`).
const POOL: u32 = 16;
/// How long an address that does not answer is waited for at the start (`PostgreSQL`).
const REACH: Duration = Duration::from_secs(10);
/// How long a request waits for a connection, and a writer for the lock.
const PATIENCE: Duration = Duration::from_secs(30);
/// Named lock under which nodes migrate one after the other (`PostgreSQL`).
const MIGRATION_LOCK: i64 = 0x6465_6e67_7765_6e01;

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    kind: UrlKind,
}

impl Db {
    /// Connects to `sqlite:` or `postgres:` alike. A `SQLite` file that is not there is made,
    /// readable by its owner only.
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        let kind = UrlKind::of(url)?;
        match kind {
            UrlKind::Sqlite => {
                let file = sqlite_file(url)?;
                make_private(&file)?;
                let writer = Database::connect(sqlite_options(&file, 1, false)).await?;
                let reader = Database::connect(sqlite_options(&file, READERS, true)).await?;
                Ok(Self { writer, reader, kind })
            }
            UrlKind::Postgres => {
                reach_postgres(url).await?;
                let pool = Database::connect(postgres_options(url)).await?;
                Ok(Self { writer: pool.clone(), reader: pool, kind })
            }
        }
    }

    /// Begins a write. `SQLite` takes its write lock here (`BEGIN IMMEDIATE`), not at the first
    /// INSERT, so that writers queue instead of failing with "database is locked". Never begin a
    /// second one while holding the first: there is one writer.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        self.writer
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: match self.kind {
                    UrlKind::Sqlite => Some(SqliteTransactionMode::Immediate),
                    UrlKind::Postgres => None,
                },
                ..TransactionOptions::default()
            })
            .await
    }

    /// For single reads.
    pub fn read(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Begins a read: every query in it sees the same moment.
    pub async fn begin_read(&self) -> Result<DatabaseTransaction, DbErr> {
        match self.kind {
            UrlKind::Sqlite => self.reader.begin().await,
            UrlKind::Postgres => {
                let (level, mode) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
                self.reader.begin_with_config(Some(level), Some(mode)).await
            }
        }
    }

    /// For single writes of infrastructure tables; acts use [`Db::begin`].
    pub(crate) fn write(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Which dialect statements must be rendered in.
    pub fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// Which database this is.
    pub fn url_kind(&self) -> UrlKind {
        self.kind
    }

    /// Brings the tables up to date. Several nodes may do so at once.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        match self.kind {
            UrlKind::Sqlite => Migrator::up(&self.writer, None).await,
            UrlKind::Postgres => {
                let lock = self.begin().await?;
                let patient = "SET LOCAL idle_in_transaction_session_timeout = 0";
                lock.execute_unprepared(patient).await?;
                let sql = "SELECT pg_advisory_xact_lock($1)";
                lock.query_one_raw(statement(&lock, sql, [MIGRATION_LOCK.into()])).await?;
                Migrator::up(&self.writer, None).await?;
                lock.commit().await
            }
        }
    }

    /// Whether migrations are waiting to be applied.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, DbErr> {
        let pending = Migrator::get_pending_migrations(&self.writer).await?;
        Ok(pending.iter().map(|m| m.name().to_owned()).collect())
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.reader.query_one_raw(statement(&self.reader, "SELECT 1", [])).await.map(|_| ())
    }

    /// Closes every connection. `SQLite` then folds its log into the file.
    pub async fn close(self) -> Result<(), DbErr> {
        if self.kind == UrlKind::Sqlite {
            self.reader.close().await?;
        }
        self.writer.close().await
    }
}

/// A statement with `$1`-style parameters, which both databases read.
pub fn statement<const N: usize>(
    db: &impl ConnectionTrait,
    sql: &str,
    values: [Value; N],
) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), sql, values)
}

fn sqlite_options(file: &Path, connections: u32, read_only: bool) -> ConnectOptions {
    let file = file.to_owned();
    let mut options = ConnectOptions::new("sqlite:database");
    options
        .sqlx_logging(false)
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(move |o| tuned(o, &file, read_only));
    options
}

/// `recursive_triggers`: without it INSERT OR REPLACE would slip past the delete triggers.
fn tuned(o: SqliteConnectOptions, file: &Path, read_only: bool) -> SqliteConnectOptions {
    let o = o
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        .pragma("recursive_triggers", "ON");
    if read_only { o.pragma("query_only", "ON") } else { o }
}

fn postgres_options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .max_connections(POOL)
        .acquire_timeout(PATIENCE)
        .test_before_acquire_if_idle_for(Duration::from_secs(30))
        .map_sqlx_postgres_opts(|o| {
            o.application_name("dengwen")
                .options([("idle_in_transaction_session_timeout", "60s"), ("timezone", "UTC")])
        });
    options
}

/// One connection, so that a wrong address is told at once: the pool would go on trying.
async fn reach_postgres(url: &str) -> Result<(), DbErr> {
    match tokio::time::timeout(REACH, PgConnection::connect(url)).await {
        Ok(Ok(connection)) => {
            // The server ends it as well when it is only dropped.
            let _ = connection.close().await;
            Ok(())
        }
        Ok(Err(e)) => Err(DbErr::Custom(format!("PostgreSQL：{e}"))),
        Err(_) => Err(DbErr::Custom(format!("PostgreSQL 在 {} 秒内没有应答", REACH.as_secs()))),
    }
}

/// The file of a `sqlite:` address. What follows `?` is dropped: the options are ours.
fn sqlite_file(url: &str) -> Result<PathBuf, DbErr> {
    let rest = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = rest.split('?').next().unwrap_or_default();
    if path.is_empty() || path.contains(":memory:") {
        return Err(DbErr::Custom(format!(
            "数据库地址 {url} 没有指明文件：请写成 sqlite:文件路径，例如 sqlite:data/dengwen.db"
        )));
    }
    Ok(PathBuf::from(path))
}

/// Makes the file with mode 0600 before `SQLite` would make it readable for everyone.
fn make_private(file: &Path) -> Result<(), DbErr> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(|_| ()).map_err(|e| {
        DbErr::Custom(format!(
            "无法打开数据库文件 {}：{e}。请检查所在目录是否存在、是否有读写权限",
            file.display()
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        assert_eq!(UrlKind::of("sqlite:a.db").unwrap(), UrlKind::Sqlite);
        assert_eq!(UrlKind::of("postgresql://h/d").unwrap(), UrlKind::Postgres);
        assert!(UrlKind::of("mysql://h/d").is_err());
        assert_eq!(sqlite_file("sqlite:///a/b.db?mode=rwc").unwrap(), PathBuf::from("/a/b.db"));
        assert_eq!(sqlite_file("sqlite:data/b.db").unwrap(), PathBuf::from("data/b.db"));
        assert!(sqlite_file("sqlite::memory:").is_err());
    }
}
