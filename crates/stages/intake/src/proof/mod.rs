//! 存证凭证: for each submission and each file, what proves years later that the court received it, then, as it is.
mod pages;
#[cfg(test)]
mod tests;

use kernel::policy::Permission;
use web::{Kind, Routes};

/// The routes of this matter.
pub fn routes() -> Routes {
    let read = Permission::ReadFilingFiles;
    Routes::new().get("/filings/{id}/proof", read, pages::show).merge(
        Routes::of(Kind::Data)
            .get("/filings/{id}/proof/submissions/{round}", read, pages::submission)
            .get("/filings/{id}/proof/materials/{file}", read, pages::material)
            .get("/filings/{id}/proof/papers/{paper}", read, pages::paper),
    )
}
