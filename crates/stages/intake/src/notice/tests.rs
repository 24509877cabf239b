//! Notices: opened, read, agreed to, in their wording of now.
use super::store;
use crate::testing::Court;
use axum::http::StatusCode;
use db::Db;

db::on_each_db!(each_notice_is_opened_before_it_is_agreed_to => async |db: Db| {
    let court = Court::on(db, crate::routes());
    let mut browser = court.browser().await;
    let draft = court.draft(browser.account).await;
    let base = format!("/filings/{}/notices", draft.id);
    browser.get(&base).await.says(&["立案须知", "廉政监督卡", "还有 5 份没有阅读"]);
    let unseen = [("read", "risk"), ("version", "2026-1")];
    let early = browser.post(&format!("{base}/risk"), &unseen).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "it was never opened");
    let unticked = browser.post(&format!("{base}/risk"), &[("version", "2026-1")]).await;
    unticked.says(&["请读完《诉讼风险告知书》"]);
    for key in ["filing", "electronic-service", "litigation", "risk", "integrity"] {
        let page = browser.get(&format!("{base}/{key}")).await;
        page.says(&["data-read-to-end", "2026 年第 1 版"]);
        let version = page.hidden("version");
        let agreed = browser.post(&format!("{base}/{key}"), &[("read", key), ("version", &version)]).await;
        assert_eq!(agreed.status, StatusCode::SEE_OTHER);
    }
    let readings = store::readings(court.site.db.read(), draft.id).await.unwrap();
    assert!(readings.iter().all(|r| r.agreed_at.is_some() && r.opened_at <= r.agreed_at));
    let old = [("read", "risk"), ("version", "2025-9")];
    browser.post(&format!("{base}/risk"), &old).await.says(&["已有新版本"]);
    assert_eq!(browser.get(&format!("{base}/nothing")).await.status, StatusCode::NOT_FOUND);
});
