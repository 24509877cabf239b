use crate::testing::Court;
use axum::http::StatusCode;
use db::Db;

db::on_each_db!(the_texts_can_be_read_by_anybody => async |db: Db| {
    let court = Court::on(db);
    let mut browser = court.browser();
    browser.get("/legal/agreement").await.says(&["注册协议", "2026-11-01", "第七条"]);
    let privacy = browser.get("/legal/privacy").await;
    privacy.says(&["隐私政策", "2026-11-01", "第二十九条", "第三十四条"]);
    let short = browser.get("/privacy").await;
    assert_eq!((short.status, short.to.as_str()), (StatusCode::SEE_OTHER, "/legal/privacy"));
});
