use super::{
    model::{Asked, View, doubt},
    routes,
};
use crate::{
    filing::model::{Filing, FilingState},
    testing::Court,
};
use axum::http::StatusCode;
use db::Db;

fn id(name: &str) -> &'static str {
    law::court::by_name(name).unwrap().id
}

fn at(filing: &Filing, rest: &str) -> String {
    format!("/filings/{}/court{rest}", filing.id)
}

const TIANHE: &str = "广州市天河区人民法院";
const BAIYUN: &str = "广州市白云区人民法院";

#[test]
fn provinces_stand_under_their_letters_and_the_supreme_court_apart() {
    let View::Provinces { supreme, letters } = View::of(&Asked::default(), None) else {
        panic!("not the provinces")
    };
    assert_eq!(supreme, "最高人民法院");
    assert!(letters.is_sorted_by(|a, b| a.letter < b.letter));
    assert_eq!(letters.iter().map(|l| l.provinces.len()).sum::<usize>(), 31);
    let g = letters.iter().find(|l| l.letter == 'G').unwrap();
    assert!(g.provinces.contains(&"广东省") && g.provinces.contains(&"贵州省"));
}

#[test]
fn an_unknown_place_leads_back_to_where_one_can_choose() {
    let nowhere = Asked { province: "某某省".into(), ..Asked::default() };
    assert!(matches!(View::of(&nowhere, None), View::Provinces { .. }));
    let no_city =
        Asked { province: "广东省".into(), city: "某某市".into(), ..Asked::default() };
    let View::Courts { cities, city, courts, .. } = View::of(&no_city, None) else {
        panic!("not the courts")
    };
    assert!(city.is_empty() && courts.is_empty() && cities.len() > 20);
}

/// 第十八条至第二十一条: 基层人民法院管辖第一审民事案件，但本法另有规定的除外.
#[test]
fn art18_to_21_levels_that_rarely_begin_a_case_are_doubted() {
    let doubted = |name| doubt(law::court::by_name(name).unwrap());
    assert!(doubted("最高人民法院").unwrap().contains("第二十一条"));
    assert!(doubted("广东省高级人民法院").unwrap().contains("第二十条"));
    assert!(doubted("广州互联网法院").unwrap().contains("特定案件"));
    assert_eq!(doubted("广东省广州市中级人民法院"), None);
    assert_eq!(doubted(TIANHE), None);
}

db::on_each_db!(a_court_is_found_by_browsing_and_chosen => async |db: Db| {
    let court = Court::on(db, routes());
    let mut zhang = court.browser().await;
    let draft = court.draft(zhang.account).await;
    let top = zhang.get(&at(&draft, "")).await;
    top.says(&["<!doctype html>", "第一步：选择省级地区", "id=\"letter-G\"", "href=\"#letter-G\""]);
    assert_eq!(top.texts("h1"), ["受理法院"]);
    let provinces = zhang.get(&at(&draft, "?province=广东省").replace("广东省", "%E5%B9%BF%E4%B8%9C%E7%9C%81")).await;
    provinces.says(&["第二步：选择法院", "广州市", "请先选择地区"]);
    let links = provinces.values(".pair__first a", "href");
    let guangzhou = links.iter().find(|l| l.contains("%E5%B9%BF%E5%B7%9E%E5%B8%82")).unwrap();
    let courts = zhang.get(guangzhou.split('#').next().unwrap()).await;
    courts.says(&[TIANHE, "基层人民法院 · ", "代字 粤0106"]);
    let sent = [
        ("court", id(TIANHE)),
        ("version", &courts.hidden("version")),
        ("province", "广东省"),
        ("city", "广州市"),
    ];
    let saved = zhang.post(&at(&draft, ""), &sent).await;
    assert_eq!((saved.status, saved.to), (StatusCode::SEE_OTHER, format!("/filings/{}/notices", draft.id)));
    assert_eq!(court.filing(&draft).await.court().unwrap().name, TIANHE);
    let settled = zhang.get(&at(&draft, "")).await;
    settled.says(&["已选择的法院", TIANHE, "粤0106", "更换法院", "继续"]);
    assert!(settled.values("button[name=court]", "value").is_empty());
    zhang.get(&at(&draft, "?change=1")).await.says(&["第一步：选择省级地区"]);
});

db::on_each_db!(courts_are_searched_as_people_type => async |db: Db| {
    let court = Court::on(db, routes());
    let mut zhang = court.browser().await;
    let draft = court.draft(zhang.account).await;
    for typed in ["天河法院", TIANHE, "tianhe", "gzsthq", "粤0106"] {
        let q = format!("?q={}", web::guard::encode(typed));
        let page = zhang.get(&at(&draft, &q)).await;
        assert!(page.values("button[name=court]", "value").contains(&id(TIANHE).to_owned()), "{typed}");
        page.says(&["<!doctype html>"]);
        assert_eq!(page.values("input[type=search]", "value"), [typed]);
        let typing = zhang.fragment(&at(&draft, &format!("/found{q}"))).await;
        assert!(!typing.body.contains("<main") && !typing.body.contains("type=\"search\""));
        assert!(typing.values("button[name=court]", "value").contains(&id(TIANHE).to_owned()));
    }
    let none = zhang.get(&at(&draft, "?q=qqqqqq")).await;
    none.says(&["没有找到", "按省、市查找"]);
    zhang.fragment(&at(&draft, "/found?q=")).await.says(&["第一步：选择省级地区"]);
    zhang.fragment(&at(&draft, "/found?q=%E4%BA%BA%E6%B0%91")).await.says(&["只显示前 40 个"]);
});

db::on_each_db!(an_unusual_court_is_warned_of_and_kept => async |db: Db| {
    let court = Court::on(db, routes());
    let mut zhang = court.browser().await;
    let draft = court.draft(zhang.account).await;
    let saved = zhang.post(&at(&draft, ""), &[("court", id("最高人民法院"))]).await;
    assert_eq!(saved.to, at(&draft, ""), "shown once more");
    zhang.get(&at(&draft, "")).await.says(&["已选择受理法院：最高人民法院", "第二十一条", "继续"]);
    assert_eq!(court.filing(&draft).await.court.as_deref(), Some(id("最高人民法院")));
});

db::on_each_db!(nothing_or_nonsense_is_refused_with_what_was_typed => async |db: Db| {
    let court = Court::on(db, routes());
    let mut zhang = court.browser().await;
    let draft = court.draft(zhang.account).await;
    for (sent, sentence) in [("", "请在列表中选择一个法院"), ("没有", "名录中没有这个法院")] {
        let page = zhang.post(&at(&draft, ""), &[("court", sent), ("q", "天河")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says(&[sentence, "href=\"#choices\"", "id=\"choices\""]);
        assert_eq!(page.values("input[type=search]", "value"), ["天河"]);
    }
    assert_eq!(court.filing(&draft).await.court, None);
});

db::on_each_db!(two_tabs_do_not_overwrite_each_other_unseen => async |db: Db| {
    let court = Court::on(db, routes());
    let mut zhang = court.browser().await;
    let draft = court.draft(zhang.account).await;
    let one = zhang.get(&at(&draft, "")).await.hidden("version");
    let two = zhang.get(&at(&draft, "")).await.hidden("version");
    let fields = [("court", id(TIANHE)), ("version", one.as_str())];
    assert_eq!(zhang.post(&at(&draft, ""), &fields).await.status, StatusCode::SEE_OTHER);
    let late = [("court", id(BAIYUN)), ("version", two.as_str())];
    let told = zhang.post(&at(&draft, ""), &late).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    told.says(&["另一个页面刚刚改动了这一步", TIANHE, "您刚才选择的是", BAIYUN]);
    assert_eq!(court.filing(&draft).await.court.as_deref(), Some(id(TIANHE)));
    let again = [("court", id(BAIYUN)), ("version", &told.hidden("version"))];
    assert_eq!(zhang.post(&at(&draft, ""), &again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(court.filing(&draft).await.court.as_deref(), Some(id(BAIYUN)));
});

db::on_each_db!(only_ones_own_filing_and_only_while_it_is_open => async |db: Db| {
    let court = Court::on(db, routes());
    let (mut zhang, mut li) = (court.browser().await, court.browser().await);
    let draft = court.draft(zhang.account).await;
    let choice = [("court", id(TIANHE))];
    for path in ["", "/found?q=1"] {
        assert_eq!(li.get(&at(&draft, path)).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(li.post(&at(&draft, ""), &choice).await.status, StatusCode::NOT_FOUND);
    let now = kernel::clock::Clock::now(&*court.clock);
    court.change(&draft, |f| f.state = FilingState::Submitted { at: now, due: now }).await;
    let shown = zhang.get(&at(&draft, "")).await;
    assert_eq!(shown.to, format!("/filings/{}", draft.id), "back to the filing, with the reason");
    assert_eq!(zhang.post(&at(&draft, ""), &choice).await.to, format!("/filings/{}", draft.id));
    assert_eq!(court.filing(&draft).await.court, None);
});
