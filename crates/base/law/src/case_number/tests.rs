use super::*;
use proptest::prelude::*;

/// 法〔2015〕137号第三条: 案号各基本要素的编排规格为（收案年度）法院代字类型代字案件编号号.
#[test]
fn rule_2015_137_art3_a_number_is_read_and_printed() {
    for (text, printed) in [
        ("(2021)粤01民初1号", "（2021）粤01民初1号"),
        ("（2019）最高法知民终1号", "（2019）最高法知民终1号"),
        (" ( 2026 ) 粤0192 民初 12 号 ", "（2026）粤0192民初12号"),
        ("〔２０２６〕京0491民初3号", "（2026）京0491民初3号"),
        ("(2025)京执1号之二", "（2025）京执1号之二"),
        ("(2022)沪01司救执8号", "（2022）沪01司救执8号"),
    ] {
        let number = CaseNumber::parse(text).unwrap();
        assert_eq!(number.to_string(), printed);
        assert_eq!(CaseNumber::parse_strict(printed), Ok(number));
    }
}

#[test]
fn a_wrong_number_is_told_what_is_wrong() {
    use NotACaseNumber as N;
    let why = |text: &str| CaseNumber::parse(text).unwrap_err();
    assert_eq!(why(""), N::Empty);
    assert_eq!(why("2026粤0192民初1号"), N::Year);
    assert!(matches!(why("(26)粤0192民初1号"), N::YearRange(_)));
    assert!(matches!(why("(2026)穗0192民初1号"), N::Court(_)));
    assert!(matches!(why("(2026)粤019民初1号"), N::CourtDigits(_, 3)));
    assert!(matches!(why("(2026)粤0192民出1号"), N::Type(_)));
    assert!(matches!(why("(2026)粤0192民初字1号"), N::Type(_)));
    assert_eq!(why("(2026)粤0192民初号"), N::Serial);
    assert!(matches!(why("(2026)粤0192民初01号"), N::LeadingZero(_)));
    assert_eq!(why("(2026)粤0192民初1"), N::Ending);
    assert!(matches!(why("(2026)粤0192民初1号附"), N::After(_)));
    assert!(CaseNumber::parse_strict("(2026) 粤0192民初1号").is_err());
}

#[test]
fn a_number_from_before_2016_may_be_quoted() {
    let old = parse_quoted("(2015)穗天法民一初字第123号").unwrap();
    assert_eq!(old, Quoted::Before2016("（2015）穗天法民一初字第123号".to_owned()));
    assert!(matches!(parse_quoted("(2023)粤0605民初123号"), Ok(Quoted::Current(_))));
    assert!(parse_quoted("(2017)穗天法民一初字第123号").is_err());
    assert!(parse_quoted("(2015)字第1号").is_err());
}

#[test]
fn a_number_knows_its_court_and_kind() {
    let number = CaseNumber::new(2026, "粤0192", CaseKind::CivilFirst, 7);
    assert_eq!(number.to_string(), "（2026）粤0192民初7号");
    assert_eq!(number.court().unwrap().name, "广州互联网法院");
    assert_eq!(number.meanings(), ["民事一审案件"]);
    assert!(number.doubts(2026).is_empty());
    assert_eq!(number.doubts(2025).len(), 1);
    assert_eq!(counter_key(2026, "粤0192", "民初"), "case_number/2026/粤0192/民初");
    assert_eq!(number.counter(), "case_number/2026/粤0192/民初");
    let special = CaseNumber::parse("(2019)最高法知民终1号之一").unwrap();
    assert_eq!(special.counter(), "case_number/2019/最高法/知民终");
    assert_eq!(special.next().unwrap().to_string(), "（2019）最高法知民终2号");
    let last = CaseNumber { serial: 999_999_999, ..number };
    assert_eq!(last.next(), None);
    for kind in CaseKind::ALL {
        assert!(WORDS.contains(&type_code(kind)));
    }
}

proptest! {
    #[test]
    fn printing_and_reading_are_inverse(
        year in 1900u16..2100, court in 0usize..3499, word in 0usize..100, serial in 1u32..1_000_000_000,
        ip in any::<bool>(), sub in proptest::option::of(1u32..100),
    ) {
        let code = court::all()[court].code.unwrap_or("粤0192").to_owned();
        let number = CaseNumber {
            year, court_code: code, intellectual_property: ip,
            type_code: WORDS[word % WORDS.len()].to_owned(), serial, sub,
        };
        prop_assert_eq!(CaseNumber::parse_strict(&number.to_string()), Ok(number));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[（()）2016粤最高法民初执知号之一0-9 ]{0,30}") {
        let _ = parse_quoted(&text);
        let _ = CaseNumber::parse_strict(&text);
    }
}

/// 法〔2015〕137号第四条: a basic court hears no second instance.
#[test]
fn a_basic_court_with_a_second_instance_is_doubted() {
    let doubts = |text: &str| CaseNumber::parse(text).unwrap().doubts(2026);
    assert!(doubts("（2026）粤0192行终1号")[0].contains("基层人民法院"));
    assert!(doubts("（2026）粤0192民初1号").is_empty());
    assert!(doubts("（2026）粤01民终1号").is_empty());
}
