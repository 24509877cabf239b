//! What a filer does to the files of a filing. Each act is one transaction; the bytes are safe in
//! the store before it begins.
use super::{
    model::{self, Material},
    store,
};
use crate::filing::{
    acts::Refused,
    model::{Filing, FilingAct, Originals},
    store as filings,
};
use db::proof;
use kernel::id::{AccountId, FilingId, MaterialId, UploadId};
use sea_orm::{DatabaseTransaction, DbErr};
use web::{
    Fault, SavedMaterial, Site,
    inspect::Kind,
    uploads::{self, Finished, TakeError},
};

/// Why an act on files was not done.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Upload(#[from] TakeError),
    #[error("没有这份材料，可能已被删除，请刷新页面")]
    Unknown,
    #[error("没有这个材料类别，请刷新页面后重新选择")]
    NoCategory,
    #[error("一份立案申请最多 {} 个文件，请合并后上传", model::MOST_FILES)]
    TooMany,
    #[error("这份材料由平台根据您签名的内容生成，不能在此修改；请到“送达地址确认书”一步重新填写")]
    Generated,
    /// What was typed does not do.
    #[error("{0}")]
    Typed(String),
}

impl From<DbErr> for NotDone {
    fn from(e: DbErr) -> Self {
        Self::Refused(Refused::Db(e))
    }
}

impl From<NotDone> for Fault {
    fn from(e: NotDone) -> Self {
        match e {
            NotDone::Refused(e) => e.into(),
            NotDone::Upload(TakeError::Db(e)) => Self::Db(e),
            NotDone::Unknown => Self::NotFound,
            NotDone::Upload(_)
            | NotDone::NoCategory
            | NotDone::TooMany
            | NotDone::Generated
            | NotDone::Typed(_) => Self::Conflict(e.to_string()),
        }
    }
}

/// One filer's filing, locked and open for editing, with its files.
struct Desk {
    tx: DatabaseTransaction,
    filing: Filing,
    files: Vec<Material>,
}

impl Desk {
    async fn open(site: &Site, (account, id): (AccountId, FilingId)) -> Result<Self, NotDone> {
        let tx = site.db.begin().await?;
        let filing = filings::find_locked(&tx, &site.vault, id)
            .await?
            .filter(|f| f.filer == account)
            .ok_or(Refused::Unknown)?;
        filing.check(FilingAct::Edit).map_err(Refused::NotNow)?;
        let files = store::list(&tx, id).await?;
        Ok(Self { tx, filing, files })
    }

    fn file(&self, id: MaterialId) -> Result<&Material, NotDone> {
        let file = self.files.iter().find(|f| f.id == id).ok_or(NotDone::Unknown)?;
        if file.generated.is_some() { Err(NotDone::Generated) } else { Ok(file) }
    }

    fn category(&self, key: &str) -> Result<String, NotDone> {
        if model::accepts(self.filing.kind, self.filing.capacity, key) {
            Ok(model::category_name(key))
        } else {
            Err(NotDone::NoCategory)
        }
    }

    fn names(&self, category: &str, but: Option<MaterialId>) -> Vec<&str> {
        let others = self.files.iter().filter(|f| f.category == category && Some(f.id) != but);
        others.map(|f| f.name.as_str()).collect()
    }

    fn end_of(&self, category: &str) -> i64 {
        let places = self.files.iter().filter(|f| f.category == category).map(|f| f.position);
        places.max().unwrap_or(0) + 1
    }

    /// Puts a kept file into a category.
    async fn add(
        &mut self,
        site: &Site,
        category: &str,
        id: MaterialId,
        file: Finished,
    ) -> Result<MaterialId, NotDone> {
        let name = self.category(category)?;
        if self.files.len() >= model::MOST_FILES {
            return Err(NotDone::TooMany);
        }
        let kind = Kind::of_media_type(&file.media_type)
            .ok_or_else(|| DbErr::Custom(format!("{} is kept but not ours", file.media_type)))?;
        let material = Material {
            id,
            name: model::default_name(&name, kind, &self.names(category, None)),
            category: category.to_owned(),
            file_name: file.file_name,
            position: self.end_of(category),
            sha256: file.sha256,
            media_type: file.media_type,
            size: file.size,
            pages: file.pages,
            width: file.width,
            height: file.height,
            generated: None,
            created_at: site.clock.now(),
        };
        let now = material.created_at;
        store::insert(&self.tx, self.filing.id, material.clone()).await?;
        proof::accept_file(&self.tx, &site.vault, now, (id, &material.sha256)).await?;
        self.files.push(material);
        Ok(id)
    }

    /// Notes the change on the filing and commits.
    async fn close(mut self, site: &Site) -> Result<(), NotDone> {
        let now = site.clock.now();
        self.filing.updated_at = now;
        if !filings::save(&self.tx, &site.vault, &self.filing, now).await? {
            return Err(Refused::Overtaken.into());
        }
        Ok(self.tx.commit().await?)
    }
}

/// Hands in what was uploaded. The same upload again is the same material: the first answer may
/// have been lost on the way.
pub async fn attach(
    site: &Site,
    whose: (AccountId, FilingId),
    category: &str,
    upload: UploadId,
) -> Result<MaterialId, NotDone> {
    let mut desk = Desk::open(site, whose).await?;
    let id = MaterialId(upload.0);
    if desk.files.iter().any(|f| f.id == id) {
        return Ok(id);
    }
    let file = uploads::take(&desk.tx, whose.0, upload).await?;
    desk.add(site, category, id, file).await?;
    desk.close(site).await?;
    Ok(id)
}

/// Hands in files that came with a plain form.
pub async fn hand_in(
    site: &Site,
    whose: (AccountId, FilingId),
    category: &str,
    files: Vec<Finished>,
) -> Result<(), NotDone> {
    if files.is_empty() {
        return Ok(());
    }
    let mut desk = Desk::open(site, whose).await?;
    for file in files {
        desk.add(site, category, MaterialId::new(), file).await?;
    }
    desk.close(site).await
}

/// 引入: hands in a file that is kept for reuse.
pub async fn bring_in(
    site: &Site,
    whose: (AccountId, FilingId),
    category: &str,
    saved: SavedMaterial,
) -> Result<MaterialId, NotDone> {
    let mut desk = Desk::open(site, whose).await?;
    let kind = Kind::of_media_type(&saved.media_type).ok_or(NotDone::Unknown)?;
    let file = Finished {
        file_name: kind.named(&saved.name),
        sha256: saved.sha256,
        media_type: saved.media_type,
        size: saved.size,
        pages: saved.pages.map(i64::from),
        width: None,
        height: None,
    };
    let id = desk.add(site, category, MaterialId::new(), file).await?;
    desk.close(site).await?;
    Ok(id)
}

/// Gives a file another name, and puts it into another category. A name that followed the old
/// category follows the new one.
pub async fn change(
    site: &Site,
    whose: (AccountId, FilingId),
    id: MaterialId,
    (typed, category): (&str, &str),
) -> Result<(), NotDone> {
    let desk = Desk::open(site, whose).await?;
    let file = desk.file(id)?;
    let moves = file.category != category;
    let (old, new) = (model::category_name(&file.category), desk.category(category)?);
    let others = desk.names(category, Some(id));
    let untouched = typed == file.name || typed == model::split(&file.name).0;
    let name = match file.kind() {
        Some(kind) if moves && untouched && model::is_default(&file.name, &old) => {
            model::default_name(&new, kind, &others)
        }
        Some(_) | None => model::renamed(typed, &file.name, &others).map_err(NotDone::Typed)?,
    };
    let position = if moves { desk.end_of(category) } else { file.position };
    store::put(&desk.tx, id, (category, &name), position).await?;
    desk.close(site).await
}

/// One place up or down within its category.
pub async fn shift(
    site: &Site,
    whose: (AccountId, FilingId),
    id: MaterialId,
    up: bool,
) -> Result<(), NotDone> {
    let desk = Desk::open(site, whose).await?;
    let category = desk.file(id)?.category.clone();
    let mut order: Vec<MaterialId> =
        desk.files.iter().filter(|f| f.category == category).map(|f| f.id).collect();
    model::moved(&mut order, id, up);
    store::order(&desk.tx, &order).await?;
    desk.close(site).await
}

/// Takes a file out of the filing. What was submitted with it stays in that submission.
pub async fn remove(
    site: &Site,
    whose: (AccountId, FilingId),
    id: MaterialId,
) -> Result<(), NotDone> {
    let desk = Desk::open(site, whose).await?;
    desk.file(id)?;
    store::delete(&desk.tx, id).await?;
    desk.close(site).await
}

/// How the paper originals will reach the court (FIL-17).
pub async fn choose_originals(
    site: &Site,
    whose: (AccountId, FilingId),
    originals: Originals,
) -> Result<(), NotDone> {
    let mut desk = Desk::open(site, whose).await?;
    desk.filing.content.originals = Some(originals);
    desk.close(site).await
}

/// Puts a paper that the platform made into the file, in place of its former version. Done by a
/// job, also after the filing was submitted.
pub async fn file_paper(
    site: &Site,
    filing: FilingId,
    paper: &str,
    material: Material,
) -> Result<(), DbErr> {
    let tx = site.db.begin().await?;
    if filings::find_locked(&tx, &site.vault, filing).await?.is_none() {
        return Ok(());
    }
    store::delete_generated(&tx, filing, paper).await?;
    let file = (material.id, material.sha256.as_str());
    proof::accept_file(&tx, &site.vault, material.created_at, file).await?;
    store::insert(&tx, filing, material).await?;
    tx.commit().await
}
