//! The courts as they are offered for choosing. Pure.
use crate::filing::{advice, check::Finding, model::Filing};
use chrono::NaiveDate;
use law::court::{self, City, Court, Level, Special};

/// How many courts a search shows.
const MOST_FOUND: usize = 40;
/// The first sub-platform.
const SUPREME: &str = "最高人民法院";

/// Where in the list the visitor is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub q: String,
    pub province: String,
    pub city: String,
}

impl Asked {
    /// Nothing was asked yet.
    pub fn is_empty(&self) -> bool {
        self.q.is_empty() && self.province.is_empty() && self.city.is_empty()
    }
}

/// One court to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: &'static str,
    pub name: &'static str,
    /// 法院代字, where known.
    pub code: &'static str,
    pub level: &'static str,
    /// Province and city.
    pub place: String,
    /// Why it may be the wrong one.
    pub doubt: &'static str,
    pub chosen: bool,
}

impl Line {
    pub fn of(court: &Court, chosen: Option<&str>) -> Self {
        let place = if court.province == SUPREME {
            String::new()
        } else if court.city.ends_with("法院") {
            court.province.to_owned()
        } else {
            format!("{} {}", court.province, court.city)
        };
        Self {
            id: court.id,
            name: court.name,
            code: court.code.unwrap_or_default(),
            level: court.level.label(),
            place,
            doubt: doubt(court).unwrap_or_default(),
            chosen: chosen == Some(court.id),
        }
    }
}

/// The provinces under one letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub letter: char,
    pub provinces: Vec<&'static str>,
}

/// What is shown beneath the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// Step one: sub-platforms from A to Z.
    Provinces { supreme: &'static str, letters: Vec<Letter> },
    /// Step two: cities beside the courts of one of them.
    Courts { province: String, cities: Vec<City>, city: String, courts: Vec<Line> },
    /// What a search found.
    Found { q: String, courts: Vec<Line>, more: bool },
}

impl View {
    /// What was asked, in the order search, province, all provinces.
    pub fn of(asked: &Asked, chosen: Option<&str>) -> Self {
        let lines =
            |courts: &[&'static Court]| courts.iter().map(|c| Line::of(c, chosen)).collect();
        if !asked.q.is_empty() {
            let mut found = court::search(&asked.q, MOST_FOUND + 1);
            let more = found.len() > MOST_FOUND;
            found.truncate(MOST_FOUND);
            return Self::Found { q: asked.q.clone(), courts: lines(&found), more };
        }
        if court::provinces().iter().all(|p| p.name != asked.province) {
            return Self::provinces();
        }
        let cities = court::cities(&asked.province);
        let known = cities.is_empty() || cities.iter().any(|c| c.name == asked.city);
        let city = if known { asked.city.clone() } else { String::new() };
        let mut courts: Vec<Line> = lines(&court::courts_in(&asked.province, &city));
        // The place stands above them.
        for line in &mut courts {
            line.place.clear();
        }
        Self::Courts { province: asked.province.clone(), cities, city, courts }
    }

    fn provinces() -> Self {
        let mut letters: Vec<Letter> = Vec::new();
        for province in court::provinces().into_iter().filter(|p| p.name != SUPREME) {
            match letters.last_mut().filter(|l| l.letter == province.letter) {
                Some(letter) => letter.provinces.push(province.name),
                None => {
                    letters
                        .push(Letter { letter: province.letter, provinces: vec![province.name] });
                }
            }
        }
        Self::Provinces { supreme: SUPREME, letters }
    }
}

/// Why a court is probably not the one for a first-instance civil case. The filer may still choose it:
/// whether it has jurisdiction is for that court to say (民事诉讼法第一百二十六条).
pub fn doubt(court: &Court) -> Option<&'static str> {
    match (court.level, court.special) {
        (Level::Supreme, _) => Some(
            "最高人民法院只审理在全国有重大影响的和认为应当由本院审理的第一审民事案件（民事诉讼法第二十一条），普通案件请选择基层人民法院",
        ),
        (Level::High, _) => Some(
            "高级人民法院只审理在本辖区有重大影响的第一审民事案件（民事诉讼法第二十条），普通案件请选择基层人民法院",
        ),
        (
            Level::Basic | Level::Intermediate,
            Some(
                Special::Internet
                | Special::IntellectualProperty
                | Special::Finance
                | Special::Maritime
                | Special::Bankruptcy,
            ),
        ) => Some("该院只受理法律和司法解释规定的特定案件，请先核对您的案件是否属于其受理范围"),
        (
            Level::Basic | Level::Intermediate,
            Some(Special::Railway | Special::Forest | Special::Reclamation | Special::OilField),
        ) => Some("该院的管辖范围由法律规定或者上级法院指定，请先核对您的案件是否属于其受理范围"),
        (Level::Basic | Level::Intermediate, Some(Special::Corps) | None) => None,
    }
}

/// The level is not one at which such a case begins: told once more after it was chosen.
pub fn unusual(court: &Court) -> bool {
    matches!(court.level, Level::Supreme | Level::High)
}

/// A court that has jurisdiction, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommended {
    pub line: Line,
    pub article: String,
    pub why: String,
}

/// What keeps the step from being done.
pub fn finding(filing: &Filing) -> Option<Finding> {
    match filing.court() {
        Some(_) => None,
        None => Some(Finding::new("court", "请选择受理法院")),
    }
}

/// The courts that the law gives for what the filing says so far (民事诉讼法第二十二条至第三十六条).
pub fn recommended(filing: &Filing, today: NaiveDate) -> Vec<Recommended> {
    let known = |a: advice::Advice| {
        let court = court::find(&a.id)?;
        let line = Line::of(court, filing.court.as_deref());
        Some(Recommended { line, article: a.article, why: a.why })
    };
    advice::courts(filing, today).into_iter().filter_map(known).collect()
}
