//! Submitting: once, whole, with its record; withdrawing and supplementing.
use super::{court, ready, tianhe};
use crate::filing::{
    acts::{self, Confirmed, Refused},
    model::{FilingState, StateName},
    store,
};
use crate::material::model::Material;
use axum::http::StatusCode;
use db::{
    Db, docket,
    entity::{filing_submission, job},
};
use kernel::{
    actor::Actor,
    docket::{DocketEvent, IntakeEvent},
    id::MaterialId,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

db::on_each_db!(two_clicks_make_one_submission_with_one_number => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let ready = ready(&court, &browser, 1).await;
    let base = format!("/filings/{}", ready.id);
    let preview = browser.get(&format!("{base}/preview")).await;
    preview.says(&["张三诉演示被告", "广州市天河区人民法院", "110*************2X", "我承诺"]);
    assert!(!preview.body.contains("11010519491231002X"), "numbers are masked");
    let seen = preview.hidden("seen");
    let unticked = browser.post(&format!("{base}/submit"), &[("seen", &seen)]).await;
    assert_eq!(unticked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = [("seen", seen.as_str()), ("declared", "on")];
    for _ in 0..2 {
        let sent = browser.post(&format!("{base}/submit"), &form).await;
        assert_eq!((sent.status, sent.to.as_str()), (StatusCode::SEE_OTHER, format!("{base}/registered").as_str()));
    }
    let page = browser.get(&format!("{base}/registered")).await;
    page.says(&["J16-20261122-00001", "2026年11月30日", "12368"]);
    let site = &court.site;
    let filing = store::find(site.db.read(), &site.vault, ready.id).await.unwrap().unwrap();
    assert_eq!((filing.round, filing.state.name()), (1, StateName::Submitted));
    let entries = docket::entries(site.db.read(), filing.case, 0, 10).await.unwrap();
    assert_eq!(entries.len(), 1);
    let kept = store::submitted::last(site.db.read(), &site.vault, ready.id).await.unwrap().unwrap();
    let DocketEvent::Intake(IntakeEvent::Submitted { digest, registration, .. }) = &entries[0].event
    else { panic!("not a submission") };
    assert_eq!((digest, registration.as_str()), (&kept.digest, "J16-20261122-00001"));
    let reminders = job::Entity::find().filter(job::Column::Kind.eq(crate::review::OVERDUE));
    assert_eq!(reminders.count(site.db.read()).await.unwrap(), 1);
    let back = browser.get(&format!("{base}/claims")).await;
    assert_eq!((back.status, back.to.as_str()), (StatusCode::SEE_OTHER, base.as_str()));
});

db::on_each_db!(racing_submissions_end_in_one => async |db: Db| {
    let (court, browser) = court(db).await;
    let ready = ready(&court, &browser, 1).await;
    let actor = Actor::Person { account: browser.account, verified: true };
    let confirmed = Confirmed { seen: ready.seen.clone(), declared: true };
    let each = || acts::submit(&court.site, (&actor, browser.account), ready.id, &confirmed);
    let (a, b, c, d) = tokio::join!(each(), each(), each(), each());
    let codes: Vec<_> = [a, b, c, d].into_iter().map(|f| f.unwrap().filing.registration.unwrap().code).collect();
    assert!(codes.iter().all(|c| *c == codes[0]), "{codes:?}");
    let rows = filing_submission::Entity::find().count(court.site.db.read()).await.unwrap();
    assert_eq!(rows, 1);
});

db::on_each_db!(what_was_not_seen_is_not_submitted => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let ready = ready(&court, &browser, 1).await;
    let site = &court.site;
    let filing = store::find(site.db.read(), &site.vault, ready.id).await.unwrap().unwrap();
    court.change(&filing, |f| f.content.facts.push_str("（另一页面的改动）")).await;
    let form = [("seen", ready.seen.as_str()), ("declared", "on")];
    let sent = browser.post(&format!("/filings/{}/submit", ready.id), &form).await;
    assert_eq!(sent.status, StatusCode::CONFLICT);
    sent.says(&["预览之后内容有了改动", "（另一页面的改动）"]);
    court.change(&filing, |f| f.content.facts.clear()).await;
    let sent = browser.post(&format!("/filings/{}/submit", ready.id), &form).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    sent.says(&["还不能提交", "请写明事实与理由"]);
});

db::on_each_db!(a_paper_made_between_the_preview_and_the_button_changes_nothing => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let ready = ready(&court, &browser, 1).await;
    let base = format!("/filings/{}", ready.id);
    let seen = browser.get(&format!("{base}/preview")).await.hidden("seen");
    let site = &court.site;
    let files = crate::material::store::list(site.db.read(), ready.id).await.unwrap();
    let paper = Material {
        id: MaterialId::new(),
        category: "address_confirmation".into(),
        generated: Some("service_address".into()),
        ..files[0].clone()
    };
    crate::material::acts::file_paper(site, ready.id, "service_address", paper.clone()).await.unwrap();
    let sent = browser.post(&format!("{base}/submit"), &[("seen", &seen), ("declared", "on")]).await;
    assert_eq!(sent.to, format!("{base}/registered"), "{}", sent.body);
    let kept = store::submitted::last(site.db.read(), &site.vault, ready.id).await.unwrap().unwrap();
    assert!(kept.files.iter().any(|f| f.id == paper.id && f.generated));
});

db::on_each_db!(registration_numbers_count_within_court_and_day => async |db: Db| {
    let (court, browser) = court(db).await;
    let actor = Actor::Person { account: browser.account, verified: true };
    let mut codes = Vec::new();
    for n in 1..=3 {
        let ready = ready(&court, &browser, n).await;
        let confirmed = Confirmed { seen: ready.seen, declared: true };
        let who = (&actor, browser.account);
        let whole = acts::submit(&court.site, who, ready.id, &confirmed).await.unwrap();
        codes.push(whole.filing.registration.unwrap().code);
    }
    let of = |n: u32| format!("{}-20261122-{n:05}", tianhe());
    assert_eq!(codes, [of(1), of(2), of(3)]);
});

db::on_each_db!(withdrawn_it_is_a_draft_again_and_keeps_its_number => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let ready = ready(&court, &browser, 1).await;
    let base = format!("/filings/{}", ready.id);
    let form = [("seen", ready.seen.as_str()), ("declared", "on")];
    browser.post(&format!("{base}/submit"), &form).await;
    browser.get(&format!("{base}/withdraw")).await.says(&["确认撤回"]);
    for _ in 0..2 {
        let sent = browser.post(&format!("{base}/withdraw"), &[]).await;
        assert_eq!((sent.status, sent.to.as_str()), (StatusCode::SEE_OTHER, base.as_str()));
    }
    let page = browser.get(&base).await;
    page.says(&["已撤回", "您于 2026年11月22日 10:00 撤回了这份申请", "J16-20261122-00001", "可以提交"]);
    let list = browser.get("/filings").await;
    list.says(&["已撤回", "您于 2026年11月22日 10:00 撤回了这份申请", "J16-20261122-00001"]);
    assert!(!list.body.contains("草稿，建立于"), "it has a number");
    let again = browser.get(&format!("{base}/preview")).await.hidden("seen");
    browser.post(&format!("{base}/submit"), &[("seen", again.as_str()), ("declared", "on")]).await;
    let site = &court.site;
    let filing = store::find(site.db.read(), &site.vault, ready.id).await.unwrap().unwrap();
    assert_eq!(filing.round, 2);
    assert_eq!(filing.registration.unwrap().code, "J16-20261122-00001");
    assert_eq!(docket::entries(site.db.read(), filing.case, 0, 10).await.unwrap().len(), 3);
    let gone = browser.post(&format!("{base}/delete"), &[]).await;
    assert_eq!(gone.to, base, "what was submitted is not deleted");
});

db::on_each_db!(a_supplement_shows_what_is_wanted_and_makes_the_next_round => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let ready = ready(&court, &browser, 1).await;
    let base = format!("/filings/{}", ready.id);
    let form = [("seen", ready.seen.as_str()), ("declared", "on")];
    browser.post(&format!("{base}/submit"), &form).await;
    let clerk = court.clerk(tianhe());
    let mut desk = court.browser_of(clerk.account().unwrap()).await;
    let marked = [("round", "1"), ("on", "field:facts"), ("rule", "claims_and_facts"), ("note", "请写明借款日期")];
    let at = format!("/clerk/filings/{}", ready.id);
    assert_eq!(desk.post(&format!("{at}/marks"), &marked).await.status, StatusCode::SEE_OTHER);
    let asked = [("round", "1"), ("days", "10"), ("opinion", "请一次补齐"), ("step", "give")];
    assert_eq!(desk.post(&format!("{at}/supplement"), &asked).await.status, StatusCode::SEE_OTHER);
    let tasks = browser.get(&base).await;
    tasks.says(&["需要修改", "请写明借款日期", "请一次补齐", "还可以再要求 1 次", "2026年12月2日"]);
    assert!(tasks.body.contains(&format!("{base}/claims#facts")), "the mark leads to its field");
    let claims = browser.get(&format!("{base}/claims")).await;
    claims.says(&["法院要求补正", "请写明借款日期"]);
    assert!(claims.texts("#facts-error")[0].contains("法院要求补正：") && !claims.body.contains("error-summary"));
    let version = claims.hidden("version");
    let claim = claims.hidden("claim_id");
    let typed = [
        ("version", version.as_str()), ("claim_id", &claim), ("claim_text", "判令被告还款"),
        ("claim_amount", "50000"), ("amount", "50000"), ("facts", "2026年1月5日借款五万元，至今未还。"),
        ("region", "mainland"), ("then", "list"),
    ];
    let saved = browser.post(&format!("{base}/claims"), &typed).await;
    assert_eq!((saved.status, saved.to.as_str()), (StatusCode::SEE_OTHER, base.as_str()));
    browser.get(&base).await.says(&["已修改"]);
    let seen = browser.get(&format!("{base}/preview")).await.hidden("seen");
    browser.post(&format!("{base}/submit"), &[("seen", seen.as_str()), ("declared", "on")]).await;
    browser.get(&format!("{base}/registered")).await.says(&["第 2 次提交", "J16-20261122-00001"]);
    let site = &court.site;
    let filing = store::find(site.db.read(), &site.vault, ready.id).await.unwrap().unwrap();
    assert_eq!((filing.round, filing.supplements), (2, 1));
});

db::on_each_db!(nothing_is_done_to_what_is_anothers_or_decided => async |db: Db| {
    let (court, browser) = court(db).await;
    let ready = ready(&court, &browser, 1).await;
    let other = court.browser().await.account;
    let actor = Actor::Person { account: other, verified: true };
    let confirmed = Confirmed { seen: ready.seen, declared: true };
    let (site, id) = (&court.site, ready.id);
    let submitted = acts::submit(site, (&actor, other), id, &confirmed).await;
    assert!(matches!(submitted, Err(Refused::Unknown)));
    assert!(matches!(acts::withdraw(site, (&actor, other), id).await, Err(Refused::Unknown)));
    assert!(matches!(acts::delete(site, other, id).await, Err(Refused::Unknown)));
    let to = kernel::id::FilingId::new();
    assert!(matches!(acts::copy(site, other, (id, to)).await, Err(Refused::Unknown)));
    let filing = store::find(site.db.read(), &site.vault, id).await.unwrap().unwrap();
    let now = site.clock.now();
    court.change(&filing, |f| f.state = FilingState::Refused { at: now }).await;
    let actor = Actor::Person { account: browser.account, verified: true };
    let refused = acts::submit(site, (&actor, browser.account), id, &confirmed).await;
    assert!(matches!(refused, Err(Refused::NotNow(_))));
});

db::on_each_db!(programs_submit_and_withdraw_by_the_same_acts => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let ready = ready(&court, &browser, 1).await;
    let base = format!("/api/v1/filings/{}", ready.id);
    let one = browser.get(&base).await;
    let one: serde_json::Value = serde_json::from_str(&one.body).unwrap();
    assert_eq!((&one["state"], &one["missing"]), (&"draft".into(), &serde_json::json!([])));
    let (seen, csrf) = (one["seen"].as_str().unwrap().to_owned(), browser.csrf());
    let mut send = async |act: &str, body: serde_json::Value| {
        let request = axum::http::Request::post(format!("{base}/{act}"))
            .header("x-csrf", &csrf)
            .header("content-type", "application/json");
        browser.send(request, body.to_string().into()).await
    };
    let unticked = send("submit", serde_json::json!({ "seen": seen, "declared": false })).await;
    assert_eq!(unticked.status, StatusCode::BAD_REQUEST);
    unticked.says(&["请勾选承诺后再提交"]);
    for _ in 0..2 {
        let done = send("submit", serde_json::json!({ "seen": seen, "declared": true })).await;
        done.says(&["\"submitted\"", "J16-20261122-00001"]);
    }
    send("withdraw", serde_json::json!({})).await.says(&["\"draft\"", "J16-20261122-00001"]);
    let list = browser.get("/api/v1/filings?q=演示被告").await;
    list.says(&["张三诉演示被告一民间借贷纠纷"]);
    assert_eq!(court.browser().await.get(&base).await.status, StatusCode::NOT_FOUND);
});
