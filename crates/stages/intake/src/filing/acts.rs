//! What a filer does to a filing. One function per act; each is one transaction.
use super::{
    model::{Filing, FilingAct, NotNow, Section},
    stamp::Stamp,
    store,
};
use kernel::id::{AccountId, FilingId};
use sea_orm::DbErr;
use web::{Fault, Site};

/// Why an act was not done.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("没有这份立案申请，可能已被删除")]
    Unknown,
    #[error(transparent)]
    NotNow(#[from] NotNow),
    #[error("这份申请刚刚在别处有了改动，请刷新页面后再操作")]
    Overtaken,
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl From<Refused> for Fault {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::NotFound,
            Refused::NotNow(why) => Self::Conflict(why.to_string()),
            Refused::Overtaken => Self::Conflict(refused.to_string()),
            Refused::Db(e) => Self::Db(e),
        }
    }
}

/// How saving a step ended.
#[derive(Clone, Debug)]
pub enum Saved {
    /// Kept.
    Done(Box<Filing>),
    /// Another tab had changed the step; this is what it saved. Nothing was written.
    Conflict(Box<Filing>),
}

/// Saves one step of a filing that may be edited. `stamp` is the form's hidden field `version`;
/// empty where nothing is to be compared.
pub async fn save_step(
    site: &Site,
    (account, id): (AccountId, FilingId),
    (section, stamp): (Section, &str),
    apply: impl FnOnce(&mut Filing),
) -> Result<Saved, Refused> {
    let now = site.clock.now();
    let stamp = stamp.parse::<Stamp>().ok();
    let tx = site.db.begin().await?;
    let mut filing = store::find_locked(&tx, &site.vault, id)
        .await?
        .filter(|f| f.filer == account)
        .ok_or(Refused::Unknown)?;
    filing.check(FilingAct::Edit)?;
    if let Some(stamp) = &stamp {
        if !stamp.fits(&filing, section) {
            return Ok(Saved::Conflict(Box::new(filing)));
        }
        stamp.leave(&mut filing, section);
    }
    apply(&mut filing);
    filing.updated_at = now;
    if !store::save(&tx, &site.vault, &filing, now).await? {
        return Err(Refused::Overtaken);
    }
    tx.commit().await?;
    filing.version += 1;
    Ok(Saved::Done(Box::new(filing)))
}
