//! What programs get: their token is asked for, and every refusal is a sentence in JSON.
use crate::support::{get, logged_in, send, site, text};
use axum::{
    Json, Router,
    body::Body,
    extract::Path,
    http::{Request, Response, StatusCode, header},
};
use db::Db;
use kernel::{
    clock::ManualClock,
    id::{AccountId, FilingId},
    policy::Permission,
};
use std::sync::Arc;
use web::{JsonBody, Kind, Routes, Site};

#[derive(serde::Deserialize)]
struct Round {
    round: u32,
}

fn app(site: &Site) -> Router {
    let routes = Routes::of(Kind::Api)
        .post("/api/v1/round", Permission::OwnFilings, async |JsonBody(r): JsonBody<Round>| {
            Json(r.round + 1)
        })
        .get("/api/v1/{id}", Permission::OwnFilings, async |Path(id): Path<FilingId>| {
            id.to_string()
        })
        .merge(Routes::new().get(
            "/filings/{id}",
            Permission::OwnFilings,
            async |Path(id): Path<FilingId>| id.to_string(),
        ));
    web::layers::wrap(routes.into_router(), site.clone())
}

fn sent(cookie: &str, csrf: Option<&str>, body: &str) -> Request<Body> {
    let mut request = Request::post("/api/v1/round")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(csrf) = csrf {
        request = request.header("x-csrf", csrf);
    }
    request.body(Body::from(body.to_owned())).unwrap()
}

async fn message(response: Response<Body>) -> String {
    let body: serde_json::Value = serde_json::from_str(&text(response).await).unwrap();
    body["message"].as_str().unwrap().to_owned()
}

db::on_each_db!(a_program_sends_its_token_and_reads_sentences => async |db: Db| {
    let site = site(db, Arc::new(ManualClock::at("2026-11-22T01:00:00Z".parse().unwrap())));
    let app = app(&site);
    let (cookie, csrf) = logged_in(&site, AccountId::new()).await;
    let done = send(&app, sent(&cookie, Some(&csrf), r#"{"round":1}"#)).await;
    assert_eq!((done.status(), text(done).await.as_str()), (StatusCode::OK, "2"));
    for wrong in [None, Some("old")] {
        let refused = send(&app, sent(&cookie, wrong, r#"{"round":1}"#)).await;
        assert_eq!(refused.status(), StatusCode::CONFLICT);
        assert!(message(refused).await.contains("x-csrf"));
    }
    let nonsense = send(&app, sent(&cookie, Some(&csrf), "round=1")).await;
    assert_eq!(nonsense.status(), StatusCode::BAD_REQUEST);
    assert!(message(nonsense).await.contains("JSON"));
    let nobody = send(&app, sent("", Some(&csrf), r#"{"round":1}"#)).await;
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(message(nobody).await, "请先登录");
});

db::on_each_db!(an_address_that_cannot_be_read_is_told_in_chinese => async |db: Db| {
    let site = site(db, Arc::new(ManualClock::at("2026-11-22T01:00:00Z".parse().unwrap())));
    let app = app(&site);
    let (cookie, _) = logged_in(&site, AccountId::new()).await;
    let program = send(&app, get("/api/v1/7", &cookie)).await;
    assert_eq!(program.status(), StatusCode::BAD_REQUEST);
    assert!(message(program).await.contains("地址"));
    let person = send(&app, get("/filings/7", &cookie)).await;
    assert_eq!(person.status(), StatusCode::BAD_REQUEST);
    let page = text(person).await;
    assert!(page.contains("<!doctype html>") && page.contains("请检查链接是否完整"), "{page}");
});
