//! What every page needs: the site's state, who is visiting, routes with their permissions, forms,
//! faults, uploads. Knows nothing of procedure.
extern crate self as web;

pub mod assets;
pub mod dev;
pub mod elder;
pub mod fault;
pub mod filters;
pub mod flash;
pub mod form;
pub mod guard;
pub mod held;
pub mod identify;
pub mod inspect;
pub mod json;
pub mod layers;
pub mod limit;
pub mod page;
pub mod routes;
pub mod session;
pub mod site;
pub mod uploads;
pub mod visit;

pub use fault::Fault;
pub use flash::{Flash, FlashKind};
pub use form::{Errors, FieldError, Form};
pub use json::JsonBody;
pub use page::{Nav, Page, Wants};
pub use routes::{Kind, Route, Routes};
pub use site::{
    Identities, Inbox, People, Person, Ports, Sandbox, SavedItem, SavedMaterial, Settings, Site,
    VerifiedPerson,
};
pub use visit::Visit;
