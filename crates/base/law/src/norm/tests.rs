use super::*;
use crate::{online, period, review_rule};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn cited(text: &str) -> Vec<(&'static str, u32)> {
    citations(text).into_iter().map(|c| (c.norm.key, c.article)).collect()
}

/// 立法法第六十一条: each norm with the days of its force; one text at a time.
#[test]
fn a_norm_has_one_text_on_a_day() {
    assert!(all().len() > 90);
    let arbitration = named("仲裁法");
    assert_eq!(arbitration.len(), 2);
    let version = |on| in_force("仲裁法", day(on)).map(|norm| norm.version);
    assert_eq!(version("2026-02-28"), Some("2017年修正"));
    assert_eq!(version("2026-03-01"), Some("2025年修订"));
    assert_eq!(in_force("民事诉讼法", day("2023-12-31")).unwrap().articles, Some(291));
    assert_eq!(
        in_force("法释〔2022〕18号", day("2026-01-01")).unwrap().key,
        "foreign_jurisdiction"
    );
    assert_eq!(in_force("民事案件案由规定", day("2025-12-31")).unwrap().version, "2020年修正");
    assert!(in_force("法释〔2026〕3号", day("2026-04-30")).is_none());
    assert!(named("没有这部法").is_empty());
}

#[test]
fn citations_are_read_from_sentences() {
    assert_eq!(
        cited("民事诉讼法第一百二十八条第一款、第二百八十五条；民诉法解释第一百二十五条"),
        [("civil_procedure", 128), ("civil_procedure", 285), ("civil_interpretation", 125)]
    );
    assert_eq!(cited("登记立案规定（法释〔2015〕8号）第六条"), [("case_registration", 6)]);
    assert_eq!(cited("海事诉讼特别程序法第四条、第六条").len(), 2);
    assert_eq!(cited("诉讼费用交纳办法第十三条至第十八条").len(), 2);
    assert_eq!(cited("第三十八条"), [], "no document is named");
    let old = citations("仲裁法（2017年修正）第五十九条");
    assert_eq!((old[0].norm.version, old[0].article), ("2017年修正", 59));
    assert_eq!(citations("仲裁法2025年修订第七十二条")[0].norm.version, "2025年修订");
}

#[test]
fn what_does_not_exist_is_told() {
    let told = |text| unknown(text).join("；");
    assert_eq!(told("民事诉讼法第三百零六条"), "");
    assert!(told("民事诉讼法第三百零七条").contains("没有第307条"));
    assert!(told("法释〔2019〕999号第一条").contains("法释〔2019〕999号"));
    assert!(told("破产审判办法第三条").contains("破产审判办法"));
    assert!(told("仲裁法（2017年修正）第八十一条").contains("没有第81条"));
}

/// Every article in the tables of this crate is one of a known norm.
#[test]
fn the_tables_cite_known_norms() {
    let periods = period::rules().iter().map(|rule| (rule.key, rule.article.to_owned()));
    let reviews = review_rule::all()
        .iter()
        .map(|rule| (rule.key, format!("{}{}", rule.document, rule.article)));
    for (key, article) in periods.chain(reviews) {
        assert_eq!(unknown(&article), Vec::<String>::new(), "{key}: {article}");
        assert!(!citations(&article).is_empty() || !article.contains('条'), "{key}: {article}");
    }
    for rule in online::articles() {
        let norm = citations(&format!("{}第{}条", rule.document, rule.article));
        assert_eq!(norm.len(), 1, "{} {}", rule.document, rule.article);
    }
}
