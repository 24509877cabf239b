//! 级别管辖: from which amount on a higher court hears the first instance.

use super::Search;
use crate::{Fen, court::Level, data::Confidence, division};
use chrono::NaiveDate;

const YI: i64 = 100_000_000;

/// 法释〔2022〕18号第一条: provinces where foreign cases reach the intermediate court at forty million.
const LARGE: [&str; 9] = ["11", "12", "31", "32", "33", "35", "37", "44", "50"];

/// From here on the level of a domestic case turns on figures that were not checked against the documents.
const UNVERIFIED_FROM: Fen = Fen::yuan(YI);

const UNVERIFIED: &str =
    "级别管辖的数额标准（法发〔2019〕14号、法发〔2021〕27号）未经核对，请以法院公布的标准为准";

/// The level by amount (法发〔2021〕27号第一条、第二条；法发〔2019〕14号；法释〔2022〕18号第一条至第三条). The figures of foreign
/// cases were read in the text; those of domestic cases are from memory, and wherever they decide, the answer says so.
pub(super) fn level(search: &mut Search) -> Level {
    let level = by_amount(search);
    let read = search.facts.foreign && since(search.facts.day, 2023, 1, 1);
    if !read && search.facts.amount.is_some_and(|amount| amount >= UNVERIFIED_FROM) {
        search.notes.push(UNVERIFIED.to_owned());
        search.rests_on(Confidence::Low);
    }
    level
}

fn by_amount(search: &mut Search) -> Level {
    let facts = search.facts;
    let Some(amount) = facts.amount else { return Level::Basic };
    let foreign_rules = facts.foreign && since(facts.day, 2023, 1, 1);
    if amount >= Fen::yuan(50 * YI) {
        let article =
            if foreign_rules { "法释〔2022〕18号第三条" } else { "法发〔2019〕14号" };
        search.notes.push(format!("诉讼标的额50亿元以上，由高级人民法院管辖（{article}）"));
        return Level::High;
    }
    if foreign_rules {
        return foreign(search, amount);
    }
    if amount < Fen::yuan(YI) || !since(facts.day, 2021, 10, 1) {
        return Level::Basic;
    }
    if amount >= Fen::yuan(5 * YI) {
        search
            .notes
            .push("诉讼标的额5亿元以上，由中级人民法院管辖（法发〔2021〕27号第一条）".to_owned());
        return Level::Intermediate;
    }
    let provinces: Vec<_> = facts
        .plaintiffs
        .iter()
        .chain(&facts.defendants)
        .map(|address| division::locate(address).province.map(|p| p.code))
        .collect();
    if provinces.is_empty() || provinces.contains(&None) {
        search.lacks(
            "各方当事人住所地所在的省级行政区（标的额1亿元以上不满5亿元，级别管辖取决于此）",
        );
        return Level::Basic;
    }
    if provinces.windows(2).all(|pair| pair[0] == pair[1]) {
        return Level::Basic;
    }
    search.notes.push(
        "当事人一方住所地不在受理法院所处省级行政辖区，诉讼标的额1亿元以上，由中级人民法院管辖（法发〔2021〕27号第二条）"
            .to_owned(),
    );
    Level::Intermediate
}

fn foreign(search: &mut Search, amount: Fen) -> Level {
    let place = search.facts.defendants.first().map_or("", String::as_str);
    let province = division::locate(place).province.map(|p| &p.code[..2]);
    let threshold = match province {
        Some(code) if LARGE.contains(&code) => 4_000,
        Some(_) => 2_000,
        None if amount >= Fen::yuan(40_000_000) || amount < Fen::yuan(20_000_000) => 4_000,
        None => {
            search.lacks("受理法院所在的省级行政区（涉外案件级别管辖取决于此）");
            return Level::Basic;
        }
    };
    if amount < Fen::yuan(threshold * 10_000) {
        return Level::Basic;
    }
    search.notes.push(format!(
        "涉外民商事案件诉讼标的额{threshold}万元以上，由中级人民法院管辖（法释〔2022〕18号第二条）"
    ));
    Level::Intermediate
}

pub(super) fn since(day: NaiveDate, year: i32, month: u32, date: u32) -> bool {
    NaiveDate::from_ymd_opt(year, month, date).is_some_and(|from| day >= from)
}
