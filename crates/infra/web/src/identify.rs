//! Finds out who is asking, once per request, before any route is looked at.
use crate::{
    Fault, Flash, Person, Site, flash,
    session::{self, Found, Token},
    visit::{Identity, set_cookie},
};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use axum_extra::extract::CookieJar;
use kernel::{actor::Actor, id::AccountId};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The cookie of 大字版.
pub const ELDER_COOKIE: &str = "dengwen_elder";

/// The layer: puts an [`Identity`] into the request, keeps the visitor's cookie.
pub async fn identify(
    State(site): State<Site>,
    jar: CookieJar,
    mut request: Request,
    next: Next,
) -> Result<Response, Fault> {
    let given = jar.get(session::COOKIE).and_then(|c| Token::from_cookie(c.value()));
    let fresh = given.is_none();
    let token = given.unwrap_or_default();
    let flash = jar.get(flash::COOKIE).and_then(|c| Flash::from_cookie(c.value()));
    let who = if fresh { Who::nobody() } else { who(&site, &token).await? };
    let unread = match &who.actor {
        Actor::Person { account, .. } if has_a_corner(request.uri().path()) => {
            site.inbox.unread(&site.db, *account).await?
        }
        Actor::Person { .. } | Actor::Visitor | Actor::Staff { .. } | Actor::System => 0,
    };
    let identity = Identity {
        token: token.clone(),
        actor: who.actor,
        name: who.name,
        former: who.former,
        elder: jar.get(ELDER_COOKIE).is_some_and(|c| c.value() == "1"),
        unread,
        ip: ip(&site, request.headers(), request.extensions().get::<ConnectInfo<SocketAddr>>()),
        flash: flash.clone(),
    };
    let shows_pages = request.method() == axum::http::Method::GET;
    request.extensions_mut().insert(identity);
    let mut response = next.run(request).await;
    let logs_in = response
        .headers()
        .get_all(axum::http::header::SET_COOKIE)
        .iter()
        .any(|v| v.as_bytes().starts_with(b"dengwen="));
    if fresh && !logs_in {
        set_cookie(&mut response, &site, session::COOKIE, token.cookie_value(), None);
    }
    if flash.is_some() && shows_pages && response.status().is_success() && is_html(&response) {
        set_cookie(&mut response, &site, flash::COOKIE, "", Some(0));
    }
    Ok(response)
}

/// Whether pages are under that path, which show how many messages are unread.
fn has_a_corner(path: &str) -> bool {
    !["/api/", "/static/", "/uploads"].iter().any(|p| path.starts_with(p))
}

fn is_html(response: &Response) -> bool {
    response
        .headers()
        .get(axum::http::header::CONTENT_TYPE)
        .is_some_and(|v| v.as_bytes().starts_with(b"text/html"))
}

struct Who {
    actor: Actor,
    name: Option<String>,
    former: Option<AccountId>,
}

impl Who {
    const fn nobody() -> Self {
        Self { actor: Actor::Visitor, name: None, former: None }
    }

    const fn formerly(account: AccountId) -> Self {
        Self { actor: Actor::Visitor, name: None, former: Some(account) }
    }
}

async fn who(site: &Site, token: &Token) -> Result<Who, Fault> {
    let now = site.clock.now();
    let (account, facts, begun, seen) =
        match session::find(&site.db, &site.settings, token, now).await? {
            Found::None => return Ok(Who::nobody()),
            Found::Expired(account) => return Ok(Who::formerly(account)),
            Found::Live { account, facts, begun, seen } => (account, facts, begun, seen),
        };
    let Some(Person { actor, name, sessions_since }) =
        site.people.person(&site.db, account).await?
    else {
        return Ok(Who::nobody());
    };
    let half_in = matches!(actor, Actor::Staff { .. }) && !facts.second_factor;
    if begun < sessions_since || half_in {
        return Ok(Who::formerly(account));
    }
    session::touch(&site.db, token, seen, now).await?;
    Ok(Who { actor, name: Some(name), former: None })
}

fn ip(site: &Site, headers: &HeaderMap, peer: Option<&ConnectInfo<SocketAddr>>) -> IpAddr {
    let forwarded = || {
        let list = headers.get("x-forwarded-for")?.to_str().ok()?;
        list.rsplit(',').next()?.trim().parse().ok()
    };
    let proxied = if site.settings.trust_proxy { forwarded() } else { None };
    proxied.or_else(|| peer.map(|p| p.0.ip())).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}
