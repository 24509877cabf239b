//! A court's administrator manages its staff, and only its own.
use super::*;
use chrono::Duration;
use db::Db;

async fn with_administrator(db: Db) -> (Court, Browser) {
    let court = Court::on(db);
    serving(&court, tianhe(), "admin.one", &[CourtAdministrator]).await;
    serving(&court, tianhe(), "clerk.one", &[FilingClerk]).await;
    let browser = entered(&court, "admin.one").await;
    (court, browser)
}

db::on_each_db!(an_account_is_made_with_a_password_that_is_shown_once => async |db: Db| {
    let (court, mut admin) = with_administrator(db).await;
    admin.get("/court/staff").await.says(&["广州市天河区人民法院", "clerk.one", "立案人员"]);
    let page = admin.get("/court/staff/new").await;
    page.says(&["书记员"]);
    assert!(!page.body.contains("平台管理员"));
    let fields = [("login", "judge.one"), ("name", "李法官"), ("roles", "judge")];
    let made = admin.post("/court/staff/new", &fields).await;
    assert_eq!(made.status, StatusCode::OK);
    let given = made.between("一次性密码</dt>", "</dd>");
    let given = given.split("<strong class=\"kept\">").nth(1).unwrap();
    let given = given.split_once('<').unwrap().0.to_owned();
    admin.get("/court/staff").await.says(&["judge.one", "李法官", "待首次登录"]);
    let one = admin.get("/court/staff/judge.one").await;
    one.says(&["建立账号，岗位：法官", "admin.one的姓名"]);
    assert!(!one.body.contains(&given));
    let mut judge = court.browser();
    assert_eq!(password(&mut judge, "judge.one", &given).await.status, StatusCode::SEE_OTHER);

    for (fields, why) in [
        ([("login", "judge.one"), ("name", "王法官"), ("roles", "judge")], "已被使用"),
        ([("login", "1"), ("name", "王法官"), ("roles", "judge")], "登录名应为"),
        ([("login", "judge.two"), ("name", " "), ("roles", "judge")], "请填写姓名"),
        ([("login", "judge.two"), ("name", "王法官"), ("roles", "")], "至少选择一个岗位"),
        (
            [("login", "judge.two"), ("name", "王"), ("roles", "platform_administrator")],
            "只能由运维人员",
        ),
    ] {
        let refused = admin.post("/court/staff/new", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        refused.says(&[why]);
    }
});

db::on_each_db!(other_offices_count_from_the_next_request_on => async |db: Db| {
    let (court, mut admin) = with_administrator(db).await;
    let mut clerk = entered(&court, "clerk.one").await;
    assert!(is_in(&mut clerk).await);
    assert_eq!(clerk.get("/court/staff").await.status, StatusCode::FORBIDDEN);
    court.clock.advance(Duration::seconds(1));
    let fields = [("roles", "judge"), ("roles", "court_administrator")];
    let saved = admin.post("/court/staff/clerk.one/roles", &fields).await;
    assert_eq!(saved.to, "/court/staff/clerk.one");
    admin.get("/court/staff/clerk.one").await.says(&["岗位由“立案人员”改为“法官、法院管理员”"]);
    // The open session is over; the new one has the new offices.
    assert!(!is_in(&mut clerk).await);
    let mut clerk = entered(&court, "clerk.one").await;
    assert_eq!(clerk.get("/court/staff").await.status, StatusCode::OK);
    // Offices that an administrator takes from another administrator.
    court.clock.advance(Duration::seconds(1));
    admin.post("/court/staff/clerk.one/roles", &[("roles", "judge")]).await;
    assert_ne!(clerk.get("/court/staff").await.status, StatusCode::OK);
});

db::on_each_db!(a_disabled_account_is_out_at_once => async |db: Db| {
    let (court, mut admin) = with_administrator(db).await;
    let mut clerk = entered(&court, "clerk.one").await;
    let mut half_in = court.browser();
    let walk = password(&mut half_in, "clerk.one", PASSWORD).await.to;
    court.clock.advance(Duration::seconds(30));
    admin.post("/court/staff/clerk.one/active", &[("active", "0")]).await;
    assert!(!is_in(&mut clerk).await);
    assert_eq!(half_in.post(&walk, &[("code", &code(&court))]).await.to, "/staff/login");
    password(&mut clerk, "clerk.one", PASSWORD).await.says(&["已停用"]);
    password(&mut clerk, "clerk.one", "Falsch-2026").await.says(&["登录名或密码不正确"]);
    admin.post("/court/staff/clerk.one/active", &[("active", "1")]).await;
    assert!(is_in(&mut entered(&court, "clerk.one").await).await);
    admin.get("/court/staff/clerk.one").await.says(&["停用账号", "启用账号", "设为演示账号"]);
});

db::on_each_db!(a_reset_takes_everything_and_gives_a_new_password_once => async |db: Db| {
    let (court, mut admin) = with_administrator(db).await;
    let mut clerk = entered(&court, "clerk.one").await;
    court.clock.advance(Duration::seconds(1));
    let reset = admin.post("/court/staff/clerk.one/reset", &[]).await;
    assert_eq!(reset.status, StatusCode::OK);
    reset.says(&["clerk.one", "一次性密码"]);
    assert!(!is_in(&mut clerk).await);
    password(&mut clerk, "clerk.one", PASSWORD).await.says(&["登录名或密码不正确"]);
    admin.get("/court/staff/clerk.one").await.says(&["待首次登录", "重置密码、动态口令和恢复码"]);
});

db::on_each_db!(nobody_locks_oneself_out => async |db: Db| {
    let (court, mut admin) = with_administrator(db).await;
    let own = "/court/staff/admin.one";
    for (act, fields) in [
        ("roles", ("roles", "judge")),
        ("active", ("active", "0")),
        ("reset", ("", "")),
    ] {
        let refused = admin.post(&format!("{own}/{act}"), &[fields]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        refused.says(&["另一位管理员"]);
    }
    court.clock.advance(Duration::seconds(1));
    let more = [("roles", "judge"), ("roles", "court_administrator")];
    assert_eq!(admin.post(&format!("{own}/roles"), &more).await.to, own);
    admin.get(own).await.says(&["法官、法院管理员"]);
});

db::on_each_db!(staff_of_another_court_are_unknown => async |db: Db| {
    let (court, mut admin) = with_administrator(db).await;
    serving(&court, chaoyang(), "clerk.far", &[FilingClerk]).await;
    assert!(!admin.get("/court/staff").await.body.contains("clerk.far"));
    let mut far = entered(&court, "clerk.far").await;
    court.clock.advance(Duration::seconds(1));
    for login in ["clerk.far", "nobody"] {
        let page = format!("/court/staff/{login}");
        assert_eq!(admin.get(&page).await.status, StatusCode::NOT_FOUND);
        for (act, field) in
            [("roles", ("roles", "judge")), ("active", ("active", "0")), ("reset", ("", ""))]
        {
            let answer = admin.post(&format!("{page}/{act}"), &[field]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{login} {act}");
        }
    }
    assert!(is_in(&mut far).await);
});

db::on_each_db!(a_platform_administrator_is_not_managed_by_a_court => async |db: Db| {
    let (court, mut admin) = with_administrator(db).await;
    serving(&court, tianhe(), "platform.one", &[PlatformAdministrator]).await;
    let page = admin.get("/court/staff/platform.one").await;
    page.says(&["只能由运维人员"]);
    assert!(!page.body.contains("重置密码和动态口令"));
    court.clock.advance(Duration::seconds(1));
    for (act, field) in
        [("roles", ("roles", "judge")), ("active", ("active", "0")), ("reset", ("", ""))]
    {
        let answer = admin.post(&format!("/court/staff/platform.one/{act}"), &[field]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
    }
    assert!(is_in(&mut entered(&court, "platform.one").await).await);
});

db::on_each_db!(only_a_courts_administrator_sees_these_pages => async |db: Db| {
    let court = Court::on(db);
    let others: Vec<StaffRole> =
        StaffRole::ALL.into_iter().filter(|r| *r != CourtAdministrator).collect();
    serving(&court, tianhe(), "clerk.one", &others).await;
    let mut clerk = entered(&court, "clerk.one").await;
    for page in ["/court/staff", "/court/staff/new", "/court/staff/clerk.one"] {
        assert_eq!(clerk.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
        let asked = court.browser().get(page).await;
        assert!(asked.to.starts_with("/login?next="), "{page} {}", asked.to);
    }
    for act in ["new", "clerk.one/roles", "clerk.one/active", "clerk.one/reset"] {
        let answer = clerk.post(&format!("/court/staff/{act}"), &[("roles", "judge")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{act}");
    }
    assert!(is_in(&mut clerk).await);
});

db::on_each_db!(demo_accounts_are_made_once_and_mended => async |db: Db| {
    let court = Court::on(db);
    serving(&court, tianhe(), "clerk.one", &[FilingClerk]).await;
    let mut browser = entered(&court, "clerk.one").await;
    court.clock.advance(Duration::seconds(1));
    serving(&court, tianhe(), "clerk.one", &[FilingClerk]).await;
    assert!(is_in(&mut browser).await, "nothing had changed");
    let system = kernel::actor::Actor::System;
    let site = &court.site;
    acts::reset_second_factor(&site.db, &*site.clock, &system, "clerk.one").await.unwrap();
    acts::set_active(&site.db, &*site.clock, &system, "clerk.one", false).await.unwrap();
    serving(&court, tianhe(), "clerk.one", &[FilingClerk]).await;
    assert!(is_in(&mut entered(&court, "clerk.one").await).await);
});
