//! 诉讼材料: a file handed in with a filing.
use chrono::{DateTime, Utc};
use kernel::id::{FilingId, MaterialId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "filing_material")]
pub struct Model {
    /// The file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MaterialId,
    /// The filing.
    pub filing_id: FilingId,
    /// Which kind of material, as the filing lists them.
    pub category: String,
    /// What it is called in the file.
    pub name: String,
    /// What it was called where it came from.
    pub file_name: String,
    /// Its place within the category, from 1.
    pub position: i64,
    /// The blob.
    pub sha256: String,
    /// Decided by content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Pages, where they can be counted.
    pub pages: Option<i64>,
    /// Pixels, of a picture.
    pub width: Option<i64>,
    /// Pixels, of a picture.
    pub height: Option<i64>,
    /// Which paper of the platform this is; empty for a file that was handed in.
    pub generated: Option<String>,
    /// When it came in.
    pub created_at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
