use crate::testing::{Court, accepted, tianhe};
use axum::http::StatusCode;
use chrono::NaiveDate;
use db::{Db, entity::message};
use kernel::{
    actor::Actor,
    docket::IntakeEvent,
    id::{AccountId, CaseId, FilingId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// One filing through every event.
struct Story {
    case: CaseId,
    filing: FilingId,
    filer: AccountId,
}

const TITLE: &str = "张三诉李四民间借贷纠纷";

impl Story {
    fn of(filer: &Actor) -> Self {
        let filer = filer.account().unwrap();
        Self { case: CaseId::new(), filing: FilingId::new(), filer }
    }

    fn submitted(&self, round: u32) -> IntakeEvent {
        IntakeEvent::Submitted {
            filing: self.filing,
            filer: self.filer,
            court: tianhe().into(),
            registration: "LA20261122000001".into(),
            title: TITLE.into(),
            round,
            digest: String::new(),
        }
    }

    fn supplement(&self) -> IntakeEvent {
        IntakeEvent::SupplementAsked {
            filing: self.filing,
            filer: self.filer,
            title: TITLE.into(),
            times: 1,
            wanted: vec!["借条：请提交原件照片".into()],
            until: NaiveDate::from_ymd_opt(2026, 11, 29),
        }
    }

    fn overdue(&self) -> IntakeEvent {
        IntakeEvent::Overdue { filing: self.filing, filer: self.filer, title: TITLE.into() }
    }
}

async fn messages(court: &Court, to: AccountId) -> Vec<message::Model> {
    message::Entity::find()
        .filter(message::Column::AccountId.eq(to))
        .order_by_asc(message::Column::Seq)
        .all(court.site.db.read())
        .await
        .unwrap()
}

db::on_each_db!(every_event_is_told_here_and_by_sms => async |db: Db| {
    let court = Court::on(db);
    let filer = court.person();
    let story = Story::of(&filer);
    court.happens(story.case, story.submitted(1)).await;
    court.happens(story.case, story.supplement()).await;
    court.happens(story.case, story.submitted(2)).await;
    court.happens(story.case, story.overdue()).await;
    let IntakeEvent::Accepted { court: at, title, number, cause, parties, .. } = accepted(&filer, 1)
    else { unreachable!() };
    let event = IntakeEvent::Accepted {
        filing: story.filing, filer: story.filer, court: at, title, number, cause, parties,
    };
    court.happens(story.case, event).await;
    let told = messages(&court, story.filer).await;
    let titles: Vec<_> = told.iter().map(|m| m.title.trim_start_matches(TITLE)).collect();
    assert_eq!(titles, ["：已提交", "：法院要求补充材料", "：已再次提交", "：法院逾期未答复", "：已立案"]);
    assert!(told[0].body.contains("2026年11月30日 前"), "Sunday the 29th rolls over: {}", told[0].body);
    assert!(told[1].body.contains("请提交原件照片"));
    assert_eq!(told[1].due, NaiveDate::from_ymd_opt(2026, 11, 29));
    assert!(told[3].body.contains("12368"));
    assert_eq!(told[4].link, Some(format!("/cases/{}", story.case)));
    assert!(told.iter().all(|m| !m.todo_open), "acceptance overtakes whatever was to be done");
    court.run_jobs().await;
    let sent = court.world.sent.lock().unwrap().clone();
    assert_eq!(sent.len(), 5);
    let texts: Vec<_> = sent.iter().map(|(_, text)| text.as_str()).collect();
    assert!(texts.contains(&"您的“张三诉李四民间借贷纠纷”需要补充材料，请在2026年11月29日 前登录平台查看并补交。"));
    assert!(sent.iter().all(|(number, _)| number == "13800000001"));
});

db::on_each_db!(what_is_to_be_done_is_open_until_it_is_done => async |db: Db| {
    let court = Court::on(db);
    let filer = court.person();
    let story = Story::of(&filer);
    court.happens(story.case, story.supplement()).await;
    let browser = court.browser(&filer).await;
    browser.get("/").await.says(&["补充材料后再次提交", "2026年11月29日 前"]);
    court.happens(story.case, story.submitted(2)).await;
    browser.get("/").await.says(&["现在没有需要您办理的事"]);
});

db::on_each_db!(unread_messages_come_first_and_opening_reads_them => async |db: Db| {
    let court = Court::on(db);
    let (filer, other) = (court.person(), court.person());
    let story = Story::of(&filer);
    court.happens(story.case, story.submitted(1)).await;
    court.clock.advance(chrono::Duration::minutes(1));
    court.happens(story.case, story.overdue()).await;
    let browser = court.browser(&filer).await;
    let told = messages(&court, story.filer).await;
    let newest = format!("/messages/{}", told[1].id);
    let badge = |a: &crate::testing::Answer| a.texts(".tabbar .badge");
    assert_eq!(badge(&browser.get("/messages").await), ["2 条未读"]);
    let opened = browser.get(&newest).await;
    assert_eq!(badge(opened.says(&["12368", "去办理"])), ["1 条未读"]);
    let list = browser.get("/messages").await;
    let titles = list.texts(".message__title a");
    assert_eq!(titles, [format!("{TITLE}：已提交"), format!("{TITLE}：法院逾期未答复")]);
    assert_eq!(court.browser(&other).await.get(&newest).await.status, StatusCode::NOT_FOUND);
    let done = browser.post("/messages/read", &[]).await;
    assert_eq!((done.status, done.to.as_str()), (StatusCode::SEE_OTHER, "/messages"));
    assert!(badge(&browser.get("/messages").await).is_empty());
});

db::on_each_db!(read_messages_are_paged => async |db: Db| {
    let court = Court::on(db);
    let filer = court.person();
    let story = Story::of(&filer);
    for _ in 0..25 {
        court.clock.advance(chrono::Duration::minutes(1));
        court.happens(story.case, story.overdue()).await;
    }
    let browser = court.browser(&filer).await;
    browser.get("/messages").await.says(&["还有更早的未读消息"]);
    browser.post("/messages/read", &[]).await;
    let first = browser.get("/messages").await;
    assert_eq!(first.texts(".message__title").len(), 20);
    let page = scraper::Html::parse_document(&first.body);
    let next = scraper::Selector::parse("a[rel=next]").unwrap();
    let next = page.select(&next).next().unwrap().attr("href").unwrap().to_owned();
    drop(page);
    assert_eq!(browser.get(&next).await.texts(".message__title").len(), 5);
});
