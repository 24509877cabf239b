//! Who is asking, from where, and how they want the answer.
use crate::{
    Fault, Flash, Nav, Page, Site, Wants, flash,
    session::{self, Facts, Token},
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header::SET_COOKIE, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    actor::{Actor, StaffRole},
    id::AccountId,
    policy::Denied,
};
use std::net::IpAddr;

/// What the identifying layer found out about a request; see [`crate::identify`].
#[derive(Clone, Debug)]
pub struct Identity {
    pub token: Token,
    pub actor: Actor,
    pub name: Option<String>,
    /// Whose session this was, when it is over or lacks the second factor.
    pub former: Option<AccountId>,
    pub flash: Option<Flash>,
    pub elder: bool,
    pub unread: u64,
    pub ip: IpAddr,
}

/// One request's visitor. The first thing a handler takes.
#[derive(Clone)]
pub struct Visit {
    pub site: Site,
    pub actor: Actor,
    pub wants: Wants,
    pub ip: IpAddr,
    pub path: String,
    identity: Identity,
}

impl FromRequestParts<Site> for Visit {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Fault> {
        let identity = parts.extensions.get::<Identity>().cloned().ok_or(Fault::NotFound)?;
        Ok(Self::new(
            site.clone(),
            identity,
            Wants::of(&parts.headers),
            parts.uri.path().to_owned(),
        ))
    }
}

impl Visit {
    pub(crate) fn new(site: Site, identity: Identity, wants: Wants, path: String) -> Self {
        let (actor, ip) = (identity.actor.clone(), identity.ip);
        Self { site, actor, wants, ip, path, identity }
    }

    /// The time of the request.
    pub fn now(&self) -> DateTime<Utc> {
        self.site.clock.now()
    }

    /// Today's date in Beijing.
    pub fn today(&self) -> NaiveDate {
        self.site.clock.today()
    }

    /// The account that is logged in; pages behind a permission always have one.
    pub fn account(&self) -> Result<AccountId, Fault> {
        self.actor.account().ok_or(Fault::Denied(Denied::LogIn))
    }

    /// The court in which the staff member serves.
    pub fn court(&self) -> Result<&str, Fault> {
        self.actor.court().ok_or(Fault::Denied(Denied::NotYours))
    }

    /// Display name of whoever is logged in.
    pub fn name(&self) -> Option<&str> {
        self.identity.name.as_deref()
    }

    /// The token that this session's forms carry.
    pub fn csrf(&self) -> String {
        self.identity.token.csrf()
    }

    /// Whose session this was, when it is over or still lacks the second factor.
    pub fn former(&self) -> Option<AccountId> {
        self.identity.former
    }

    /// Marks the session as used while a long upload runs.
    pub async fn touch(&self, seen: DateTime<Utc>) -> Result<(), Fault> {
        Ok(session::touch(&self.site.db, &self.identity.token, seen, self.now()).await?)
    }

    /// The frame of the page to be shown.
    pub fn page(&self) -> Page {
        let nav = match &self.actor {
            Actor::Visitor | Actor::System => Nav::Visitor,
            Actor::Person { verified, .. } => Nav::Person { verified: *verified },
            Actor::Staff { roles, .. } => Nav::Staff { links: staff_links(roles.iter().copied()) },
        };
        Page {
            csrf: self.csrf(),
            assets: crate::assets::version(),
            path: self.path.clone(),
            wide: matches!(nav, Nav::Staff { .. }),
            nav,
            user: self.identity.name.clone(),
            unread: self.identity.unread,
            sandbox: self.site.settings.sandbox.as_ref().map(|s| s.inbox_url.clone()),
            flash: self.identity.flash.clone(),
            elder: self.identity.elder,
        }
    }

    /// Goes to another page with 303, so that going back does not send the form again.
    pub fn go(&self, to: &str) -> Response {
        Redirect::to(to).into_response()
    }

    /// Goes to another page and shows a sentence there.
    pub fn go_saying(&self, to: &str, flash: &Flash) -> Response {
        let mut response = self.go(to);
        set_cookie(&mut response, &self.site, flash::COOKIE, &flash.to_cookie(), Some(300));
        response
    }

    /// Logs the account in under a fresh token and goes to `to`.
    pub async fn log_in(
        &self,
        account: AccountId,
        facts: &Facts,
        to: &str,
    ) -> Result<Response, Fault> {
        let (site, now) = (&self.site, self.now());
        session::end(&site.db, &self.identity.token).await?;
        let token = session::begin(&site.db, &site.settings, account, facts, now).await?;
        let mut response = self.go(to);
        set_cookie(&mut response, site, session::COOKIE, token.cookie_value(), None);
        Ok(response)
    }

    /// Logs out and goes home.
    pub async fn log_out(&self) -> Result<Response, Fault> {
        session::end(&self.site.db, &self.identity.token).await?;
        let mut response = self.go_saying("/", &Flash::success("您已安全退出"));
        set_cookie(&mut response, &self.site, session::COOKIE, Token::new().cookie_value(), None);
        Ok(response)
    }
}

fn staff_links(roles: impl Iterator<Item = StaffRole>) -> Vec<(String, String)> {
    let mut links: Vec<(String, String)> = Vec::new();
    for role in roles {
        let of_role: &[(&str, &str)] = match role {
            StaffRole::FilingClerk => &[
                ("/clerk/filings", "立案审查"),
                ("/clerk/identities", "身份核验"),
                ("/court/cases", "本院案件"),
            ],
            StaffRole::Judge | StaffRole::CourtClerk => &[("/court/cases", "本院案件")],
            StaffRole::CourtAdministrator => &[("/court/staff", "人员管理")],
            StaffRole::PlatformAdministrator => &[("/admin/jobs", "后台任务")],
            StaffRole::Auditor => &[("/audit/docket", "案卷日志")],
            StaffRole::Cashier => &[],
        };
        for (href, text) in of_role {
            if !links.iter().any(|(h, _)| h == href) {
                links.push(((*href).into(), (*text).into()));
            }
        }
    }
    links
}

/// Adds a cookie: HTTP only, same site, secure where configured.
pub fn set_cookie(
    response: &mut Response,
    site: &Site,
    name: &str,
    value: &str,
    max_age: Option<i64>,
) {
    let secure = if site.settings.secure_cookies { "; Secure" } else { "" };
    let age = max_age.map(|a| format!("; Max-Age={a}")).unwrap_or_default();
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}
