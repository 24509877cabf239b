//! 选择案由 (民事案件案由规定；FIL-6): the official tree of the day by plain links, or a search by name,
//! pinyin or everyday words; an old name leads to what it is called now.
pub mod model;
mod pages;
#[cfg(test)]
mod tests;

pub use pages::routes;
