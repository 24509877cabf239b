//! 实名认证: who stands behind an account (ACC-3, ACC-4；人民法院在线诉讼规则第七条).
//!
//! A claim of name and document is proven in one way: a face check, a clerk who looks at the document,
//! or a third party's account that vouches for it. Each attempt is kept with everything that happened
//! in it; one document proves one account.
pub(crate) mod acts;
pub(crate) mod clerk_pages;
pub(crate) mod model;
pub(crate) mod outside;
pub(crate) mod pages;
pub(crate) mod store;
#[cfg(test)]
mod tests;
pub(crate) mod window;

/// The pages of both sides.
pub(crate) fn routes() -> web::Routes {
    pages::routes().merge(clerk_pages::routes())
}
