//! What the court wants stands on the filer's pages at the place it means, and leads there.
use super::{court, ready, tianhe};
use crate::{
    filing::{
        model::{Content, Party, PartyKind, PartyRole, Target},
        store,
    },
    material,
    testing::{Browser, Court},
};
use axum::http::StatusCode;
use db::Db;
use kernel::id::{MaterialId, PartyId};

/// The marks of one clerk, given as one supplement.
async fn ask(desk: &mut Browser, filing: &str, marks: &[(String, &str)]) {
    let at = format!("/clerk/filings/{filing}");
    for (on, note) in marks {
        let marked =
            [("round", "1"), ("on", on.as_str()), ("rule", "claims_and_facts"), ("note", note)];
        let answer = desk.post(&format!("{at}/marks"), &marked).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{on} {}", answer.body);
    }
    let asked = [("round", "1"), ("days", "10"), ("opinion", ""), ("step", "give")];
    let answer = desk.post(&format!("{at}/supplement"), &asked).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

/// A filing that the court sent back with a mark at every kind of place.
struct Marked {
    base: String,
    own: PartyId,
    other: PartyId,
    file: MaterialId,
}

async fn marked(court: &Court, browser: &mut Browser) -> Marked {
    let ready = ready(court, browser, 1).await;
    let base = format!("/filings/{}", ready.id);
    let form = [("seen", ready.seen.as_str()), ("declared", "on")];
    browser.post(&format!("{base}/submit"), &form).await;
    let site = &court.site;
    let filing = store::find(site.db.read(), &site.vault, ready.id).await.unwrap().unwrap();
    let [own, other] = [0, 1].map(|n: usize| filing.content.parties[n].id);
    let files = material::store::list(site.db.read(), ready.id).await.unwrap();
    let file = files.iter().find(|f| f.category == "evidence").unwrap().id;
    let marks = [
        ("section:court".to_owned(), "请核对法院"),
        ("section:cause".to_owned(), "请核对案由"),
        (format!("party:{own}:number"), "请核对本人号码"),
        (format!("party:{other}:address"), "请写明门牌号"),
        ("field:facts".to_owned(), "请写明借款日期"),
        ("field:facts".to_owned(), "请写明还款情况"),
        ("field:amount".to_owned(), "请核对金额"),
        ("field:claims".to_owned(), "请写明利息"),
        ("section:jurisdiction".to_owned(), "请说明管辖"),
        ("section:materials".to_owned(), "请到院提交原件"),
        (format!("material:{file}"), "照片不清楚"),
        ("category:plaintiff_identity".to_owned(), "缺背面"),
        ("section:service-address".to_owned(), "请补充门牌号"),
    ];
    let clerk = court.clerk(tianhe());
    let mut desk = court.browser_of(clerk.account().unwrap()).await;
    ask(&mut desk, &ready.id.to_string(), &marks).await;
    Marked { base, own, other, file }
}

db::on_each_db!(each_mark_leads_to_its_place => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let Marked { base, own, other, file } = marked(&court, &mut browser).await;
    // From the filing's own page each mark leads to the page and the place on it.
    let leads = browser.get(&base).await.values("ol.govuk-list--number a", "href");
    let places = [
        "court".to_owned(), "cause".to_owned(), format!("parties/{own}#number"), format!("parties/{other}#address"),
        "claims#facts".to_owned(), "claims#facts".to_owned(), "claims#amount".to_owned(), "claims#claim-1".to_owned(),
        "jurisdiction#basis".to_owned(), "materials#originals".to_owned(), format!("materials#material-{file}"),
        "materials#category-plaintiff_identity".to_owned(), "service-address".to_owned(),
    ];
    assert_eq!(leads, places.map(|p| format!("{base}/{p}")));
    for lead in &leads {
        let (page, anchor) = lead.split_once('#').unwrap_or((lead, ""));
        let page = browser.get(page).await;
        page.says(&["法院要求补正"]);
        if !anchor.is_empty() {
            assert_eq!(page.values(&format!("[id=\"{anchor}\"]"), "id").len(), 1, "{lead}");
        }
    }

    // A file that is taken out has no place any more: its mark leads to the page.
    browser.post(&format!("{base}/materials/{file}/delete"), &[]).await;
    let leads = browser.get(&base).await.values("ol.govuk-list--number a", "href");
    assert!(leads.contains(&format!("{base}/materials")), "{leads:?}");
});

db::on_each_db!(each_mark_stands_at_its_place_with_what_it_rests_on => async |db: Db| {
    let (court, mut browser) = court(db).await;
    let Marked { base, own, other, file } = marked(&court, &mut browser).await;
    let claims = browser.get(&format!("{base}/claims")).await;
    let facts = &claims.texts("#facts-error")[0];
    assert!(facts.contains("法院要求补正：") && facts.contains("请写明借款日期") && facts.contains("请写明还款情况"));
    assert!(facts.contains("（民事诉讼法第一百二十二条第（三）项）"), "{facts}");
    assert!(!claims.body.contains("error-summary"), "nothing is wrong with the form");
    let list = browser.get(&format!("{base}/parties")).await;
    assert!(list.texts(&format!("[id=\"party-{other}\"] .govuk-error-message"))[0].contains("住址，"));
    let party = browser.get(&format!("{base}/parties/{other}")).await;
    assert!(party.texts("#address-error")[0].contains("请写明门牌号"));
    assert!(!party.body.contains("请核对本人号码"), "another party's mark");
    browser.get(&format!("{base}/parties/{own}")).await.says(&["请核对本人号码"]);
    let materials = browser.get(&format!("{base}/materials")).await;
    assert!(materials.texts(&format!("[id=\"material-{file}\"] .govuk-error-message"))[0].contains("照片不清楚"));
    assert!(materials.texts("#category-plaintiff_identity .govuk-error-message")[0].contains("缺背面"));
    assert!(materials.texts("#originals-error")[0].contains("请到院提交原件"));
    assert!(browser.get(&format!("{base}/jurisdiction")).await.texts("#basis-error")[0].contains("请说明管辖"));
    for (step, said) in [("court", "请核对法院"), ("cause", "请核对案由"), ("service-address", "请补充门牌号")] {
        browser.get(&format!("{base}/{step}")).await.says(&[said]);
    }
});

#[test]
fn a_partys_field_is_called_as_on_its_form() {
    let company = Party::new(PartyRole::Defendant, PartyKind::Legal);
    let on = |field: &str| Target::Party(company.id, field.into());
    let content = Content { parties: vec![company.clone()], ..Content::default() };
    assert_eq!(on("name").label(&content), "未填写名称的被告的名称");
    assert_eq!(on("number").label(&content), "未填写名称的被告的统一社会信用代码");
    assert_eq!(on("").label(&Content::default()), "已删除的当事人");
    let mut person = Party::new(PartyRole::Defendant, PartyKind::Natural);
    assert_eq!(person.called(), "未填写姓名的被告");
    person.fields.name = "李四".into();
    assert_eq!(person.called(), "被告李四");
}
