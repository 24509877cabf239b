//! A file on its way in, resumable.
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, UploadId};
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload")]
pub struct Model {
    /// The upload.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UploadId,
    /// Who sends it.
    pub account_id: AccountId,
    /// As the sender calls it.
    pub file_name: String,
    /// Bytes it will have.
    pub length: i64,
    /// Bytes that are safe here.
    pub received: i64,
    /// `receiving`, `finished` or `failed`.
    pub state: String,
    /// The content, once finished.
    pub blob_sha256: Option<String>,
    /// Decided by content, once finished.
    pub media_type: Option<String>,
    /// Pages, where they can be counted.
    pub pages: Option<i64>,
    /// Pixels, of a picture.
    pub width: Option<i64>,
    /// Pixels, of a picture.
    pub height: Option<i64>,
    /// Why it failed, a sentence for the sender.
    pub error: Option<String>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When bytes last arrived.
    pub updated_at: DateTime<Utc>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
