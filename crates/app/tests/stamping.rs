//! Checkpoints are stamped by an authority outside: a real one (`openssl ts`) behind HTTP.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]
#![expect(dead_code, reason = "the authority can do more than is asked of it here")]
#[path = "../../base/stamp/tests/openssl/authority.rs"]
mod authority;
mod ready;

use authority::{Authority, P256};
use axum::{Router, body::Bytes, extract::State, http::StatusCode, routing::post};
use chain::{Finding, Outcome, Trust};
use db::proof::{Answer, Subject};
use dengwen::{
    stamping::{NotStamped, Stamping},
    wire::Stores,
};
use intake::filing::acts::{self, Confirmed};
use kernel::{
    actor::Actor,
    clock::{Clock, SystemClock},
};
use std::{
    path::Path,
    sync::{Arc, Mutex},
};

/// What the authority answers with: its name, or nothing while it is out of order.
type Desk = Arc<(Mutex<Option<&'static str>>, Authority)>;

async fn answer(State(desk): State<Desk>, request: Bytes) -> Result<Vec<u8>, StatusCode> {
    let name = desk.0.lock().unwrap().ok_or(StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(desk.1.answer(&request, name, "v2", ""))
}

async fn serve(desk: Desk) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/tsr", listener.local_addr().unwrap());
    let app = Router::new().route("/tsr", post(answer)).with_state(desk);
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    address
}

/// Submits a filing, so that there is something in the log.
async fn submitted(data: &Path, url: &str) -> Subject {
    let stage = ready::stage(data, url, 1).await;
    let (config, settings) = ready::settings(data, url);
    let stores = Stores::open(&config).await.unwrap();
    let ports = dengwen::commands::demo::ports(&config, None).unwrap();
    let site = dengwen::wire::site(stores, ports, settings, Arc::new(SystemClock));
    let (id, actor) = (stage.drafts[0], Actor::Person { account: stage.filer, verified: true });
    let confirmed = Confirmed { seen: stage.seen[&id].clone(), declared: true };
    acts::submit(&site, (&actor, stage.filer), id, &confirmed).await.unwrap();
    site.log.settle(SystemClock.now()).await.unwrap();
    Subject::Filing(id, 1)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkpoint_is_stamped_once_an_hour_and_the_receipt_carries_the_stamp() {
    let authority = Authority::new();
    authority.issue("tsa", "root", "stamping", P256);
    authority.root("other", P256, "");
    authority.issue("stranger", "other", "stamping", P256);
    let root = authority.path("root.crt");
    let desk: Desk = Arc::new((Mutex::new(None), authority));
    let address = serve(desk.clone()).await;

    let data = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", data.path().join("dengwen.db").display());
    let subject = submitted(data.path(), &url).await;
    let (mut config, _) = ready::settings(data.path(), &url);
    assert!(Stamping::of(&config).unwrap().is_none());
    config.proof.tsa_url = address;
    config.proof.tsa_root = root;
    let stamping = Stamping::of(&config).unwrap().unwrap();
    let stores = Stores::open(&config).await.unwrap();
    let now = SystemClock.now();

    // Out of order, then an impostor: nothing is kept, and the next round asks again.
    let refused = stamping.round(&stores.db, now).await;
    assert!(matches!(refused, Err(NotStamped::Port(_))), "{refused:?}");
    *desk.0.lock().unwrap() = Some("stranger");
    let refused = stamping.round(&stores.db, now).await;
    assert!(matches!(refused, Err(NotStamped::Refused(stamp::Refused::Untrusted))), "{refused:?}");
    assert!(db::proof::latest_stamp(stores.db.read()).await.unwrap().is_none());

    *desk.0.lock().unwrap() = Some("tsa");
    let at = stamping.round(&stores.db, now).await.unwrap().expect("a stamp");
    assert!((at - now).num_seconds().abs() < 600, "{at} {now}");
    // Nothing new, and within the hour.
    assert_eq!(stamping.round(&stores.db, now).await.unwrap(), None);
    let later = now + chrono::Duration::hours(2);
    assert_eq!(stamping.round(&stores.db, later).await.unwrap(), None);

    let keys = stores.log.keys();
    let found = db::proof::receipt(stores.db.read(), &stores.vault, keys, subject).await.unwrap();
    let Answer::Receipt(receipt) = found else { unreachable!("{found:?}") };
    let trusted = dengwen::stamping::authorities(&config.proof.tsa_root).unwrap();
    let check = |token: &[u8], text: &[u8]| match stamp::verify(token, text, &trusted) {
        Ok(s) => Ok(chain::Stamped { at: chain::Moment::new(s.at), authority: s.authority }),
        Err(e) => Err(e.to_string()),
    };
    let keys = keys.public();
    let trust = Trust { keys: &keys, stamp: Some(&check) };
    let report = chain::verify(receipt.text().unwrap().as_bytes(), None, &trust);
    assert!(report.findings.iter().all(|f| f.outcome() != Outcome::Failed), "{report:?}");
    assert!(report.findings.iter().any(|f| matches!(f, Finding::StampValid(_))), "{report:?}");
}
