//! Tables, transactions, the docket, jobs, files, secrets. Which rows mean what is the stages' business.
#![deny(missing_docs)]
pub mod access;
pub mod blobs;
mod connect;
pub mod counter;
pub mod docket;
pub mod entity;
pub mod jobs;
pub mod keyset;
pub mod migration;
pub mod proof;
#[cfg(feature = "testing")]
pub mod testing;
pub mod transfer;
pub mod vault;

pub use blobs::Blobs;
pub use connect::{Db, UrlKind, statement};
pub use migration::Migrator;
pub use vault::Vault;
