//! Sessions: a random token in a cookie, its SHA-256 in the database. A stolen table opens nothing.
//!
//! A visitor has a token without a row. Logging in makes a new token and a row; logging out deletes
//! it. Expired rows stay for a week, so that a form sent too late still finds whose it was.
use crate::site::Settings;
use chrono::{DateTime, Utc};
use db::{Db, entity::session};
use kernel::id::AccountId;
use rand::TryRngCore;
use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, sea_query::Expr};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The cookie's name.
pub const COOKIE: &str = "dengwen";
/// A session's `seen_at` is written at most this often.
const TOUCH_EVERY: chrono::Duration = chrono::Duration::seconds(60);
/// How long an expired row is kept.
pub const KEPT_EXPIRED: chrono::Duration = chrono::Duration::days(7);

/// 256 random bits, hex.
#[derive(Clone)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// A new token from the system's random numbers.
    #[expect(clippy::expect_used, reason = "without random numbers nothing may go on")]
    pub fn new() -> Self {
        let mut bytes = [0u8; 32];
        rand::rngs::OsRng.try_fill_bytes(&mut bytes).expect("the system gives random numbers");
        Self(hex::encode(bytes))
    }

    /// The token in a cookie, if it has the form of one.
    pub fn from_cookie(value: &str) -> Option<Self> {
        let fits = value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| Self(value.to_owned()))
    }

    /// What the cookie carries.
    pub fn cookie_value(&self) -> &str {
        &self.0
    }

    /// The key of its row.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(format!("session:{}", self.0)))
    }

    /// The token that forms carry: derived, so that it needs no storage and reveals nothing.
    pub fn csrf(&self) -> String {
        hex::encode(Sha256::digest(format!("csrf:{}", self.0)))
    }
}

impl Default for Token {
    fn default() -> Self {
        Self::new()
    }
}

/// What a session row says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Facts {
    /// The second factor was shown (staff).
    #[serde(default)]
    pub second_factor: bool,
}

/// A row, judged against the clock.
#[derive(Clone, Debug)]
pub enum Found {
    None,
    /// It was this account's, and is over.
    Expired(AccountId),
    Live {
        account: AccountId,
        facts: Facts,
        begun: DateTime<Utc>,
        seen: DateTime<Utc>,
    },
}

/// Finds the session of a token.
pub async fn find(
    db: &Db,
    settings: &Settings,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Found, DbErr> {
    let Some(row) = session::Entity::find_by_id(token.hash()).one(db.read()).await? else {
        return Ok(Found::None);
    };
    let Some(account) = row.account_id else { return Ok(Found::None) };
    let idle = chrono::Duration::from_std(settings.idle).unwrap_or(chrono::Duration::MAX);
    if row.expires_at <= now || row.seen_at + idle <= now {
        return Ok(Found::Expired(account));
    }
    let facts = serde_json::from_str(&row.data).unwrap_or_default();
    Ok(Found::Live { account, facts, begun: row.created_at, seen: row.seen_at })
}

/// Begins a session under a new token.
pub async fn begin(
    db: &Db,
    settings: &Settings,
    account: AccountId,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Token, DbErr> {
    let token = Token::new();
    let length =
        chrono::Duration::from_std(settings.session_length).unwrap_or(chrono::Duration::days(1));
    let tx = db.begin().await?;
    session::Entity::insert(session::ActiveModel {
        id_hash: Set(token.hash()),
        account_id: Set(Some(account)),
        data: Set(serde_json::to_string(facts).unwrap_or_default()),
        csrf: Set(String::new()),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(now + length),
    })
    .exec_without_returning(&tx)
    .await?;
    tx.commit().await?;
    Ok(token)
}

/// Notes that the session is in use, at most once a minute.
pub async fn touch(
    db: &Db,
    token: &Token,
    seen: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    if now - seen < TOUCH_EVERY {
        return Ok(());
    }
    let tx = db.begin().await?;
    session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::value(now))
        .filter(session::Column::IdHash.eq(token.hash()))
        .exec(&tx)
        .await?;
    tx.commit().await
}

/// Ends one session.
pub async fn end(db: &Db, token: &Token) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    session::Entity::delete_by_id(token.hash()).exec(&tx).await?;
    tx.commit().await
}

/// Removes rows that have been over for a week.
pub async fn sweep(db: &Db, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let tx = db.begin().await?;
    let done = session::Entity::delete_many()
        .filter(session::Column::ExpiresAt.lt(now - KEPT_EXPIRED))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(done.rows_affected)
}
