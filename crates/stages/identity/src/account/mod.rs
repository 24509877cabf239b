//! 账号: registering, logging in and out, password and number (ACC-1, ACC-2).
pub(crate) mod acts;
pub(crate) mod change;
pub(crate) mod guard;
pub(crate) mod model;
pub(crate) mod pages;
pub(crate) mod password;
pub(crate) mod store;
#[cfg(test)]
mod tests;
