//! 人民法院名录: the courts, their codes, and who is above whom.

use crate::{
    data::{Confidence, table},
    spelling::{Fit, Query, Spelling},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

/// 法院级别（人民法院组织法第十二条、第十三条）.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Basic,
    Intermediate,
    High,
    Supreme,
}

/// 专门或者特殊的法院（人民法院组织法第十五条；法〔2018〕335号）.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Special {
    Internet,
    IntellectualProperty,
    Finance,
    Maritime,
    Railway,
    Forest,
    Reclamation,
    OilField,
    /// 新疆生产建设兵团
    Corps,
    Bankruptcy,
}

/// One court. `id` is stable and ASCII, every court has one; `code` is 法院代字, where known.
#[derive(Debug, Serialize)]
pub struct Court {
    pub id: &'static str,
    pub name: &'static str,
    pub code: Option<&'static str>,
    pub code_confidence: Confidence,
    pub level: Level,
    pub province: &'static str,
    pub city: &'static str,
    pub parent: Option<&'static str>,
    pub special: Option<Special>,
    /// The administrative division the code follows, where there is one.
    pub division: Option<&'static str>,
    #[serde(skip)]
    spelling: OnceLock<Spelling>,
    /// Of [`Court::local_name`].
    #[serde(skip)]
    local: OnceLock<Spelling>,
}

/// A province in the list from A to Z; 最高人民法院 stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Province {
    pub name: &'static str,
    pub letter: char,
}

/// A city or group of courts within a province.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct City {
    pub name: &'static str,
    pub letter: char,
}

struct Roll {
    courts: Vec<Court>,
    by_id: HashMap<&'static str, usize>,
    by_code: HashMap<&'static str, usize>,
    by_division: HashMap<&'static str, usize>,
}

static ROLL: LazyLock<Roll> = LazyLock::new(|| {
    let courts: Vec<Court> = table!("courts.tsv")
        .rows()
        .map(|row| Court {
            id: row.cell("id"),
            name: row.cell("name"),
            code: row.filled("code"),
            code_confidence: row.confidence(),
            level: level(row.cell("level")),
            province: row.cell("province"),
            city: row.cell("city"),
            parent: row.filled("parent"),
            special: special(row.cell("special")),
            division: row.filled("division"),
            spelling: OnceLock::new(),
            local: OnceLock::new(),
        })
        .collect();
    let numbered = || courts.iter().enumerate();
    Roll {
        by_id: numbered().map(|(at, court)| (court.id, at)).collect(),
        by_code: numbered().filter_map(|(at, court)| Some((court.code?, at))).collect(),
        by_division: numbered().filter_map(|(at, court)| Some((court.division?, at))).collect(),
        courts,
    }
});

fn level(word: &str) -> Level {
    match word {
        "supreme" => Level::Supreme,
        "high" => Level::High,
        "intermediate" => Level::Intermediate,
        _ => Level::Basic,
    }
}

fn special(word: &str) -> Option<Special> {
    Some(match word {
        "internet" => Special::Internet,
        "ip" => Special::IntellectualProperty,
        "finance" => Special::Finance,
        "maritime" => Special::Maritime,
        "railway" => Special::Railway,
        "forest" => Special::Forest,
        "reclamation" => Special::Reclamation,
        "oilfield" => Special::OilField,
        "corps" => Special::Corps,
        "bankruptcy" => Special::Bankruptcy,
        _ => return None,
    })
}

impl Level {
    /// 最高、高级、中级、基层（人民法院组织法第十二条、第十三条）.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Basic => "基层人民法院",
            Self::Intermediate => "中级人民法院",
            Self::High => "高级人民法院",
            Self::Supreme => "最高人民法院",
        }
    }
}

/// Every court, from the Supreme People's Court down (法〔2015〕137号配套标准：各级法院代字表).
pub fn all() -> &'static [Court] {
    &ROLL.courts
}

/// A court by its id (本项目编号，取自法院系统分级码；法〔2015〕137号).
pub fn find(id: &str) -> Option<&'static Court> {
    ROLL.by_id.get(id).and_then(|at| ROLL.courts.get(*at))
}

/// A court by its code in case numbers, e.g. 粤0105 (法〔2015〕137号第四条、第五条).
pub fn by_code(code: &str) -> Option<&'static Court> {
    ROLL.by_code.get(code).and_then(|at| ROLL.courts.get(*at))
}

/// A court by its full name (人民法院组织法第十三条).
pub fn by_name(name: &str) -> Option<&'static Court> {
    ROLL.courts.iter().find(|court| court.name == name)
}

/// The court whose district is this administrative division (人民法院组织法第二十二条、第二十四条；法〔2015〕137号第五条).
pub fn by_division(code: &str) -> Option<&'static Court> {
    ROLL.by_division.get(code).and_then(|at| ROLL.courts.get(*at))
}

/// The provinces with their letters; 最高人民法院 first (法〔2015〕137号第四条).
pub fn provinces() -> Vec<Province> {
    let mut provinces: Vec<Province> = Vec::new();
    for court in all() {
        if provinces.iter().all(|province| province.name != court.province) {
            let letter = Spelling::letter(court.province);
            provinces.push(Province { name: court.province, letter });
        }
    }
    if let Some(rest) = provinces.get_mut(1..) {
        rest.sort_by_key(|province| province.letter);
    }
    provinces
}

/// The cities of a province, its high court's group first (法〔2015〕137号第五条).
pub fn cities(province: &str) -> Vec<City> {
    let mut cities: Vec<City> = Vec::new();
    for court in all().iter().filter(|court| court.province == province) {
        if !court.city.is_empty() && cities.iter().all(|city| city.name != court.city) {
            cities.push(City { name: court.city, letter: Spelling::letter(court.city) });
        }
    }
    cities.sort_by_key(|city| (city.name != "高级人民法院", city.letter));
    cities
}

/// The courts of a city, the intermediate court first (人民法院组织法第十三条).
pub fn courts_in(province: &str, city: &str) -> Vec<&'static Court> {
    let mut courts: Vec<_> =
        all().iter().filter(|court| court.province == province && court.city == city).collect();
    courts.sort_by_key(|court| std::cmp::Reverse(court.level));
    courts
}

/// Courts by name, short name (广州中院, 天河法院), code or pinyin, the best first (法〔2015〕137号配套标准).
pub fn search(typed: &str, limit: usize) -> Vec<&'static Court> {
    let query = Query::of(typed);
    if query.is_empty() {
        return Vec::new();
    }
    let text = query.text();
    let mut found: Vec<_> = all()
        .iter()
        .filter_map(|court| {
            let coded = court.code.is_some_and(|code| code == text).then_some(Fit::Equal);
            let fit = [court.fit(&query), coded].into_iter().flatten().min()?;
            Some((fit, court.name.chars().count(), court))
        })
        .collect();
    found.sort_by_key(|(fit, length, court)| {
        (*fit, std::cmp::Reverse(court.level), court.special.is_some(), *length)
    });
    found.truncate(limit);
    found.into_iter().map(|(.., court)| court).collect()
}

/// From this court up to the Supreme People's Court: where an appeal goes is the second of the list
/// (民事诉讼法第一百七十一条：向上一级人民法院提起上诉).
pub fn chain_of_appeal(id: &str) -> Vec<&'static Court> {
    std::iter::successors(find(id), |court| find(court.parent?)).collect()
}

impl Court {
    fn fit(&self, query: &Query) -> Option<Fit> {
        let whole = self.spelling.get_or_init(|| Spelling::of(self.name)).fit(self.name, query);
        let local = self.local_name();
        if local.len() == self.name.len() {
            return whole;
        }
        let local = self.local.get_or_init(|| Spelling::usual(local)).fit(local, query);
        [whole, local].into_iter().flatten().min()
    }

    /// The name without province and city, as people of the place say it: 天河区人民法院 (人民法院组织法第十三条).
    pub fn local_name(&self) -> &'static str {
        let stem = self.name.find("人民法院").map_or(self.name, |end| &self.name[..end]);
        let ends = ["市", "省", "自治区", "自治州", "地区", "盟"].into_iter().filter_map(|end| {
            let at = stem.rmatch_indices(end).map(|(at, _)| at + end.len());
            at.into_iter().find(|at| *at < stem.len())
        });
        ends.max().and_then(|at| self.name.get(at..)).unwrap_or(self.name)
    }

    /// The short name people use: 天河区法院, 广州市中院 (人民法院组织法第十三条).
    pub fn short_name(&self) -> String {
        let name = self.name.strip_prefix(self.province).filter(|rest| rest.chars().count() > 6);
        name.unwrap_or(self.name)
            .replace("最高人民法院", "最高法院")
            .replace("高级人民法院", "高院")
            .replace("中级人民法院", "中院")
            .replace("人民法院", "法院")
    }

    /// One of the three internet courts (法释〔2018〕16号第一条).
    pub fn is_internet(&self) -> bool {
        self.special == Some(Special::Internet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_of_the_district_find_its_court_among_the_first() {
        let found = |typed: &str| search(typed, 3).iter().map(|c| c.name).collect::<Vec<_>>();
        assert!(found("thq").contains(&"广州市天河区人民法院"), "{:?}", found("thq"));
        assert_eq!(found("tianhe")[0], "广州市天河区人民法院");
        assert_eq!(find_name("北京市通州区人民法院").local_name(), "通州区人民法院");
        assert_eq!(find_name("最高人民法院").local_name(), "最高人民法院");
    }

    fn find_name(name: &str) -> &'static Court {
        by_name(name).unwrap()
    }

    #[test]
    fn the_roll_is_whole() {
        assert_eq!(all().len(), 3499);
        assert_eq!(ROLL.by_id.len(), 3499);
        for court in all() {
            assert!(court.id.is_ascii() && !court.id.is_empty());
            assert_eq!(chain_of_appeal(court.id).last().unwrap().name, "最高人民法院");
        }
    }

    #[test]
    fn courts_are_listed_by_province_and_city() {
        let provinces = provinces();
        assert_eq!(provinces[0].name, "最高人民法院");
        assert_eq!(provinces.len(), 32);
        let guangdong = cities("广东省");
        assert_eq!(guangdong[0].name, "高级人民法院");
        assert!(guangdong.iter().any(|city| city.name == "广州市" && city.letter == 'G'));
        let guangzhou = courts_in("广东省", "广州市");
        assert_eq!(guangzhou[0].name, "广东省广州市中级人民法院");
        assert!(guangzhou.iter().any(|court| court.name == "广州互联网法院"));
        assert_eq!(courts_in("最高人民法院", "").len(), 1);
        let listed: usize = provinces
            .iter()
            .flat_map(|p| cities(p.name).into_iter().map(|c| courts_in(p.name, c.name).len()))
            .sum();
        assert_eq!(listed, 3498);
    }

    #[test]
    fn courts_are_found_as_people_call_them() {
        for (query, name) in [
            ("广州互联网法院", "广州互联网法院"),
            ("天河法院", "广州市天河区人民法院"),
            ("广州中院", "广东省广州市中级人民法院"),
            ("最高法", "最高人民法院"),
            ("粤0192", "广州互联网法院"),
            ("gzhlw", "广州互联网法院"),
            ("guangzhouhulianwang", "广州互联网法院"),
        ] {
            assert_eq!(search(query, 3).first().map(|c| c.name), Some(name), "{query}");
        }
    }

    /// 第一百七十一条: 向上一级人民法院提起上诉.
    #[test]
    fn art171_the_chain_of_appeal() {
        let internet = by_code("粤0192").unwrap();
        assert!(internet.is_internet());
        let names: Vec<_> = chain_of_appeal(internet.id).iter().map(|court| court.name).collect();
        assert_eq!(
            names,
            ["广州互联网法院", "广东省广州市中级人民法院", "广东省高级人民法院", "最高人民法院"]
        );
        assert_eq!(by_division("440106").unwrap().name, "广州市天河区人民法院");
        assert_eq!(by_code("粤0106").unwrap().short_name(), "广州市天河区法院");
    }
}
