//! Rows of uploads and their parts.
use super::{Finished, KEPT};
use chrono::{DateTime, Utc};
use db::{
    Db,
    entity::{upload, upload_part},
};
use kernel::id::{AccountId, UploadId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

pub(super) const RECEIVING: &str = "receiving";
pub(super) const FINISHED: &str = "finished";
pub(super) const FAILED: &str = "failed";

/// An account's own upload, as long as it is kept.
pub(super) async fn find(
    db: &Db,
    account: AccountId,
    id: UploadId,
    now: DateTime<Utc>,
) -> Result<Option<upload::Model>, DbErr> {
    upload::Entity::find_by_id(id)
        .filter(upload::Column::AccountId.eq(account))
        .filter(upload::Column::UpdatedAt.gt(now - KEPT))
        .one(db.read())
        .await
}

/// How many uploads of an account are under way.
pub(super) async fn open(db: &Db, account: AccountId) -> Result<u64, DbErr> {
    upload::Entity::find()
        .filter(upload::Column::AccountId.eq(account))
        .filter(upload::Column::State.eq(RECEIVING))
        .count(db.read())
        .await
}

pub(super) async fn begin(
    db: &Db,
    account: AccountId,
    (file_name, length): (String, i64),
    now: DateTime<Utc>,
) -> Result<UploadId, DbErr> {
    let id = UploadId::new();
    let row = upload::ActiveModel {
        id: Set(id),
        account_id: Set(account),
        file_name: Set(file_name),
        length: Set(length),
        received: Set(0),
        state: Set(RECEIVING.into()),
        blob_sha256: Set(None),
        media_type: Set(None),
        pages: Set(None),
        width: Set(None),
        height: Set(None),
        error: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let tx = db.begin().await?;
    upload::Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(id)
}

/// Notes a part together with the new offset. `false` when another request was faster.
pub(super) async fn advance(
    db: &Db,
    part: upload_part::Model,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let moved = upload::Entity::update_many()
        .col_expr(upload::Column::Received, Expr::value(part.start + part.length))
        .col_expr(upload::Column::UpdatedAt, Expr::value(now))
        .filter(upload::Column::Id.eq(part.upload_id))
        .filter(upload::Column::Received.eq(part.start))
        .filter(upload::Column::State.eq(RECEIVING))
        .exec(&tx)
        .await?;
    if moved.rows_affected == 0 {
        tx.rollback().await?;
        return Ok(false);
    }
    upload_part::Entity::insert(sea_orm::IntoActiveModel::into_active_model(part))
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await?;
    Ok(true)
}

/// Where the parts lie, in order.
pub(super) async fn parts(conn: &impl ConnectionTrait, id: UploadId) -> Result<Vec<String>, DbErr> {
    upload_part::Entity::find()
        .select_only()
        .column(upload_part::Column::ObjectKey)
        .filter(upload_part::Column::UploadId.eq(id))
        .order_by_asc(upload_part::Column::Start)
        .into_tuple()
        .all(conn)
        .await
}

/// Ends an upload with what was found in it.
pub(super) async fn finished(
    tx: &impl ConnectionTrait,
    id: UploadId,
    found: &Finished,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    upload::Entity::update_many()
        .set(upload::ActiveModel {
            state: Set(FINISHED.into()),
            file_name: Set(found.file_name.clone()),
            blob_sha256: Set(Some(found.sha256.clone())),
            media_type: Set(Some(found.media_type.clone())),
            pages: Set(found.pages),
            width: Set(found.width),
            height: Set(found.height),
            updated_at: Set(now),
            ..Default::default()
        })
        .filter(upload::Column::Id.eq(id))
        .filter(upload::Column::State.eq(RECEIVING))
        .exec(tx)
        .await
        .map(|_| ())
}

/// Ends an upload with the reason for which it was refused.
pub(super) async fn failed(
    tx: &impl ConnectionTrait,
    id: UploadId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    upload::Entity::update_many()
        .set(upload::ActiveModel {
            state: Set(FAILED.into()),
            error: Set(Some(reason.to_owned())),
            updated_at: Set(now),
            ..Default::default()
        })
        .filter(upload::Column::Id.eq(id))
        .filter(upload::Column::State.eq(RECEIVING))
        .exec(tx)
        .await
        .map(|_| ())
}

/// Forgets the parts of an upload whose bytes are gone.
pub(super) async fn forget_parts(db: &Db, id: UploadId) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    upload_part::Entity::delete_many()
        .filter(upload_part::Column::UploadId.eq(id))
        .exec(&tx)
        .await?;
    tx.commit().await
}

/// Forgets an upload and its parts.
pub(super) async fn forget(db: &Db, id: UploadId) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    upload_part::Entity::delete_many()
        .filter(upload_part::Column::UploadId.eq(id))
        .exec(&tx)
        .await?;
    upload::Entity::delete_by_id(id).exec(&tx).await?;
    tx.commit().await
}

/// Uploads that nobody went on with.
pub(super) async fn abandoned(db: &Db, before: DateTime<Utc>) -> Result<Vec<UploadId>, DbErr> {
    upload::Entity::find()
        .select_only()
        .column(upload::Column::Id)
        .filter(upload::Column::UpdatedAt.lte(before))
        .limit(500)
        .into_tuple()
        .all(db.read())
        .await
}

/// Why an upload cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    #[error("没有找到这次上传，可能已超过 24 小时，请重新选择文件上传")]
    Unknown,
    #[error("“{0}”还没有传完，请等待上传完成，或取消后重新上传")]
    Unfinished(String),
    #[error("{0}")]
    Refused(String),
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Takes a finished upload into use, once.
pub async fn take(
    tx: &impl ConnectionTrait,
    account: AccountId,
    id: UploadId,
) -> Result<Finished, TakeError> {
    let row = upload::Entity::find_by_id(id)
        .filter(upload::Column::AccountId.eq(account))
        .one(tx)
        .await?
        .ok_or(TakeError::Unknown)?;
    if let Some(reason) = row.error {
        return Err(TakeError::Refused(reason));
    }
    let (Some(sha256), Some(media_type)) = (row.blob_sha256, row.media_type) else {
        return Err(TakeError::Unfinished(row.file_name));
    };
    let taken = upload::Entity::delete_many()
        .filter(upload::Column::Id.eq(id))
        .filter(upload::Column::State.eq(FINISHED))
        .exec(tx)
        .await?;
    if taken.rows_affected == 0 {
        return Err(TakeError::Unknown);
    }
    Ok(Finished {
        sha256,
        media_type,
        size: row.length,
        pages: row.pages,
        width: row.width,
        height: row.height,
        file_name: row.file_name,
    })
}
