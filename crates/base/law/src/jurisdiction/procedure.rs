//! 非讼程序的管辖: each procedure of chapters fifteen, seventeen and eighteen names its own court.

use super::{
    Search,
    civil::{domiciles as defendants, plaintiffs},
};
use crate::court::Level;

/// Adds the courts of the procedure a cause belongs to; `false` when the procedure has no rule here.
pub(super) fn recommend(search: &mut Search, names: &[&str]) -> bool {
    let has = |words: &[&str]| names.iter().any(|name| words.iter().any(|w| name.contains(w)));
    if has(&["海事", "船舶", "知识产权", "诉前停止侵害", "承认", "认可"]) {
        return false;
    }
    if has(&["支付令"]) {
        let article = "民事诉讼法第二百二十五条；民诉法解释第二十三条";
        defendants(search, Level::Basic, (article, "申请支付令，由债务人住所地基层人民法院管辖"));
    } else if has(&["公示催告"]) {
        let ground = ("民事诉讼法第二百二十九条", "申请公示催告，由票据支付地的基层人民法院管辖");
        place(search, "票据支付地", |p| &p.payment, Level::Basic, ground);
    } else if has(&["宣告失踪", "宣告自然人失踪", "宣告死亡", "宣告自然人死亡"])
    {
        let article = "民事诉讼法第一百九十条、第一百九十一条";
        defendants(search, Level::Basic, (article, "下落不明人住所地基层人民法院"));
    } else if has(&["民事行为能力"]) {
        let article = "民事诉讼法第一百九十八条";
        defendants(search, Level::Basic, (article, "被申请认定的人住所地基层人民法院"));
    } else if has(&["遗产管理人"]) {
        let article = "民事诉讼法第一百九十四条";
        let death = (article, "被继承人死亡时住所地基层人民法院");
        place(search, "被继承人死亡时住所地", |p| &p.deceased, Level::Basic, death);
        let estate = (article, "主要遗产所在地基层人民法院");
        place(search, "主要遗产所在地", |p| &p.estate, Level::Basic, estate);
    } else if has(&["财产无主"]) {
        let ground = ("民事诉讼法第二百零二条", "财产所在地基层人民法院");
        place(search, "无主财产所在地", |p| &p.assets, Level::Basic, ground);
    } else if has(&["实现担保物权"]) {
        let ground = ("民事诉讼法第二百零七条", "担保财产所在地或者担保物权登记地基层人民法院");
        place(search, "担保财产所在地或者担保物权登记地", |p| &p.security, Level::Basic, ground);
    } else if has(&["人身安全保护令"]) {
        protection(search);
    } else if has(&["确认调解协议", "司法确认"]) {
        confirmation(search);
    } else if has(&["诉前财产保全", "诉前行为保全", "诉前证据保全"]) {
        preservation(search);
    } else if has(&["确认仲裁协议效力", "撤销仲裁裁决"]) {
        super::other::arbitration(search);
    } else if has(&["破产"]) {
        super::other::bankruptcy(search);
    } else {
        return false;
    }
    true
}

fn place(
    search: &mut Search,
    what: &str,
    of: fn(&super::Places) -> &String,
    level: Level,
    ground: (&str, &str),
) {
    let facts = search.facts;
    let address = of(&facts.places);
    if address.trim().is_empty() {
        search.lacks(what);
    }
    search.add(what, address, level, ground);
}

fn protection(search: &mut Search) {
    let article = "反家庭暴力法第二十五条";
    let facts = search.facts;
    plaintiffs(search, Level::Basic, (article, "申请人居住地基层人民法院"));
    if facts.defendants.iter().any(|address| !address.trim().is_empty()) {
        defendants(search, Level::Basic, (article, "被申请人居住地基层人民法院"));
    }
    let ground = (article, "家庭暴力发生地基层人民法院");
    search.add("家庭暴力发生地", &facts.places.tort, Level::Basic, ground);
    if search.found.is_empty() {
        search.lacks("申请人或者被申请人居住地、家庭暴力发生地");
    }
}

/// 第二百零五条: where the mediators acted on their own; a court that had invited them confirms itself.
fn confirmation(search: &mut Search) {
    let article = "民事诉讼法第二百零五条第（二）项";
    let facts = search.facts;
    let party = (article, "调解组织自行开展的调解，当事人住所地基层人民法院");
    plaintiffs(search, Level::Basic, party);
    if facts.defendants.iter().any(|address| !address.trim().is_empty()) {
        defendants(search, Level::Basic, party);
    }
    let ground = (article, "调解组织自行开展的调解，标的物所在地基层人民法院");
    search.add("标的物所在地", &facts.places.assets, Level::Basic, ground);
    let ground = (article, "调解组织自行开展的调解，调解组织所在地基层人民法院");
    search.add("调解组织所在地", &facts.places.mediation, Level::Basic, ground);
    if search.found.is_empty() {
        search.lacks("当事人住所地、标的物所在地或者调解组织所在地");
    }
    search.notes.push(
        "人民法院邀请调解组织开展先行调解的，向作出邀请的人民法院提出；调解协议所涉纠纷应当由中级人民法院管辖的，向相应的中级人民法院提出（民事诉讼法第二百零五条）"
            .to_owned(),
    );
}

fn preservation(search: &mut Search) {
    let article = "民事诉讼法第一百零四条第一款";
    let facts = search.facts;
    let ground = (article, "被保全财产所在地人民法院");
    search.add("被保全财产所在地", &facts.places.assets, Level::Basic, ground);
    if facts.defendants.iter().any(|address| !address.trim().is_empty()) {
        defendants(search, Level::Basic, (article, "被申请人住所地人民法院"));
    }
    if search.found.is_empty() {
        search.lacks("被保全财产所在地或者被申请人住所地");
    }
    let note = "也可以向对案件有管辖权的人民法院申请（民事诉讼法第一百零四条第一款）";
    search.notes.push(note.to_owned());
}
