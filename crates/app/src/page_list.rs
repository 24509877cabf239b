//! Pages that join the stages. None yet beside those of the stages themselves.
use web::Routes;

/// Their routes.
pub fn routes() -> Routes {
    Routes::new()
}
