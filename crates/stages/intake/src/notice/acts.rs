//! Opening a notice and agreeing to it.
use super::{model::Notice, store};
use crate::filing::{acts::Refused, model::FilingAct, store as filings};
use kernel::id::{AccountId, FilingId};
use web::Site;

/// Notes that the filer has the text before him (人民法院在线诉讼规则第四条：告知).
pub async fn open(
    site: &Site,
    (account, id): (AccountId, FilingId),
    notice: &Notice,
) -> Result<(), Refused> {
    let tx = site.db.begin().await?;
    editable(site, &tx, account, id).await?;
    store::open(&tx, id, notice, site.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Notes that he read and understood it. `false` when that wording was not shown to him.
pub async fn agree(
    site: &Site,
    (account, id): (AccountId, FilingId),
    (notice, version): (&Notice, &str),
) -> Result<bool, Refused> {
    let tx = site.db.begin().await?;
    editable(site, &tx, account, id).await?;
    let known = version == notice.current().key
        && store::agree(&tx, id, (notice, version), site.clock.now()).await?;
    tx.commit().await?;
    Ok(known)
}

async fn editable(
    site: &Site,
    tx: &sea_orm::DatabaseTransaction,
    account: AccountId,
    id: FilingId,
) -> Result<(), Refused> {
    let filing = filings::find_own(tx, &site.vault, account, id).await?.ok_or(Refused::Unknown)?;
    Ok(filing.check(FilingAct::Edit)?)
}
