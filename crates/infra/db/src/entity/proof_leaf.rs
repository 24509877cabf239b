//! The log's entries, word for word. Append-only; written by `proof` alone.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proof_leaf")]
pub struct Model {
    /// Its number, from 0, without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// The commitment it holds.
    pub commitment_id: Uuid,
    /// Canonical JSON.
    pub leaf: String,
}

/// What it holds.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The commitment.
    #[sea_orm(
        belongs_to = "super::proof_commitment::Entity",
        from = "Column::CommitmentId",
        to = "super::proof_commitment::Column::Id"
    )]
    Commitment,
}

impl Related<super::proof_commitment::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Commitment.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
