//! Rows of materials.
use super::model::Material;
use crate::filing::{store::submitted, submitted::SubmittedFile};
use chrono::{DateTime, Utc};
use db::{entity::filing_material, vault::Vault};
use filing_material::Column as C;
use kernel::id::{FilingId, MaterialId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::Expr,
};

/// Every file, by category and place.
pub async fn list(db: &impl ConnectionTrait, id: FilingId) -> Result<Vec<Material>, DbErr> {
    let rows = filing_material::Entity::find()
        .filter(C::FilingId.eq(id))
        .order_by_asc(C::Category)
        .order_by_asc(C::Position)
        .order_by_asc(C::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(material).collect())
}

pub async fn find(
    db: &impl ConnectionTrait,
    filing: FilingId,
    id: MaterialId,
) -> Result<Option<Material>, DbErr> {
    let row =
        filing_material::Entity::find_by_id(id).filter(C::FilingId.eq(filing)).one(db).await?;
    Ok(row.map(material))
}

fn material(row: filing_material::Model) -> Material {
    Material {
        id: row.id,
        category: row.category,
        name: row.name,
        file_name: row.file_name,
        position: row.position,
        sha256: row.sha256,
        media_type: row.media_type,
        size: row.size,
        pages: row.pages,
        width: row.width,
        height: row.height,
        generated: row.generated,
        created_at: row.created_at,
    }
}

pub async fn insert(
    tx: &impl ConnectionTrait,
    filing: FilingId,
    material: Material,
) -> Result<(), DbErr> {
    let row = filing_material::Model {
        id: material.id,
        filing_id: filing,
        category: material.category,
        name: material.name,
        file_name: material.file_name,
        position: material.position,
        sha256: material.sha256,
        media_type: material.media_type,
        size: material.size,
        pages: material.pages,
        width: material.width,
        height: material.height,
        generated: material.generated,
        created_at: material.created_at,
    };
    filing_material::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Puts a file into a category, under a name, at a place.
pub async fn put(
    tx: &impl ConnectionTrait,
    id: MaterialId,
    (category, name): (&str, &str),
    position: i64,
) -> Result<(), DbErr> {
    filing_material::Entity::update_many()
        .col_expr(C::Category, Expr::value(category))
        .col_expr(C::Name, Expr::value(name))
        .col_expr(C::Position, Expr::value(position))
        .filter(C::Id.eq(id))
        .exec(tx)
        .await
        .map(|_| ())
}

/// Numbers the files of a category from 1.
pub async fn order(tx: &impl ConnectionTrait, ids: &[MaterialId]) -> Result<(), DbErr> {
    for (place, id) in (1_i64..).zip(ids) {
        filing_material::Entity::update_many()
            .col_expr(C::Position, Expr::value(place))
            .filter(C::Id.eq(*id))
            .filter(C::Position.ne(place))
            .exec(tx)
            .await?;
    }
    Ok(())
}

pub async fn delete(tx: &impl ConnectionTrait, id: MaterialId) -> Result<(), DbErr> {
    filing_material::Entity::delete_by_id(id).exec(tx).await.map(|_| ())
}

/// Takes out a paper that the platform made.
pub async fn delete_generated(
    tx: &impl ConnectionTrait,
    filing: FilingId,
    paper: &str,
) -> Result<(), DbErr> {
    filing_material::Entity::delete_many()
        .filter(C::FilingId.eq(filing))
        .filter(C::Generated.eq(paper))
        .exec(tx)
        .await
        .map(|_| ())
}

/// The last place taken in a category.
pub async fn last_place(
    db: &impl ConnectionTrait,
    filing: FilingId,
    category: &str,
) -> Result<i64, DbErr> {
    let files = list(db, filing).await?;
    let places = files.iter().filter(|f| f.category == category).map(|f| f.position);
    Ok(places.max().unwrap_or(0))
}

/// One submission's files, with its round and time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    pub round: u32,
    pub at: DateTime<Utc>,
    pub files: Vec<SubmittedFile>,
}

/// What was handed in with every submission so far, the first one first.
pub async fn earlier(
    db: &impl ConnectionTrait,
    vault: &Vault,
    filing: FilingId,
    rounds: u32,
) -> Result<Vec<Earlier>, DbErr> {
    let mut list = Vec::new();
    for round in 1..=rounds {
        if let Some(s) = submitted::find(db, vault, filing, round).await? {
            list.push(Earlier { round, at: s.at, files: s.files });
        }
    }
    Ok(list)
}
