//! Keeping, changing and deleting. One transaction each.
use super::{
    model::{Item, Kind, MOST, Material, Refused},
    store,
};
use kernel::id::{AccountId, SavedId};
use serde_json::Value;
use web::{Site, uploads::Finished};

/// Keeps an item.
pub(crate) async fn keep(
    site: &Site,
    account: AccountId,
    kind: Kind,
    (label, content): (String, Value),
) -> Result<SavedId, Refused> {
    let tx = site.db.begin().await?;
    if store::count(&tx, account, kind).await? >= MOST {
        return Err(Refused::Full);
    }
    let item = Item { id: SavedId::new(), account, kind, label, content };
    store::insert(&tx, &site.vault, &item, site.clock.now()).await?;
    tx.commit().await?;
    Ok(item.id)
}

/// Puts new content into one's own item.
pub(crate) async fn change(
    site: &Site,
    mut item: Item,
    (label, content): (String, Value),
) -> Result<(), Refused> {
    (item.label, item.content) = (label, content);
    let tx = site.db.begin().await?;
    if !store::update(&tx, &site.vault, &item, site.clock.now()).await? {
        return Err(Refused::Unknown);
    }
    tx.commit().await?;
    Ok(())
}

/// Deletes one's own item. Deleting what is gone already is no error.
pub(crate) async fn delete(site: &Site, account: AccountId, id: SavedId) -> Result<(), Refused> {
    let tx = site.db.begin().await?;
    store::delete(&tx, account, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps files for reuse.
pub(crate) async fn keep_files(
    site: &Site,
    account: AccountId,
    category: &str,
    files: Vec<Finished>,
) -> Result<(), Refused> {
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let new = u64::try_from(files.len()).unwrap_or(u64::MAX);
    if store::count_files(&tx, account).await?.saturating_add(new) > MOST {
        return Err(Refused::Full);
    }
    for file in files {
        store::insert_file(&tx, account, Material::of(file, category, now)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Deletes one's own file; filings that took it over keep it.
pub(crate) async fn delete_file(
    site: &Site,
    account: AccountId,
    id: SavedId,
) -> Result<(), Refused> {
    let tx = site.db.begin().await?;
    store::delete_file(&tx, account, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps the specimen of the signature.
pub(crate) async fn keep_specimen(
    site: &Site,
    account: AccountId,
    found: &Finished,
) -> Result<(), Refused> {
    let tx = site.db.begin().await?;
    store::put_specimen(&tx, account, found, site.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Deletes the specimen.
pub(crate) async fn delete_specimen(site: &Site, account: AccountId) -> Result<(), Refused> {
    let tx = site.db.begin().await?;
    store::delete_specimen(&tx, account).await?;
    tx.commit().await?;
    Ok(())
}
