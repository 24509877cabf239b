//! What nobody went on with.
use super::{KEPT, store};
use crate::{Fault, Site};

/// Removes uploads without a byte for a day, and finished ones that nobody used: the row and the
/// parts. To be called now and then; returns how many were removed.
pub async fn sweep(site: &Site) -> Result<u64, Fault> {
    let before = site.clock.now() - KEPT;
    site.blobs.sweep_incoming(before).await.map_err(|e| Fault::Inner(e.to_string()))?;
    let mut swept = 0;
    for id in store::abandoned(&site.db, before).await? {
        for part in store::parts(site.db.read(), id).await? {
            site.blobs.delete(&part).await.map_err(|e| Fault::Inner(e.to_string()))?;
        }
        store::forget(&site.db, id).await?;
        swept += 1;
    }
    Ok(swept)
}
