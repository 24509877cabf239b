//! 存证: anyone checks a file against its receipt, and reads the log (人民法院在线诉讼规则第十六条、第十七条：上链后未经篡改的
//! 推定；我们的日志同理可核). Nothing here needs an account, nothing that is handed in is kept.
mod log;
mod pages;
#[cfg(test)]
mod tests;

use kernel::policy::Permission;
use web::{Kind, Routes};

/// The routes of this matter.
pub(crate) fn routes() -> Routes {
    let public = Permission::Public;
    Routes::new().get("/proof", public, pages::show).post("/proof", public, pages::check).merge(
        Routes::of(Kind::Data)
            .get("/log/keys", public, log::keys)
            .get("/log/checkpoint", public, log::checkpoint)
            .get("/log/consistency/{old}/{new}", public, log::consistency)
            .get("/log/tile/{*path}", public, log::tile),
    )
}
