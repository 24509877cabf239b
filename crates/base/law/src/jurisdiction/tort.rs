//! 侵权纠纷 — 民事诉讼法第二十九条；民诉法解释第二十四条、第二十五条、第二十七条.

use super::{
    Search,
    civil::{defendants, plaintiffs},
    level::Wanted,
    nature,
};
use crate::court;

/// 民诉法解释第二十七条: the court that took the measure, or for want of a suit any of a tort.
pub(super) fn wrongful_preservation(search: &mut Search, level: Wanted) {
    let decided = &search.facts.decided_by;
    if let Some(court) = court::find(decided).or_else(|| court::by_name(decided)) {
        let why = "因申请保全造成损失提起的诉讼，由受理起诉或者采取保全措施的人民法院管辖";
        search.push(court, ("民诉法解释第二十七条", why), false);
    } else {
        search.lacks("采取保全措施或者受理起诉的人民法院");
        tort(search, level);
    }
}

/// 商标民事纠纷解释第六条、著作权民事纠纷解释第四条、信息网络传播权规定第十五条: neither where the damage shows nor where the
/// plaintiff lives.
pub(super) fn infringement(search: &mut Search, level: Wanted) {
    let facts = search.facts;
    let names = nature::names(facts);
    let places = &facts.places;
    let has = |word: &str| names.iter().any(|name| name.contains(word));
    if has("信息网络传播权") {
        let article = "法释〔2012〕20号第十五条";
        let why = "实施被诉侵权行为的网络服务器、计算机终端等设备所在地";
        search.add("侵权行为地", &places.tort, level, (article, why));
        defendants(search, level, (article, "被告住所地"));
        search.note("侵权行为地和被告住所地均难以确定或者在境外的，原告发现侵权内容的计算机终端等设备所在地可以视为侵权行为地（法释〔2012〕20号第十五条）".to_owned());
        return;
    }
    let article = if has("商标") {
        "法释〔2002〕32号第六条"
    } else {
        "法释〔2002〕31号第四条"
    };
    search.add("侵权行为实施地", &places.tort, level, (article, "侵权行为的实施地"));
    let stored = "侵权商品、侵权复制品的储藏地或者查封扣押地";
    search.add("侵权商品、复制品的储藏地或者查封扣押地", &places.storage, level, (article, stored));
    defendants(search, level, (article, "被告住所地"));
}

pub(super) fn tort(search: &mut Search, level: Wanted) {
    let facts = search.facts;
    let article = "民事诉讼法第二十九条；民诉法解释第二十四条";
    let places = &facts.places;
    search.add("侵权行为实施地", &places.tort, level, (article, "侵权行为实施地"));
    search.add("侵权结果发生地", &places.damage, level, (article, "侵权结果发生地"));
    if facts.online.happened_online == Some(true) {
        let article = "民事诉讼法第二十九条；民诉法解释第二十五条";
        plaintiffs(search, level, (article, "信息网络侵权行为，被侵权人住所地为侵权结果发生地"));
    }
    defendants(search, level, ("民事诉讼法第二十九条", "被告住所地"));
}
