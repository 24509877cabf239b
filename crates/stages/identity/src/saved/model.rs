//! What is kept, and within which bounds.
use kernel::id::{AccountId, SavedId};
use serde_json::Value;
use web::uploads::Finished;

/// So many of one kind are kept.
pub(crate) const MOST: u64 = 200;

/// Kinds of saved items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 立案常用信息
    Party,
    /// 邮寄送达
    Post,
    /// 短信送达
    Sms,
    /// 邮箱送达
    Email,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] = [Self::Party, Self::Post, Self::Sms, Self::Email];
    pub(crate) const ADDRESSES: [Self; 3] = [Self::Post, Self::Sms, Self::Email];

    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Post => "post",
            Self::Sms => "sms",
            Self::Email => "email",
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Party => "立案常用信息",
            Self::Post => "邮寄送达地址",
            Self::Sms => "短信送达号码",
            Self::Email => "邮箱送达地址",
        }
    }

    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.key() == key)
    }
}

/// One saved item.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) id: SavedId,
    pub(crate) account: AccountId,
    pub(crate) kind: Kind,
    /// What the owner calls it.
    pub(crate) label: String,
    pub(crate) content: Value,
}

/// 常用材料
#[derive(Clone, Debug)]
pub(crate) struct Material {
    pub(crate) id: SavedId,
    pub(crate) category: String,
    pub(crate) name: String,
    pub(crate) sha256: String,
    pub(crate) media_type: String,
    pub(crate) size: i64,
    pub(crate) pages: Option<i64>,
    pub(crate) at: chrono::DateTime<chrono::Utc>,
}

impl Material {
    pub(crate) fn of(found: Finished, category: &str, at: chrono::DateTime<chrono::Utc>) -> Self {
        Self {
            id: SavedId::new(),
            category: category.to_owned(),
            name: found.file_name,
            sha256: found.sha256,
            media_type: found.media_type,
            size: found.size,
            pages: found.pages,
            at,
        }
    }

    pub(crate) fn category_name(&self) -> &'static str {
        categories().iter().find(|(k, _)| *k == self.category).map_or("其他材料", |(_, n)| n)
    }
}

/// The categories of a civil filing, whoever files it (`law::materials`).
pub(crate) fn categories() -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<(&str, &str)> = Vec::new();
    for capacity in law::materials::Capacity::ALL {
        for material in law::materials::required(law::CaseKind::CivilFirst, capacity) {
            if !all.iter().any(|(key, _)| *key == material.key) {
                all.push((material.key, material.name));
            }
        }
    }
    all
}

/// 签名样本
#[derive(Clone, Debug)]
pub(crate) struct Specimen {
    pub(crate) sha256: String,
    pub(crate) at: chrono::DateTime<chrono::Utc>,
}

/// Why something was not kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    #[error("这一类已保存 {MOST} 条，达到上限，请先删除不再使用的")]
    Full,
    #[error("没有找到这一条，可能已在其他页面删除")]
    Unknown,
    #[error(transparent)]
    Db(#[from] sea_orm::DbErr),
}

impl From<Refused> for web::Fault {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::NotFound,
            Refused::Full => Self::Conflict(refused.to_string()),
            Refused::Db(e) => Self::Db(e),
        }
    }
}
