//! How far the log has come: one row. Who appends locks it.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proof_head")]
pub struct Model {
    /// Which log this is; it never changes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub origin: String,
    /// How many leaves.
    pub size: i64,
    /// The root over them, hex.
    pub root: String,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
