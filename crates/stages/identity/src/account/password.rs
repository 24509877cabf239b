//! argon2id, away from the threads that answer requests, a few at a time: each takes 19 MiB.
use super::model::Password;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use sea_orm::DbErr;
use std::sync::OnceLock;
use tokio::sync::Semaphore;

static AT_ONCE: Semaphore = Semaphore::const_new(4);

async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DbErr> + Send + 'static,
) -> Result<T, DbErr> {
    let _turn = AT_ONCE.acquire().await.map_err(|e| DbErr::Custom(e.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|e| DbErr::Custom(e.to_string()))?
}

fn hash_now(text: &str) -> Result<String, DbErr> {
    let hash = Argon2::default().hash_password(text.as_bytes());
    hash.map(|h| h.to_string()).map_err(|e| DbErr::Custom(format!("argon2: {e}")))
}

/// Hashes a password.
pub(crate) async fn hash(password: &Password) -> Result<String, DbErr> {
    let text = password.as_str().to_owned();
    aside(move || hash_now(&text)).await
}

/// A hash that is nobody's.
fn nobody() -> Result<&'static str, DbErr> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    if let Some(hash) = NOBODY.get() {
        return Ok(hash);
    }
    let made = hash_now("nobody")?;
    Ok(NOBODY.get_or_init(|| made))
}

/// Compares a password with a hash. Without a hash (nobody of that name) as much time is spent.
pub(crate) async fn fits(typed: &str, hash: Option<&str>) -> Result<bool, DbErr> {
    let (typed, known) = (typed.to_owned(), hash.map(str::to_owned));
    aside(move || {
        let stored = match &known {
            Some(hash) => hash.as_str(),
            None => nobody()?,
        };
        let parsed = PasswordHash::new(stored)
            .map_err(|e| DbErr::Custom(format!("account: password hash: {e}")))?;
        let fits = Argon2::default().verify_password(typed.as_bytes(), &parsed).is_ok();
        Ok(fits && known.is_some())
    })
    .await
}
