//! How often something was tried in a stretch of time.
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rate_limit")]
pub struct Model {
    /// Who tried what.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// When the stretch began.
    #[sea_orm(primary_key, auto_increment = false)]
    pub window_start: DateTime<Utc>,
    /// How often.
    pub n: i64,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
