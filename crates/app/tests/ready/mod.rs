//! A stage set for load: a filer with many complete drafts, a clerk, over a data folder of their own.
use db::{Db, entity::account};
use dengwen::{
    cli::Common,
    commands::demo,
    config,
    wire::{self, Stores},
};
use kernel::{
    clock::SystemClock,
    id::{AccountId, FilingId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::{collections::BTreeMap, path::Path, sync::Arc};
use web::{Settings, Site};

/// What the storm begins with.
pub(crate) struct Stage {
    pub(crate) db: Db,
    pub(crate) filer: AccountId,
    pub(crate) clerk: AccountId,
    /// Drafts in the order in which they are submitted, with what `submit` wants to hear.
    pub(crate) drafts: Vec<FilingId>,
    pub(crate) seen: BTreeMap<FilingId, String>,
}

/// The settings of a site at that folder.
pub(crate) fn settings(data: &Path, url: &str) -> (config::Config, Settings) {
    let common = Common {
        data: Some(data.to_owned()),
        database_url: Some(url.to_owned()),
        ..Common::default()
    };
    let config = config::load(&common, None).unwrap().config;
    let settings = wire::settings(&config, "http://127.0.0.1".into(), None);
    (config, settings)
}

/// Makes tables, people and `n` drafts.
pub(crate) async fn stage(data: &Path, url: &str, n: u32) -> Stage {
    let (config, settings) = settings(data, url);
    let stores = Stores::open(&config).await.unwrap();
    stores.db.migrate().await.unwrap();
    let ports = demo::ports(&config, None).unwrap();
    let site = wire::site(stores, ports, settings, Arc::new(SystemClock));
    demo::load(&site).await.unwrap();
    let (filer, clerk) = (named(&site, "演示原告甲").await, named(&site, "演示立案员").await);
    let court = law::court::by_name("广州市天河区人民法院").unwrap().id.to_string();
    let file = intake::example::page(&site).await.unwrap();
    let (mut drafts, mut seen) = (Vec::new(), BTreeMap::new());
    for i in 1..=n {
        let ready = intake::example::ready(&site, filer, (&court, i), &file).await.unwrap();
        drafts.push(ready.id);
        seen.insert(ready.id, ready.seen);
    }
    Stage { db: site.db, filer, clerk, drafts, seen }
}

async fn named(site: &Site, name: &str) -> AccountId {
    let found = account::Entity::find().filter(account::Column::Name.eq(name));
    found.one(site.db.read()).await.unwrap().unwrap().id
}
