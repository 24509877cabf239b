//! Each act of the desk leaves its paper: for the filer, for the court, provable, once.
use super::*;
use crate::{
    example,
    filing::acts::{self, Confirmed},
    material::tests::pdf,
    review::{self, AtDesk},
    testing::{Browser, Court},
};
use async_trait::async_trait;
use axum::http::StatusCode;
use chain::{FileDigest, Trust, Verdict};
use db::{
    Db,
    jobs::{Job, Worker},
};
use kernel::{
    actor::Actor,
    id::{FilingId, JobId},
    ports::{PaperMaker, PortError},
};
use sea_orm::EntityTrait;
use serde_json::Value;
use std::sync::Mutex;

/// A press that keeps what it was asked for.
#[derive(Default)]
struct Press {
    asked: Mutex<Vec<(String, Value)>>,
}

#[async_trait]
impl PaperMaker for Press {
    async fn render(
        &self,
        kind: &str,
        data: Value,
        _: Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<u8>, PortError> {
        if kind != "service_address" {
            self.asked.lock().unwrap().push((kind.to_owned(), data));
        }
        Ok(pdf())
    }
}

struct Desk {
    court: Court,
    press: Arc<Press>,
    clerk: Actor,
    browser: Browser,
    id: FilingId,
}

impl Desk {
    /// A filing that was just submitted.
    async fn with_filing(db: Db) -> Self {
        let mut court = Court::on(db, crate::routes());
        let press = Arc::new(Press::default());
        court.site.ports.paper = press.clone();
        let tianhe = law::court::by_code("粤0106").unwrap().id;
        let clerk = court.clerk(tianhe);
        let browser = court.browser().await;
        let page = example::page(&court.site).await.unwrap();
        let ready = example::ready(&court.site, browser.account, (tianhe, 1), &page).await.unwrap();
        let actor = Actor::Person { account: browser.account, verified: true };
        let confirmed = Confirmed { seen: ready.seen, declared: true };
        acts::submit(&court.site, (&actor, browser.account), ready.id, &confirmed).await.unwrap();
        Self { court, press, clerk, browser, id: ready.id }
    }

    /// Does what is due.
    async fn work(&self) {
        let site = &self.court.site;
        let worker = Worker::new(site.db.clone(), site.clock.clone(), handlers(site));
        while worker.run_due().await.unwrap() > 0 {}
    }

    fn asked(&self) -> (String, Value) {
        self.press.asked.lock().unwrap().last().unwrap().clone()
    }

    fn at(&self) -> AtDesk {
        AtDesk { filing: self.id, round: 1 }
    }

    async fn papers(&self) -> Vec<store::Paper> {
        store::list(self.court.site.db.read(), self.id).await.unwrap()
    }
}

db::on_each_db!(a_submission_is_receipted_with_every_file_and_its_hash => async |db: Db| {
    let mut desk = Desk::with_filing(db).await;
    assert!(desk.papers().await.is_empty());
    desk.work().await;
    let (kind, data) = desk.asked();
    assert_eq!(kind, "filing_receipt");
    assert_eq!(data["court"], "广州市天河区人民法院");
    assert_eq!(data["number"], "J16-20261122-00001");
    assert_eq!(data["received_at"], "2026年11月22日 10:00:00");
    // A Sunday; the seventh day is a Sunday again and rolls (第八十五条).
    assert_eq!(data["decided_by"], serde_json::json!({ "year": 2026, "month": 11, "day": 30 }));
    let files = crate::material::store::list(desk.court.site.db.read(), desk.id).await.unwrap();
    let own: Vec<_> = files.iter().filter(|f| f.generated.is_none()).map(|f| f.sha256.clone()).collect();
    let told: Vec<_> = data["materials"].as_array().unwrap().iter().map(|m| m["sha256"].clone()).collect();
    assert_eq!(told, own);
    assert_eq!(data["verification"]["address"], "http://court.test/proof");

    let papers = desk.papers().await;
    assert_eq!(papers.len(), 1);
    assert_eq!((papers[0].title.as_str(), papers[0].pages), ("立案登记回执", Some(2)));

    // The job may run again; there is one receipt.
    let site = &desk.court.site;
    let job = db::entity::job::Entity::find().all(site.db.read()).await.unwrap();
    let job = job.into_iter().find(|j| j.kind == jobs::KIND).unwrap();
    let payload = serde_json::from_str(&job.payload).unwrap();
    let again = Job { id: JobId::new(), kind: jobs::KIND.into(), payload, attempt: 2 };
    handlers(site)[0].run(&again).await.unwrap();
    assert_eq!(desk.papers().await, papers);

    let page = desk.browser.get(&format!("/filings/{}", desk.id)).await;
    page.says(&["法院文书", "立案登记回执", "J16-20261122-00001"]);
    let href = format!("/filings/{}/materials/{}", desk.id, papers[0].id);
    assert!(page.values("a", "href").contains(&href));
    desk.browser.get(&href).await.says(&["立案登记回执.pdf"]);
    assert_eq!(desk.browser.get(&format!("{href}/view")).await.status, StatusCode::OK);
    let mut stranger = desk.court.browser().await;
    assert_eq!(stranger.get(&format!("{href}/view")).await.status, StatusCode::NOT_FOUND);

    let keys = desk.court.site.log.keys().public();
    let path = format!("/filings/{}/proof/papers/{}", desk.id, papers[0].id);
    let receipt = desk.browser.get(&path).await;
    let report = chain::verify(receipt.body.as_bytes(), Some(&FileDigest::of(&pdf())), &Trust { keys: &keys, stamp: None });
    assert_eq!(report.verdict(), Verdict::Valid, "{report:?}");
    receipt.says(&["立案登记回执", &papers[0].sha256]);
    assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND);
    desk.browser.get(&format!("/filings/{}/proof", desk.id)).await.says(&["法院文书", &papers[0].sha256]);
});

db::on_each_db!(an_acceptance_is_told_in_a_notice_with_the_case_number => async |db: Db| {
    let mut desk = Desk::with_filing(db).await;
    let number = review::accept(&desk.court.site, &desk.clerk, desk.at()).await.unwrap();
    desk.work().await;
    let papers = desk.papers().await;
    let titles: Vec<_> = papers.iter().map(|p| p.title.as_str()).collect();
    assert_eq!(titles, ["受理案件通知书", "立案登记回执"]);
    assert_eq!(papers[0].number, number);
    let asked = desk.press.asked.lock().unwrap().clone();
    let (_, data) = asked.iter().find(|(kind, _)| kind == "acceptance_notice").unwrap();
    assert!(data["decision"].as_str().unwrap().contains(&number), "{data}");
    assert_eq!(data["signed_on"], "二〇二六年十一月二十二日");
    let page = desk.browser.get(&format!("/filings/{}", desk.id)).await;
    page.says(&["受理案件通知书", &number]);
    let mut clerk = desk.court.browser_of(desk.clerk.account().unwrap()).await;
    clerk.get(&format!("/clerk/filings/{}", desk.id)).await.says(&["法院文书", "受理案件通知书"]);
    let view = format!("/filings/{}/materials/{}/view", desk.id, papers[0].id);
    assert_eq!(clerk.get(&view).await.status, StatusCode::OK);
});

db::on_each_db!(a_refusal_is_a_ruling_in_the_words_that_were_kept => async |db: Db| {
    let desk = Desk::with_filing(db).await;
    let (why, law) = ("劳动争议应当先申请仲裁", "民事诉讼法第一百二十二条、第一百二十六条");
    review::refuse(&desk.court.site, &desk.clerk, desk.at(), (why, law), "").await.unwrap();
    desk.work().await;
    let papers = desk.papers().await;
    assert_eq!(papers[0].title, "不予受理裁定书");
    let asked = desk.press.asked.lock().unwrap().clone();
    let (_, data) = asked.iter().find(|(kind, _)| kind == "written_ruling").unwrap();
    assert_eq!(data["title"], "民事裁定书");
    let text = data["paragraphs"].to_string();
    assert!(text.contains(why) && text.contains(law) && text.contains("广州市中级人民法院"), "{text}");
    // Court, title and day are the setting's.
    assert!(!text.contains("\"民事裁定书\"") && !text.contains("二〇二六年十一月二十二日"), "{text}");
});

db::on_each_db!(who_signs_a_ruling_and_its_number_are_set_in_their_places => async |db: Db| {
    let desk = Desk::with_filing(db).await;
    let text = "民事裁定书\n（2026）粤0106民初7号\n对起诉人的起诉，本院不予受理。\n审判员　甲\n书记员　乙\n审判员认为本案应当先行仲裁，故依法不予受理。";
    let why = ("应当先申请仲裁", "民事诉讼法第一百二十七条");
    review::refuse(&desk.court.site, &desk.clerk, desk.at(), why, text).await.unwrap();
    desk.work().await;
    let asked = desk.press.asked.lock().unwrap().clone();
    let (_, data) = asked.iter().find(|(kind, _)| kind == "written_ruling").unwrap();
    assert_eq!(data["number"], "（2026）粤0106民初7号");
    assert_eq!(data["bench"], serde_json::json!([{ "role": "审判员", "name": "甲" }]));
    assert_eq!(data["clerks"], serde_json::json!([{ "role": "书记员", "name": "乙" }]));
    assert_eq!(data["paragraphs"].as_array().unwrap().len(), 2, "{data}");
});

db::on_each_db!(a_supplement_is_asked_for_in_a_notice_with_all_that_is_wanted => async |db: Db| {
    let mut desk = Desk::with_filing(db).await;
    let mut clerk = desk.court.browser_of(desk.clerk.account().unwrap()).await;
    let path = format!("/clerk/filings/{}", desk.id);
    let mark = [("round", "1"), ("on", "field:facts"), ("rule", "claims_and_facts"), ("note", "请写明还款日期")];
    clerk.post(&format!("{path}/marks"), &mark).await;
    review::supplement(&desk.court.site, &desk.clerk, desk.at(), 7, "").await.unwrap();
    desk.work().await;
    assert_eq!(desk.papers().await[0].title, "补正通知书");
    let asked = desk.press.asked.lock().unwrap().clone();
    let (_, data) = asked.iter().find(|(kind, _)| kind == "supplement_notice").unwrap();
    assert!(data["wanted"].to_string().contains("请写明还款日期"), "{data}");
    assert!(data["consequence"].as_str().unwrap().contains("2026年11月30日"), "{data}");
    desk.browser.get(&format!("/filings/{}", desk.id)).await.says(&["补正通知书"]);
});
