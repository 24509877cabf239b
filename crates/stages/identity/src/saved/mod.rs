//! 我的: what a person keeps for reuse (ACC-8): 常用材料, 立案常用信息, 送达地址, and the specimen of the
//! signature (ACC-5). Nothing here is part of a case: a filing takes a copy, and deleting here changes
//! no filing.
pub(crate) mod acts;
pub(crate) mod address;
pub(crate) mod model;
pub(crate) mod pages;
pub(crate) mod party;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub(crate) use pages::routes;
