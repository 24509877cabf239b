//! 身份: accounts, codes by SMS, staff with their second factor, real names, what is kept for reuse.
pub(crate) mod account;
pub(crate) mod challenge;
pub(crate) mod code;
pub mod demo;
#[cfg(test)]
mod demo_tests;
mod directory;
pub(crate) mod legal;
pub(crate) mod random;
pub(crate) mod saved;
pub mod staff;
#[cfg(test)]
mod testing;
pub(crate) mod verification;

pub use directory::Directory;

use db::jobs::Handler;
use sea_orm::DbErr;
use std::sync::Arc;
use web::{Routes, Site};

/// A form without fields of its own.
#[derive(serde::Deserialize)]
pub(crate) struct Nothing {}

/// Every page of this stage.
pub fn routes() -> Routes {
    Routes::new()
        .merge(account::pages::routes())
        .merge(challenge::pages::routes())
        .merge(legal::routes())
        .merge(saved::routes())
        .merge(staff::routes())
        .merge(verification::routes())
}

/// What works off this stage's jobs.
pub fn handlers(site: &Site) -> Vec<Arc<dyn Handler>> {
    vec![Arc::new(code::jobs::SendSms {
        db: site.db.clone(),
        vault: site.vault.clone(),
        clock: site.clock.clone(),
        sms: site.ports.sms.clone(),
    })]
}

/// Removes walks, riddles, messages and counts that nothing looks at any more. Once an hour will do.
pub async fn sweep(site: &Site) -> Result<u64, DbErr> {
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let gone = code::store::sweep(&tx, now).await?
        + challenge::store::sweep(&tx, now).await?
        + account::store::sweep(&tx, now).await?;
    tx.commit().await?;
    Ok(gone)
}
