//! Days off and days of work, as the State Council arranges them each year.

use super::PassedOver;
use crate::data::table;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{LazyLock, OnceLock},
};

/// What the yearly arrangement says of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arranged {
    /// 放假
    Off,
    /// 调休上班
    Work,
}

/// One day of an arrangement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrangedDay {
    pub day: NaiveDate,
    pub arranged: Arranged,
    pub name: String,
}

/// Why an arrangement cannot be loaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadArrangement {
    #[error(
        "放假安排第{0}行“{1}”无法识别。每行应为日期、放假或者上班、名称，例如“2027-01-01 放假 元旦”"
    )]
    Line(usize, String),
    #[error("放假安排第{0}行的日期{1}重复。请删去其中一行")]
    Twice(usize, NaiveDate),
    #[error("放假安排中没有{0}年的放假日期。请核对年份")]
    NothingFor(i32),
    #[error("放假安排中的日期{0}不属于{1}年。请按年份分别填写")]
    OtherYear(NaiveDate, i32),
}

/// What the court's administrator has loaded beside the arrangements of the program.
static IN_USE: OnceLock<Calendar> = OnceLock::new();

/// The calendar of working days (全国年节及纪念日放假办法；国务院办公厅各年放假安排通知).
#[derive(Clone, Debug)]
pub struct Calendar {
    days: HashMap<NaiveDate, (Arranged, Cow<'static, str>)>,
    years: BTreeSet<i32>,
}

static BUILTIN: LazyLock<Calendar> = LazyLock::new(|| {
    let table = table!("holidays.tsv");
    let days = table.rows().filter_map(|row| {
        let arranged = if row.cell("kind") == "work" { Arranged::Work } else { Arranged::Off };
        Some((row.cell("day").parse().ok()?, (arranged, Cow::Borrowed(row.cell("name")))))
    });
    let years = table.meta("years").split_whitespace().filter_map(|year| year.parse().ok());
    Calendar { days: days.collect(), years: years.collect() }
});

impl Calendar {
    /// The arrangements that come with the program, 2023 to 2026, and of 2027 the thirteen days off by law (全国年节及纪念日放假办法第七条；国务院办公厅各年放假安排通知).
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The calendar of this installation: the built-in years and those loaded at the start
    /// (全国年节及纪念日放假办法第七条；国务院办公厅各年放假安排通知).
    pub fn in_use() -> &'static Self {
        IN_USE.get().unwrap_or(&BUILTIN)
    }

    /// Puts this calendar into use for the whole program, once, before it serves; later calls are refused
    /// (全国年节及纪念日放假办法第七条).
    #[must_use]
    pub fn put_into_use(self) -> bool {
        IN_USE.set(self).is_ok()
    }

    /// This calendar and a further year, or a year anew, as the administrator loads it (全国年节及纪念日放假办法第七条).
    #[must_use]
    pub fn with_year(&self, year: i32, days: &[ArrangedDay]) -> Self {
        let mut calendar = self.clone();
        calendar.years.insert(year);
        calendar.days.retain(|day, _| day.year() != year);
        for day in days {
            calendar.days.insert(day.day, (day.arranged, Cow::Owned(day.name.clone())));
        }
        calendar
    }

    /// The years whose arrangement is known (全国年节及纪念日放假办法第七条).
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.iter().copied()
    }

    /// The arrangement of this day's year is known (全国年节及纪念日放假办法第七条).
    pub fn knows(&self, day: NaiveDate) -> bool {
        self.years.contains(&day.year())
    }

    /// Why the day is off: a holiday's name or the day of the week; `None` on a working day
    /// (民事诉讼法第八十五条第三款：法定休假日；全国年节及纪念日放假办法).
    pub fn day_off(&self, day: NaiveDate) -> Option<&str> {
        match (self.days.get(&day), day.weekday()) {
            (Some((Arranged::Work, _)), _) => None,
            (Some((Arranged::Off, name)), _) => Some(name),
            (None, Weekday::Sat) => Some("星期六"),
            (None, Weekday::Sun) => Some("星期日"),
            (None, Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri) => {
                self.by_law(day)
            }
        }
    }

    /// In a year whose arrangement is not known, the days the law itself fixes by the solar calendar.
    fn by_law(&self, day: NaiveDate) -> Option<&str> {
        let fixed = || {
            let second = (5, 2) == (day.month(), day.day()) && day.year() < 2025;
            let date = (day.month(), day.day());
            ALWAYS_OFF.iter().find(|(month, of, _)| (*month, *of) == date && !second)
        };
        if self.knows(day) { None } else { fixed().map(|(.., name)| *name) }
    }

    /// A day on which courts work; a make-up workday is one (民事诉讼法第八十五条第三款).
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.day_off(day).is_none()
    }

    /// This day or the first working day after it (民事诉讼法第八十五条第三款).
    pub fn next_working_day(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().find(|day| self.is_working_day(*day)).unwrap_or(day)
    }

    /// The days off from this one to the next working day (民事诉讼法第八十五条第三款).
    pub fn passed_over(&self, day: NaiveDate) -> Vec<PassedOver> {
        let end = self.next_working_day(day);
        let days = day.iter_days().take_while(|day| *day < end);
        let why = |day| self.day_off(day).unwrap_or_default().to_owned();
        days.map(|day| PassedOver { day, why: why(day) }).collect()
    }

    /// This day or the last working day before it (民事诉讼法第一百三十九条：开庭三日前).
    pub fn last_working_day(&self, day: NaiveDate) -> NaiveDate {
        std::iter::successors(Some(day), |day| day.checked_sub_days(Days::new(1)))
            .find(|day| self.is_working_day(*day))
            .unwrap_or(day)
    }

    /// Years between two days, both included, whose arrangement is not known (全国年节及纪念日放假办法第七条).
    pub fn missing_between(&self, from: NaiveDate, until: NaiveDate) -> Vec<i32> {
        (from.year()..=until.year()).filter(|year| !self.years.contains(year)).collect()
    }
}

/// Reads an arrangement, a line a day: `2027-01-01 放假 元旦` (全国年节及纪念日放假办法第七条).
pub fn parse_arrangement(year: i32, text: &str) -> Result<Vec<ArrangedDay>, BadArrangement> {
    let mut days: Vec<ArrangedDay> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let bad = || BadArrangement::Line(at + 1, line.to_owned());
        let mut words = line.split(|c: char| c.is_whitespace() || c == ',' || c == '，');
        let day = words.next().and_then(crate::numerals::parse_date_cn).ok_or_else(bad)?;
        let arranged = match words.next() {
            Some("放假" | "休" | "off") => Arranged::Off,
            Some("上班" | "班" | "work") => Arranged::Work,
            _ => return Err(bad()),
        };
        if days.iter().any(|other| other.day == day) {
            return Err(BadArrangement::Twice(at + 1, day));
        }
        let name = words.collect::<Vec<_>>().join(" ");
        days.push(ArrangedDay { day, arranged, name });
    }
    if days.iter().any(|day| day.day.year() == year && day.arranged == Arranged::Off) {
        Ok(days)
    } else {
        Err(BadArrangement::NothingFor(year))
    }
}

/// The arrangement of one whole year; new year's days off may begin in the December before it
/// (全国年节及纪念日放假办法第七条).
pub fn parse_year(year: i32, text: &str) -> Result<Vec<ArrangedDay>, BadArrangement> {
    let days = parse_arrangement(year, text)?;
    let belongs = |day: NaiveDate| {
        day.year() == year || (day.year() == year - 1 && day.month() == 12 && day.day() > 24)
    };
    match days.iter().find(|day| !belongs(day.day)) {
        Some(other) => Err(BadArrangement::OtherYear(other.day, year)),
        None => Ok(days),
    }
}

/// Days that are off by law, whatever the arrangement, as far as the solar calendar has them (全国年节及纪念日放假办法第二条).
const ALWAYS_OFF: [(u32, u32, &str); 6] = [
    (1, 1, "元旦"),
    (5, 1, "劳动节"),
    (5, 2, "劳动节"),
    (10, 1, "国庆节"),
    (10, 2, "国庆节"),
    (10, 3, "国庆节"),
];

/// What a careful reader doubts in an arrangement that can be read (全国年节及纪念日放假办法第二条、第七条).
pub fn doubts(year: i32, days: &[ArrangedDay]) -> Vec<String> {
    let mut doubts = Vec::new();
    let arranged: BTreeMap<_, _> = days.iter().map(|day| (day.day, day.arranged)).collect();
    for (month, date, name) in ALWAYS_OFF {
        let day = NaiveDate::from_ymd_opt(year, month, date);
        if day.is_some_and(|day| arranged.get(&day) != Some(&Arranged::Off)) {
            doubts.push(format!("{year}年{month}月{date}日为{name}，安排中没有列为放假"));
        }
    }
    let weekend = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    for (day, arranged) in &arranged {
        if *arranged == Arranged::Work && !weekend(*day) {
            doubts.push(format!("{day}不是星期六、星期日，却列为调休上班"));
        }
    }
    let off = arranged.values().filter(|arranged| **arranged == Arranged::Off).count();
    if off < 13 {
        doubts.push(format!("放假只有{off}天，少于法定的13天，安排可能不完整"));
    }
    doubts
}
