//! Jurisdiction outside civil suits: administrative, private prosecution, compensation, arbitration, enforcement, bankruptcy.

use super::{
    EnforcementBasis, Search,
    civil::lifted,
    level::{Wanted, since},
    nature,
};
use crate::court::{self, Level};

pub(super) fn administrative(search: &mut Search) {
    let facts = search.facts;
    let names = nature::names(facts);
    let places = &facts.places;
    let level = match facts.high_agency {
        Some(true) => Level::Intermediate,
        Some(false) | None => Level::Basic,
    };
    if !places.immovable.trim().is_empty() {
        let ground = ("行政诉讼法第二十条", "因不动产提起的行政诉讼，不动产所在地");
        if let Some(court) = search.court_at("不动产所在地", &places.immovable, level) {
            search.push(court, ground, true);
        }
    } else if places.agency.trim().is_empty() {
        search.lacks("作出行政行为的行政机关所在地");
    } else {
        let ground = ("行政诉讼法第十八条第一款", "最初作出行政行为的行政机关所在地");
        search.add("行政机关所在地", &places.agency, level, ground);
        let ground = ("行政诉讼法第十八条第一款", "经复议的案件，复议机关所在地");
        search.add("复议机关所在地", &places.review_agency, level, ground);
    }
    if facts.restricts_liberty && places.immovable.trim().is_empty() {
        let why = "对限制人身自由的行政强制措施不服，原告所在地";
        for address in &facts.plaintiffs {
            search.add("原告所在地", address, level, ("行政诉讼法第十九条", why));
        }
    }
    search.notes.push(match facts.high_agency {
        Some(true) => "被告为国务院部门、县级以上地方人民政府或者海关的，由中级人民法院管辖（行政诉讼法第十五条）".to_owned(),
        Some(false) => CROSS_REGION.to_owned(),
        None => format!("对国务院部门或者县级以上地方人民政府所作的行政行为提起诉讼的，由中级人民法院管辖（行政诉讼法第十五条）；{CROSS_REGION}"),
    });
    super::internet::concentrate(search, &names);
}

const CROSS_REGION: &str =
    "高级人民法院可以确定跨行政区域管辖的法院（行政诉讼法第十八条第二款），请核对当地规定";

pub(super) fn private_prosecution(search: &mut Search) {
    let facts = search.facts;
    let article = "刑事诉讼法第二十五条";
    if facts.places.tort.trim().is_empty() && facts.defendants.is_empty() {
        search.lacks("犯罪地");
    }
    search.add("犯罪地", &facts.places.tort, Level::Basic, (article, "犯罪地"));
    for address in &facts.defendants {
        let ground =
            (article, "由被告人居住地的人民法院审判更为适宜的，可以由被告人居住地的人民法院管辖");
        search.add("被告人居住地", address, Level::Basic, ground);
    }
}

pub(super) fn state_compensation(search: &mut Search) {
    let facts = search.facts;
    if facts.places.agency.trim().is_empty() {
        search.lacks("赔偿义务机关及其上一级机关所在地");
        search.refuse("国家赔偿案件由复议机关所在地的同级人民法院赔偿委员会，或者赔偿义务机关为人民法院时的上一级人民法院赔偿委员会管辖（国家赔偿法第二十四条、第二十五条）");
        return;
    }
    let ground = (
        "国家赔偿法第二十五条、第二十九条",
        "复议机关所在地的同级人民法院赔偿委员会，中级以上人民法院设立赔偿委员会",
    );
    search.add("复议机关所在地", &facts.places.agency, Level::Intermediate, ground);
    search.notes.push("复议机关为省级以上机关的，级别相应提高，请核对".to_owned());
}

pub(super) fn arbitration(search: &mut Search) {
    let facts = search.facts;
    if facts.places.arbitration.trim().is_empty() {
        search.lacks("作出裁决的仲裁机构所在地");
        return;
    }
    let article = if since(facts.day, 2026, 3, 1) {
        "仲裁法（2025年修订）第七十一条"
    } else {
        "仲裁法（2017年修正）第五十八条"
    };
    let ground = (article, "仲裁机构所在地的中级人民法院");
    search.add("仲裁机构所在地", &facts.places.arbitration, Level::Intermediate, ground);
}

pub(super) fn enforcement(search: &mut Search) {
    let facts = search.facts;
    let Some(basis) = facts.enforcement_basis else {
        search.lacks("执行依据的种类（判决书等、仲裁裁决书、公证债权文书）");
        return;
    };
    match basis {
        EnforcementBasis::Judgment => judgment(search),
        EnforcementBasis::Arbitration => {
            let article = "民事诉讼法第二百三十五条第二款；法释〔2018〕5号第二条";
            elsewhere(search, Level::Intermediate.into(), article);
        }
        EnforcementBasis::Notarised => {
            let article = "民事诉讼法第二百三十五条第二款；法释〔2018〕18号第二条";
            elsewhere(search, Wanted::ByAmount, article);
        }
    }
}

fn judgment(search: &mut Search) {
    let facts = search.facts;
    let article = "民事诉讼法第二百三十五条第一款";
    let first = court::find(&facts.decided_by).or_else(|| court::by_name(&facts.decided_by));
    let Some(first) = first else {
        search.lacks("作出生效文书的第一审人民法院");
        return;
    };
    search.push(first, (article, "第一审人民法院"), false);
    if let Some(court) = search.court_at("被执行的财产所在地", &facts.places.assets, Level::Basic)
        && let Some(same) = lifted(court, first.level)
    {
        search.push(same, (article, "与第一审人民法院同级的被执行的财产所在地人民法院"), false);
    }
}

fn elsewhere(search: &mut Search, level: Wanted, article: &str) {
    let facts = search.facts;
    if facts.defendants.is_empty() && facts.places.assets.trim().is_empty() {
        search.lacks("被执行人住所地或者被执行的财产所在地");
    }
    for address in &facts.defendants {
        search.add("被执行人住所地", address, level, (article, "被执行人住所地"));
    }
    let ground = (article, "被执行的财产所在地");
    search.add("被执行的财产所在地", &facts.places.assets, level, ground);
}

pub(super) fn bankruptcy(search: &mut Search) {
    let facts = search.facts;
    let address = if facts.places.company.trim().is_empty() {
        facts.defendants.first().map_or("", String::as_str)
    } else {
        &facts.places.company
    };
    if address.trim().is_empty() {
        search.lacks("债务人住所地");
        return;
    }
    let article = "企业破产法第三条；法释〔2002〕23号第二条";
    let why = "债务人住所地，县、区市场监督管理机关登记的企业";
    search.add("债务人住所地", address, Level::Basic, (article, why));
    let why = "债务人住所地，地区、地级市以上市场监督管理机关登记的企业";
    search.add("债务人住所地", address, Level::Intermediate, (article, why));
    search
        .notes
        .push("设立破产法庭或者集中管辖的地区，由该法庭所在的中级人民法院管辖，请核对".to_owned());
}
