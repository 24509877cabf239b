//! Files of a filing as a whole: read for the preview and the submission, copied, removed with a draft.
use crate::filing::submitted::SubmittedFile;
use chrono::{DateTime, Utc};
use db::{Vault, entity::filing_material, proof};
use kernel::id::{FilingId, MaterialId};
use law::materials;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

/// Every file in the order of the file.
pub async fn list(db: &impl ConnectionTrait, id: FilingId) -> Result<Vec<SubmittedFile>, DbErr> {
    let mut files: Vec<_> = rows(db, id).await?.into_iter().map(file).collect();
    files.sort_by_key(|f| materials::place(law::CaseKind::CivilFirst, &f.category));
    Ok(files)
}

async fn rows(
    db: &impl ConnectionTrait,
    id: FilingId,
) -> Result<Vec<filing_material::Model>, DbErr> {
    use filing_material::Column as C;
    filing_material::Entity::find()
        .filter(C::FilingId.eq(id))
        .order_by_asc(C::Category)
        .order_by_asc(C::Position)
        .order_by_asc(C::Id)
        .all(db)
        .await
}

fn file(row: filing_material::Model) -> SubmittedFile {
    SubmittedFile {
        id: row.id,
        category: row.category,
        name: row.name,
        file_name: row.file_name,
        sha256: row.sha256,
        media_type: row.media_type,
        size: row.size,
        pages: row.pages,
        generated: row.generated.is_some(),
    }
}

/// Copies the rows; the bytes are the same blobs. What the platform generated is not copied: it
/// names the old filing and is made again. Each copy is accepted anew, and committed to.
pub async fn copy(
    tx: &DatabaseTransaction,
    vault: &Vault,
    (from, to): (FilingId, FilingId),
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    for row in rows(tx, from).await?.into_iter().filter(|r| r.generated.is_none()) {
        let copy =
            filing_material::Model { id: MaterialId::new(), filing_id: to, created_at: now, ..row };
        proof::accept_file(tx, vault, now, (copy.id, &copy.sha256)).await?;
        filing_material::Entity::insert(copy.into_active_model())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Removes the rows of a draft that is being deleted.
pub async fn delete(tx: &impl ConnectionTrait, id: FilingId) -> Result<(), DbErr> {
    let rows =
        filing_material::Entity::delete_many().filter(filing_material::Column::FilingId.eq(id));
    rows.exec(tx).await.map(|_| ())
}
