//! 账号: a person who can log in, litigant or staff.
use chrono::{DateTime, Utc};
use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// The account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    /// `person` or `staff`.
    pub kind: String,
    /// Mobile number, sealed.
    pub phone: Option<String>,
    /// Blind index of the number.
    pub phone_index: Option<String>,
    /// The number as shown: 138****0001.
    pub phone_masked: Option<String>,
    /// Staff: the name they log in with.
    pub login: Option<String>,
    /// argon2 (PHC form).
    pub password: String,
    /// The real name, once proven; of staff, their name.
    pub name: Option<String>,
    /// `active` or `disabled`.
    pub state: String,
    /// Sessions begun before are over.
    pub sessions_since: DateTime<Utc>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// For compare-and-set.
    pub version: i64,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
