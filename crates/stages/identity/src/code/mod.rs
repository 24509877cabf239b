//! 短信验证码: a walk that proves a mobile number, tied to the visitor who began it. At most three
//! messages to a number in a minute; a code lives five minutes and bears five tries.
pub(crate) mod acts;
pub(crate) mod jobs;
pub(crate) mod model;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub(crate) use acts::Refused;
pub(crate) use model::{Mobile, Purpose, Step};
