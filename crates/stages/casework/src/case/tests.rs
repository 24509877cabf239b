use crate::testing::{Court, accepted, tianhe};
use axum::http::StatusCode;
use chrono::Duration;
use db::{
    Db,
    docket::Reactor,
    entity::{access_log, case_member, case_party, court_case},
};
use kernel::{
    actor::StaffRole,
    docket::IntakeEvent,
    id::{CaseId, FilingId},
};
use sea_orm::{EntityTrait, PaginatorTrait};

db::on_each_db!(an_accepted_filing_becomes_a_case_once => async |db: Db| {
    let court = Court::on(db);
    let filer = court.person();
    let case = court.accepts(&filer, 1).await;
    let entry = db::docket::entries(court.site.db.read(), case, 0, 1).await.unwrap().remove(0);
    let tx = court.site.db.begin().await.unwrap();
    crate::case::Opening.react(&tx, &entry).await.unwrap();
    tx.commit().await.unwrap();
    let db = court.site.db.read();
    assert_eq!(court_case::Entity::find().count(db).await.unwrap(), 1);
    assert_eq!(case_party::Entity::find().count(db).await.unwrap(), 2);
    assert_eq!(case_member::Entity::find().count(db).await.unwrap(), 1);
    let row = court_case::Entity::find().one(db).await.unwrap().unwrap();
    assert_eq!((row.id, row.number.as_str()), (case, "（2026）粤0106民初1号"));
    assert_eq!(row.accepted_at, entry.at);
});

db::on_each_db!(a_number_is_never_used_twice => async |db: Db| {
    let court = Court::on(db);
    let filer = court.person();
    court.accepts(&filer, 1).await;
    let tx = court.site.db.begin().await.unwrap();
    let event = kernel::docket::DocketEvent::Intake(accepted(&filer, 1));
    let now = court.site.clock.now();
    let again = court.site.docket.append(&tx, now, CaseId::new(), &filer, &event).await;
    assert!(again.is_err());
});

db::on_each_db!(my_cases_are_paged_and_found => async |db: Db| {
    let court = Court::on(db);
    let (mine, other) = (court.person(), court.person());
    for serial in 1..=45 {
        court.clock.advance(Duration::minutes(1));
        court.accepts(&mine, serial).await;
    }
    court.accepts(&other, 100).await;
    let browser = court.browser(&mine).await;
    let first = browser.get("/cases").await;
    assert_eq!(first.texts(".case-line__number").len(), 20);
    assert_eq!(first.texts(".case-line__number")[0], "（2026）粤0106民初45号");
    let hrefs = |answer: &crate::testing::Answer, rel: &str| {
        let page = scraper::Html::parse_document(&answer.body);
        let link = scraper::Selector::parse(&format!("a[rel={rel}]")).unwrap();
        page.select(&link).next().map(|a| a.attr("href").unwrap().to_owned())
    };
    assert_eq!(hrefs(&first, "prev"), None);
    let second = browser.get(&hrefs(&first, "next").unwrap()).await;
    assert_eq!(second.texts(".case-line__number")[0], "（2026）粤0106民初25号");
    let third = browser.get(&hrefs(&second, "next").unwrap()).await;
    assert_eq!(third.texts(".case-line__number").len(), 5);
    assert_eq!(hrefs(&third, "next"), None);
    let back = browser.get(&hrefs(&third, "prev").unwrap()).await;
    assert_eq!(back.texts(".case-line__number"), second.texts(".case-line__number"));
    for q in ["(2026)粤0106民初7号", "〔2026〕 粤0106民初 7 号"] {
        let found = browser.get(&format!("/cases?q={}", web::guard::encode(q))).await;
        assert_eq!(found.texts(".case-line__number"), ["（2026）粤0106民初7号"]);
    }
    let others = browser.get(&format!("/cases?q={}", web::guard::encode("（2026）粤0106民初100号"))).await;
    others.says(&["没有找到这样的案件"]);
    let titled = browser.get(&format!("/cases?q={}", web::guard::encode("李四"))).await;
    assert_eq!(titled.texts(".case-line__number").len(), 20);
    browser.get(&format!("/cases?q={}", web::guard::encode("%"))).await.says(&["没有找到"]);
});

db::on_each_db!(the_case_space_is_for_its_people_and_its_court => async |db: Db| {
    let court = Court::on(db);
    let (mine, other) = (court.person(), court.person());
    let judge = court.staff(tianhe(), StaffRole::Judge);
    let elsewhere = court.staff(law::court::by_code("粤0105").unwrap().id, StaffRole::Judge);
    let cashier = court.staff(tianhe(), StaffRole::Cashier);
    let case = court.accepts(&mine, 1).await;
    let own = court.browser(&mine).await.get(&format!("/cases/{case}")).await;
    own.says(&["（2026）粤0106民初1号", "张三", "李四", "法院决定立案", "2026年11月27日", "本案消息"]);
    assert_eq!(court.browser(&other).await.get(&format!("/cases/{case}")).await.status, StatusCode::NOT_FOUND);
    let path = format!("/court/cases/{case}");
    court.browser(&judge).await.get(&path).await.says(&["案件空间", "法院决定立案"]);
    assert_eq!(court.browser(&elsewhere).await.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(court.browser(&cashier).await.get(&path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(court.browser(&mine).await.get(&path).await.status, StatusCode::FORBIDDEN);
    let log = access_log::Entity::find().all(court.site.db.read()).await.unwrap();
    assert_eq!(log.len(), 1, "the judge's reading and no other");
    assert_eq!(Some(log[0].account_id), judge.account());
});

db::on_each_db!(a_long_docket_is_read_page_by_page => async |db: Db| {
    let court = Court::on(db);
    let mine = court.person();
    let case = court.accepts(&mine, 1).await;
    for _ in 0..49 {
        let event = IntakeEvent::Overdue {
            filing: FilingId::new(),
            filer: mine.account().unwrap(),
            title: "张三诉李四民间借贷纠纷".into(),
        };
        court.happens(case, event).await;
    }
    let browser = court.browser(&mine).await;
    let space = browser.get(&format!("/cases/{case}")).await;
    let seqs = |a: &crate::testing::Answer| a.texts(".timeline__seq");
    assert_eq!(seqs(&space).len(), 20);
    assert_eq!(seqs(&space)[0], "第 50 条");
    let older = browser.get(&format!("/cases/{case}?before=31")).await;
    assert_eq!((seqs(&older)[0].as_str(), seqs(&older)[19].as_str()), ("第 30 条", "第 11 条"));
    let oldest = browser.get(&format!("/cases/{case}?before=11")).await;
    assert_eq!(seqs(&oldest).len(), 10);
    assert!(!oldest.body.contains("查看更早的记录"));
    for odd in ["0", "-9223372036854775808", "9223372036854775807"] {
        assert_eq!(browser.get(&format!("/cases/{case}?before={odd}")).await.status, StatusCode::OK);
    }
});

db::on_each_db!(staff_find_the_cases_of_their_court => async |db: Db| {
    let court = Court::on(db);
    let mine = court.person();
    for serial in 1..=3 {
        court.accepts(&mine, serial).await;
    }
    let judge = court.browser(&court.staff(tianhe(), StaffRole::Judge)).await;
    let rows = async |q: &str| {
        let found = judge.get(&format!("/court/cases?q={}", web::guard::encode(q))).await;
        found.texts("tbody tr").len()
    };
    assert_eq!(rows("").await, 3);
    assert_eq!(rows("（2026）粤0106民初2号").await, 1);
    assert_eq!(rows("李四").await, 3, "a party's whole name");
    assert_eq!(rows("借贷").await, 3, "part of the title");
    assert_eq!(rows("王五").await, 0);
    let elsewhere = court.staff(law::court::by_code("粤0105").unwrap().id, StaffRole::Judge);
    let elsewhere = court.browser(&elsewhere).await;
    let found = elsewhere.get(&format!("/court/cases?q={}", web::guard::encode("（2026）粤0106民初2号"))).await;
    assert!(found.texts("tbody tr").is_empty());
});
