//! 须知: what a filer is told before filing (人民法院在线诉讼规则第四条、第二十九条). Each text is opened,
//! read to its end and agreed to; which wording, and when, is kept.
pub mod acts;
pub mod model;
pub mod pages;
pub mod store;
#[cfg(test)]
mod tests;
