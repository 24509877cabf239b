//! What a filer does to a filing. One function per act; each is one transaction.
mod begin;
mod submit;

pub use begin::{begin, copy, delete, joined, oneself};
pub use submit::{Confirmed, Whole, submit, withdraw};

use super::{
    model::{Filing, FilingAct, NotNow, Section},
    stamp::{Place, Stamp},
    store,
};
use kernel::{
    id::{AccountId, FilingId},
    policy::Denied,
};
use law::cause::NoList;
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
    #[error("还有内容没有填写完整，请按清单补齐后再提交")]
    Incomplete,
    #[error("预览之后内容有了改动，请核对最新内容后再提交")]
    Changed,
    #[error("请勾选承诺后再提交")]
    NotDeclared,
    #[error("请先完成实名认证，再申请立案")]
    NotVerified,
    #[error(transparent)]
    NoList(#[from] NoList),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl From<Refused> for Fault {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::NotFound,
            Refused::NotVerified => Self::Denied(Denied::VerifyFirst),
            Refused::Db(e) => Self::Db(e),
            Refused::NotNow(_)
            | Refused::Overtaken
            | Refused::Incomplete
            | Refused::Changed
            | Refused::NotDeclared
            | Refused::NoList(_) => Self::Conflict(refused.to_string()),
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
    who: (AccountId, FilingId),
    (section, stamp): (Section, &str),
    apply: impl FnOnce(&mut Filing),
) -> Result<Saved, Refused> {
    save_place(site, who, (Place::Section(section), stamp), apply).await
}

/// As [`save_step`], for a place that may be smaller than a step.
pub async fn save_place(
    site: &Site,
    (account, id): (AccountId, FilingId),
    (place, stamp): (Place, &str),
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
        if !stamp.fits(&filing, place) {
            return Ok(Saved::Conflict(Box::new(filing)));
        }
        stamp.leave(&mut filing, place);
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
