//! Pages: whose they are, saving while typing, two tabs, the list.
use super::{court, ready};
use crate::filing::{
    model::{Party, Section},
    store,
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use db::Db;
use kernel::id::FilingId;

const PAGES: [&str; 12] = [
    "",
    "/court",
    "/notices",
    "/notices/risk",
    "/cause",
    "/parties",
    "/claims",
    "/jurisdiction",
    "/fee",
    "/preview",
    "/withdraw",
    "/delete",
];

db::on_each_db!(every_page_is_shown_whole_and_as_a_fragment_to_its_owner_alone => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let ready = ready(&court, &browser, 1).await;
    let mut other = court.browser().await;
    for path in PAGES {
        let path = format!("/filings/{}{path}", ready.id);
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        let page = browser.get(&path).await;
        if path.ends_with("withdraw") {
            assert_eq!(page.status, StatusCode::SEE_OTHER, "a draft is not withdrawn");
            continue;
        }
        assert_eq!(page.status, StatusCode::OK, "{path} {}", page.body);
        assert!(page.body.contains("<html") && page.body.contains("<h1"), "{path}");
        let fragment = browser.fragment(&path).await;
        assert!(!fragment.body.contains("<html") && fragment.body.contains("<h1"), "{path}");
    }
    let nowhere = format!("/filings/{}", FilingId::new());
    assert_eq!(browser.get(&nowhere).await.status, StatusCode::NOT_FOUND);
});

db::on_each_db!(a_draft_goes_from_nothing_to_its_task_list => async |db: Db| {
    let (_, mut browser) = court(db).await;
    let new = browser.get("/filings/new").await;
    new.says(&["民事一审", "为本人申请"]);
    let id = new.hidden("id");
    let form = [("id", id.as_str()), ("kind", "civil_first"), ("capacity", "self")];
    for _ in 0..2 {
        let begun = browser.post("/filings/new", &form).await;
        assert_eq!(begun.to, format!("/filings/{id}"));
    }
    let tasks = browser.get(&format!("/filings/{id}")).await;
    tasks.says(&["尚不能提交", "请选择受理法院", "请选择案由", "请添加至少一名被告", "未开始"]);
    for section in Section::ALL {
        tasks.says(&[section.name()]);
    }
    let kinds = [("id", id.as_str()), ("kind", "administrative_first"), ("capacity", "self")];
    let refused = browser.post("/filings/new", &kinds).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    browser.get("/filings").await.says(&["张三的民事纠纷", "草稿"]);
});

fn claims<'a>(version: &'a str, facts: &'a str, amount: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("version", version),
        ("claim_id", "0198f3a0-0003-7000-8000-000000000001"),
        ("claim_text", "还款"),
        ("claim_amount", ""),
        ("amount", amount),
        ("facts", facts),
        ("region", "mainland"),
    ]
}

db::on_each_db!(what_is_typed_is_kept_even_when_it_is_wrong => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let draft = court.draft(browser.account).await;
    let path = format!("/filings/{}/claims", draft.id);
    let version = browser.get(&path).await.hidden("version");
    let csrf = browser.get(&path).await.hidden("_csrf");
    let typed = claims(&version, "写到一半", "很多钱");
    let body: Vec<_> = std::iter::once(("_csrf", csrf.as_str()))
        .chain(typed.iter().copied())
        .map(|(k, v)| format!("{k}={}", web::guard::encode(v)))
        .collect();
    let request = Request::post(&path)
        .header("x-autosave", "1")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let saved = browser.send(request, Body::from(body.join("&"))).await;
    assert_eq!(saved.status, StatusCode::NO_CONTENT);
    // On another device.
    let mut elsewhere = court.browser_of(browser.account).await;
    elsewhere.get(&path).await.says(&["写到一半", "很多钱"]);
    let judged = browser.post(&path, &typed).await;
    assert_eq!(judged.status, StatusCode::UNPROCESSABLE_ENTITY);
    judged.says(&["金额“很多钱”无法识别", "写到一半", "有内容需要修改"]);
});

db::on_each_db!(a_second_tab_sees_what_the_first_saved_and_loses_nothing => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let draft = court.draft(browser.account).await;
    let path = format!("/filings/{}/claims", draft.id);
    let one = browser.get(&path).await.hidden("version");
    let two = browser.get(&path).await.hidden("version");
    for facts in ["第一页写的", "第一页接着写的"] {
        let saved = browser.post(&path, &claims(&one, facts, "")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "the same tab saves again");
    }
    let conflict = browser.post(&path, &claims(&two, "第二页写的", "")).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    conflict.says(&["另一个页面刚刚改动了这一步", "第一页接着写的", "第二页写的"]);
    assert!(!conflict.body.contains("data-autosave"), "nothing is saved before a choice");
    assert_eq!(court.filing(&draft).await.content.facts, "第一页接着写的");
    let looked = conflict.hidden("version");
    let saved = browser.post(&path, &claims(&looked, "第二页写的", "")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert_eq!(court.filing(&draft).await.content.facts, "第二页写的");
});

db::on_each_db!(claims_are_added_moved_and_removed_without_script => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let draft = court.draft(browser.account).await;
    let path = format!("/filings/{}/claims", draft.id);
    let ids = ["0198f3a0-0003-7000-8000-00000000000a", "0198f3a0-0003-7000-8000-00000000000b"];
    let two = |then: &'static str| {
        vec![
            ("claim_id", ids[0]), ("claim_text", "甲"), ("claim_amount", "1"), ("claim_id", ids[1]),
            ("claim_text", "乙"), ("claim_amount", "2"), ("then", then),
        ]
    };
    let added = browser.post(&path, &two("add")).await;
    assert_eq!(added.status, StatusCode::OK);
    assert_eq!(added.values("textarea[name=claim_text]", "id"), ["claim-1", "claim-2", "claim-3"]);
    let moved = browser.post(&path, &two("up-1")).await;
    assert_eq!(moved.texts("textarea[name=claim_text]"), ["乙", "甲"]);
    moved.says(&["合计为 3.00 元", "起诉标的金额还没有填写"]);
    let removed = browser.post(&path, &two("remove-0")).await;
    assert_eq!(removed.texts("textarea[name=claim_text]"), ["乙"]);
});

db::on_each_db!(another_sum_than_the_amount_is_told_and_hinders_nothing => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let ready = ready(&court, &browser, 1).await;
    let base = format!("/filings/{}", ready.id);
    let typed = [
        ("claim_id", "0198f3a0-0003-7000-8000-00000000000c"), ("claim_text", "判令被告还款"), ("claim_amount", "40000"),
        ("amount", "50000"), ("facts", "借款到期未还"), ("region", "mainland"), ("then", "next"),
    ];
    let saved = browser.post(&format!("{base}/claims"), &typed).await;
    assert_eq!(saved.to, format!("{base}/jurisdiction"));
    let both = ["合计为 40,000.00 元", "起诉标的金额填写为 50,000.00 元"];
    browser.get(&saved.to).await.says(&both);
    browser.get(&format!("{base}/claims")).await.says(&both);
    browser.get(&format!("{base}/preview")).await.says(&both).says(&["确认提交"]);
    let equal = typed.map(|(k, v)| (k, if k == "amount" { "40,000.00" } else { v }));
    browser.post(&format!("{base}/claims"), &equal).await;
    assert!(!browser.get(&format!("{base}/preview")).await.body.contains("合计为"));
});

db::on_each_db!(ones_own_birth_and_sex_come_from_the_number => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let ready = ready(&court, &browser, 1).await;
    let site = &court.site;
    let find = || store::find(site.db.read(), &site.vault, ready.id);
    let own = find().await.unwrap().unwrap().content.parties[0].clone();
    let path = format!("/filings/{}/parties/{}", ready.id, own.id);
    let page = browser.get(&path).await;
    assert_eq!([page.texts("#sex"), page.texts("#born")], [["女"], ["1949年12月31日"]]);
    assert!(page.values("input[name=sex], input[name=born_year]", "name").is_empty());
    let address = own.fields.address.as_str();
    let typed = [
        ("sex", "male"), ("born_year", "1990"), ("ethnicity", "汉族"), ("address", address), ("phone", "13800000001"),
    ];
    assert_eq!(browser.post(&path, &typed).await.status, StatusCode::SEE_OTHER);
    let kept = find().await.unwrap().unwrap().content.parties[0].fields.clone();
    assert_eq!((kept.born, kept.sex), (own.fields.born, own.fields.sex));
});

db::on_each_db!(parties_are_added_once_filled_in_and_ordered => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let ready = ready(&court, &browser, 1).await;
    let base = format!("/filings/{}/parties", ready.id);
    let new = browser.get(&format!("{base}/new?role=defendant")).await;
    let id = new.hidden("id");
    let form = [("id", id.as_str()), ("role", "defendant"), ("kind", "legal")];
    let path = format!("{base}/{id}");
    let fresh = format!("{path}?role=defendant&kind=legal");
    for _ in 0..2 {
        assert_eq!(browser.post(&format!("{base}/new"), &form).await.to, fresh);
    }
    let empty = browser.get(&fresh).await;
    empty.says(&["未填写名称的被告", "统一社会信用代码"]);
    assert!(!browser.get(&base).await.body.contains("未填写名称"), "kept only when its form is saved");
    let version = empty.hidden("version");
    let wrong = [
        ("version", version.as_str()), ("role", "defendant"), ("kind", "legal"), ("name", "某公司"), ("number", "123"),
    ];
    let judged = browser.post(&path, &wrong).await;
    assert_eq!(judged.status, StatusCode::UNPROCESSABLE_ENTITY);
    judged.says(&["某公司", "请填写住所地"]);
    let right = [("version", version.as_str()), ("name", "某公司"), ("address", "广东省广州市越秀区一号")];
    assert_eq!(browser.post(&path, &right).await.to, base);
    browser.post(&format!("{path}/move"), &[("move", "up")]).await;
    let site = &court.site;
    let find = || store::find(site.db.read(), &site.vault, ready.id);
    let names: Vec<_> = find().await.unwrap().unwrap().content.parties.iter().map(Party::label).collect();
    assert_eq!(names, ["张三", "某公司", "演示被告一"]);
    let own = find().await.unwrap().unwrap().content.parties[0].id;
    browser.post(&format!("{base}/{own}/delete"), &[]).await;
    browser.post(&format!("{path}/delete"), &[]).await;
    assert_eq!(find().await.unwrap().unwrap().content.parties.len(), 2, "the filer stays");
});

db::on_each_db!(the_court_that_has_jurisdiction_is_told_with_its_reason => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let ready = ready(&court, &browser, 1).await;
    let path = format!("/filings/{}/jurisdiction", ready.id);
    let page = browser.get(&path).await;
    page.says(&["广州市天河区人民法院", "民事诉讼法第二十四条", "已选择"]);
    let traffic = [("basis", "traffic")];
    let asked = browser.post(&path, &traffic).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    asked.says(&["请填写事故发生地"]);
    let defendant = [("basis", "defendant"), ("traffic_tort", "广州市越秀区"), ("then", "list")];
    let saved = browser.post(&path, &defendant).await;
    assert_eq!(saved.to, format!("/filings/{}", ready.id));
    browser.get(&path).await.says(&["广州市越秀区"]);
    browser.get(&format!("/filings/{}/fee", ready.id)).await.says(&["1,050.00 元", "第十三条"]);
});

db::on_each_db!(the_list_is_searched_and_filtered_and_a_copy_is_a_draft => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let ready = ready(&court, &browser, 7).await;
    court.draft(browser.account).await;
    let mut other = court.browser().await;
    browser.get("/filings?q=演示被告").await.says(&["张三诉演示被告七", "草稿，建立于", "2026年11月22日 10:00"]);
    let none = browser.get("/filings?q=100%25").await;
    none.says(&["没有符合条件的申请"]);
    browser.get("/filings?state=submitted").await.says(&["没有符合条件的申请"]);
    browser.get("/filings?from=2026-11-22&to=2026-11-22&capacity=self").await.says(&["演示被告七"]);
    browser.get("/filings?to=2026-11-21").await.says(&["没有符合条件的申请"]);
    other.get("/filings").await.says(&["还没有立案申请"]);
    let base = format!("/filings/{}", ready.id);
    let to = browser.get(&format!("{base}/copy")).await.hidden("id");
    for _ in 0..2 {
        let copied = browser.post(&format!("{base}/copy"), &[("id", &to)]).await;
        assert_eq!(copied.to, format!("/filings/{to}"));
    }
    let site = &court.site;
    let new: FilingId = to.parse().unwrap();
    let files = store::files::list(site.db.read(), new).await.unwrap();
    assert_eq!(files.len(), 4, "files come along");
    let copy = store::find(site.db.read(), &site.vault, new).await.unwrap().unwrap();
    assert_eq!((copy.copied_from, copy.round), (Some(ready.id), 0));
    assert!(copy.content.service_address.signature.is_none(), "a copy is signed anew");
    for _ in 0..2 {
        let gone = browser.post(&format!("/filings/{to}/delete"), &[]).await;
        assert_eq!(gone.to, "/filings");
    }
    assert_eq!(browser.get(&format!("/filings/{to}")).await.status, StatusCode::NOT_FOUND);
});

db::on_each_db!(a_long_list_is_turned_page_by_page => async |db: Db| {
    let (court, mut browser) = court(db).await;
    for _ in 0..25 {
        court.draft(browser.account).await;
    }
    let first = browser.get("/filings").await;
    let links = |page: &crate::testing::Answer| page.values(".card__title a", "href");
    let mut all = links(&first);
    assert_eq!(all.len(), 20);
    let next = first.values("a[rel=next]", "href").remove(0);
    all.extend(links(&browser.get(&next).await));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 25, "each once");
});
