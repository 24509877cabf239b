//! 民事案件的地域管辖 — 民事诉讼法第二十二条至第三十六条.

use super::{
    Absence, Search, abroad,
    agreement::agreed,
    internet,
    level::{Wanted, since},
    nature::{self, Nature},
    procedure,
    tort::{infringement, tort, wrongful_preservation},
};
use crate::{
    court::{self, Court, Level},
    data::Confidence,
    division,
};

const DEFENDANT: (&str, &str) = ("民事诉讼法第二十二条", "被告住所地");

pub(super) fn recommend(search: &mut Search) {
    let names = nature::names(search.facts);
    if names.is_empty() {
        search.lacks("案由");
        search.refuse("尚未选择案由，不能判断管辖法院");
        return;
    }
    let nature = nature::nature(&names);
    if elsewhere(search, nature, &names) {
        return;
    }
    let level = Wanted::ByAmount;
    let immovable = (
        "民事诉讼法第三十四条第（一）项；民诉法解释第二十八条",
        "因不动产纠纷提起的诉讼，由不动产所在地人民法院专属管辖",
    );
    if nature == Nature::Immovable {
        exclusive(search, "不动产所在地", |p| &p.immovable, level, immovable);
    } else if nature == Nature::Inheritance {
        inheritance(search, level);
    } else if nature == Nature::PropertyRight {
        property_right(search, &names, level, immovable);
    } else if !agreed(search, nature, level) {
        by_nature(search, nature, level);
    }
    internet::concentrate(search, &names);
    if names.first() == Some(&"知识产权与竞争纠纷") {
        designated(search);
    }
}

/// 法释〔2022〕13号第三条: the courts for intellectual property are designated; which, no table here knows, but for the internet
/// courts.
fn designated(search: &mut Search) {
    let (ours, others): (Vec<_>, Vec<_>) =
        std::mem::take(&mut search.found).into_iter().partition(|r| r.court.is_internet());
    search.found = ours;
    for recommendation in &others {
        search.lacks(&format!(
            "{}辖区（{}）的知识产权案件由哪个法院管辖（法〔2022〕109号），请向当地法院核实",
            recommendation.court.name, recommendation.why
        ));
    }
    if search.found.is_empty() && !others.is_empty() {
        search.refuse("知识产权案件由知识产权法院、最高人民法院确定的基层人民法院和中级人民法院管辖（法释〔2022〕13号第一条至第三条），按通常的地域管辖不能确定法院");
    }
}

/// 民诉法解释第二十八条第一款: disputes over rights in a thing, exclusive if the thing is immovable.
fn property_right(search: &mut Search, names: &[&str], level: Wanted, ground: (&str, &str)) {
    let facts = search.facts;
    let placed = !facts.places.immovable.trim().is_empty();
    match facts.concerns_immovable {
        Some(true) | None if placed || facts.concerns_immovable == Some(true) => {
            if !nature::settles_right(names) {
                search.rests_on(Confidence::Medium);
                search.note("因不动产的权利确认、分割、相邻关系“等”引起的物权纠纷为专属管辖；本案由未列明，按不动产物权纠纷处理，请以受理法院的审查为准（民诉法解释第二十八条第一款）".to_owned());
            }
            exclusive(search, "不动产所在地", |p| &p.immovable, level, ground);
        }
        Some(true) | None => {
            search.lacks("标的物是否为不动产；是不动产的，不动产所在地");
            search.refuse("因不动产的权利确认、分割、相邻关系等引起的物权纠纷，由不动产所在地人民法院专属管辖（民事诉讼法第三十四条第（一）项；民诉法解释第二十八条第一款），须先说明标的物是否为不动产");
        }
        Some(false) if agreed(search, Nature::PropertyRight, level) => {}
        Some(false) => defendants(search, level, DEFENDANT),
    }
}

/// Disputes whose courts are named one by one, not by place alone.
fn elsewhere(search: &mut Search, nature: Nature, names: &[&str]) -> bool {
    match nature {
        Nature::Maritime => {
            search.lacks("管辖该海域、通海水域或者港口的海事法院");
            search.refuse(&maritime(names));
        }
        Nature::TechnicalProperty => {
            search.lacks("最高人民法院指定管辖此类案件的知识产权法院或者中级人民法院");
            search.refuse("专利、植物新品种、集成电路布图设计、技术秘密、计算机软件和垄断等案件由知识产权法院、最高人民法院指定的中级人民法院管辖（法释〔2022〕13号第一条、第二条），请向当地法院核实");
        }
        Nature::NonContentious if procedure::recommend(search, names) => {}
        Nature::NonContentious => {
            search.lacks("该程序的特别管辖规定");
            search.refuse("非讼程序案件依各程序的规定确定管辖法院，请对照民事诉讼法第十五章、第十七章、第十八章");
        }
        Nature::Immovable
        | Nature::PropertyRight
        | Nature::Infringement
        | Nature::Inheritance
        | Nature::Family
        | Nature::Labour
        | Nature::Lease
        | Nature::WrongfulPreservation
        | Nature::Insurance
        | Nature::Bill
        | Nature::Company
        | Nature::Transport
        | Nature::Traffic
        | Nature::ProductLiability
        | Nature::OnlineSale
        | Nature::Contract
        | Nature::Tort
        | Nature::Other => return false,
    }
    true
}

/// 第三十一条至第三十四条: what ties a maritime dispute to a court, which no table here knows.
fn maritime(names: &[&str]) -> String {
    let has = |word: &str| names.iter().any(|name| name.contains(word));
    let tied = if has("碰撞") {
        "碰撞发生地、碰撞船舶最先到达地、加害船舶被扣留地或者被告住所地（民事诉讼法第三十一条）"
    } else if has("救助") {
        "救助地或者被救助船舶最先到达地（民事诉讼法第三十二条）"
    } else if has("共同海损") {
        "船舶最先到达地、共同海损理算地或者航程终止地（民事诉讼法第三十三条）"
    } else if has("港口作业") {
        "港口所在地，专属管辖（民事诉讼法第三十四条第（二）项；海事诉讼特别程序法第七条）"
    } else {
        "海事诉讼特别程序法第六条规定的地点"
    };
    format!(
        "海事海商案件由海事法院专门管辖（海事诉讼特别程序法第四条、第六条），取决于{tied}；本系统没有海事法院的管辖区域，请向海事法院核实"
    )
}

fn exclusive(
    search: &mut Search,
    what: &str,
    place: fn(&super::Places) -> &String,
    level: Wanted,
    ground: (&str, &str),
) {
    let facts = search.facts;
    let address = place(&facts.places);
    if address.trim().is_empty() {
        search.lacks(what);
    } else if let Some(court) = search.court_at(what, address, level) {
        search.push(court, ground, true);
    }
}

fn inheritance(search: &mut Search, level: Wanted) {
    let article = "民事诉讼法第三十四条第（三）项";
    let ground = (article, "因继承遗产纠纷提起的诉讼，由被继承人死亡时住所地人民法院专属管辖");
    exclusive(search, "被继承人死亡时住所地", |p| &p.deceased, level, ground);
    let ground = (article, "因继承遗产纠纷提起的诉讼，由主要遗产所在地人民法院专属管辖");
    exclusive(search, "主要遗产所在地", |p| &p.estate, level, ground);
}

/// The defendants' domiciles, or what takes their place when the defendant is confined (第二十三条第（三）项、第（四）项；民诉法解释
/// 第八条).
pub(super) fn defendants(search: &mut Search, level: Wanted, ground: (&str, &str)) {
    let ground = match search.facts.absence {
        Some(Absence::CompulsoryEducation) => {
            ("民事诉讼法第二十三条第（三）项", "对被采取强制性教育措施的人提起的诉讼，原告住所地")
        }
        Some(Absence::Imprisoned) => {
            ("民事诉讼法第二十三条第（四）项", "对被监禁的人提起的诉讼，原告住所地")
        }
        Some(Absence::BothConfined) => {
            let why = "双方当事人都被监禁或者被采取强制性教育措施的，被告原住所地";
            domiciles(search, level, ("民诉法解释第八条", why));
            search.note("被告被监禁或者被采取强制性教育措施一年以上的，由被告被监禁地或者被采取强制性教育措施地人民法院管辖（民诉法解释第八条）".to_owned());
            return;
        }
        Some(Absence::Abroad | Absence::Missing | Absence::LeftHome | Absence::BothLeftHome)
        | None => {
            domiciles(search, level, ground);
            return;
        }
    };
    if search.facts.plaintiffs.iter().all(|address| address.trim().is_empty()) {
        search.lacks("原告住所地");
    }
    plaintiffs(search, level, ground);
    if search.facts.defendants.len() > 1 {
        search.lacks(
            "被监禁或者被采取强制性教育措施的是哪一名被告（其余被告的住所地法院也有管辖权）",
        );
    }
}

pub(super) fn domiciles(search: &mut Search, level: impl Into<Wanted>, ground: (&str, &str)) {
    let level = level.into();
    let facts = search.facts;
    if facts.defendants.iter().all(|address| address.trim().is_empty()) {
        search.lacks("被告住所地");
    }
    for address in &facts.defendants {
        search.add("被告住所地", address, level, ground);
    }
}

pub(super) fn plaintiffs(search: &mut Search, level: impl Into<Wanted>, ground: (&str, &str)) {
    let level = level.into();
    let facts = search.facts;
    for address in &facts.plaintiffs {
        search.add("原告住所地", address, level, ground);
    }
}

fn by_nature(search: &mut Search, nature: Nature, level: Wanted) {
    if search.facts.defendant_abroad && !matches!(nature, Nature::Family | Nature::Company) {
        abroad::recommend(search, nature, level);
        return;
    }
    let places = &search.facts.places;
    let mut at = |what, address: &str, ground| search.add(what, address, level, ground);
    match nature {
        Nature::Contract => contract(search, level),
        Nature::OnlineSale => online_sale(search, level),
        Nature::Insurance => insurance(search, level),
        Nature::Lease => lease(search, level),
        Nature::WrongfulPreservation => wrongful_preservation(search, level),
        Nature::Bill => {
            at("票据支付地", &places.payment, ("民事诉讼法第二十六条", "票据支付地"));
            defendants(search, level, ("民事诉讼法第二十六条", "被告住所地"));
        }
        Nature::Company => {
            if places.company.trim().is_empty() {
                search.lacks("公司住所地");
            } else {
                at(
                    "公司住所地",
                    &places.company,
                    ("民事诉讼法第二十七条；民诉法解释第二十二条", "公司住所地"),
                );
            }
        }
        Nature::Transport => {
            let article = "民事诉讼法第二十八条";
            at("运输始发地", &places.departure, (article, "运输始发地"));
            at("运输目的地", &places.destination, (article, "运输目的地"));
            defendants(search, level, (article, "被告住所地"));
        }
        Nature::Traffic => {
            at("事故发生地", &places.tort, ("民事诉讼法第三十条", "事故发生地"));
            let arrival = ("民事诉讼法第三十条", "车辆、船舶最先到达地或者航空器最先降落地");
            at("最先到达地", &places.first_arrival, arrival);
            defendants(search, level, ("民事诉讼法第三十条", "被告住所地"));
        }
        Nature::ProductLiability => {
            let article = "民事诉讼法第二十九条；民诉法解释第二十六条";
            at("产品制造地", &places.manufacture, (article, "产品制造地"));
            at("产品销售地", &places.sale, (article, "产品销售地、服务提供地"));
            at("侵权行为地", &places.tort, (article, "产品制造地、销售地或者侵权行为地"));
            at("侵权结果发生地", &places.damage, (article, "侵权结果发生地"));
            defendants(search, level, (article, "被告住所地"));
        }
        Nature::Labour => labour(search, level),
        Nature::Family => family(search, level),
        Nature::Tort => tort(search, level),
        Nature::Infringement => infringement(search, level),
        Nature::Other => defendants(search, level, DEFENDANT),
        Nature::Immovable
        | Nature::PropertyRight
        | Nature::Inheritance
        | Nature::Maritime
        | Nature::TechnicalProperty
        | Nature::NonContentious => {}
    }
}

fn family(search: &mut Search, level: Wanted) {
    let ground = match search.facts.absence {
        Some(Absence::Abroad) => (
            "民事诉讼法第二十三条第（一）项",
            "对不在中国领域内居住的人提起的有关身份关系的诉讼，原告住所地",
        ),
        Some(Absence::Missing) => (
            "民事诉讼法第二十三条第（二）项",
            "对下落不明或者宣告失踪的人提起的有关身份关系的诉讼，原告住所地",
        ),
        Some(Absence::LeftHome) if divorce(search) => {
            defendants(search, level, DEFENDANT);
            let why = "夫妻一方离开住所地超过一年，另一方起诉离婚的，可以由原告住所地管辖";
            plaintiffs(search, level, ("民诉法解释第十二条第一款", why));
            return;
        }
        Some(Absence::BothLeftHome) if divorce(search) => {
            let why = "夫妻双方离开住所地超过一年，被告经常居住地，没有的为原告起诉时被告居住地";
            defendants(search, level, ("民诉法解释第十二条第二款", why));
            return;
        }
        Some(
            Absence::CompulsoryEducation
            | Absence::Imprisoned
            | Absence::BothConfined
            | Absence::LeftHome
            | Absence::BothLeftHome,
        )
        | None => {
            defendants(search, level, DEFENDANT);
            let names = nature::names(search.facts);
            let support =
                ["赡养", "扶养", "抚养"].iter().any(|w| names.iter().any(|n| n.contains(w)));
            if support && several_districts(search) {
                let ground = (
                    "民诉法解释第九条",
                    "追索赡养费、扶养费、抚养费案件，几个被告住所地不在同一辖区，原告住所地",
                );
                plaintiffs(search, level, ground);
            }
            return;
        }
    };
    plaintiffs(search, level, ground);
}

fn divorce(search: &Search) -> bool {
    nature::names(search.facts).contains(&"离婚纠纷")
}

fn several_districts(search: &Search) -> bool {
    let counties: Vec<_> = search
        .facts
        .defendants
        .iter()
        .map(|a| division::locate(a).county.map(|c| c.code))
        .collect();
    counties.windows(2).any(|pair| pair[0] != pair[1])
}

fn contract(search: &mut Search, level: Wanted) {
    let facts = search.facts;
    let article = "民事诉讼法第二十四条；民诉法解释第十八条";
    let agreed = &facts.places.performance;
    if facts.performed == Some(false) && !agreed.trim().is_empty() && !at_home(search, agreed) {
        let why = "合同没有实际履行，当事人双方住所地都不在约定的履行地，被告住所地";
        defendants(search, level, ("民诉法解释第十八条第三款", why));
        return;
    }
    if !agreed.trim().is_empty() {
        search.add("合同履行地", &facts.places.performance, level, (article, "合同履行地"));
    } else if facts.claims_money == Some(true) {
        let ground = (article, "争议标的为给付货币，接收货币一方所在地为合同履行地");
        plaintiffs(search, level, ground);
    } else if facts.claims_money.is_none() {
        search.lacks("合同履行地，或者争议标的是否为给付货币");
    } else if !facts.places.immovable.trim().is_empty() {
        let ground = (article, "争议标的为交付不动产，不动产所在地为合同履行地");
        search.add("不动产所在地", &facts.places.immovable, level, ground);
    } else {
        let note = "争议标的为给付货币、交付不动产以外的其他标的的，履行义务一方所在地为合同履行地；即时结清的，交易行为地为合同履行地（民诉法解释第十八条第二款）";
        search.notes.push(note.to_owned());
    }
    defendants(search, level, ("民事诉讼法第二十四条", "被告住所地"));
}

/// A party lives in the county of this address.
fn at_home(search: &Search, address: &str) -> bool {
    let county = |address: &str| division::locate(address).county.map(|county| county.code);
    let Some(there) = county(address) else { return true };
    let facts = search.facts;
    facts.plaintiffs.iter().chain(&facts.defendants).any(|home| county(home) == Some(there))
}

/// 民诉法解释第十九条: the agreed place, or where the leased thing is used.
fn lease(search: &mut Search, level: Wanted) {
    let facts = search.facts;
    let article = "民事诉讼法第二十四条；民诉法解释第十九条";
    if facts.places.performance.trim().is_empty() {
        if facts.places.lease.trim().is_empty() {
            search.lacks("租赁物使用地");
        }
        let ground = (article, "财产租赁合同、融资租赁合同，租赁物使用地为合同履行地");
        search.add("租赁物使用地", &facts.places.lease, level, ground);
    } else {
        let ground = (article, "约定的合同履行地");
        search.add("合同履行地", &facts.places.performance, level, ground);
    }
    defendants(search, level, ("民事诉讼法第二十四条", "被告住所地"));
}

/// 第二十五条与民诉法解释第二十一条.
fn insurance(search: &mut Search, level: Wanted) {
    let facts = search.facts;
    let places = &facts.places;
    let names = nature::names(facts);
    let person = names.iter().any(|name| name.contains("人身保险"));
    let article = "民事诉讼法第二十五条；民诉法解释第二十一条";
    let mut at = |what, address: &str, ground| search.add(what, address, level, ground);
    at("保险标的物所在地", &places.insured_object, ("民事诉讼法第二十五条", "保险标的物所在地"));
    let moving = "保险标的物是运输工具或者运输中的货物，保险事故发生地";
    at("保险事故发生地", &places.accident, (article, moving));
    let goods = "保险标的物是运输中的货物，运输目的地";
    at("运输目的地", &places.destination, (article, goods));
    if person {
        let ground = (article, "人身保险合同纠纷，被保险人住所地");
        at("被保险人住所地", &places.insured_person, ground);
    } else if names.iter().any(|name| name.contains("责任保险")) && since(facts.day, 2025, 12, 31)
    {
        let ground = ("法释〔2025〕15号", "责任保险合同纠纷，被保险人住所地");
        at("被保险人住所地", &places.insured_person, ground);
    }
    defendants(search, level, ("民事诉讼法第二十五条", "被告住所地"));
}

fn online_sale(search: &mut Search, level: Wanted) {
    let facts = search.facts;
    let article = "民事诉讼法第二十四条；民诉法解释第二十条";
    let (agreed, delivery) = (&facts.places.performance, &facts.places.delivery);
    if agreed.trim().is_empty() {
        match facts.online.delivered_online {
            Some(true) => {
                let why = "通过信息网络交付标的，买受人住所地为合同履行地";
                plaintiffs(search, level, (article, why));
            }
            Some(false) | None if !delivery.trim().is_empty() => {
                let ground = (article, "以其他方式交付标的，收货地为合同履行地");
                search.add("收货地", delivery, level, ground);
            }
            Some(false) => search.lacks("收货地"),
            None => search.lacks("标的是否通过信息网络交付，以及收货地"),
        }
    } else {
        search.add("合同履行地", agreed, level, (article, "约定的合同履行地"));
    }
    defendants(search, level, ("民事诉讼法第二十四条", "被告住所地"));
}

fn labour(search: &mut Search, level: Wanted) {
    let facts = search.facts;
    let article = "法释〔2020〕26号第三条";
    let places = &facts.places;
    if places.employer.trim().is_empty() && places.performance.trim().is_empty() {
        search.lacks("用人单位所在地或者劳动合同履行地");
    }
    search.add("劳动合同履行地", &places.performance, level, (article, "劳动合同履行地"));
    search.add("用人单位所在地", &places.employer, level, (article, "用人单位所在地"));
}

/// The court is at least intermediate or the case stays where it is: used by the other kinds.
pub(super) fn lifted(court: &'static Court, level: Level) -> Option<&'static Court> {
    court::chain_of_appeal(court.id).into_iter().find(|court| court.level >= level)
}
