//! The desk as a clerk sees it.
use super::*;

db::on_each_db!(the_desk_shows_file_form_marks_and_decision => async |db: Db| {
    let court = Court::on(db, routes());
    let (clerk, elsewhere) = (court.clerk(tianhe()), court.clerk(court_of("粤0105")));
    submitted(&court, tianhe(), 9, "李四").await;
    let filing = submitted(&court, tianhe(), 1, "李四").await;
    let path = format!("/clerk/filings/{}", filing.id);
    let mut other = court.browser_of(elsewhere.account().unwrap()).await;
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.post(&format!("{path}/accept"), &[("round", "1")]).await.status, StatusCode::NOT_FOUND);
    let mut person = court.browser().await;
    assert_eq!(person.get(&path).await.status, StatusCode::FORBIDDEN);
    let mut browser = court.browser_of(clerk.account().unwrap()).await;
    browser.get(&path).await.says(&["被告借款五万元未还", "50,000.00 元", "可能重复起诉", "予以立案", "还可以要求 2 次"]);
    let empty = browser.post(&format!("{path}/marks"), &[("round", "1"), ("on", "field:facts")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.says(&["请选择标注的理由，或者写明问题"]);
    let marked = [("round", "1"), ("on", "field:facts"), ("rule", "claims_and_facts"), ("note", "写明日期")];
    assert_eq!(browser.post(&format!("{path}/marks"), &marked).await.status, StatusCode::SEE_OTHER);
    browser.get(&path).await.says(&["已有标注（1）", "1 处标注", "写明日期"]);
    browser.post(&format!("{path}/marks/remove"), &[("round", "1"), ("nth", "0")]).await;
    browser.get(&path).await.says(&["已有标注（0）"]);
    let unmarked = browser.post(&format!("{path}/supplement"), &[("round", "1"), ("days", "7")]).await;
    assert_eq!(unmarked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let vague = [("round", "1"), ("court", "天河"), ("transfer_reason", "x")];
    let vague = browser.post(&format!("{path}/transfer"), &vague).await;
    assert!(vague.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", vague.status);
    assert_eq!(browser.get(&format!("{path}/accept")).await.to, path, "reloaded, it leads back to the desk");
    let asked = browser.post(&format!("{path}/accept"), &[("round", "1")]).await;
    asked.says(&["确认：予以立案", "受理案件通知书", "不能收回"]);
    assert_eq!(court.filing(&filing).await.state.name().key(), "submitted");
    let back = browser.post(&format!("{path}/accept"), &[("round", "1"), ("step", "amend")]).await;
    back.says(&["标注与决定"]);
    let done = browser.post(&format!("{path}/accept"), &[("round", "1"), ("step", "give")]).await;
    assert_eq!(done.to, "/clerk/filings");
    browser.get("/clerk/filings").await.says(&["已立案，案号（2026）粤0106民初1号"]);
    browser.get(&path).await.says(&["法院已经立案", "王立案", "本申请的处理记录"]);
});

db::on_each_db!(a_refusal_shows_its_ruling_before_it_is_given_and_keeps_what_was_typed => async |db: Db| {
    let court = Court::on(db, routes());
    let clerk = court.clerk(tianhe());
    let filing = submitted(&court, tianhe(), 1, "李四").await;
    let path = format!("/clerk/filings/{}", filing.id);
    let mut browser = court.browser_of(clerk.account().unwrap()).await;
    let empty = browser.post(&format!("{path}/refuse"), &[("round", "1")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.says(&["请写明理由", "请写明依据的法律条文"]);
    let typed = [("round", "1"), ("reason", "劳动争议应当先申请仲裁"), ("law", "民事诉讼法第一百二十二条")];
    let asked = browser.post(&format!("{path}/refuse"), &typed).await;
    asked.says(&["确认：不予受理", "本院不予受理", "劳动争议应当先申请仲裁。", "十日内"]);
    let back: Vec<_> = typed.into_iter().chain([("step", "amend")]).collect();
    browser.post(&format!("{path}/refuse"), &back).await.says(&["标注与决定", "劳动争议应当先申请仲裁"]);
    let give: Vec<_> = typed.into_iter().chain([("step", "give")]).collect();
    assert_eq!(browser.post(&format!("{path}/refuse"), &give).await.to, "/clerk/filings");
    assert_eq!(court.filing(&filing).await.state.name().key(), "refused");
});

db::on_each_db!(a_filing_brought_from_another_court_says_so => async |db: Db| {
    let court = Court::on(db, routes());
    let (clerk, there) = (court.clerk(tianhe()), court.clerk(court_of("粤0105")));
    let filing = submitted(&court, tianhe(), 1, "李四").await;
    let path = format!("/clerk/filings/{}", filing.id);
    let mut browser = court.browser_of(clerk.account().unwrap()).await;
    let nowhere = browser.post(&format!("{path}/transfer"), &[("round", "1")]).await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    nowhere.says(&["请选择受移送的法院"]);
    let typed = [("round", "1"), ("court_id", court_of("粤0105")), ("transfer_reason", "被告住所地在海珠区")];
    browser.post(&format!("{path}/transfer"), &typed).await.says(&["确认：移送", "广州市海珠区人民法院"]);
    let give: Vec<_> = typed.into_iter().chain([("step", "give")]).collect();
    assert_eq!(browser.post(&format!("{path}/transfer"), &give).await.to, "/clerk/filings");
    let mut browser = court.browser_of(there.account().unwrap()).await;
    browser.get(&path).await.says(&["移送本院", "首次提交", "天河区人民法院 → ", "被告住所地在海珠区"]);
});

db::on_each_db!(a_later_round_shows_what_changed => async |db: Db| {
    let court = Court::on(db, routes());
    let clerk = court.clerk(tianhe());
    let filing = submitted(&court, tianhe(), 1, "李四").await;
    mark(&court, &clerk, &filing, "claims_and_facts").await;
    supplement(&court.site, &clerk, at(&filing), 7, "").await.unwrap();
    court.change(&filing, |f| f.content.facts = "2025年3月1日，被告借款五万元。".into()).await;
    let file = SubmittedFile {
        id: kernel::id::MaterialId::new(),
        category: "evidence".into(),
        name: "借条.pdf".into(),
        file_name: "借条.pdf".into(),
        sha256: "a".repeat(64),
        media_type: "application/pdf".into(),
        size: 2048,
        pages: Some(1),
        generated: false,
    };
    submit(&court, &filing, &[file]).await;
    let mut browser = court.browser_of(clerk.account().unwrap()).await;
    let desk = browser.get(&format!("/clerk/filings/{}", filing.id)).await;
    desk.says(&["与上一次提交相比", "第 2 次提交", "要求补充材料", "上一次要求补充的 1 处", "已有修改"]);
    assert_eq!(desk.texts("del"), ["被告借款五万元未还。"]);
    assert_eq!(desk.texts("ins")[0], "2025年3月1日，被告借款五万元。");
    assert!(desk.texts("ins")[1].contains("借条.pdf"));
    assert_eq!(Section::Materials.key(), "materials");
});

db::on_each_db!(programs_do_the_same_acts => async |db: Db| {
    let court = Court::on(db, routes());
    let clerk = court.clerk(tianhe());
    let filing = submitted(&court, tianhe(), 1, "李四").await;
    let mut browser = court.browser_of(clerk.account().unwrap()).await;
    let queue = browser.get("/api/v1/clerk/filings").await;
    let queue: serde_json::Value = serde_json::from_str(&queue.body).unwrap();
    assert_eq!(queue["filings"][0]["id"], filing.id.to_string());
    let base = format!("/api/v1/clerk/filings/{}", filing.id);
    let csrf = browser.csrf();
    let mut send = async |act: &str, body: serde_json::Value| {
        let request = axum::http::Request::post(format!("{base}/{act}"))
            .header("x-csrf", &csrf)
            .header("content-type", "application/json");
        browser.send(request, body.to_string().into()).await
    };
    let refused = send("supplement", serde_json::json!({ "round": 1, "days": 7 })).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    refused.says(&["请先标注需要补充之处"]);
    let done = send("accept", serde_json::json!({ "round": 1 })).await;
    done.says(&["（2026）粤0106民初1号", "accepted"]);
    let late = send("refuse", serde_json::json!({ "round": 1, "reason": "x", "law": "y" })).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says(&["先您一步处理了这份申请"]);
});
