//! 级别管辖: from which amount on a higher court hears the first instance.

use super::Search;
use crate::{Fen, court::Level, data::Confidence, division};
use chrono::NaiveDate;

const YI: i64 = 100_000_000;

/// 法释〔2022〕18号第一条: provinces where foreign cases reach the intermediate court at forty million.
const LARGE: [&str; 9] =
    ["北京市", "天津市", "上海市", "江苏省", "浙江省", "福建省", "山东省", "广东省", "重庆市"];

/// From here on the level of a domestic case turns on figures that were not checked against the documents.
const UNVERIFIED_FROM: Fen = Fen::yuan(YI);

/// Below this no court above the basic ones heard a case in any province before 2021-10-01, as far as is remembered.
const EARLIER_BASIC: Fen = Fen::yuan(5_000_000);

const UNVERIFIED: &str =
    "级别管辖的数额标准（法发〔2019〕14号、法发〔2021〕27号）未经核对，请以法院公布的标准为准";

/// What court is wanted at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// One of this level, whatever the amount.
    Level(Level),
    /// As the amount says there: the figures differ by province.
    ByAmount,
}

impl From<Level> for Wanted {
    fn from(level: Level) -> Self {
        Self::Level(level)
    }
}

/// The level of a case before the courts of a province (法发〔2021〕27号第一条、第二条；法发〔2019〕14号；法释〔2022〕18号第一条至
/// 第四条); nothing, and what is missing said, where that cannot be told. The figures of foreign cases were read in the text;
/// those of domestic cases are from memory, and wherever they decide, the answer says so.
pub(super) fn level_in(search: &mut Search, province: Option<&str>) -> Option<Level> {
    let facts = search.facts;
    let Some(amount) = facts.amount else { return Some(Level::Basic) };
    if facts.foreign || facts.defendant_abroad {
        return foreign(search, amount, province);
    }
    if !since(facts.day, 2021, 10, 1) {
        if amount < EARLIER_BASIC {
            unverified(search);
            return Some(Level::Basic);
        }
        search.lacks(
            "2021年10月1日以前受理法院所在地的级别管辖标准（各地不同，本系统没有），请向法院核实",
        );
        return None;
    }
    if amount < UNVERIFIED_FROM {
        return Some(Level::Basic);
    }
    unverified(search);
    if amount >= Fen::yuan(50 * YI) {
        search.note("诉讼标的额50亿元以上，由高级人民法院管辖（法发〔2019〕14号）".to_owned());
        return Some(Level::High);
    }
    if amount >= Fen::yuan(5 * YI) {
        search.note("诉讼标的额5亿元以上，由中级人民法院管辖（法发〔2021〕27号第一条）".to_owned());
        return Some(Level::Intermediate);
    }
    across(search, province)
}

/// 第二条: one of the parties lives outside the province of the court.
fn across(search: &mut Search, province: Option<&str>) -> Option<Level> {
    let facts = search.facts;
    let province = province?;
    let homes: Vec<_> = facts
        .plaintiffs
        .iter()
        .chain(&facts.defendants)
        .map(|address| division::locate(address).province.map(|p| p.name))
        .collect();
    if homes.iter().flatten().any(|home| *home != province) {
        search.note(
            "当事人一方住所地不在受理法院所处省级行政辖区，诉讼标的额1亿元以上，由中级人民法院管辖（法发〔2021〕27号第二条）"
                .to_owned(),
        );
        return Some(Level::Intermediate);
    }
    if facts.plaintiffs.is_empty() || facts.defendants.is_empty() || homes.contains(&None) {
        search.lacks(
            "各方当事人住所地所在的省级行政区（标的额1亿元以上不满5亿元，级别管辖取决于此）",
        );
        return None;
    }
    Some(Level::Basic)
}

fn unverified(search: &mut Search) {
    search.note(UNVERIFIED.to_owned());
    search.rests_on(Confidence::Low);
}

fn foreign(search: &mut Search, amount: Fen, province: Option<&str>) -> Option<Level> {
    if !since(search.facts.day, 2023, 1, 1) {
        search
            .lacks("2023年1月1日以前涉外案件的级别管辖和集中管辖规定（本系统没有），请向法院核实");
        return None;
    }
    search.note(
        "高级人民法院可以指定基层人民法院、中级人民法院跨区域集中管辖涉外案件（法释〔2022〕18号第四条），请核对当地规定"
            .to_owned(),
    );
    search.rests_on(Confidence::Medium);
    if amount >= Fen::yuan(50 * YI) {
        search
            .note("诉讼标的额50亿元以上，由高级人民法院管辖（法释〔2022〕18号第三条）".to_owned());
        return Some(Level::High);
    }
    let province = province?;
    let threshold = if LARGE.contains(&province) { 4_000 } else { 2_000 };
    if amount < Fen::yuan(threshold * 10_000) {
        return Some(Level::Basic);
    }
    search.note(format!(
        "涉外民商事案件诉讼标的额{threshold}万元以上，在{province}由中级人民法院管辖（法释〔2022〕18号第二条）"
    ));
    Some(Level::Intermediate)
}

pub(super) fn since(day: NaiveDate, year: i32, month: u32, date: u32) -> bool {
    NaiveDate::from_ymd_opt(year, month, date).is_some_and(|from| day >= from)
}
