//! 图形验证: a riddle before a message is sent, as a distorted picture or, for whoever cannot see
//! it, as a written sum.
pub(crate) mod acts;
mod model;
pub(crate) mod pages;
mod picture;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub(crate) use model::{Kind, Shown};
