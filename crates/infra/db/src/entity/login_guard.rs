//! Wrong passwords and codes in a row.
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login_guard")]
pub struct Model {
    /// Blind index of the name tried.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// How many in a row.
    pub failures: i64,
    /// When the last was.
    pub last_at: DateTime<Utc>,
    /// No further try before.
    pub locked_until: Option<DateTime<Utc>>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
