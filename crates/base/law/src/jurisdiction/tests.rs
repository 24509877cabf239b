use super::*;
use crate::cause;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn civil(on: &str, cause: &str) -> Facts {
    let mut facts = Facts::new(day(on), CaseKind::CivilFirst);
    let list = cause::list_for(facts.kind, facts.day).unwrap();
    list.key.clone_into(&mut facts.cause_list);
    list.named(cause).unwrap_or_else(|| panic!("{cause}")).id.clone_into(&mut facts.cause);
    facts
}

pub(super) fn courts(facts: &Facts) -> Vec<&'static str> {
    match recommend(facts) {
        Answer::Courts { courts, .. } => courts.iter().map(|r| r.court.name).collect(),
        Answer::CannotTell { .. } => Vec::new(),
    }
}

pub(super) fn missing(facts: &Facts) -> Vec<String> {
    match recommend(facts) {
        Answer::Courts { missing, .. } | Answer::CannotTell { missing, .. } => missing,
    }
}

pub(super) const TIANHE: &str = "广东省广州市天河区天河路1号";
pub(super) const CHAOYANG: &str = "北京市朝阳区建国路1号";

/// 第二十四条与民诉法解释第十八条: 合同纠纷由被告住所地或者合同履行地管辖，给付货币的为接收货币一方所在地.
#[test]
fn art24_a_loan_is_sued_at_either_domicile() {
    let mut facts = civil("2026-11-22", "民间借贷纠纷");
    facts.plaintiffs = vec![CHAOYANG.to_owned()];
    facts.defendants = vec![TIANHE.to_owned()];
    assert_eq!(courts(&facts), ["广州市天河区人民法院"]);
    assert!(missing(&facts)[0].contains("给付货币"));
    facts.claims_money = Some(true);
    assert_eq!(courts(&facts), ["北京市朝阳区人民法院", "广州市天河区人民法院"]);
}

/// 第二十二条: an address without a county is not enough.
#[test]
fn art22_what_cannot_be_told_is_said() {
    let mut facts = civil("2026-11-22", "抚养费纠纷");
    assert_eq!(missing(&facts), ["被告住所地"]);
    facts.defendants = vec!["广东省广州市".to_owned()];
    assert!(courts(&facts).is_empty());
    assert!(missing(&facts)[0].contains("现只写到广州市"));
    facts.defendants = vec!["朝阳区某路".to_owned()];
    assert!(courts(&facts).is_empty());
    facts.defendants = vec!["广东省东莞市虎门镇".to_owned()];
    assert!(courts(&facts).is_empty(), "three basic courts share the city");
    let none = Facts::new(day("2026-11-22"), CaseKind::CivilFirst);
    assert_eq!(missing(&none), ["案由"]);
}

/// 第二十三条: 原告住所地.
#[test]
fn art23_the_plaintiffs_domicile() {
    let mut facts = civil("2026-11-22", "离婚纠纷");
    facts.plaintiffs = vec![CHAOYANG.to_owned()];
    facts.defendants = vec![TIANHE.to_owned()];
    facts.absence = Some(Absence::Missing);
    assert_eq!(courts(&facts), ["北京市朝阳区人民法院"]);
    facts.absence = None;
    assert_eq!(courts(&facts), ["广州市天河区人民法院"]);
}

/// 第三十四条: 专属管辖.
#[test]
fn art34_immovables_and_estates() {
    let mut facts = civil("2026-11-22", "房屋租赁合同纠纷");
    facts.defendants = vec![CHAOYANG.to_owned()];
    assert_eq!(missing(&facts), ["不动产所在地"]);
    facts.places.immovable = TIANHE.to_owned();
    facts.agreement = Some(Agreement {
        court: "北京市朝阳区人民法院".to_owned(),
        connection: Some(Connection::DefendantDomicile),
        standard_term_unnoticed: false,
    });
    assert_eq!(courts(&facts), ["广州市天河区人民法院"]);
    let mut facts = civil("2026-11-22", "法定继承纠纷");
    facts.places.deceased = TIANHE.to_owned();
    facts.places.estate = CHAOYANG.to_owned();
    assert_eq!(courts(&facts).len(), 2);
}

/// 第三十五条与法释〔2025〕15号: 与争议没有实际联系的约定无效.
#[test]
fn art35_an_agreed_court_needs_a_connection() {
    let mut facts = civil("2026-11-22", "买卖合同纠纷");
    facts.defendants = vec![TIANHE.to_owned()];
    facts.claims_money = Some(false);
    let agreement = |connection| {
        let court = "北京市朝阳区人民法院".to_owned();
        Some(Agreement { court, connection, standard_term_unnoticed: false })
    };
    facts.agreement = agreement(Some(Connection::Signing));
    assert_eq!(courts(&facts), ["北京市朝阳区人民法院"]);
    facts.agreement = agreement(Some(Connection::None));
    assert_eq!(courts(&facts), ["广州市天河区人民法院"]);
    facts.agreement = agreement(None);
    assert!(missing(&facts)[0].contains("实际联系"));
}

/// 法释〔2025〕14号: 2025年11月1日起，网络个人信息、数据等由互联网法院管辖，网上借款、著作权不再集中.
#[test]
fn interpretation_2025_14_internet_courts_before_and_after() {
    let facts = |on: &str, name: &str| {
        let mut facts = civil(on, name);
        facts.plaintiffs = vec![CHAOYANG.to_owned()];
        facts.defendants = vec![TIANHE.to_owned()];
        facts.places.delivery = TIANHE.to_owned();
        facts.online = Online {
            on_platform: Some(true),
            wholly_online: Some(true),
            happened_online: Some(true),
            delivered_online: Some(false),
            ..Online::default()
        };
        facts.claims_money = Some(false);
        facts
    };
    let internet = "广州互联网法院";
    for (on, name, concentrated) in [
        ("2025-10-31", "信息网络买卖合同纠纷", true),
        ("2026-11-22", "信息网络买卖合同纠纷", true),
        ("2025-10-31", "金融借款合同纠纷", true),
        ("2025-11-01", "金融借款合同纠纷", false),
        ("2025-10-31", "名誉权纠纷", true),
        ("2025-11-01", "名誉权纠纷", false),
        ("2025-11-01", "个人信息保护纠纷", true),
        ("2025-10-31", "网络域名合同纠纷", true),
        ("2026-01-01", "网络虚拟财产合同纠纷", true),
    ] {
        assert_eq!(courts(&facts(on, name)).contains(&internet), concentrated, "{on} {name}");
    }
    // 网络数据: what did not happen online is not theirs.
    let mut offline = facts("2026-01-01", "数据权属纠纷");
    assert!(courts(&offline).contains(&internet));
    offline.online.happened_online = Some(false);
    assert!(!courts(&offline).contains(&internet));
    let mut unknown = facts("2026-11-22", "信息网络买卖合同纠纷");
    unknown.online.on_platform = None;
    assert!(!courts(&unknown).contains(&internet));
    assert!(missing(&unknown).iter().any(|what| what.contains("电子商务平台")));
    let beijing = courts(&facts("2026-11-22", "个人信息保护纠纷"));
    assert!(beijing.contains(&"北京互联网法院"));
}

/// 法发〔2021〕27号: 5亿元、1亿元.
#[test]
fn notice_2021_27_amount_lifts_the_case() {
    let mut facts = civil("2026-11-22", "买卖合同纠纷");
    facts.plaintiffs = vec!["广东省深圳市南山区".to_owned()];
    facts.defendants = vec![TIANHE.to_owned()];
    facts.claims_money = Some(false);
    facts.amount = Some(Fen::yuan(200_000_000));
    assert_eq!(courts(&facts), ["广州市天河区人民法院"]);
    facts.plaintiffs = vec![CHAOYANG.to_owned()];
    assert_eq!(courts(&facts), ["广东省广州市中级人民法院"]);
    facts.amount = Some(Fen::yuan(6_000_000_000));
    assert_eq!(courts(&facts), ["广东省高级人民法院"]);
    facts.amount = Some(Fen::yuan(50_000_000));
    facts.foreign = true;
    assert_eq!(courts(&facts), ["广东省广州市中级人民法院"]);
}

/// 第二十九条、第三十条: 侵权与交通事故.
#[test]
fn art29_torts() {
    let mut facts = civil("2026-11-22", "机动车交通事故责任纠纷");
    facts.places.tort = "广东省佛山市南海区".to_owned();
    facts.defendants = vec![TIANHE.to_owned()];
    assert_eq!(courts(&facts), ["佛山市南海区人民法院", "广州市天河区人民法院"]);
    let mut facts = civil("2026-11-22", "名誉权纠纷");
    facts.plaintiffs = vec![CHAOYANG.to_owned()];
    facts.online.happened_online = Some(true);
    facts.defendants = vec![TIANHE.to_owned()];
    assert_eq!(courts(&facts), ["北京市朝阳区人民法院", "广州市天河区人民法院"]);
}

#[test]
fn courts_named_one_by_one_are_not_guessed() {
    for name in ["船舶碰撞损害责任纠纷", "侵害发明专利权纠纷", "申请支付令"]
    {
        assert!(courts(&civil("2026-11-22", name)).is_empty(), "{name}");
    }
}

/// 第二百三十五条: 第一审人民法院或者同级的财产所在地人民法院.
#[test]
fn art235_enforcement() {
    let mut facts = Facts::new(day("2026-11-22"), CaseKind::EnforcementFirst);
    assert!(missing(&facts)[0].contains("执行依据"));
    facts.enforcement_basis = Some(EnforcementBasis::Judgment);
    facts.decided_by = court::by_code("粤0605").unwrap().id.to_owned();
    facts.places.assets = TIANHE.to_owned();
    assert_eq!(courts(&facts), ["佛山市南海区人民法院", "广州市天河区人民法院"]);
    facts.enforcement_basis = Some(EnforcementBasis::Arbitration);
    assert_eq!(courts(&facts), ["广东省广州市中级人民法院"]);
}

#[test]
fn other_kinds_of_cases() {
    let facts = |kind| Facts::new(day("2026-11-22"), kind);
    let mut set_aside = facts(CaseKind::ArbitrationSetAside);
    assert_eq!(missing(&set_aside).len(), 1);
    set_aside.places.arbitration = "广东省广州市".to_owned();
    assert_eq!(courts(&set_aside), ["广东省广州市中级人民法院"]);
    let mut admin = facts(CaseKind::AdministrativeFirst);
    admin.places.agency = TIANHE.to_owned();
    assert_eq!(courts(&admin), ["广州市天河区人民法院"]);
    let mut crime = facts(CaseKind::PrivateProsecution);
    crime.places.tort = TIANHE.to_owned();
    assert_eq!(courts(&crime), ["广州市天河区人民法院"]);
    let mut bankrupt = facts(CaseKind::Bankruptcy);
    bankrupt.places.company = TIANHE.to_owned();
    assert_eq!(courts(&bankrupt).len(), 2);
    assert!(courts(&facts(CaseKind::StateCompensation)).is_empty());
}

/// 法发〔2021〕27号等: figures from memory decide, and the answer says so.
#[test]
fn an_unverified_threshold_is_said() {
    let mut facts = civil("2026-11-22", "买卖合同纠纷");
    facts.defendants = vec![TIANHE.to_owned()];
    let confidence = |facts: &Facts| match recommend(facts) {
        Answer::Courts { courts, .. } => (courts[0].confidence, courts[0].notes.join("")),
        Answer::CannotTell { why, .. } => panic!("{why}"),
    };
    assert_eq!(confidence(&facts), (Confidence::High, String::new()));
    facts.amount = Some(Fen::yuan(600_000_000));
    let (sure, notes) = confidence(&facts);
    assert_eq!(sure, Confidence::Low);
    assert!(notes.contains("未经核对"), "{notes}");
}

/// 第三十六条: where several courts may hear the case, the plaintiff chooses.
#[test]
fn art36_the_plaintiff_chooses() {
    let mut facts = civil("2026-11-22", "民间借贷纠纷");
    facts.plaintiffs = vec![CHAOYANG.to_owned()];
    facts.defendants = vec![TIANHE.to_owned()];
    facts.claims_money = Some(true);
    let notes = |facts: &Facts| match recommend(facts) {
        Answer::Courts { courts, .. } => courts[0].notes.join(""),
        Answer::CannotTell { why, .. } => panic!("{why}"),
    };
    assert!(notes(&facts).contains("第三十六条"));
    facts.plaintiffs.clear();
    assert!(!notes(&facts).contains("第三十六条"));
}

/// 民诉法解释第十八条第三款、第十九条: a contract never performed; a lease where the thing is used.
#[test]
fn interpretation_art18_and_19_where_a_contract_is_performed() {
    let mut facts = civil("2026-11-22", "买卖合同纠纷");
    facts.plaintiffs = vec![CHAOYANG.to_owned()];
    facts.defendants = vec![TIANHE.to_owned()];
    facts.places.performance = "广东省佛山市南海区".to_owned();
    assert_eq!(courts(&facts), ["佛山市南海区人民法院", "广州市天河区人民法院"]);
    facts.performed = Some(false);
    assert_eq!(courts(&facts), ["广州市天河区人民法院"]);
    facts.places.performance = CHAOYANG.to_owned();
    assert_eq!(courts(&facts), ["北京市朝阳区人民法院", "广州市天河区人民法院"]);
    let mut facts = civil("2026-11-22", "融资租赁合同纠纷");
    facts.defendants = vec![TIANHE.to_owned()];
    assert!(missing(&facts).contains(&"租赁物使用地".to_owned()));
    facts.places.lease = CHAOYANG.to_owned();
    assert_eq!(courts(&facts), ["北京市朝阳区人民法院", "广州市天河区人民法院"]);
}

/// 第二十五条与民诉法解释第二十一条: goods on the way and persons.
#[test]
fn art25_insurance() {
    let mut facts = civil("2026-11-22", "财产损失保险合同纠纷");
    facts.defendants = vec![TIANHE.to_owned()];
    facts.places.accident = CHAOYANG.to_owned();
    assert_eq!(courts(&facts), ["北京市朝阳区人民法院", "广州市天河区人民法院"]);
    // 法释〔2025〕15号 speaks of 责任保险 only.
    for (name, reached) in [("责任保险合同纠纷", true), ("财产损失保险合同纠纷", false)]
    {
        let mut facts = civil("2026-06-01", name);
        facts.defendants = vec![TIANHE.to_owned()];
        facts.places.insured_person = CHAOYANG.to_owned();
        assert_eq!(courts(&facts).contains(&"北京市朝阳区人民法院"), reached, "{name}");
    }
    let mut facts = civil("2025-06-01", "人身保险合同纠纷");
    facts.defendants = vec![TIANHE.to_owned()];
    facts.places.insured_person = CHAOYANG.to_owned();
    assert_eq!(courts(&facts), ["北京市朝阳区人民法院", "广州市天河区人民法院"]);
}

/// 第二十六条、第二十七条、第二十八条、第三十条: each its own places.
#[test]
fn art26_to_30_special_places() {
    let two = ["北京市朝阳区人民法院", "广州市天河区人民法院"];
    let with = |cause: &str, set: fn(&mut Places)| {
        let mut facts = civil("2026-11-22", cause);
        facts.defendants = vec![TIANHE.to_owned()];
        set(&mut facts.places);
        courts(&facts)
    };
    assert_eq!(with("票据追索权纠纷", |p| p.payment = CHAOYANG.to_owned()), two);
    assert_eq!(with("铁路货物运输合同纠纷", |p| p.destination = CHAOYANG.to_owned()), two);
    assert_eq!(with("航空运输损害责任纠纷", |p| p.first_arrival = CHAOYANG.to_owned()), two);
    assert_eq!(with("产品责任纠纷", |p| p.manufacture = CHAOYANG.to_owned()), two);
    assert_eq!(with("股东知情权纠纷", |p| p.company = CHAOYANG.to_owned()), two[..1]);
}

/// 民诉法解释第八条、第十二条: both confined; husband and wife away for more than a year.
#[test]
fn interpretation_art12_a_divorce_of_those_who_left_home() {
    let mut facts = civil("2026-11-22", "离婚纠纷");
    facts.plaintiffs = vec![CHAOYANG.to_owned()];
    facts.defendants = vec![TIANHE.to_owned()];
    facts.absence = Some(Absence::LeftHome);
    assert_eq!(courts(&facts), ["广州市天河区人民法院", "北京市朝阳区人民法院"]);
    facts.absence = Some(Absence::BothLeftHome);
    assert_eq!(courts(&facts), ["广州市天河区人民法院"]);
    facts.absence = Some(Absence::BothConfined);
    assert_eq!(courts(&facts), ["广州市天河区人民法院"]);
    facts.absence = Some(Absence::Imprisoned);
    assert_eq!(courts(&facts), ["北京市朝阳区人民法院"]);
}

/// 民诉法解释第二十七条、第三十四条: damage by a preservation; property after a divorce may be agreed on.
#[test]
fn interpretation_art27_and_34() {
    let mut facts = civil("2026-11-22", "因申请财产保全损害责任纠纷");
    facts.defendants = vec![TIANHE.to_owned()];
    facts.decided_by = "北京市朝阳区人民法院".to_owned();
    assert_eq!(courts(&facts), ["北京市朝阳区人民法院"]);
    let mut facts = civil("2026-11-22", "离婚后财产纠纷");
    facts.defendants = vec![TIANHE.to_owned()];
    facts.agreement = Some(Agreement {
        court: "北京市朝阳区人民法院".to_owned(),
        connection: Some(Connection::PlaintiffDomicile),
        standard_term_unnoticed: false,
    });
    assert_eq!(courts(&facts), ["北京市朝阳区人民法院"]);
}

/// 第三十一条至第三十四条: a maritime court is not guessed, but what it turns on is said.
#[test]
fn art31_to_34_maritime_disputes_say_what_they_turn_on() {
    let why = |cause: &str| match recommend(&civil("2026-11-22", cause)) {
        Answer::CannotTell { why, .. } => why,
        Answer::Courts { .. } => panic!("{cause}"),
    };
    for (cause, article) in [
        ("船舶碰撞损害责任纠纷", "第三十一条"),
        ("海难救助合同纠纷", "第三十二条"),
        ("共同海损纠纷", "第三十三条"),
        ("港口作业纠纷", "第三十四条第（二）项"),
    ] {
        assert!(why(cause).contains(article), "{cause}: {}", why(cause));
    }
}

/// 第一百九十条、第一百九十八条、第二百零五条、第二百零七条、第二百二十五条、第二百二十九条: each procedure its court.
#[test]
fn art190_to_229_procedures_without_a_dispute() {
    let at = |cause: &str, set: fn(&mut Facts)| {
        let mut facts = civil("2026-11-22", cause);
        assert!(courts(&facts).is_empty() && !missing(&facts).is_empty(), "{cause}");
        set(&mut facts);
        courts(&facts)
    };
    let tianhe = ["广州市天河区人民法院"];
    let defendant: fn(&mut Facts) = |facts| facts.defendants = vec![TIANHE.to_owned()];
    for cause in ["申请支付令", "申请宣告自然人失踪", "申请诉前财产保全"] {
        assert_eq!(at(cause, defendant), tianhe, "{cause}");
    }
    assert_eq!(at("申请公示催告", |f| f.places.payment = TIANHE.to_owned()), tianhe);
    assert_eq!(at("申请实现担保物权", |f| f.places.security = TIANHE.to_owned()), tianhe);
    assert_eq!(at("申请人身安全保护令", |f| f.places.tort = TIANHE.to_owned()), tianhe);
    assert_eq!(at("申请司法确认调解协议", |f| f.places.mediation = TIANHE.to_owned()), tianhe);
    let arbitration: fn(&mut Facts) = |f| f.places.arbitration = TIANHE.to_owned();
    assert_eq!(at("申请撤销仲裁裁决", arbitration), ["广东省广州市中级人民法院"]);
}

/// 行政诉讼法第十五条、第十八条、第十九条: the level, the reviewing agency, and the plaintiff's place.
#[test]
fn administrative_art15_18_19() {
    let mut facts = Facts::new(day("2026-11-22"), CaseKind::AdministrativeFirst);
    facts.places.agency = TIANHE.to_owned();
    facts.places.review_agency = "广东省佛山市南海区".to_owned();
    assert_eq!(courts(&facts), ["广州市天河区人民法院", "佛山市南海区人民法院"]);
    facts.restricts_liberty = true;
    facts.plaintiffs = vec![CHAOYANG.to_owned()];
    assert!(courts(&facts).contains(&"北京市朝阳区人民法院"));
    facts.high_agency = Some(true);
    assert_eq!(courts(&facts)[0], "广东省广州市中级人民法院");
}

/// 法释〔2022〕18号第二条、第三条: read in the text; that courts may be designated is the only doubt.
#[test]
fn interpretation_2022_18_foreign_cases() {
    let mut facts = civil("2026-11-22", "买卖合同纠纷");
    facts.defendants = vec![TIANHE.to_owned()];
    facts.foreign = true;
    for (yuan, court) in [
        (39_999_999, "广州市天河区人民法院"),
        (40_000_000, "广东省广州市中级人民法院"),
        (5_000_000_000, "广东省高级人民法院"),
    ] {
        facts.amount = Some(Fen::yuan(yuan));
        assert_eq!(courts(&facts), [court]);
        let Answer::Courts { courts, .. } = recommend(&facts) else { panic!("{yuan}") };
        assert_eq!(courts[0].confidence, Confidence::Medium);
    }
}
