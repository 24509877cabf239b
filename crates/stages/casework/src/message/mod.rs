//! 消息: what a person is told when something happens in their matter, on the site and by SMS.
mod jobs;
mod model;
mod pages;
mod reactor;
mod store;
#[cfg(test)]
mod tests;
mod wording;

pub use jobs::ByText;
pub use model::Message;
pub use reactor::Notices;
pub(crate) use store::{latest, of_case, open_todos};

use async_trait::async_trait;
use db::Db;
use kernel::{id::AccountId, policy::Permission};
use sea_orm::DbErr;
use web::{Inbox, Routes};

/// Counts the unread messages for the page's corner.
#[derive(Debug)]
pub struct InboxCounter;

#[async_trait]
impl Inbox for InboxCounter {
    async fn unread(&self, db: &Db, account: AccountId) -> Result<u64, DbErr> {
        store::unread(db.read(), account).await
    }
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/messages", Permission::OwnMessages, pages::list)
        .get("/messages/{id}", Permission::OwnMessages, pages::show)
        .post("/messages/read", Permission::OwnMessages, pages::read_all)
}
