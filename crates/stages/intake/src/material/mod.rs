//! 诉讼材料: the files of a filing, by category (民事诉讼法第一百二十四条；法释〔2015〕8号第六条；
//! 人民法院在线诉讼规则第十一条、第十二条).
//!
//! Files are handed in one by one or many at once, by script (resumable) or by a plain form; read
//! by their filer and, once submitted, by the people of the court.
pub mod acts;
pub mod model;
mod pages;
mod picture;
pub(crate) mod reading;
mod serving;
pub mod store;
#[cfg(test)]
pub(crate) mod tests;

use web::Routes;

/// The routes of this matter.
pub fn routes() -> Routes {
    pages::routes().merge(serving::routes())
}
