//! Sessions, tokens, expired forms, other sites: each ends in a clear state and nothing typed is lost.
use crate::support::{get, location, logged_in, post, send, site, text};
use axum::{
    Router,
    body::Body,
    http::{Method, Request, StatusCode},
    response::Response,
};
use chrono::Duration;
use db::Db;
use kernel::{clock::ManualClock, id::AccountId, policy::Permission};
use serde::Deserialize;
use std::sync::Arc;
use web::{Fault, Form, Routes, Site, Visit};

#[derive(Deserialize)]
struct Claim {
    #[serde(default)]
    claim: Vec<String>,
}

async fn save(visit: Visit, Form(form): Form<Claim>) -> Result<Response, Fault> {
    Ok(visit.go(&format!("/saved/{}", form.claim.len())))
}

async fn enter(visit: Visit) -> Result<Response, Fault> {
    visit.log_in(AccountId::new(), &web::session::Facts::default(), "/in").await
}

fn app(site: &Site) -> Router {
    let routes = Routes::new()
        .post("/save", Permission::OwnFilings, save)
        .get("/save", Permission::OwnFilings, async || "form")
        .post("/enter", Permission::EnterAccount, enter)
        .get("/boom", Permission::Public, async || -> &'static str { panic!("boom") })
        .merge(web::held::routes());
    web::layers::wrap(routes.into_router(), site.clone())
}

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at("2026-11-22T01:00:00Z".parse().unwrap()))
}

db::on_each_db!(a_form_with_its_token_is_taken => async |db: Db| {
    let site = site(db, clock());
    let (cookie, csrf) = logged_in(&site, AccountId::new()).await;
    let body = format!("_csrf={csrf}&claim=a&claim=b");
    let response = send(&app(&site), post("/save", &cookie, &body)).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(location(&response), "/saved/2");
});

db::on_each_db!(a_form_with_an_old_token_is_offered_again_with_what_was_typed => async |db: Db| {
    let site = site(db, clock());
    let (cookie, csrf) = logged_in(&site, AccountId::new()).await;
    let response = send(&app(&site), post("/save", &cookie, "_csrf=old&claim=%E8%BF%98%E6%AC%BE")).await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    let html = text(response).await;
    assert!(html.contains("还款") && html.contains(&csrf) && html.contains("action=\"/save\""));
});

db::on_each_db!(an_expired_session_keeps_the_form_for_its_owner => async |db: Db| {
    let clock = clock();
    let site = site(db, clock.clone());
    let account = AccountId::new();
    let (cookie, csrf) = logged_in(&site, account).await;
    clock.advance(Duration::minutes(61));
    let app = app(&site);
    let body = format!("_csrf={csrf}&claim=%E8%BF%98%E6%AC%BE");
    let response = send(&app, post("/save", &cookie, &body)).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let held = location(&response).strip_prefix("/login?expired=1&next=").unwrap().to_owned();

    let (other, _) = logged_in(&site, AccountId::new()).await;
    assert_eq!(send(&app, get(&held, &other)).await.status(), StatusCode::NOT_FOUND);

    let (again, _) = logged_in(&site, account).await;
    let html = text(send(&app, get(&held, &again)).await).await;
    assert!(html.contains("还款"), "{html}");
});

db::on_each_db!(a_form_that_nobody_owns_is_shown_again_and_can_be_sent_after_logging_in => async |db: Db| {
    let site = site(db, clock());
    let (_, csrf) = logged_in(&site, AccountId::new()).await;
    let app = app(&site);
    let body = format!("_csrf={csrf}&claim=%E8%BF%98%E6%AC%BE");
    // Logged out in another tab: the cookie is a visitor's.
    let response = send(&app, post("/save", "", &body)).await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let html = text(response).await;
    assert!(html.contains("还款") && html.contains("href=\"/login\""), "{html}");
    // Logged in again in a third tab: the page's token is old, the form is shown with the new one.
    let (again, csrf) = logged_in(&site, AccountId::new()).await;
    let html = text(send(&app, post("/save", &again, &body)).await).await;
    assert!(html.contains("还款") && html.contains(&csrf) && !html.contains("href=\"/login\""), "{html}");
    let body = format!("_csrf={csrf}&claim=%E8%BF%98%E6%AC%BE");
    assert_eq!(location(&send(&app, post("/save", &again, &body)).await), "/saved/1");
});

db::on_each_db!(an_expired_session_reading_is_asked_to_log_in_and_comes_back => async |db: Db| {
    let site = site(db, clock());
    let response = send(&app(&site), get("/save", "")).await;
    assert_eq!(location(&response), "/login?next=/save");
});

db::on_each_db!(idle_time_counts_from_the_last_use => async |db: Db| {
    let clock = clock();
    let site = site(db, clock.clone());
    let (cookie, _) = logged_in(&site, AccountId::new()).await;
    let app = app(&site);
    for _ in 0..4 {
        clock.advance(Duration::minutes(50));
        assert_eq!(send(&app, get("/save", &cookie)).await.status(), StatusCode::OK);
    }
    clock.advance(Duration::hours(9));
    assert_eq!(send(&app, get("/save", &cookie)).await.status(), StatusCode::SEE_OTHER);
});

db::on_each_db!(logging_in_changes_the_token => async |db: Db| {
    let site = site(db, clock());
    let app = app(&site);
    let (cookie, _) = logged_in(&site, AccountId::new()).await;
    let response = send(&app, post("/enter", &cookie, "")).await;
    let new = response.headers().get("set-cookie").unwrap().to_str().unwrap().to_owned();
    assert!(new.starts_with("dengwen=") && new.contains("HttpOnly") && new.contains("SameSite=Lax"));
    assert!(!new.starts_with(&cookie));
    assert_eq!(send(&app, get("/save", &cookie)).await.status(), StatusCode::SEE_OTHER, "the old token is dead");
});

db::on_each_db!(another_site_is_refused => async |db: Db| {
    let site = site(db, clock());
    let (cookie, csrf) = logged_in(&site, AccountId::new()).await;
    for (name, value) in [("origin", "https://evil.test"), ("sec-fetch-site", "cross-site")] {
        let mut request = post("/save", &cookie, &format!("_csrf={csrf}&claim=a"));
        request.headers_mut().insert(name, value.parse().unwrap());
        request.headers_mut().insert("host", "court.test".parse().unwrap());
        assert_eq!(send(&app(&site), request).await.status(), StatusCode::FORBIDDEN, "{name}");
    }
    let mut request = post("/save", &cookie, &format!("_csrf={csrf}&claim=a"));
    request.headers_mut().insert("origin", "http://court.test".parse().unwrap());
    assert_eq!(send(&app(&site), request).await.status(), StatusCode::SEE_OTHER);
});

db::on_each_db!(faults_are_chinese_pages_with_security_headers => async |db: Db| {
    let site = site(db, clock());
    let app = app(&site);
    for (path, status) in [("/nowhere", StatusCode::NOT_FOUND), ("/boom", StatusCode::INTERNAL_SERVER_ERROR)] {
        let response = send(&app, get(path, "")).await;
        assert_eq!(response.status(), status);
        let csp = response.headers().get("content-security-policy").unwrap().to_str().unwrap().to_owned();
        assert!(csp.contains("default-src 'none'") && !csp.contains("unsafe"));
        let html = text(response).await;
        assert!(html.contains("lang=\"zh-CN\"") && html.contains("12368") == status.is_server_error());
    }
    let request = Request::builder().method(Method::DELETE).uri("/api/nowhere").body(Body::empty()).unwrap();
    let json = text(send(&app, request).await).await;
    assert!(json.starts_with("{\"message\":"), "{json}");
});

db::on_each_db!(a_window_lets_so_many_through_and_says_when_to_come_back => async |db: Db| {
    let clock = clock();
    let site = site(db, clock.clone());
    let window = Duration::minutes(1);
    for _ in 0..3 {
        web::limit::count(&site, "sms:1", 3, window).await.unwrap();
    }
    clock.advance(Duration::seconds(20));
    let Err(Fault::TooMany { retry_after }) = web::limit::count(&site, "sms:1", 3, window).await else {
        panic!("the fourth got through");
    };
    assert_eq!(retry_after, 40);
    web::limit::count(&site, "sms:2", 3, window).await.unwrap();
    clock.advance(Duration::seconds(40));
    web::limit::count(&site, "sms:1", 3, window).await.unwrap();
});
