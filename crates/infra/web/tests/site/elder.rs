//! 长辈模式 is chosen by a form and remembered by a cookie.
use crate::support::{location, logged_in, post, send, site};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use db::Db;
use kernel::{clock::ManualClock, id::AccountId};
use std::sync::Arc;

db::on_each_db!(the_choice_is_kept_for_a_year_and_leads_back => async |db: Db| {
    let clock = Arc::new(ManualClock::at("2026-11-22T01:00:00Z".parse().unwrap()));
    let site = site(db, clock);
    let app = web::layers::wrap(web::elder::routes().into_router(), site.clone());
    let (cookie, csrf) = logged_in(&site, AccountId::new()).await;
    let choose = |on: &str, back: &str| -> Request<Body> {
        post("/elder", &cookie, &format!("_csrf={csrf}&on={on}&back={back}"))
    };
    for (on, back, to, kept) in [
        ("1", "/me", "/me", "dengwen_elder=1; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000"),
        ("0", "//evil.example", "/", "dengwen_elder=0; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"),
    ] {
        let response = send(&app, choose(on, back)).await;
        assert_eq!((response.status(), location(&response)), (StatusCode::SEE_OTHER, to));
        let cookies = response.headers().get_all(header::SET_COOKIE);
        assert!(cookies.iter().any(|c| c == kept), "{cookies:?}");
    }
    let forged = send(&app, post("/elder", &cookie, "_csrf=x&on=1&back=/")).await;
    assert_eq!(forged.status(), StatusCode::CONFLICT);
});
