use super::{
    acts::{self, Consents, Refused},
    model::{BadPassword, Failures, LOCK, MAX_FAILURES, Password, local},
    store,
};
use crate::{
    code::{self, Mobile},
    testing::{Browser, Court, solve},
};
use axum::http::StatusCode;
use chrono::{DateTime, Duration, Utc};
use db::Db;
use kernel::clock::Clock;

const PHONE: &str = "13912345678";
const PASSWORD: &str = "Lamp-shade-7";

/// Walks through the registration up to the page of the password.
async fn prove(court: &Court, browser: &mut Browser, phone: &str) -> String {
    let (challenge, answer) = browser.riddle("/register").await;
    let form = [("phone", phone), ("challenge", &challenge), ("answer", &answer)];
    let sent = browser.post("/register", &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let code = court.last_code(phone).await;
    browser.get(&sent.to).await.says(&["验证码已发送到", "****"]);
    let proven = browser.post(&sent.to, &[("code", &code)]).await;
    assert_eq!(proven.status, StatusCode::SEE_OTHER, "{}", proven.body);
    proven.to
}

/// A registered, logged-in person.
pub(crate) async fn registered(court: &Court, phone: &str) -> Browser {
    let mut browser = court.browser();
    let page = prove(court, &mut browser, phone).await;
    let form =
        [("password", PASSWORD), ("again", PASSWORD), ("agreement", "on"), ("privacy", "on")];
    let done = browser.post(&page, &form).await;
    assert_eq!(
        (done.status, done.to.as_str()),
        (StatusCode::SEE_OTHER, "/verify"),
        "{}",
        done.body
    );
    browser
}

#[test]
fn passwords_follow_their_rules() {
    let check = |text: &str| Password::chosen(text, text, &["13912345678"]).map(|_| ());
    assert_eq!(check("Lamp-shade-7"), Ok(()));
    assert_eq!(check("密码密码密码密码7"), Ok(()));
    assert_eq!(check(""), Err(BadPassword::Empty));
    assert_eq!(check("a234567"), Err(BadPassword::Length));
    assert_eq!(check(&"a1".repeat(33)), Err(BadPassword::Length));
    assert_eq!(check("12345678"), Err(BadPassword::Mixture));
    assert_eq!(check("abcdefgh"), Err(BadPassword::Mixture));
    assert_eq!(check("13912345678"), Err(BadPassword::IsName));
    assert_eq!(check("ABC123456"), Err(BadPassword::Common));
    let differs = Password::chosen("Lamp-shade-7", "Lamp-shade-8", &[]).map(|_| ());
    assert_eq!(differs, Err(BadPassword::Differs));
}

#[test]
fn only_our_own_addresses_are_gone_on_to() {
    for ours in ["/", "/filings/1?x=1", "/held/1"] {
        assert_eq!(local(ours), Some(ours));
    }
    for other in ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\nb", "me"] {
        assert_eq!(local(other), None);
    }
}

#[test]
fn the_fifth_failure_in_a_row_locks_for_a_quarter_of_an_hour() {
    let begin: DateTime<Utc> = "2026-11-22T02:00:00Z".parse().unwrap();
    let mut failures = Failures::default();
    for n in 1..MAX_FAILURES {
        failures = failures.one_more(begin + Duration::seconds(n));
        assert_eq!(failures.locked(begin + Duration::seconds(n)), None);
    }
    failures = failures.one_more(begin);
    assert_eq!(failures.locked(begin), Some(begin + LOCK));
    assert_eq!(failures.one_more(begin), failures, "a lock is neither lengthened nor lifted");
    let after = begin + LOCK;
    assert_eq!(failures.locked(after), None);
    assert_eq!(failures.one_more(after).count, 1);
    let spread = Failures { count: 4, last: Some(begin), locked_until: None };
    assert_eq!(spread.one_more(begin + Duration::hours(2)).count, 1);
}

db::on_each_db!(a_visitor_registers_and_is_logged_in => async |db: Db| {
    let court = Court::on(db);
    let mut browser = court.browser();
    browser.get("/register").await.says(&["注册", "看不清，换一张", "改用文字题"]);
    let page = prove(&court, &mut browser, PHONE).await;
    browser.get(&page).await.says(&["8 至 64 位", "《注册协议》", "版本 2026-11-01"]);
    // Each thing that is missing is named at its field.
    let without = browser.post(&page, &[("password", PASSWORD), ("again", PASSWORD)]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    without.says(&["请阅读并勾选同意《注册协议》", "href=\"#agreement\""]);
    let ticks = [("agreement", "on"), ("privacy", "on")];
    let differs = [&[("password", PASSWORD), ("again", "x")][..], &ticks].concat();
    browser.post(&page, &differs).await.says(&["两次填写的密码不一致", "href=\"#again\""]);
    let right = [&[("password", PASSWORD), ("again", PASSWORD)][..], &ticks].concat();
    let done = browser.post(&page, &right).await;
    assert_eq!((done.status, done.to.as_str()), (StatusCode::SEE_OTHER, "/verify"));
    browser.get("/me/settings").await.says(&["139****5678", "《注册协议》", "版本 2026-11-01"]);
    // The walk is used up: going back does not make a second account.
    assert_eq!(browser.post(&page, &right).await.to, "/register");
    let phone = Mobile::parse(PHONE).unwrap();
    let site = &court.site;
    let account = store::find_by_phone(site.db.read(), &site.vault, &phone).await.unwrap().unwrap();
    assert_eq!(store::consents(site.db.read(), account.id).await.unwrap().len(), 2);
    assert!(!account.password.contains(PASSWORD) && account.password.starts_with("$argon2id$"));
    assert_eq!(browser.post("/logout", &[]).await.to, "/");
    assert_eq!(browser.get("/me/settings").await.to, "/login?next=/me/settings");
});

db::on_each_db!(a_number_that_is_registered_is_told_to_its_holder_only => async |db: Db| {
    let court = Court::on(db);
    registered(&court, PHONE).await;
    court.clock.advance(Duration::minutes(2));
    let mut stranger = court.browser();
    let (challenge, answer) = stranger.riddle("/register").await;
    let form = [("phone", PHONE), ("challenge", &challenge), ("answer", &answer)];
    let sent = stranger.post("/register", &form).await;
    // The stranger sees the same as for any other number …
    let page = stranger.get(&sent.to).await;
    assert_eq!((sent.status, page.status), (StatusCode::SEE_OTHER, StatusCode::OK));
    assert!(!page.body.contains("已经注册"));
    // … the holder, who has the code, is told.
    let code = court.last_code(PHONE).await;
    let told = stranger.post(&sent.to, &[("code", &code)]).await;
    told.says(&["已经注册，请直接登录"]);
    // And nobody learns from the login page which numbers exist.
    let mut pages = Vec::new();
    for account in [PHONE, "13700000000"] {
        let page =
            stranger.post("/login", &[("account", account), ("password", "Wrong-pass-1")]).await;
        pages.push(page.between("govuk-error-message", "</p>"));
    }
    assert_eq!(pages[0], pages[1]);
});

db::on_each_db!(logging_in_by_password_under_a_fresh_token => async |db: Db| {
    let court = Court::on(db);
    registered(&court, PHONE).await;
    let mut browser = court.browser();
    browser.get("/login?next=/me/settings&expired=1").await.says(&["登录已过期"]);
    let before = browser.cookie();
    let form = [("account", "+86 139-1234-5678"), ("password", PASSWORD), ("next", "/me/settings")];
    let done = browser.post("/login", &form).await;
    assert_eq!((done.status, done.to.as_str()), (StatusCode::SEE_OTHER, "/me/settings"));
    assert_ne!(before, browser.cookie());
    assert_eq!(browser.get("/me/settings").await.status, StatusCode::OK);
    assert_eq!(browser.get("/login?next=//evil.example").await.to, "/");
});

db::on_each_db!(five_wrong_passwords_lock_and_the_time_is_told => async |db: Db| {
    let court = Court::on(db);
    registered(&court, PHONE).await;
    let mut browser = court.browser();
    let wrong = [("account", PHONE), ("password", "Wrong-pass-1")];
    for left in (1..MAX_FAILURES).rev() {
        let page = browser.post("/login", &wrong).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says(&[&format!("还可以再试 {left} 次"), "value=\"13912345678\""]);
    }
    let locked = "请在2026年11月22日 10:15之后再试";
    browser.post("/login", &wrong).await.says(&[locked]);
    // The right password does not help before that time.
    let right = [("account", PHONE), ("password", PASSWORD)];
    browser.post("/login", &right).await.says(&[locked]);
    court.clock.advance(LOCK);
    assert_eq!(browser.post("/login", &right).await.status, StatusCode::SEE_OTHER);
});

db::on_each_db!(many_guesses_at_once_are_no_more_than_five => async |db: Db| {
    let court = Court::on(db);
    registered(&court, PHONE).await;
    let guesses = (0..12).map(|_| acts::log_in(&court.site, PHONE, "Wrong-pass-1"));
    let answers = futures::future::join_all(guesses).await;
    let wrong = answers.iter().filter(|a| matches!(a, Err(Refused::Wrong { .. }))).count();
    assert_eq!(wrong, 4);
    assert!(matches!(
        acts::log_in(&court.site, PHONE, PASSWORD).await,
        Err(Refused::Locked { .. })
    ));
});

db::on_each_db!(logging_in_by_code => async |db: Db| {
    let court = Court::on(db);
    registered(&court, PHONE).await;
    court.clock.advance(Duration::minutes(2));
    for (phone, known) in [(PHONE, true), ("13700000000", false)] {
        let mut browser = court.browser();
        let (challenge, answer) = browser.riddle("/login/sms").await;
        let form = [
            ("phone", phone),
            ("challenge", &challenge),
            ("answer", &answer),
            ("next", "/me/settings"),
        ];
        let sent = browser.post("/login/sms", &form).await;
        let code = court.last_code(phone).await;
        let done = browser.post(&sent.to, &[("code", &code)]).await;
        if known {
            assert_eq!(done.to, "/me/settings");
            assert_eq!(browser.get("/me/settings").await.status, StatusCode::OK);
        } else {
            done.says(&["尚未注册"]);
        }
    }
});

db::on_each_db!(a_forgotten_password_is_set_anew_and_other_sessions_end => async |db: Db| {
    let court = Court::on(db);
    let mut old = registered(&court, PHONE).await;
    court.clock.advance(Duration::minutes(2));
    let mut browser = court.browser();
    let (challenge, answer) = browser.riddle("/password/reset").await;
    let form = [("phone", PHONE), ("challenge", &challenge), ("answer", &answer)];
    let sent = browser.post("/password/reset", &form).await;
    let code = court.last_code(PHONE).await;
    let proven = browser.post(&sent.to, &[("code", &code)]).await;
    browser.get(&proven.to).await.says(&["设置新密码"]);
    let new = [("password", "New-lamp-shade-8"), ("again", "New-lamp-shade-8")];
    assert_eq!(browser.post(&proven.to, &new).await.to, "/login");
    assert_eq!(old.get("/me/settings").await.to, "/login?next=/me/settings");
    let log_in = async |password| {
        court.browser().post("/login", &[("account", PHONE), ("password", password)]).await.status
    };
    assert_eq!(log_in(PASSWORD).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(log_in("New-lamp-shade-8").await, StatusCode::SEE_OTHER);
});

db::on_each_db!(changing_the_password_keeps_this_session_only => async |db: Db| {
    let court = Court::on(db);
    let mut browser = registered(&court, PHONE).await;
    let mut other = court.browser();
    other.post("/login", &[("account", PHONE), ("password", PASSWORD)]).await;
    court.clock.advance(Duration::seconds(1));
    let form = |old| [("old", old), ("password", "New-lamp-8"), ("again", "New-lamp-8")];
    browser.post("/me/password", &form("x")).await.says(&["原密码不正确", "href=\"#old\""]);
    let done = browser.post("/me/password", &form(PASSWORD)).await;
    assert_eq!(done.to, "/me/settings?changed=1");
    browser.get(&done.to).await.says(&["密码已修改"]);
    assert_eq!(other.get("/me/settings").await.to, "/login?next=/me/settings");
});

db::on_each_db!(a_number_is_changed_by_codes_to_both => async |db: Db| {
    let court = Court::on(db);
    registered(&court, "13700000000").await;
    let mut browser = registered(&court, PHONE).await;
    court.clock.advance(Duration::minutes(2));
    let sent = browser.post("/me/phone", &[]).await;
    let code = court.last_code(PHONE).await;
    let number = browser.post(&sent.to, &[("code", &code)]).await.to;
    browser.post(&number, &[("phone", "1391234")]).await.says(&["手机号码应为11位"]);
    browser.post(&number, &[("phone", PHONE)]).await.says(&["新号码与原号码相同"]);
    let sent = browser.post(&number, &[("phone", "13700000000")]).await;
    let code = court.last_code("13700000000").await;
    browser.post(&sent.to, &[("code", &code)]).await.says(&["已用于其他账号"]);
    court.clock.advance(Duration::minutes(2));
    let sent = browser.post("/me/phone", &[]).await;
    let code = court.last_code(PHONE).await;
    let number = browser.post(&sent.to, &[("code", &code)]).await.to;
    let sent = browser.post(&number, &[("phone", "13600000000")]).await;
    let code = court.last_code("13600000000").await;
    assert_eq!(browser.post(&sent.to, &[("code", &code)]).await.to, "/me/settings");
    browser.get("/me/settings").await.says(&["136****0000"]);
    assert!(acts::log_in(&court.site, "13600000000", PASSWORD).await.is_ok());
    assert!(acts::log_in(&court.site, PHONE, PASSWORD).await.is_err());
});

db::on_each_db!(a_walk_is_nobody_elses => async |db: Db| {
    let court = Court::on(db);
    let mut browser = court.browser();
    let page = prove(&court, &mut browser, PHONE).await;
    let mut other = court.browser();
    other.get("/login").await;
    assert_eq!(other.get(&page).await.to, "/register");
    let consents = Consents { agreement: true, privacy: true };
    let id = page.split('/').nth(2).unwrap().parse().unwrap();
    let typed = (PASSWORD, PASSWORD);
    let taken = acts::register(&court.site, "somebody", id, typed, consents).await;
    assert!(matches!(taken, Err(Refused::Code(code::Refused::NoStep))));
    court.clock.advance(code::model::STEP_LIFE);
    assert_eq!(browser.get(&page).await.to, "/register");
});

db::on_each_db!(wrong_riddles_and_numbers_keep_what_was_typed => async |db: Db| {
    let court = Court::on(db);
    let mut browser = court.browser();
    let (challenge, _) = browser.riddle("/register").await;
    let form = [("phone", PHONE), ("challenge", &challenge), ("answer", "1"), ("kind", "question")];
    let page = browser.post("/register", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says(&["图形验证的答案不正确", "value=\"13912345678\"", "challenge__question"]);
    let (challenge, answer) = solve(&page);
    let form = [("phone", "1391234567"), ("challenge", &challenge), ("answer", &answer)];
    browser.post("/register", &form).await.says(&["手机号码应为11位，现为10位"]);
    // Another riddle, without a word of reproach.
    let page = browser.post("/register", &[("phone", PHONE), ("then", "picture")]).await;
    assert_eq!(page.status, StatusCode::OK);
    page.says(&["value=\"13912345678\"", "/challenge/"]);
    let picture = page.between("src=\"/challenge/", "\"");
    let png = browser.get(&format!("/challenge/{picture}")).await;
    assert_eq!(png.status, StatusCode::OK);
    court.run_jobs().await;
    assert!(court.sms.0.lock().unwrap().is_empty());
});

db::on_each_db!(a_disabled_account_is_out_at_once => async |db: Db| {
    let court = Court::on(db);
    let mut browser = registered(&court, PHONE).await;
    let site = &court.site;
    let phone = Mobile::parse(PHONE).unwrap();
    let account = store::find_by_phone(site.db.read(), &site.vault, &phone).await.unwrap().unwrap();
    let tx = site.db.begin().await.unwrap();
    let change = store::Change { active: Some(false), ..Default::default() };
    store::change(&tx, account.id, court.clock.now(), change).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(browser.get("/me/settings").await.status, StatusCode::SEE_OTHER);
    let refused = acts::log_in(site, PHONE, PASSWORD).await;
    assert!(matches!(refused, Err(Refused::Disabled)));
});

db::on_each_db!(the_window_binds_another_number_for_whoever_lost_the_old_one => async |db: Db| {
    let court = Court::on(db);
    crate::demo::load(&court.site).await.unwrap();
    let mut old = court.browser();
    let password = crate::demo::PASSWORD;
    old.post("/login", &[("account", "13800000001"), ("password", password)]).await;
    court.clock.advance(Duration::seconds(1));
    let (_, mut clerk) = court.clerk("window.clerk", crate::demo::COURT).await;
    clerk.get("/clerk/identities/phone").await.says(&["更换当事人的手机号码"]);
    let path = "/clerk/identities/phone";
    let mut form = vec![
        ("document", "resident_id"),
        ("number", "44010619900101003X"),
        ("phone", "13800000002"),
    ];
    clerk.post(path, &form).await.says(&["请核对证件原件", "href=\"#compared\""]);
    form.push(("compared", "on"));
    clerk.post(path, &form).await.says(&["已用于其他账号"]);
    form[2].1 = "13600000000";
    assert_eq!(clerk.post(path, &form).await.to, "/clerk/identities");
    assert!(court.last_sms("13600000000").await.contains("法院窗口"));
    assert_eq!(old.get("/me/settings").await.to, "/login?next=/me/settings");
    old.post("/login", &[("account", "13600000000"), ("password", password)]).await;
    old.get("/me/settings").await.says(&["136****0000", "安全记录", "法院窗口核对证件后更换手机号码"]);
    // Nobody but a clerk reaches the page.
    assert_eq!(old.get(path).await.status, StatusCode::FORBIDDEN);
});
