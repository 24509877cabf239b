//! The filer's pages, one file a step. 受理法院 and 案由 lie in `court_choice` and `cause_choice`.
use web::Routes;

pub fn routes() -> Routes {
    Routes::new()
}
