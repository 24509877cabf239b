//! Tiles of the log's tree (C2SP tlog-tiles). A tile only gets longer; written by `proof` alone.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proof_tile")]
pub struct Model {
    /// 0 for hashes of leaves.
    #[sea_orm(primary_key, auto_increment = false)]
    pub level: i64,
    /// Its place in its level, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i64,
    /// Up to 256 hashes, hex.
    pub hashes: String,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
