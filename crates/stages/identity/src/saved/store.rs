//! The only file that knows the tables `saved_item`, `saved_material` and `signature_specimen`.
use super::model::{Item, Kind, Material, Specimen};
use crate::code::store::unsealed;
use chrono::{DateTime, Utc};
use db::{
    entity::{saved_item, saved_material, signature_specimen},
    vault::Vault,
};
use kernel::id::{AccountId, SavedId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};
use web::{SavedItem, SavedMaterial, uploads::Finished};

fn context(id: SavedId) -> String {
    format!("saved_item.content:{id}")
}

fn seal(vault: &Vault, item: &Item) -> String {
    vault.seal(&context(item.id), item.content.to_string().as_bytes())
}

fn read(vault: &Vault, row: saved_item::Model) -> Result<Item, DbErr> {
    let wrong = |what: &str| DbErr::Custom(format!("saved_item {}: {what}", row.id));
    let text = vault.open_text(&context(row.id), &row.content).map_err(unsealed)?;
    Ok(Item {
        id: row.id,
        account: row.account_id,
        kind: Kind::from_key(&row.kind).ok_or_else(|| wrong("kind"))?,
        content: serde_json::from_str(&text).map_err(|_| wrong("content"))?,
        label: row.label,
    })
}

/// An account's items of these kinds, in the order in which they were made.
pub(crate) async fn items(
    db: &impl ConnectionTrait,
    vault: &Vault,
    account: AccountId,
    kinds: &[Kind],
) -> Result<Vec<Item>, DbErr> {
    let rows = saved_item::Entity::find()
        .filter(saved_item::Column::AccountId.eq(account))
        .filter(saved_item::Column::Kind.is_in(kinds.iter().map(|k| k.key())))
        .order_by_asc(saved_item::Column::CreatedAt)
        .order_by_asc(saved_item::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(|r| read(vault, r)).collect()
}

pub(crate) async fn item(
    db: &impl ConnectionTrait,
    vault: &Vault,
    account: AccountId,
    id: SavedId,
) -> Result<Option<Item>, DbErr> {
    let row = saved_item::Entity::find_by_id(id)
        .filter(saved_item::Column::AccountId.eq(account))
        .one(db)
        .await?;
    row.map(|r| read(vault, r)).transpose()
}

pub(crate) async fn count(
    db: &impl ConnectionTrait,
    account: AccountId,
    kind: Kind,
) -> Result<u64, DbErr> {
    saved_item::Entity::find()
        .filter(saved_item::Column::AccountId.eq(account))
        .filter(saved_item::Column::Kind.eq(kind.key()))
        .count(db)
        .await
}

pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    item: &Item,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    saved_item::Entity::insert(saved_item::ActiveModel {
        id: Set(item.id),
        account_id: Set(item.account),
        kind: Set(item.kind.key().into()),
        label: Set(item.label.clone()),
        content: Set(seal(vault, item)),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Writes an item over; `false` when it is gone.
pub(crate) async fn update(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    item: &Item,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let done = saved_item::Entity::update_many()
        .col_expr(saved_item::Column::Label, Expr::value(item.label.clone()))
        .col_expr(saved_item::Column::Content, Expr::value(seal(vault, item)))
        .col_expr(saved_item::Column::UpdatedAt, Expr::value(now))
        .filter(saved_item::Column::Id.eq(item.id))
        .filter(saved_item::Column::AccountId.eq(item.account))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(crate) async fn delete(
    tx: &impl ConnectionTrait,
    account: AccountId,
    id: SavedId,
) -> Result<bool, DbErr> {
    let done = saved_item::Entity::delete_many()
        .filter(saved_item::Column::Id.eq(id))
        .filter(saved_item::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

fn shared(item: Item) -> SavedItem {
    SavedItem { id: item.id, label: item.label, json: item.content }
}

/// 立案常用信息, for other stages; the JSON is described in `saved::party`.
pub(crate) async fn parties(
    db: &impl ConnectionTrait,
    vault: &Vault,
    account: AccountId,
) -> Result<Vec<SavedItem>, DbErr> {
    let all = items(db, vault, account, &[Kind::Party]).await?;
    Ok(all.into_iter().map(shared).collect())
}

/// 送达地址, for other stages; the JSON is described in `saved::address`.
pub(crate) async fn addresses(
    db: &impl ConnectionTrait,
    vault: &Vault,
    account: AccountId,
) -> Result<Vec<SavedItem>, DbErr> {
    let all = items(db, vault, account, &Kind::ADDRESSES).await?;
    Ok(all.into_iter().map(shared).collect())
}

/// 常用材料, for other stages.
pub(crate) async fn materials(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<SavedMaterial>, DbErr> {
    let all = files(db, account).await?.into_iter().map(|m| SavedMaterial {
        id: m.id,
        category: m.category,
        name: m.name,
        sha256: m.sha256,
        media_type: m.media_type,
        size: m.size,
        pages: m.pages.and_then(|p| i32::try_from(p).ok()),
    });
    Ok(all.collect())
}

fn file(row: saved_material::Model) -> Material {
    Material {
        id: row.id,
        category: row.category,
        name: row.name,
        sha256: row.sha256,
        media_type: row.media_type,
        size: row.size,
        pages: row.pages,
        at: row.created_at,
    }
}

/// An account's files, newest first.
pub(crate) async fn files(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<Material>, DbErr> {
    let rows = saved_material::Entity::find()
        .filter(saved_material::Column::AccountId.eq(account))
        .order_by_desc(saved_material::Column::CreatedAt)
        .order_by_desc(saved_material::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(file).collect())
}

pub(crate) async fn find_file(
    db: &impl ConnectionTrait,
    account: AccountId,
    id: SavedId,
) -> Result<Option<Material>, DbErr> {
    let row = saved_material::Entity::find_by_id(id)
        .filter(saved_material::Column::AccountId.eq(account))
        .one(db)
        .await?;
    Ok(row.map(file))
}

pub(crate) async fn count_files(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<u64, DbErr> {
    saved_material::Entity::find()
        .filter(saved_material::Column::AccountId.eq(account))
        .count(db)
        .await
}

pub(crate) async fn insert_file(
    tx: &impl ConnectionTrait,
    account: AccountId,
    new: Material,
) -> Result<(), DbErr> {
    saved_material::Entity::insert(saved_material::ActiveModel {
        id: Set(new.id),
        account_id: Set(account),
        category: Set(new.category),
        name: Set(new.name),
        sha256: Set(new.sha256),
        media_type: Set(new.media_type),
        size: Set(new.size),
        pages: Set(new.pages),
        created_at: Set(new.at),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

pub(crate) async fn delete_file(
    tx: &impl ConnectionTrait,
    account: AccountId,
    id: SavedId,
) -> Result<bool, DbErr> {
    let done = saved_material::Entity::delete_many()
        .filter(saved_material::Column::Id.eq(id))
        .filter(saved_material::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(crate) async fn specimen(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Option<Specimen>, DbErr> {
    let row = signature_specimen::Entity::find_by_id(account).one(db).await?;
    Ok(row.map(|r| Specimen { sha256: r.sha256, at: r.at }))
}

/// Keeps a signature in the place of the one before.
pub(crate) async fn put_specimen(
    tx: &impl ConnectionTrait,
    account: AccountId,
    found: &Finished,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    use signature_specimen::Column as C;
    signature_specimen::Entity::insert(signature_specimen::ActiveModel {
        account_id: Set(account),
        sha256: Set(found.sha256.clone()),
        width: Set(found.width.unwrap_or_default()),
        height: Set(found.height.unwrap_or_default()),
        at: Set(now),
    })
    .on_conflict(
        OnConflict::column(C::AccountId)
            .update_columns([C::Sha256, C::Width, C::Height, C::At])
            .to_owned(),
    )
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

pub(crate) async fn delete_specimen(
    tx: &impl ConnectionTrait,
    account: AccountId,
) -> Result<bool, DbErr> {
    let done = signature_specimen::Entity::delete_by_id(account).exec(tx).await?;
    Ok(done.rows_affected == 1)
}
