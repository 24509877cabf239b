//! 案卷日志 for auditors and 后台任务 for whoever runs the platform.
mod audit;
mod jobs;
mod store;
#[cfg(test)]
mod tests;

use kernel::policy::Permission;
use web::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/audit/docket", Permission::Audit, audit::search)
        .get("/audit/docket/{case}", Permission::Audit, audit::show)
        .get("/admin/jobs", Permission::OperatePlatform, jobs::list)
        .post("/admin/jobs/{id}/retry", Permission::OperatePlatform, jobs::retry)
}
