//! A row for each number, locked while a message to it is being decided on.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sms_number")]
pub struct Model {
    /// Blind index of the number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number_index: String,
    /// Messages so far.
    pub n: i64,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
