//! Password, second factor, recovery codes, first login, locks.
use super::*;
use chrono::Duration;
use db::Db;

/// What the enrolment page says the secret is.
fn typed_secret(page: &Answer) -> TotpSecret {
    let text = page.between("密钥：<strong class=\"kept\">", "</strong>").replace(' ', "");
    crate::staff::model::from_base32(&text).unwrap()
}

fn recovery_codes(page: &Answer) -> Vec<String> {
    let parts = page.body.split("<code class=\"kept\">").skip(1);
    parts.map(|p| p.split_once("</code>").unwrap().0.to_owned()).collect()
}

async fn made(court: &Court) -> String {
    let site = &court.site;
    let new = new(tianhe(), "Zhang.San", &[FilingClerk]);
    let made = acts::create(&site.db, &site.vault, &*site.clock, new).await.unwrap();
    assert_eq!(made.login, "zhang.san");
    made.password
}

db::on_each_db!(the_first_login_sets_second_factor_and_own_password => async |db: Db| {
    let court = Court::on(db);
    let given = made(&court).await;
    let mut browser = court.browser();
    let half = password(&mut browser, "zhang.san", &given).await;
    assert_eq!(half.status, StatusCode::SEE_OTHER);
    let walk = half.to.clone();
    let enrol = browser.get(&walk).await.to;
    assert_eq!(enrol, format!("{walk}/enrol"));
    let page = browser.get(&enrol).await;
    page.says(&["一次性密码", "zhang.san", "二维码"]);
    let secret = typed_secret(&page);
    let qr = browser.get(&format!("{walk}/qr.svg")).await;
    assert!(qr.body.starts_with("<svg"), "{}", qr.body);

    let now = code_at(&secret, court.clock.now());
    let own = [("code", now.as_str()), ("password", "Eigen-2026"), ("again", "Eigen-2026")];
    // Nothing but both lets in.
    assert_eq!(browser.post(&walk, &[("code", &now)]).await.to, "/staff/login");
    assert_eq!(browser.post(&format!("{walk}/enter"), &[]).await.to, "/staff/login");
    for (code, password, again, why) in [
        ("000000", "Eigen-2026", "Eigen-2026", "动态口令不正确"),
        ("", "Eigen-2026", "Eigen-2026", "动态口令不正确"),
        (now.as_str(), given.as_str(), given.as_str(), "不能与一次性密码相同"),
        (now.as_str(), "kurz", "kurz", "8 至 64 位"),
        (now.as_str(), "Eigen-2026", "Eigen-2027", "不一致"),
    ] {
        let fields = [("code", code), ("password", password), ("again", again)];
        let refused = browser.post(&enrol, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        refused.says(&[why]);
    }
    let shown = browser.post(&enrol, &own).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert_eq!(recovery_codes(&shown).len(), 10);
    assert!(!is_in(&mut browser).await);
    // A second time nothing is shown.
    assert_eq!(browser.post(&enrol, &own).await.to, "/staff/login");
    assert_eq!(browser.get(&format!("{walk}/qr.svg")).await.status, StatusCode::NOT_FOUND);
    let entered = browser.post(&format!("{walk}/enter"), &[]).await;
    assert_eq!(entered.to, "/clerk/filings");
    assert!(is_in(&mut browser).await);
    // The one-time password is over.
    let mut other = court.browser();
    password(&mut other, "zhang.san", &given).await.says(&["登录名或密码不正确"]);
    let half = password(&mut other, "zhang.san", "Eigen-2026").await;
    court.clock.advance(Duration::seconds(30));
    let next = code_at(&secret, court.clock.now());
    assert_eq!(other.post(&half.to, &[("code", &next)]).await.to, "/clerk/filings");
});

db::on_each_db!(the_session_begins_after_the_second_factor_and_a_code_opens_once => async |db: Db| {
    let court = Court::on(db);
    serving(&court, tianhe(), "clerk.one", &[FilingClerk]).await;
    let mut browser = court.browser();
    let fields = [("login", " CLERK.one "), ("password", PASSWORD), ("next", "/me/settings")];
    let half = browser.post("/staff/login", &fields).await;
    assert_eq!(half.status, StatusCode::SEE_OTHER);
    assert!(!is_in(&mut browser).await);
    browser.get(&half.to).await.says(&["动态口令", "恢复码"]);
    // Only the browser that began goes on.
    let mut thief = court.browser();
    assert_eq!(thief.post(&half.to, &[("code", &code(&court))]).await.to, "/staff/login");
    let wrong = browser.post(&half.to, &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["还可以再试 4 次"]);
    let entered = browser.post(&half.to, &[("code", &code(&court))]).await;
    assert_eq!(entered.to, "/me/settings");
    assert!(is_in(&mut browser).await);

    // The same code, or one before it, opens nothing more.
    let mut second = court.browser();
    let half = password(&mut second, "clerk.one", PASSWORD).await;
    let replayed = second.post(&half.to, &[("code", &code(&court))]).await;
    assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY);
    replayed.says(&["已经用过"]);
    let before = code_at(&SECRET, court.clock.now() - Duration::seconds(30));
    second.post(&half.to, &[("code", &before)]).await.says(&["已经用过"]);
    assert!(!is_in(&mut second).await);
    let next = code_at(&SECRET, court.clock.now() + Duration::seconds(30));
    assert_eq!(second.post(&half.to, &[("code", &next)]).await.to, "/clerk/filings");
});

db::on_each_db!(two_requests_with_one_code_open_one_session => async |db: Db| {
    let court = Court::on(db);
    serving(&court, tianhe(), "clerk.one", &[FilingClerk]).await;
    let (mut a, mut b) = (court.browser(), court.browser());
    let to_a = password(&mut a, "clerk.one", PASSWORD).await.to;
    let to_b = password(&mut b, "clerk.one", PASSWORD).await.to;
    let code = code(&court);
    let fields = [("code", code.as_str())];
    let (x, y) = tokio::join!(a.post(&to_a, &fields), b.post(&to_b, &fields));
    let mut statuses = [x.status.as_u16(), y.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
});

db::on_each_db!(a_recovery_code_opens_once => async |db: Db| {
    let court = Court::on(db);
    let given = made(&court).await;
    let mut browser = court.browser();
    let walk = password(&mut browser, "zhang.san", &given).await.to;
    let secret = typed_secret(&browser.get(&format!("{walk}/enrol")).await);
    let now = code_at(&secret, court.clock.now());
    let own = [("code", now.as_str()), ("password", "Eigen-2026"), ("again", "Eigen-2026")];
    let codes = recovery_codes(&browser.post(&format!("{walk}/enrol"), &own).await);

    let mut other = court.browser();
    let half = password(&mut other, "zhang.san", "Eigen-2026").await;
    let typed = codes[3].to_lowercase().replace('-', " ");
    assert_eq!(other.post(&half.to, &[("code", &typed)]).await.to, "/clerk/filings");
    let half = password(&mut browser, "zhang.san", "Eigen-2026").await;
    let again = browser.post(&half.to, &[("code", &codes[3])]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.says(&["不正确"]);
    assert_eq!(browser.post(&half.to, &[("code", &codes[4])]).await.to, "/clerk/filings");
});

db::on_each_db!(five_wrong_guesses_lock_whether_or_not_the_name_is_known => async |db: Db| {
    let court = Court::on(db);
    serving(&court, tianhe(), "clerk.one", &[FilingClerk]).await;
    let mut browser = court.browser();
    let mut told = Vec::new();
    for name in ["clerk.one", "nobody.there"] {
        let mut sentences = Vec::new();
        for _ in 0..5 {
            let answer = password(&mut browser, name, "Falsch-2026").await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            sentences.push(answer.between("id=\"login-error\"", "</p>"));
        }
        password(&mut browser, name, PASSWORD).await.says(&["已暂停登录", "10:15"]);
        told.push(sentences);
    }
    assert_eq!(told[0], told[1]);
    assert!(told[0][3].contains("还可以再试 1 次"), "{:?}", told[0]);
    court.clock.advance(Duration::minutes(15));
    assert_eq!(password(&mut browser, "clerk.one", PASSWORD).await.status, StatusCode::SEE_OTHER);
});

db::on_each_db!(wrong_codes_lock_too_and_hurry_does_not_help => async |db: Db| {
    let court = Court::on(db);
    serving(&court, tianhe(), "clerk.one", &[FilingClerk]).await;
    let mut browsers: Vec<Browser> = (0..8).map(|_| court.browser()).collect();
    let mut walks = Vec::new();
    for browser in &mut browsers {
        walks.push(password(browser, "clerk.one", PASSWORD).await.to);
    }
    let guesses = browsers.iter_mut().zip(&walks).map(|(browser, walk)| {
        browser.post(walk, &[("code", "000000")])
    });
    let answers = futures::future::join_all(guesses).await;
    let judged = answers.iter().filter(|a| a.body.contains("还可以再试")).count();
    let locked = answers.iter().filter(|a| a.body.contains("已暂停登录")).count();
    assert_eq!((judged, locked), (4, 4));
    let right = browsers[0].post(&walks[0], &[("code", &code(&court))]).await;
    right.says(&["已暂停登录"]);
    assert!(!is_in(&mut browsers[0]).await);
    court.clock.advance(Duration::minutes(15));
    let right = browsers[0].post(&walks[0], &[("code", &code(&court))]).await;
    assert_eq!(right.to, "/clerk/filings");
});

db::on_each_db!(a_walk_that_was_begun_before_a_reset_is_over => async |db: Db| {
    let court = Court::on(db);
    let site = &court.site;
    serving(&court, tianhe(), "clerk.one", &[FilingClerk]).await;
    let mut thief = court.browser();
    let walk = password(&mut thief, "clerk.one", PASSWORD).await.to;
    court.clock.advance(Duration::seconds(1));
    let system = kernel::actor::Actor::System;
    let reset = acts::reset_second_factor(&site.db, &*site.clock, &system, "clerk.one");
    let given = reset.await.unwrap();
    for page in [walk.clone(), format!("{walk}/enrol")] {
        assert_eq!(thief.get(&page).await.to, "/staff/login");
    }
    password(&mut thief, "clerk.one", PASSWORD).await.says(&["登录名或密码不正确"]);
    let mut browser = court.browser();
    let half = password(&mut browser, "clerk.one", &given).await;
    assert_eq!(browser.get(&half.to).await.to, format!("{}/enrol", half.to));
});

db::on_each_db!(a_foreign_address_is_no_place_to_go_on_to => async |db: Db| {
    let court = Court::on(db);
    serving(&court, tianhe(), "admin.one", &[CourtAdministrator]).await;
    let mut browser = court.browser();
    let fields = [("login", "admin.one"), ("password", PASSWORD), ("next", "//evil.example/")];
    let half = browser.post("/staff/login", &fields).await;
    let entered = browser.post(&half.to, &[("code", &code(&court))]).await;
    assert_eq!(entered.to, "/court/staff");
});
