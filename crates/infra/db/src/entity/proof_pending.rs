//! Commitments on their way into the log.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proof_pending")]
pub struct Model {
    /// The commitment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What will stand in the log.
    pub leaf: String,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
