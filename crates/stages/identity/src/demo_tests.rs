use crate::{
    Directory,
    demo::{self, PASSWORD},
    testing::Court,
};
use axum::http::StatusCode;
use db::Db;
use kernel::actor::Actor;
use web::{Identities, People};

db::on_each_db!(demo_people_are_made_once_and_can_log_in => async |db: Db| {
    let court = Court::on(db);
    demo::load(&court.site).await.unwrap();
    demo::load(&court.site).await.unwrap();
    let mut browser = court.browser();
    let form = [("account", "13800000001"), ("password", PASSWORD)];
    assert_eq!(browser.post("/login", &form).await.status, StatusCode::SEE_OTHER);
    browser.get("/me").await.says(&["演示原告甲"]);
    // The number of a proven document is a name to log in with, too.
    let by_number = crate::account::acts::log_in(&court.site, "44010619900101003x", PASSWORD);
    let id = by_number.await.unwrap();
    let site = &court.site;
    let person = Directory.person(&site.db, id).await.unwrap().unwrap();
    assert_eq!(person.actor, Actor::Person { account: id, verified: true });
    let verified = Directory.verified(&site.db, &site.vault, id).await.unwrap().unwrap();
    assert_eq!((verified.name.as_str(), verified.document.as_str()), ("演示原告甲", "resident_id"));
    assert_eq!(verified.number, "44010619900101003X");
    let phone = Directory.phone(&site.db, &site.vault, id).await.unwrap();
    assert_eq!(phone.as_deref(), Some("13800000001"));
    let unproven = crate::account::acts::log_in(site, "13800000002", PASSWORD).await.unwrap();
    let person = Directory.person(&site.db, unproven).await.unwrap().unwrap();
    assert_eq!(person.actor, Actor::Person { account: unproven, verified: false });
    assert_eq!(person.name, "138****0002");
});

db::on_each_db!(demo_staff_enter_with_the_second_factor_that_the_sandbox_shows => async |db: Db| {
    let court = Court::on(db);
    demo::load(&court.site).await.unwrap();
    for secret in demo::secrets() {
        let mut browser = court.browser();
        let form = [("login", secret.login), ("password", PASSWORD)];
        let step = browser.post("/staff/login", &form).await;
        assert_eq!(step.status, StatusCode::SEE_OTHER, "{}", step.body);
        browser.get(&step.to).await.says(&["动态口令"]);
        assert_eq!(secret.base32.len(), 32);
    }
    // Nobody of the staff enters by the door of the litigants.
    let form = [("account", "clerk.demo"), ("password", PASSWORD)];
    let refused = court.browser().post("/login", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
});
