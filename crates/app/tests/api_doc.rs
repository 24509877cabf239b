//! The `OpenAPI` document and the routes say the same.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod support;

use db::Db;
use dengwen::{api_doc, wire};
use std::collections::BTreeSet;
use support::{Browser, clock, send, site, text};
use web::Kind;

/// Method and path of every operation of the document.
fn documented(document: &serde_json::Value) -> BTreeSet<(String, String)> {
    let paths = document["paths"].as_object().unwrap();
    let operations = |(path, item): (&String, &serde_json::Value)| {
        let methods = item.as_object().unwrap().keys();
        methods.map(|m| (m.to_uppercase(), path.clone())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(operations).collect()
}

#[test]
fn every_api_route_is_documented_and_nothing_else() {
    let routes = wire::routes();
    let api = routes.table().iter().filter(|r| r.kind == Kind::Api);
    let served: BTreeSet<_> = api.map(|r| (r.method.to_owned(), r.path.clone())).collect();
    let document = serde_json::to_value(api_doc::document()).unwrap();
    assert_eq!(served, documented(&document));
    assert!(served.contains(&("GET".into(), "/api/openapi.json".into())));
}

#[test]
fn what_changes_something_names_the_token_and_its_troubles() {
    let document = serde_json::to_value(api_doc::document()).unwrap();
    for (method, path) in documented(&document) {
        let operation = &document["paths"][&path][method.to_lowercase()];
        assert!(operation["summary"].is_string(), "{method} {path} says nothing");
        if method == "GET" {
            continue;
        }
        assert!(operation["security"].to_string().contains("csrf"), "{method} {path}");
        let troubles = operation["responses"].as_object().unwrap();
        let named = troubles.iter().filter(|(status, _)| status.starts_with('4'));
        for (status, trouble) in named.clone() {
            assert!(trouble.to_string().contains("Trouble"), "{method} {path} {status}");
        }
        assert!(named.count() > 0, "{method} {path} names no trouble");
    }
}

db::on_each_db!(anybody_may_read_the_document => async |db: Db| {
    let site = site(db, clock());
    let app = wire::router(&site);
    let got = send(&app, Browser::visitor().request("GET", "/api/openapi.json", "")).await;
    assert_eq!(got.status(), 200);
    let document: serde_json::Value = serde_json::from_str(&text(got).await).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["components"]["securitySchemes"]["csrf"].is_object());
});
