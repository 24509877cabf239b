//! 选择受理法院 (民事诉讼法第二章；ACC-10): the sub-platform of 最高人民法院 or of a province, then city
//! and court in two columns, or a search. What the law suggests stands first; the choice stays the filer's.
pub mod model;
mod pages;
#[cfg(test)]
mod tests;

pub use pages::routes;
