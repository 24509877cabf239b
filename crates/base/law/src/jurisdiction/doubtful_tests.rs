//! Where a definite answer would be a guess.

use super::{tests::*, *};

const NANHAI: &str = "广东省佛山市南海区桂城街道";
const XIAN: &str = "陕西省西安市雁塔区";

fn why(facts: &Facts) -> String {
    match recommend(facts) {
        Answer::CannotTell { why, .. } => why,
        Answer::Courts { courts, .. } => panic!("{courts:?}"),
    }
}

fn notes(facts: &Facts) -> (Confidence, String) {
    match recommend(facts) {
        Answer::Courts { courts, .. } => (courts[0].confidence, courts[0].notes.join("")),
        Answer::CannotTell { why, .. } => panic!("{why}"),
    }
}

/// 民诉法解释第二十八条: rights in an immovable are exclusive; of a thing nobody described nothing is said.
#[test]
fn interpretation_art28_rights_in_a_thing() {
    for name in
        ["所有权确认纠纷", "共有物分割纠纷", "共有权确认纠纷", "返还原物纠纷", "排除妨害纠纷"]
    {
        let mut facts = civil("2026-11-22", name);
        facts.defendants = vec![CHAOYANG.to_owned()];
        assert!(why(&facts).contains("第二十八条"), "{name}");
        facts.concerns_immovable = Some(false);
        assert_eq!(courts(&facts), ["北京市朝阳区人民法院"], "{name}");
        facts.concerns_immovable = Some(true);
        assert_eq!(missing(&facts), ["不动产所在地"], "{name}");
        facts.places.immovable = TIANHE.to_owned();
        assert_eq!(courts(&facts), ["广州市天河区人民法院"], "{name}");
        facts.concerns_immovable = None;
        let Answer::Courts { courts, .. } = recommend(&facts) else { panic!("{name}") };
        assert!(courts[0].exclusive, "{name}");
        let sure = ["返还原物纠纷", "排除妨害纠纷"].contains(&name);
        assert_eq!(courts[0].confidence == Confidence::Medium, sure, "{name}");
    }
}

/// 法释〔2022〕18号第二条: forty million here, twenty there – as the court lies, not as the first defendant lives.
#[test]
fn interpretation_2022_18_the_level_is_that_of_each_courts_province() {
    let mut facts = civil("2026-11-22", "买卖合同纠纷");
    facts.foreign = true;
    facts.amount = Some(Fen::yuan(30_000_000));
    facts.defendants = vec![TIANHE.to_owned()];
    facts.places.performance = XIAN.to_owned();
    let two = courts(&facts);
    assert_eq!(two, ["陕西省西安市中级人民法院", "广州市天河区人民法院"]);
    let (sure, notes) = notes(&facts);
    assert_eq!(sure, Confidence::Medium);
    assert!(notes.contains("集中管辖"));
    facts.day = day("2022-06-01");
    assert!(courts(&facts).is_empty());
}

/// 法发〔2021〕27号第二条: one hundred million, where a party lives outside the province of the court, also when all live together.
#[test]
fn notice_2021_27_a_party_from_outside_the_courts_province() {
    let mut facts = civil("2026-11-22", "名誉权纠纷");
    facts.amount = Some(Fen::yuan(200_000_000));
    facts.plaintiffs = vec![NANHAI.to_owned()];
    facts.defendants = vec![TIANHE.to_owned()];
    facts.places.tort = XIAN.to_owned();
    assert_eq!(courts(&facts), ["陕西省西安市中级人民法院", "广州市天河区人民法院"]);
    facts.plaintiffs.clear();
    assert_eq!(courts(&facts), ["陕西省西安市中级人民法院"]);
    assert!(missing(&facts).iter().any(|what| what.contains("各方当事人")));
}

/// Before 2021-10-01 every province had figures of its own.
#[test]
fn earlier_levels_are_not_guessed() {
    let mut facts = civil("2021-06-01", "买卖合同纠纷");
    facts.defendants = vec![TIANHE.to_owned()];
    facts.amount = Some(Fen::yuan(4_000_000_000));
    assert!(courts(&facts).is_empty());
    assert!(missing(&facts).iter().any(|what| what.contains("2021年10月1日")));
    facts.amount = Some(Fen::yuan(50_000));
    let (sure, notes) = notes(&facts);
    assert_eq!(sure, Confidence::Low);
    assert!(notes.contains("条序"), "{notes}");
}

/// 第二十三条第（四）项: also in a suit about a contract or a tort.
#[test]
fn art23_an_imprisoned_defendant_in_any_suit() {
    for name in ["民间借贷纠纷", "名誉权纠纷", "票据追索权纠纷"] {
        let mut facts = civil("2026-11-22", name);
        facts.plaintiffs = vec![CHAOYANG.to_owned()];
        facts.defendants = vec![TIANHE.to_owned()];
        facts.claims_money = Some(false);
        facts.absence = Some(Absence::Imprisoned);
        assert_eq!(courts(&facts), ["北京市朝阳区人民法院"], "{name}");
        facts.defendants.push(NANHAI.to_owned());
        assert!(missing(&facts).iter().any(|what| what.contains("哪一名被告")), "{name}");
    }
}

/// 法释〔2022〕13号: which court hears intellectual property is designated, and no place of the plaintiff's counts.
#[test]
fn intellectual_property_is_designated() {
    for name in ["侵害商标权纠纷", "侵害作品信息网络传播权纠纷", "商标使用许可合同纠纷"]
    {
        let mut facts = civil("2026-11-22", name);
        facts.plaintiffs = vec![NANHAI.to_owned()];
        facts.defendants = vec![TIANHE.to_owned()];
        facts.places.damage = XIAN.to_owned();
        facts.online.happened_online = Some(true);
        facts.claims_money = Some(false);
        assert!(why(&facts).contains("法释〔2022〕13号"), "{name}");
        let asked = missing(&facts).join("；");
        assert!(asked.contains("天河区"), "{name} {asked}");
        assert!(!asked.contains("南海区") && !asked.contains("西安"), "{name} {asked}");
    }
    let mut facts = civil("2025-06-01", "侵害作品信息网络传播权纠纷");
    facts.defendants = vec![TIANHE.to_owned()];
    facts.online.happened_online = Some(true);
    assert_eq!(courts(&facts), ["广州互联网法院"]);
}

/// 法释〔2025〕14号第二条: whether an internet court takes what is not on its list is not said.
#[test]
fn interpretation_2025_14_agreeing_on_an_internet_court() {
    let agreed = |cause: &str| {
        let mut facts = civil("2026-11-22", cause);
        facts.defendants = vec![NANHAI.to_owned()];
        facts.agreement = Some(Agreement {
            court: "广州互联网法院".to_owned(),
            connection: Some(Connection::PlaintiffDomicile),
            standard_term_unnoticed: false,
        });
        facts
    };
    assert!(why(&agreed("民间借贷纠纷")).contains("范围"));
    let mut service = agreed("网络服务合同纠纷");
    assert!(missing(&service).iter().any(|what| what.contains("网络上完成")));
    service.online.wholly_online = Some(true);
    assert_eq!(courts(&service), ["广州互联网法院"]);
}

/// 法释〔2025〕14号第一条: administrative cases and suits in the public interest are asked about.
#[test]
fn interpretation_2025_14_supervision_and_the_public_interest() {
    let mut facts = Facts::new(day("2026-11-22"), CaseKind::AdministrativeFirst);
    facts.places.agency = TIANHE.to_owned();
    assert!(missing(&facts).iter().any(|what| what.contains("网络交易管理")));
    facts.online.supervision = Some(true);
    assert_eq!(courts(&facts), ["广州互联网法院"]);
    facts.online.supervision = Some(false);
    assert_eq!(courts(&facts), ["广州市天河区人民法院"]);
}

/// 第二百七十六条、第二百七十七条: a defendant who lives nowhere in the country.
#[test]
fn art276_a_defendant_without_a_domicile_here() {
    let mut facts = civil("2026-11-22", "买卖合同纠纷");
    facts.plaintiffs = vec![CHAOYANG.to_owned()];
    facts.defendants = vec!["新加坡".to_owned()];
    facts.defendant_abroad = true;
    assert!(missing(&facts)[0].contains("可供扣押财产所在地"));
    facts.places.assets = TIANHE.to_owned();
    facts.places.representative = NANHAI.to_owned();
    facts.claims_money = Some(true);
    let all = ["广州市天河区人民法院", "佛山市南海区人民法院", "北京市朝阳区人民法院"];
    assert_eq!(courts(&facts), all);
    let Answer::Courts { courts: found, .. } = recommend(&facts) else { panic!() };
    assert!(found[0].article.contains("第二百七十六条"));
    facts.agreement = Some(Agreement {
        court: "佛山市南海区人民法院".to_owned(),
        connection: Some(Connection::None),
        standard_term_unnoticed: false,
    });
    assert_eq!(courts(&facts), ["佛山市南海区人民法院"]);
    // Status: 第二十三条第（一）项.
    let mut divorce = civil("2026-11-22", "离婚纠纷");
    divorce.plaintiffs = vec![CHAOYANG.to_owned()];
    divorce.defendant_abroad = true;
    divorce.absence = Some(Absence::Abroad);
    assert_eq!(courts(&divorce), ["北京市朝阳区人民法院"]);
}

/// 东莞、中山: a city without districts is not asked for one.
#[test]
fn a_city_without_districts() {
    let mut facts = civil("2026-11-22", "离婚纠纷");
    facts.defendants = vec!["广东省东莞市虎门镇".to_owned()];
    assert!(missing(&facts)[0].contains("不设区、县"), "{:?}", missing(&facts));
}
