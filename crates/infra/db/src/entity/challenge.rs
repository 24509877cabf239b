//! A riddle that a program finds hard.
use chrono::{DateTime, Utc};
use kernel::id::ChallengeId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "challenge")]
pub struct Model {
    /// The riddle.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChallengeId,
    /// `picture` or `question`.
    pub kind: String,
    /// Its answer, sealed.
    pub answer: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was answered, rightly or not.
    pub used_at: Option<DateTime<Utc>>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
