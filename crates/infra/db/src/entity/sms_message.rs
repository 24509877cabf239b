//! A message with a code.
use chrono::{DateTime, Utc};
use kernel::id::SmsId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sms_message")]
pub struct Model {
    /// The message.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SmsId,
    /// Blind index of the number.
    pub number_index: String,
    /// The number, sealed.
    pub number: String,
    /// The text, sealed; gone once sent.
    pub body: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// After that it is not worth sending.
    pub until: DateTime<Utc>,
    /// When it was handed over.
    pub sent_at: Option<DateTime<Utc>>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
