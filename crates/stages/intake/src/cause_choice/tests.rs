use super::{
    model::{Chosen, View, finding},
    routes,
};
use crate::{
    filing::model::{Filing, FilingState},
    testing::Court,
};
use axum::http::StatusCode;
use db::Db;
use law::cause::CauseList;

fn list(key: &str) -> &'static CauseList {
    law::cause::list(key).unwrap()
}

fn now(name: &str) -> &'static str {
    list("civil-2025").named(name).unwrap().id
}

fn before(name: &str) -> &'static str {
    list("civil-2020").named(name).unwrap().id
}

fn at(filing: &Filing, rest: &str) -> String {
    format!("/filings/{}/cause{rest}", filing.id)
}

const LOAN: &str = "民间借贷纠纷";

#[test]
fn the_tree_opens_branch_by_branch() {
    let top = View::of(list("civil-2025"), "", "", None);
    assert!(matches!(top, View::Branch { here: None, ref below, .. } if below.len() == 12));
    let parent = list("civil-2025").find(now(LOAN)).unwrap().parent.unwrap();
    let View::Branch { path, here: Some(here), below } =
        View::of(list("civil-2025"), "", parent, Some(now(LOAN)))
    else {
        panic!("no branch")
    };
    assert_eq!((here.name, path.len()), ("借款合同纠纷", 2));
    let loan = below.iter().find(|l| l.name == LOAN).unwrap();
    assert!(loan.chosen && !loan.opens && loan.whole().ends_with("借款合同纠纷 › 民间借贷纠纷"));
}

/// 法〔2025〕226号: a name of the list of 2020 that is no more leads to what is called so now.
#[test]
fn notice_2025_226_an_old_name_leads_to_the_new_ones() {
    let View::Found { former, .. } = View::of(list("civil-2025"), "专利合同纠纷", "", None)
    else {
        panic!("no search")
    };
    let told = former.iter().find(|f| f.name == "专利合同纠纷").unwrap();
    assert_eq!(told.now.len(), 3);
    assert!(told.told.contains("拆分"));
    let View::Found { former, .. } = View::of(list("civil-2025"), LOAN, "", None) else {
        panic!("no search")
    };
    assert!(former.is_empty(), "the name is still in use: {former:?}");
}

db::on_each_db!(a_cause_is_found_in_the_tree_and_chosen => async |db: Db| {
    let court = Court::on(db, routes());
    let mut zhang = court.browser().await;
    let draft = court.draft(zhang.account).await;
    let top = zhang.get(&at(&draft, "")).await;
    top.says(&["<!doctype html>", "民事案件案由规定（2025年第三次修正）", "自2026年1月1日起施行"]);
    assert_eq!(top.values("#tree a.choice", "href").len(), 12, "twelve parts");
    let parent = list("civil-2025").find(now(LOAN)).unwrap().parent.unwrap();
    let branch = zhang.get(&at(&draft, &format!("?at={parent}"))).await;
    branch.says(&["全部案由", "借款合同纠纷", "应当优先选择下级案由"]);
    assert!(branch.values("button[name=cause]", "value").contains(&now(LOAN).to_owned()));
    let fields = [
        ("cause", now(LOAN)),
        ("list", &branch.hidden("list")),
        ("version", &branch.hidden("version")),
    ];
    let saved = zhang.post(&at(&draft, ""), &fields).await;
    assert_eq!((saved.status, saved.to), (StatusCode::SEE_OTHER, format!("/filings/{}/parties", draft.id)));
    let kept = court.filing(&draft).await;
    assert_eq!((kept.cause_list.as_str(), kept.cause.as_deref()), ("civil-2025", Some(now(LOAN))));
    assert_eq!(finding(&kept, "2026-11-22".parse().unwrap()), None);
    zhang.get(&at(&draft, "")).await.says(&["已选择的案由", "借款合同纠纷 › 民间借贷纠纷", "更换案由"]);
});

db::on_each_db!(causes_are_searched_as_people_say => async |db: Db| {
    let court = Court::on(db, routes());
    let mut zhang = court.browser().await;
    let draft = court.draft(zhang.account).await;
    for typed in ["民间借贷", "mjjd", "欠钱不还"] {
        let q = format!("?q={}", web::guard::encode(typed));
        for page in [zhang.get(&at(&draft, &q)).await, zhang.fragment(&at(&draft, &format!("/found{q}"))).await] {
            assert_eq!(page.values("button[name=cause]", "value").first().map(String::as_str), Some(now(LOAN)), "{typed}");
        }
    }
    let old = web::guard::encode("专利合同纠纷");
    let typing = zhang.fragment(&at(&draft, &format!("/found?q={old}"))).await;
    typing.says(&["“专利合同纠纷”是《", "现行规定已将其拆分"]);
    assert!(!typing.body.contains("type=\"search\""));
    zhang.get(&at(&draft, "?q=qqqqqq")).await.says(&["按目录查找"]);
});

db::on_each_db!(a_cause_of_last_years_list_is_chosen_again => async |db: Db| {
    let court = Court::on(db, routes());
    let mut zhang = court.browser().await;
    let draft = court.draft(zhang.account).await;
    court.change(&draft, |f| {
        f.cause_list = "civil-2020".into();
        f.cause = Some(before("专利合同纠纷").into());
    }).await;
    let old = court.filing(&draft).await;
    assert!(matches!(Chosen::of(&old, list("civil-2025")), Chosen::Outdated { .. }));
    let missing = finding(&old, "2026-11-22".parse().unwrap()).unwrap();
    assert!(missing.message.contains("重新选择"), "{}", missing.message);
    let page = zhang.get(&at(&draft, "")).await;
    page.says(&["请重新选择案由", "专利合同纠纷", "对应的现行案由"]);
    let refused = zhang.post(&at(&draft, ""), &[("cause", before("专利合同纠纷")), ("list", "civil-2020")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["案由规定已经更新"]);
    let successor = page.values("button[name=cause]", "value").remove(0);
    let fields = [("cause", successor.as_str()), ("list", "civil-2025"), ("version", &page.hidden("version"))];
    assert_eq!(zhang.post(&at(&draft, ""), &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(court.filing(&draft).await.cause_list, "civil-2025");
});

db::on_each_db!(nothing_or_nonsense_is_refused_with_what_was_typed => async |db: Db| {
    let court = Court::on(db, routes());
    let mut zhang = court.browser().await;
    let draft = court.draft(zhang.account).await;
    for (sent, sentence) in [("", "请在列表中选择一个案由"), ("没有", "没有这一项")] {
        let page = zhang.post(&at(&draft, ""), &[("cause", sent), ("q", "借贷")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says(&[sentence, "href=\"#tree\"", "id=\"tree\""]);
        assert_eq!(page.values("input[type=search]", "value"), ["借贷"]);
    }
    assert_eq!(court.filing(&draft).await.cause, None);
});

db::on_each_db!(two_tabs_do_not_overwrite_each_other_unseen => async |db: Db| {
    let court = Court::on(db, routes());
    let mut zhang = court.browser().await;
    let draft = court.draft(zhang.account).await;
    let one = zhang.get(&at(&draft, "")).await.hidden("version");
    let two = zhang.get(&at(&draft, "")).await.hidden("version");
    let fields = [("cause", now(LOAN)), ("version", one.as_str())];
    assert_eq!(zhang.post(&at(&draft, ""), &fields).await.status, StatusCode::SEE_OTHER);
    let late = [("cause", now("离婚纠纷")), ("version", two.as_str())];
    let told = zhang.post(&at(&draft, ""), &late).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    told.says(&["另一个页面刚刚改动了这一步", LOAN, "您刚才选择的是", "离婚纠纷"]);
    assert_eq!(court.filing(&draft).await.cause_name(), Some(LOAN));
    let again = [("cause", now("离婚纠纷")), ("version", &told.hidden("version"))];
    assert_eq!(zhang.post(&at(&draft, ""), &again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(court.filing(&draft).await.cause_name(), Some("离婚纠纷"));
});

db::on_each_db!(only_ones_own_filing_and_only_while_it_is_open => async |db: Db| {
    let court = Court::on(db, routes());
    let (mut zhang, mut li) = (court.browser().await, court.browser().await);
    let draft = court.draft(zhang.account).await;
    let choice = [("cause", now(LOAN))];
    for path in ["", "/found?q=1"] {
        assert_eq!(li.get(&at(&draft, path)).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(li.post(&at(&draft, ""), &choice).await.status, StatusCode::NOT_FOUND);
    let today = kernel::clock::Clock::now(&*court.clock);
    court.change(&draft, |f| f.state = FilingState::Submitted { at: today, due: today }).await;
    assert_eq!(zhang.get(&at(&draft, "")).await.to, format!("/filings/{}", draft.id));
    assert_eq!(zhang.post(&at(&draft, ""), &choice).await.to, format!("/filings/{}", draft.id));
    assert_eq!(court.filing(&draft).await.cause, None);
});
