//! 起诉: preparing a filing step by step, submitting it, and what its filer may do with it afterwards
//! (民事诉讼法第一百二十二条至第一百二十六条；人民法院在线诉讼规则第八条、第九条).
pub mod acts;
pub mod advice;
pub mod check;
pub mod content;
pub mod fee;
pub mod files;
pub mod mark;
pub mod model;
pub mod pages;
pub mod party_form;
pub mod progress;
pub mod stamp;
pub mod step;
pub mod store;
pub mod submitted;
