//! What the court has committed to; the opening is sealed. Append-only; written by `proof` alone.
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proof_commitment")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is about: `filing/ID/ROUND`, `material/ID`, `paper/ID`, `docket/CASE/SEQ`.
    pub subject: String,
    /// Salt and statement, sealed.
    pub opening: String,
    /// When it was made.
    pub at: DateTime<Utc>,
}

/// The leaf that holds it, once there is one.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// In the log.
    #[sea_orm(has_one = "super::proof_leaf::Entity")]
    Leaf,
}

impl Related<super::proof_leaf::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Leaf.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
