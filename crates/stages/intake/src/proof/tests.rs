//! What the filer downloads is what a stranger can check; nobody else gets it.
use crate::{
    example,
    filing::acts::{self, Confirmed},
    testing::{Browser, Court},
};
use axum::http::StatusCode;
use chain::{FileDigest, Trust, Verdict};
use db::Db;
use futures::TryStreamExt;
use kernel::{actor::Actor, id::FilingId};

async fn submitted(court: &Court, browser: &Browser) -> FilingId {
    let page = example::page(&court.site).await.unwrap();
    let tianhe = law::court::by_code("粤0106").unwrap().id;
    let ready = example::ready(&court.site, browser.account, (tianhe, 1), &page).await.unwrap();
    let actor = Actor::Person { account: browser.account, verified: true };
    let confirmed = Confirmed { seen: ready.seen, declared: true };
    acts::submit(&court.site, (&actor, browser.account), ready.id, &confirmed).await.unwrap();
    ready.id
}

db::on_each_db!(a_submission_and_its_files_are_proven => async |db: Db| {
    let court = Court::on(db, crate::routes());
    let mut browser = court.browser().await;
    let id = submitted(&court, &browser).await;
    let list = browser.get(&format!("/filings/{id}/proof")).await;
    list.says(&["第 1 次提交", "起诉状", "J16-20261122-00001"]);
    let keys = court.site.log.keys().public();
    let trust = Trust { keys: &keys, stamp: None };
    let links = list.values("a[download]", "href");
    assert_eq!(links.len(), 5);
    let files = crate::material::store::list(court.site.db.read(), id).await.unwrap();
    let bytes = court.site.blobs.read(&files[0].sha256).await.unwrap();
    let bytes: Vec<bytes::Bytes> = bytes.try_collect().await.unwrap();
    let file = FileDigest::of(&bytes.concat());
    for link in links {
        let receipt = browser.get(&link).await;
        let report = chain::verify(receipt.body.as_bytes(), Some(&file), &trust);
        assert_eq!(report.verdict(), Verdict::Valid, "{link}: {report:?}");
    }

    // A copy's files have receipts of their own.
    let copy = acts::copy(&court.site, browser.account, (id, FilingId::new())).await.unwrap();
    let copied = crate::material::store::list(court.site.db.read(), copy).await.unwrap();
    assert!(!copied.is_empty());
    court.site.log.settle(court.site.clock.now()).await.unwrap();
    for material in copied {
        let subject = db::proof::Subject::Material(material.id);
        let site = &court.site;
        let answer = db::proof::receipt(site.db.read(), &site.vault, site.log.keys(), subject).await;
        assert!(matches!(answer.unwrap(), db::proof::Answer::Receipt(_)), "{}", material.name);
    }

    let mut other = court.browser().await;
    for path in ["", "/submissions/1", &format!("/materials/{}", files[0].id)] {
        let refused = other.get(&format!("/filings/{id}/proof{path}")).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}");
    }
    let clerk = court.clerk(law::court::by_code("粤0106").unwrap().id);
    let mut clerk = court.browser_of(clerk.account().unwrap()).await;
    assert_eq!(clerk.get(&format!("/filings/{id}/proof")).await.status, StatusCode::OK);
    assert_eq!(browser.get(&format!("/filings/{id}/proof/submissions/2")).await.status, StatusCode::NOT_FOUND);
});
