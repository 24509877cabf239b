mod desk;

use super::{
    model::{AtDesk, Refused},
    *,
};
use crate::{
    filing::{
        model::{
            Capacity, Claim, Content, Filing, FilingState, Party, PartyKind, PartyRole,
            Registration, Section, Target,
        },
        store,
        submitted::{Snapshot, SubmittedFile},
    },
    testing::Court,
};
use axum::http::StatusCode;
use chrono::{DateTime, Duration, Utc};
use db::{Db, docket, entity::filing_review, jobs::Worker};
use kernel::{
    actor::Actor,
    clock::Clock,
    docket::{DocketEvent, IntakeEvent},
    id::{AccountId, FilingId},
};
use law::{CaseKind, period};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

fn court_of(code: &str) -> &'static str {
    law::court::by_code(code).unwrap().id
}

fn tianhe() -> &'static str {
    court_of("粤0106")
}

fn content(defendant: &str) -> Content {
    let mut content = Content {
        facts: "被告借款五万元未还。".into(),
        amount: "50000".into(),
        ..Content::default()
    };
    for (role, name) in [(PartyRole::Plaintiff, "张三"), (PartyRole::Defendant, defendant)] {
        let mut party = Party::new(role, PartyKind::Natural);
        party.fields.name = name.into();
        content.parties.push(party);
    }
    let text = "判令被告归还借款五万元".into();
    content.claims.push(Claim { id: uuid::Uuid::now_v7(), text, amount: String::new() });
    content
}

/// A filing that has just been submitted to the court.
async fn submitted(court: &Court, to: &str, n: u32, defendant: &str) -> Filing {
    let (site, now) = (&court.site, court.clock.now());
    let list = law::cause::list_for(CaseKind::CivilFirst, court.clock.today()).unwrap();
    let mut filing =
        Filing::begin(AccountId::new(), (CaseKind::CivilFirst, Capacity::OneSelf), list, now);
    filing.court = Some(to.to_owned());
    filing.cause = list.named("民间借贷纠纷").map(|c| c.id.to_owned());
    filing.content = content(defendant);
    filing.registration = Some(Registration { code: format!("{to}-20261122-{n:05}"), at: now });
    let tx = site.db.begin().await.unwrap();
    store::insert(&tx, &site.vault, &filing).await.unwrap();
    tx.commit().await.unwrap();
    submit(court, &filing, &[]).await
}

/// Submits it, again or for the first time, with these files.
async fn submit(court: &Court, filing: &Filing, files: &[SubmittedFile]) -> Filing {
    let (site, now) = (&court.site, court.clock.now());
    let mut filing = court.filing(filing).await;
    let due = period::filing_review(period::beijing_day(now), period::Calendar::in_use()).moment;
    filing.state = filing.state.submit(now, due).unwrap();
    filing.round += 1;
    let tx = site.db.begin().await.unwrap();
    assert!(store::save(&tx, &site.vault, &filing, now).await.unwrap());
    let what = (&Snapshot::of(&filing), files);
    store::submitted::insert(&tx, &site.vault, (filing.id, filing.round), what, now).await.unwrap();
    enqueue_overdue(&tx, &filing, now).await.unwrap();
    tx.commit().await.unwrap();
    court.filing(&filing).await
}

fn at(filing: &Filing) -> AtDesk {
    AtDesk { filing: filing.id, round: filing.round }
}

async fn mark(court: &Court, clerk: &Actor, filing: &Filing, rule: &str) {
    let target = Target::Field("facts".into());
    acts::mark(&court.site, clerk, at(filing), target, (rule, "请写明出借日期")).await.unwrap();
}

async fn events(court: &Court, filing: &Filing) -> Vec<IntakeEvent> {
    let entries = docket::entries(court.site.db.read(), filing.case, 0, 100).await.unwrap();
    entries
        .into_iter()
        .map(|e| {
            let DocketEvent::Intake(event) = e.event;
            event
        })
        .collect()
}

async fn reviews(court: &Court, filing: FilingId) -> u64 {
    filing_review::Entity::find()
        .filter(filing_review::Column::FilingId.eq(filing))
        .count(court.site.db.read())
        .await
        .unwrap()
}

async fn run_jobs(court: &Court) {
    let site = &court.site;
    Worker::new(site.db.clone(), site.clock.clone(), handlers(site)).run_due().await.unwrap();
}

db::on_each_db!(fifty_acceptances_by_eight_clerks_leave_no_gap => async |db: Db| {
    let court = Court::on(db, routes());
    let clerk = court.clerk(tianhe());
    let mut filings = Vec::new();
    for n in 1..=50 {
        filings.push(submitted(&court, tianhe(), n, &format!("李四{n}")).await);
    }
    let mut tasks = tokio::task::JoinSet::new();
    for chunk in filings.chunks(7) {
        let (site, clerk, mine) = (court.site.clone(), clerk.clone(), chunk.to_vec());
        tasks.spawn(async move {
            let mut numbers = Vec::new();
            for filing in mine {
                numbers.push(accept(&site, &clerk, at(&filing)).await.unwrap());
            }
            numbers
        });
    }
    let mut serials: Vec<u32> = tasks
        .join_all()
        .await
        .concat()
        .iter()
        .map(|n| law::case_number::CaseNumber::parse_strict(n).unwrap().serial)
        .collect();
    serials.sort_unstable();
    assert_eq!(serials, (1..=50).collect::<Vec<_>>());
    assert!(docket::verify_all(&court.site.db).await.unwrap().is_sound());
});

db::on_each_db!(acceptance_gives_the_courts_number_and_tells_the_docket => async |db: Db| {
    let court = Court::on(db, routes());
    let clerk = court.clerk(tianhe());
    let filing = submitted(&court, tianhe(), 1, "李四").await;
    let number = accept(&court.site, &clerk, at(&filing)).await.unwrap();
    assert_eq!(number, "（2026）粤0106民初1号");
    let told = events(&court, &filing).await;
    let [IntakeEvent::Accepted { number: told, cause, parties, title, .. }] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!((told.as_str(), cause.as_str()), (number.as_str(), "民间借贷纠纷"));
    assert_eq!(title, "张三诉李四民间借贷纠纷");
    assert_eq!(parties.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["张三", "李四"]);
    let kept = court.filing(&filing).await;
    assert!(matches!(kept.state, FilingState::Accepted { .. }));
});

db::on_each_db!(a_new_year_begins_at_one_in_beijing => async |db: Db| {
    let court = Court::on(db, routes());
    let clerk = court.clerk(tianhe());
    let set = |text: &str| court.clock.set(text.parse::<DateTime<Utc>>().unwrap());
    set("2026-12-31T15:59:59Z");
    let last = submitted(&court, tianhe(), 1, "李四").await;
    assert_eq!(accept(&court.site, &clerk, at(&last)).await.unwrap(), "（2026）粤0106民初1号");
    set("2026-12-31T16:00:00Z");
    let first = submitted(&court, tianhe(), 2, "王五").await;
    assert_eq!(accept(&court.site, &clerk, at(&first)).await.unwrap(), "（2027）粤0106民初1号");
});

db::on_each_db!(of_two_clerks_the_second_is_told_who_was_faster => async |db: Db| {
    let court = Court::on(db, routes());
    let (one, two) = (court.clerk(tianhe()), court.clerk(tianhe()));
    let filing = submitted(&court, tianhe(), 1, "李四").await;
    let (a, b) = tokio::join!(
        accept(&court.site, &one, at(&filing)),
        refuse(&court.site, &two, at(&filing), ("不属于本院管辖", "民事诉讼法第一百二十二条"), ""),
    );
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert_eq!(reviews(&court, filing.id).await, 1);
    assert_eq!(events(&court, &filing).await.len(), 1);
    let mut late = court.browser_of(two.account().unwrap()).await;
    let path = format!("/clerk/filings/{}", filing.id);
    let answer = late.post(&format!("{path}/accept"), &[("round", "1")]).await;
    assert_eq!((answer.status, &answer.to), (StatusCode::SEE_OTHER, &path));
    late.get(&path).await.says(&["王立案先您一步处理了这份申请", "您的处理没有生效"]);
    assert_eq!(reviews(&court, filing.id).await, 1);
});

db::on_each_db!(an_answer_to_a_round_that_is_over_is_refused => async |db: Db| {
    let court = Court::on(db, routes());
    let clerk = court.clerk(tianhe());
    let filing = submitted(&court, tianhe(), 1, "李四").await;
    mark(&court, &clerk, &filing, "claims_and_facts").await;
    court.change(&filing, |f| f.state = f.state.withdraw().unwrap()).await;
    let withdrawn = accept(&court.site, &clerk, at(&filing)).await;
    assert!(matches!(withdrawn, Err(Refused::Overtaken)));
    let mut browser = court.browser_of(clerk.account().unwrap()).await;
    let gone = browser.get(&format!("/clerk/filings/{}", filing.id)).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    court.clock.advance(Duration::minutes(1));
    submit(&court, &filing, &[]).await;
    let stale = accept(&court.site, &clerk, at(&filing)).await;
    assert!(matches!(stale, Err(Refused::Overtaken)));
    let desk = browser.get(&format!("/clerk/filings/{}", filing.id)).await;
    desk.says(&["已有标注（0）"]);
});

db::on_each_db!(supplements_are_asked_for_twice_at_most => async |db: Db| {
    let court = Court::on(db, routes());
    let clerk = court.clerk(tianhe());
    let mut filing = submitted(&court, tianhe(), 1, "李四").await;
    let site = &court.site;
    let unmarked = supplement(site, &clerk, at(&filing), 7, "").await;
    assert!(matches!(unmarked, Err(Refused::NothingMarked)));
    for times in 1..=2 {
        mark(&court, &clerk, &filing, "claims_and_facts").await;
        let until = supplement(site, &clerk, at(&filing), 7, "请补正").await.unwrap();
        let waiting = court.filing(&filing).await;
        assert_eq!(waiting.supplements, times);
        assert!(matches!(waiting.state, FilingState::Supplement { until: Some(u), .. } if u == until));
        filing = submit(&court, &waiting, &[]).await;
    }
    mark(&court, &clerk, &filing, "claims_and_facts").await;
    let third = supplement(site, &clerk, at(&filing), 7, "").await;
    assert!(matches!(third, Err(Refused::NotNow(_))), "{third:?}");
    let told = events(&court, &filing).await;
    let IntakeEvent::SupplementAsked { times, wanted, until, .. } = &told[1] else { panic!() };
    assert_eq!(*times, 2);
    assert!(wanted[0].starts_with("事实与理由：") && wanted[0].contains("请写明出借日期"), "{wanted:?}");
    assert!(wanted[0].contains("民事诉讼法第一百二十二条第（三）项"), "{wanted:?}");
    assert_eq!(until.map(|d| d.to_string()).as_deref(), Some("2026-11-30"), "the 29th is a Sunday");
});

db::on_each_db!(what_cannot_be_supplemented_is_not_asked_for => async |db: Db| {
    let court = Court::on(db, routes());
    let clerk = court.clerk(tianhe());
    let filing = submitted(&court, tianhe(), 1, "李四").await;
    mark(&court, &clerk, &filing, "claims_and_facts").await;
    mark(&court, &clerk, &filing, "other_court").await;
    let refused = supplement(&court.site, &clerk, at(&filing), 7, "").await;
    assert!(matches!(refused, Err(Refused::CannotBeSupplemented(_))));
    for days in [0, 31] {
        let refused = supplement(&court.site, &clerk, at(&filing), days, "").await;
        assert!(matches!(refused, Err(Refused::Days)));
    }
    assert_eq!(court.filing(&filing).await.supplements, 0);
});

db::on_each_db!(a_refusal_keeps_reason_law_and_ruling => async |db: Db| {
    let court = Court::on(db, routes());
    let clerk = court.clerk(tianhe());
    let filing = submitted(&court, tianhe(), 1, "李四").await;
    let law = "民事诉讼法第一百二十二条第（四）项、第一百二十六条";
    let no = refuse(&court.site, &clerk, at(&filing), (" ", law), "").await;
    assert!(matches!(no, Err(Refused::NoReason)));
    let no = refuse(&court.site, &clerk, at(&filing), ("不属于民事诉讼", ""), "").await;
    assert!(matches!(no, Err(Refused::NoLaw)));
    refuse(&court.site, &clerk, at(&filing), ("不属于民事诉讼。", law), "").await.unwrap();
    let kept = crate::review::store::reviews(court.site.db.read(), filing.id).await.unwrap().remove(0);
    assert_eq!(kept.law, law);
    for part in ["广州市天河区人民法院", "对张三的起诉，本院不予受理", "不属于民事诉讼。", "广东省广州市中级人民法院", "二〇二六年十一月二十二日"] {
        assert!(kept.opinion.contains(part), "{part}: {}", kept.opinion);
    }
    assert!(matches!(court.filing(&filing).await.state, FilingState::Refused { .. }));
});

db::on_each_db!(a_transfer_goes_to_the_other_courts_desk => async |db: Db| {
    let court = Court::on(db, routes());
    let (here, there) = (court.clerk(tianhe()), court.clerk(court_of("粤0105")));
    let filing = submitted(&court, tianhe(), 1, "李四").await;
    mark(&court, &here, &filing, "other_court").await;
    court.clock.advance(Duration::days(3));
    let to = law::court::by_code("粤0105").unwrap();
    let same = transfer(&court.site, &here, at(&filing), law::court::find(tianhe()).unwrap(), "x").await;
    assert!(matches!(same, Err(Refused::SameCourt)));
    let before = accept(&court.site, &there, at(&filing)).await;
    assert!(matches!(before, Err(Refused::Unknown)), "another court's filing does not exist");
    transfer(&court.site, &here, at(&filing), to, "被告住所地在海珠区").await.unwrap();
    let kept = court.filing(&filing).await;
    assert_eq!(kept.court.as_deref(), Some(to.id));
    let FilingState::Submitted { at: since, .. } = kept.state else { panic!() };
    assert_eq!(since, court.clock.now(), "the days are counted anew");
    assert!(matches!(accept(&court.site, &here, at(&filing)).await, Err(Refused::Unknown)));
    let mut browser = court.browser_of(there.account().unwrap()).await;
    browser.get("/clerk/filings").await.says(&["张三诉李四民间借贷纠纷", "还剩 7 日"]);
    let number = accept(&court.site, &there, at(&filing)).await.unwrap();
    assert_eq!(number, "（2026）粤0105民初1号");
    let told = events(&court, &filing).await;
    assert!(matches!(&told[0], IntakeEvent::Transferred { from, to: t, .. } if from == tianhe() && t == to.id));
});

db::on_each_db!(a_court_without_code_cannot_accept => async |db: Db| {
    let Some(codeless) = law::court::all().iter().find(|c| c.code.is_none()) else { return };
    let court = Court::on(db, routes());
    let clerk = court.clerk(codeless.id);
    let filing = submitted(&court, codeless.id, 1, "李四").await;
    let refused = accept(&court.site, &clerk, at(&filing)).await;
    assert!(matches!(refused, Err(Refused::NoCourtCode { .. })));
    let mut browser = court.browser_of(clerk.account().unwrap()).await;
    let desk = browser.get(&format!("/clerk/filings/{}", filing.id)).await;
    desk.says(&[codeless.name, "没有法院代字"]);
});

db::on_each_db!(after_seven_working_days_the_filer_is_told_once => async |db: Db| {
    let court = Court::on(db, routes());
    let (clerk, elsewhere) = (court.clerk(tianhe()), court.clerk(court_of("粤0105")));
    let silent = submitted(&court, tianhe(), 1, "李四").await;
    let answered = submitted(&court, tianhe(), 2, "王五").await;
    let moved = submitted(&court, tianhe(), 3, "赵六").await;
    accept(&court.site, &clerk, at(&answered)).await.unwrap();
    court.clock.advance(Duration::days(2));
    let to = law::court::by_code("粤0105").unwrap();
    transfer(&court.site, &clerk, at(&moved), to, "不属于本院管辖").await.unwrap();
    let day = |text: &str| court.clock.set(format!("{text}T15:59:00Z").parse::<DateTime<Utc>>().unwrap());
    let overdue = async |f: &Filing| {
        events(&court, f).await.iter().filter(|e| matches!(e, IntakeEvent::Overdue { .. })).count()
    };
    day("2026-12-01");
    run_jobs(&court).await;
    assert_eq!(overdue(&silent).await, 0, "the seventh working day is not over");
    court.clock.advance(Duration::minutes(2));
    run_jobs(&court).await;
    run_jobs(&court).await;
    assert_eq!(overdue(&silent).await, 1);
    assert_eq!(overdue(&answered).await, 0);
    assert_eq!(overdue(&moved).await, 0, "its days began anew");
    day("2026-12-04");
    run_jobs(&court).await;
    assert_eq!(overdue(&moved).await, 1);
    let mut browser = court.browser_of(clerk.account().unwrap()).await;
    browser.get("/clerk/filings").await.says(&["已提示申请人拨打 12368", "已超"]);
    assert_eq!(elsewhere.court(), Some(court_of("粤0105")));
});

db::on_each_db!(the_queue_is_the_courts_own_and_the_longest_wait_is_first => async |db: Db| {
    let court = Court::on(db, routes());
    let clerk = court.clerk(tianhe());
    for n in 1..=35 {
        submitted(&court, tianhe(), n, &format!("李{n}")).await;
        court.clock.advance(Duration::minutes(1));
    }
    submitted(&court, court_of("粤0105"), 1, "别院").await;
    let mut browser = court.browser_of(clerk.account().unwrap()).await;
    let first = browser.get("/clerk/filings").await;
    let titles = first.texts("tbody td:nth-child(2)");
    assert_eq!((titles.len(), titles[0].as_str()), (30, "张三诉李1民间借贷纠纷"));
    let next = first.values("a[rel=next]", "href").remove(0);
    assert_eq!(browser.get(&next).await.texts("tbody tr").len(), 5);
    for (query, found) in [
        ("q=李35", 1),
        ("q=别院", 0),
        ("cause=民间借贷", 30),
        ("cause=离婚纠纷", 0),
        ("cause=没有这样的案由", 0),
        ("age=overdue", 0),
        ("age=later", 30),
        ("state=accepted", 0),
    ] {
        let (key, value) = query.split_once('=').unwrap();
        let path = format!("/clerk/filings?{key}={}", web::guard::encode(value));
        assert_eq!(browser.get(&path).await.texts("tbody tr").len(), found, "{query}");
    }
    let code = format!("{}-20261122-00007", tianhe());
    let coded = browser.get(&format!("/clerk/filings?q={code}")).await;
    assert_eq!(coded.texts("tbody td:nth-child(2)"), ["张三诉李7民间借贷纠纷"]);
    court.clock.advance(Duration::days(9));
    let mut browser = court.browser_of(clerk.account().unwrap()).await;
    assert_eq!(browser.get("/clerk/filings?age=overdue").await.texts("tbody tr").len(), 30);
});
