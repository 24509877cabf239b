//! A stretch of an upload that is safe in the object store.
use kernel::id::UploadId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload_part")]
pub struct Model {
    /// The upload.
    #[sea_orm(primary_key, auto_increment = false)]
    pub upload_id: UploadId,
    /// Where it begins.
    #[sea_orm(primary_key, auto_increment = false)]
    pub start: i64,
    /// Bytes.
    pub length: i64,
    /// Where it lies.
    pub object_key: String,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
