//! What every handler may reach.
use async_trait::async_trait;
use db::{Db, blobs::Blobs, docket::Docket, proof::Sequencer, vault::Vault};
use kernel::{
    actor::Actor,
    clock::Clock,
    id::{AccountId, SavedId},
    ports::{FaceCheck, PaperMaker, Sms, Vouching},
};
use sea_orm::DbErr;
use std::{sync::Arc, time::Duration};

/// The running site. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub blobs: Blobs,
    pub vault: Vault,
    pub docket: Docket,
    /// 存证日志
    pub log: Sequencer,
    pub settings: Arc<Settings>,
    pub ports: Ports,
    /// Who an account is; answered by the identity stage.
    pub people: Arc<dyn People>,
    /// Names, phones and saved items of accounts; answered by the identity stage.
    pub identities: Arc<dyn Identities>,
    /// How many messages wait; answered by the casework stage.
    pub inbox: Arc<dyn Inbox>,
}

/// The outside world, real or sandboxed.
#[derive(Clone)]
pub struct Ports {
    pub sms: Arc<dyn Sms>,
    pub face: Arc<dyn FaceCheck>,
    /// `None` where the court has no contract with the provider: the way is then not offered.
    pub alipay: Option<Arc<dyn Vouching>>,
    pub wechat: Option<Arc<dyn Vouching>>,
    pub lawyers: Option<Arc<dyn Vouching>>,
    /// Court papers as PDF.
    pub paper: Arc<dyn PaperMaker>,
}

/// Settings of the web side, read once at start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Scheme, host and port as visitors see them, without a slash at the end.
    pub base_url: String,
    /// Present when outside parties are played by the sandbox.
    pub sandbox: Option<Sandbox>,
    /// Send cookies over HTTPS only.
    pub secure_cookies: bool,
    /// Believe `X-Forwarded-For`: only behind a proxy of one's own.
    pub trust_proxy: bool,
    /// A session ends after this long without a request or a byte.
    pub idle: Duration,
    /// A session ends after this long in any case.
    pub session_length: Duration,
    /// Requests a minute from one address before it is asked to slow down.
    pub requests_per_minute: u32,
}

/// Where the sandbox shows what it received.
#[derive(Clone, Debug)]
pub struct Sandbox {
    /// The SMS inbox page.
    pub inbox_url: String,
}

/// Somebody with an account.
#[derive(Clone, Debug)]
pub struct Person {
    pub actor: Actor,
    /// For the page's corner: the real name, or the masked phone number before it is proven.
    pub name: String,
    /// Sessions begun before this moment are over (password changed, second factor reset).
    pub sessions_since: chrono::DateTime<chrono::Utc>,
}

/// Who an account is, now: roles taken away or a name just proven count from the next request on.
#[async_trait]
pub trait People: Send + Sync {
    async fn person(&self, db: &Db, account: AccountId) -> Result<Option<Person>, DbErr>;
}

/// A person whose real name is proven, for filling in forms and for notices.
#[derive(Clone, Debug)]
pub struct VerifiedPerson {
    pub name: String,
    /// Key of `law::identifier`'s document kind.
    pub document: String,
    pub number: String,
    pub phone: String,
    pub address: Option<String>,
}

/// Something kept for reuse: 立案常用信息 or a service address, as JSON of its own shape.
#[derive(Clone, Debug)]
pub struct SavedItem {
    pub id: SavedId,
    pub label: String,
    pub json: serde_json::Value,
}

/// 常用材料: a file kept for reuse.
#[derive(Clone, Debug)]
pub struct SavedMaterial {
    pub id: SavedId,
    pub category: String,
    pub name: String,
    pub sha256: String,
    pub media_type: String,
    pub size: i64,
    pub pages: Option<i32>,
}

/// What the identity stage knows of an account and other stages may use.
#[async_trait]
pub trait Identities: Send + Sync {
    async fn verified(
        &self,
        db: &Db,
        vault: &Vault,
        account: AccountId,
    ) -> Result<Option<VerifiedPerson>, DbErr>;
    async fn phone(
        &self,
        db: &Db,
        vault: &Vault,
        account: AccountId,
    ) -> Result<Option<String>, DbErr>;
    async fn saved_parties(
        &self,
        db: &Db,
        vault: &Vault,
        account: AccountId,
    ) -> Result<Vec<SavedItem>, DbErr>;
    async fn saved_addresses(
        &self,
        db: &Db,
        vault: &Vault,
        account: AccountId,
    ) -> Result<Vec<SavedItem>, DbErr>;
    async fn saved_materials(
        &self,
        db: &Db,
        account: AccountId,
    ) -> Result<Vec<SavedMaterial>, DbErr>;
}

/// How many unread messages an account has.
#[async_trait]
pub trait Inbox: Send + Sync {
    async fn unread(&self, db: &Db, account: AccountId) -> Result<u64, DbErr>;
}
