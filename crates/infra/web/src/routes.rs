//! The one way to add a route: with the permission it needs. What is not in the table is not there.
use crate::{Site, guard};
use axum::{
    Router,
    handler::Handler,
    routing::{self, MethodRouter},
};
use kernel::policy::Permission;

/// What kind of answer a route gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// HTML for a person.
    Page,
    /// JSON, listed in the `OpenAPI` document.
    Api,
    /// Bytes: files, uploads, metrics.
    Data,
}

/// One line of the permission table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    pub method: &'static str,
    pub path: String,
    pub permission: Permission,
    pub kind: Kind,
}

/// Routes and their permissions, built together so that they cannot drift apart.
#[derive(Default)]
pub struct Routes {
    router: Router<Site>,
    table: Vec<Route>,
    kind: Option<Kind>,
}

macro_rules! methods {
    ($($(#[$doc:meta])* $name:ident $method:literal),+) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name<H, T>(self, path: &str, permission: Permission, handler: H) -> Self
        where
            H: Handler<T, Site>,
            T: 'static,
        {
            self.add($method, path, permission, routing::$name(handler))
        }
    )+};
}

impl Routes {
    /// Pages.
    pub fn new() -> Self {
        Self::default()
    }

    /// Routes of another kind than pages.
    pub fn of(kind: Kind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }

    methods! {
        /// Reading.
        get "GET",
        /// Acting.
        post "POST",
        /// Replacing.
        put "PUT",
        /// Part of an upload.
        patch "PATCH",
        /// Removing.
        delete "DELETE",
        /// What a resource can do.
        options "OPTIONS",
        /// Where an upload stands.
        head "HEAD"
    }

    fn add(
        mut self,
        method: &'static str,
        path: &str,
        permission: Permission,
        handler: MethodRouter<Site>,
    ) -> Self {
        let guarded =
            handler.route_layer(axum::middleware::from_fn_with_state(permission, guard::guard));
        self.router = self.router.route(path, guarded);
        let kind = self.kind.unwrap_or(Kind::Page);
        self.table.push(Route { method, path: path.to_owned(), permission, kind });
        self
    }

    /// Both sets of routes.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    /// The permission table.
    pub fn table(&self) -> &[Route] {
        &self.table
    }

    /// The router, without the layers around it; see [`crate::layers::wrap`].
    pub fn into_router(self) -> Router<Site> {
        self.router
    }
}
