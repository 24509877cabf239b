//! 短信: one provider a file.
pub mod aliyun;
mod template;

pub use template::{Template, parse_templates};
