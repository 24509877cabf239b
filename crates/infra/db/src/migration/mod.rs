//! The tables, one file per change, applied in order and never edited afterwards.
//!
//! To add one: write `mNNNN_name.rs` with `migration!("mNNNN_name");` and `async fn up`, list it
//! in [`Migrator`], add its tables to `entity`, and its sample rows as `sample/mNNNN.sql`.
mod tools;

/// Declares `Migration` of a given name around the file's `async fn up(m: &SchemaManager<'_>)`.
macro_rules! migration {
    ($name:literal) => {
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

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// Every change of the tables, in order.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_foundation::Migration), Box::new(m0002_identity::Migration), Box::new(m0003_intake::Migration), Box::new(m0004_casework::Migration)]
    }
}
