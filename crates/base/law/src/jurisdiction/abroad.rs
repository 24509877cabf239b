//! 对在中国领域内没有住所的被告提起的诉讼 — 民事诉讼法第二百七十六条至第二百七十九条.

use super::{
    Search,
    civil::plaintiffs,
    level::{Wanted, since},
    nature::{self, Nature},
};
use crate::division;

/// The places that tie the dispute to this country, and the domiciles of those defendants who have one here.
pub(super) fn recommend(search: &mut Search, nature: Nature, level: Wanted) {
    let facts = search.facts;
    let article = if since(facts.day, 2024, 1, 1) {
        "民事诉讼法第二百七十六条"
    } else {
        "民事诉讼法（2021年修正）第二百七十二条"
    };
    let places = &facts.places;
    let tied = [
        ("合同签订地", &places.signing),
        ("合同履行地", &places.performance),
        ("诉讼标的物所在地", &places.immovable),
        ("诉讼标的物或者可供扣押财产所在地", &places.assets),
        ("侵权行为地", &places.tort),
        ("侵权结果发生地", &places.damage),
        ("代表机构住所地", &places.representative),
    ];
    for (what, address) in tied {
        let why = format!("对在中国领域内没有住所的被告提起的诉讼，{what}位于中国领域内");
        search.add(what, address, level, (article, &why));
    }
    if nature == Nature::Contract
        && places.performance.trim().is_empty()
        && facts.claims_money == Some(true)
    {
        let why = "对在中国领域内没有住所的被告提起的诉讼，接收货币一方所在地为合同履行地";
        let article = format!("{article}；民诉法解释第十八条");
        plaintiffs(search, level, (&article, why));
    }
    for address in &facts.defendants {
        if division::locate(address).province.is_some() {
            search.add("被告住所地", address, level, ("民事诉讼法第二十二条", "被告住所地"));
        }
    }
    if search.found.is_empty() {
        search.lacks("合同签订地、合同履行地、诉讼标的物所在地、可供扣押财产所在地、侵权行为地、代表机构住所地中位于中国领域内的地点");
    }
    if since(facts.day, 2024, 1, 1) {
        search.note("除所列地点外，涉外民事纠纷与中国存在其他适当联系的，可以由人民法院管辖（民事诉讼法第二百七十六条第二款）；被告未提出管辖异议并应诉答辩或者提出反诉的，视为人民法院有管辖权（第二百七十八条）".to_owned());
        let joint =
            ["中外合资经营企业合同", "中外合作经营企业合同", "中外合作勘探开发自然资源合同"];
        let names = nature::names(facts);
        if names.iter().any(|name| joint.iter().any(|word| name.contains(word))) {
            search.note("在中国境内履行的此类合同由人民法院专属管辖，不得协议选择外国法院（民事诉讼法第二百七十九条第（三）项）".to_owned());
        }
    }
}
