//! The tables, one file per change, applied in order and never edited afterwards.
//!
//! To add one: write `mNNNN_name.rs` with `migration!("mNNNN_name");` and `async fn up`, list it
//! below in `in_order`, add its tables to `entity`, and its sample rows as `sample/mNNNN.sql`.
mod tools;

/// Declares `Migration` of a given name around the file's `async fn up(m: &SchemaManager<'_>)`.
macro_rules! migration {
    ($name:literal) => {
        /// Names the template of the test databases: what this file says, they hold.
        #[cfg(feature = "testing")]
        pub(super) const SOURCE: &str = include_str!(concat!($name, ".rs"));

        pub(super) struct Migration;
        impl sea_orm_migration::MigrationName for Migration {
            fn name(&self) -> &'static str {
                $name
            }
        }
        #[async_trait::async_trait]
        impl sea_orm_migration::MigrationTrait for Migration {
            /// `SQLite` would otherwise run without one and could stop half-way.
            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }
            async fn up(
                &self,
                m: &sea_orm_migration::SchemaManager,
            ) -> Result<(), sea_orm_migration::DbErr> {
                up(m).await
            }
        }
    };
}

mod m0001_foundation;
mod m0002_identity;
mod m0003_intake;
mod m0004_casework;
mod m0014_proof;
mod m0015_paper;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// Every change of the tables, in order.
#[derive(Debug)]
pub struct Migrator;

macro_rules! in_order {
    ($($migration:ident),+ $(,)?) => {
        impl MigratorTrait for Migrator {
            fn migrations() -> Vec<Box<dyn MigrationTrait>> {
                vec![$(Box::new($migration::Migration)),+]
            }
        }

        /// What the migrations say, word for word.
        #[cfg(feature = "testing")]
        pub(crate) const SOURCES: &[&str] =
            &[include_str!("tools.rs"), $($migration::SOURCE),+];
    };
}

in_order! {
    m0001_foundation,
    m0002_identity,
    m0003_intake,
    m0004_casework,
    m0014_proof,
    m0015_paper,
}
