//! 案由: the lists of causes of action, each with the days on which it is in force.
//!
//! A filing keeps the list of its day: 法〔2025〕226号 changed the civil causes on 2026-01-01.

use crate::{
    CaseKind,
    data::{Confidence, Table, Validity, table},
    spelling::{Fit, Query, Spelling},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

/// Which lists there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    Civil,
    Administrative,
    PrivateProsecution,
    StateCompensation,
    Enforcement,
}

/// One cause of action.
#[derive(Debug, Serialize)]
pub struct Cause {
    pub id: &'static str,
    /// The number the official list prints: 第一部分, 一, 103, (1).
    pub number: &'static str,
    pub name: &'static str,
    pub level: u8,
    pub parent: Option<&'static str>,
    /// The number the national filing site uses, where known.
    pub site_id: Option<&'static str>,
    /// The article a charge of private prosecution rests on.
    pub basis: Option<&'static str>,
    /// Has no cause below it; the list asks for the lowest that fits.
    pub leaf: bool,
    /// May be the cause of a case.
    pub selectable: bool,
    #[serde(skip)]
    spelling: OnceLock<Spelling>,
}

/// One list of causes.
#[derive(Debug)]
pub struct CauseList {
    pub key: &'static str,
    pub kind: ListKind,
    pub title: &'static str,
    pub document: &'static str,
    pub validity: Validity,
    pub confidence: Confidence,
    /// What is open about the list; empty when nothing is.
    pub note: &'static str,
    causes: Vec<Cause>,
    place: HashMap<&'static str, usize>,
    below: HashMap<&'static str, Vec<usize>>,
}

/// No list is in force.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{day}没有可用的{kind}案由规定。请核对日期，或者由管理员导入当时施行的案由规定")]
pub struct NoList {
    pub kind: &'static str,
    pub day: NaiveDate,
}

/// A hit of a search.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Hit {
    pub list: &'static str,
    #[serde(flatten)]
    pub cause: &'static Cause,
}

/// What became of a cause of an older list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "to")]
pub enum Successor {
    /// Same name, perhaps another number.
    Same(&'static str),
    Renamed(&'static str),
    /// Several causes took its place; a person must choose.
    Split(Vec<&'static str>),
    Gone,
}

static LISTS: LazyLock<Vec<CauseList>> = LazyLock::new(|| {
    [
        table!("causes/civil-2020.tsv"),
        table!("causes/civil-2025.tsv"),
        table!("causes/administrative-2020.tsv"),
        table!("causes/private-prosecution-2021.tsv"),
        table!("causes/state-compensation-2012.tsv"),
        table!("causes/state-compensation-2023.tsv"),
        table!("causes/enforcement-2019.tsv"),
    ]
    .into_iter()
    .map(read)
    .collect()
});

fn read(table: &'static Table) -> CauseList {
    let kind = match table.meta("kind") {
        "administrative" => ListKind::Administrative,
        "private_prosecution" => ListKind::PrivateProsecution,
        "state_compensation" => ListKind::StateCompensation,
        "enforcement" => ListKind::Enforcement,
        _ => ListKind::Civil,
    };
    let mut below: HashMap<&'static str, Vec<usize>> = HashMap::new();
    let mut place = HashMap::new();
    for (at, row) in table.rows().enumerate() {
        place.insert(row.cell("id"), at);
        below.entry(row.cell("parent")).or_default().push(at);
    }
    let causes = table
        .rows()
        .map(|row| {
            let id = row.cell("id");
            let leaf = !below.contains_key(id);
            Cause {
                id,
                number: row.cell("no"),
                name: row.cell("name"),
                level: row.cell("level").parse().unwrap_or(0),
                parent: row.filled("parent"),
                site_id: row.filled("site_id"),
                basis: row.filled("basis"),
                leaf,
                selectable: leaf || matches!(kind, ListKind::Civil | ListKind::Administrative),
                spelling: OnceLock::new(),
            }
        })
        .collect();
    CauseList {
        key: table.meta("list"),
        kind,
        title: table.meta("title"),
        document: table.meta("document"),
        validity: table.validity(),
        confidence: table.confidence(),
        note: table.meta("note"),
        causes,
        place,
        below,
    }
}

impl ListKind {
    /// Which list a kind of case takes its cause from (法〔2020〕347号；法发〔2020〕44号；刑事诉讼法第210条；法〔2023〕68号).
    pub const fn of(kind: CaseKind) -> Self {
        match kind {
            CaseKind::CivilFirst
            | CaseKind::ArbitrationSetAside
            | CaseKind::Mediation
            | CaseKind::Bankruptcy => Self::Civil,
            CaseKind::AdministrativeFirst => Self::Administrative,
            CaseKind::PrivateProsecution => Self::PrivateProsecution,
            CaseKind::StateCompensation => Self::StateCompensation,
            CaseKind::EnforcementFirst | CaseKind::EnforcementOther => Self::Enforcement,
        }
    }

    /// The Chinese name (法〔2020〕347号；法发〔2020〕44号).
    pub const fn label(self) -> &'static str {
        match self {
            Self::Civil => "民事",
            Self::Administrative => "行政",
            Self::PrivateProsecution => "刑事自诉",
            Self::StateCompensation => "国家赔偿",
            Self::Enforcement => "执行",
        }
    }
}

/// Every list with its days of force (法〔2020〕346号、法〔2025〕226号、法发〔2020〕44号、法〔2012〕32号、法〔2023〕68号).
pub fn lists() -> &'static [CauseList] {
    &LISTS
}

/// A list by its key, e.g. `civil-2025` (法〔2025〕226号).
pub fn list(key: &str) -> Option<&'static CauseList> {
    LISTS.iter().find(|list| list.key == key)
}

/// The list in force on a day for a kind of case; an accepted case keeps its old cause (法〔2025〕227号：2026年1月1日起施行).
pub fn list_for(kind: CaseKind, day: NaiveDate) -> Result<&'static CauseList, NoList> {
    let wanted = ListKind::of(kind);
    LISTS
        .iter()
        .find(|list| list.kind == wanted && list.validity.holds_on(day))
        .ok_or(NoList { kind: wanted.label(), day })
}

/// A cause by list and id (法〔2025〕226号).
pub fn find(list: &'static CauseList, id: &str) -> Option<&'static Cause> {
    list.find(id)
}

/// The causes right below one, or the parts of the list (法〔2025〕226号).
pub fn children(list: &'static CauseList, id: Option<&str>) -> Vec<&'static Cause> {
    list.children(id)
}

/// From the part down to this cause (法〔2025〕226号：四级案由体系).
pub fn path(list: &'static CauseList, id: &str) -> Vec<&'static Cause> {
    list.path(id)
}

/// Causes by name, synonym or pinyin, the best first (法〔2025〕227号：首先适用第四级案由).
pub fn search(list: &'static CauseList, query: &str, limit: usize) -> Vec<Hit> {
    search_all(&[list], query, limit)
}

/// Searches several lists at once (法〔2020〕346号、法〔2025〕226号).
pub fn search_all(lists: &[&'static CauseList], query: &str, limit: usize) -> Vec<Hit> {
    let query = Query::of(query);
    if query.is_empty() {
        return Vec::new();
    }
    let meant = meant_by(&query.text());
    let mut found: Vec<(Fit, bool, usize, Hit)> = Vec::new();
    for list in lists {
        for cause in list.causes.iter().filter(|cause| cause.selectable) {
            let fit = cause.fit(&query);
            let synonym = meant.contains(&cause.name).then_some(Fit::Synonym);
            if let Some(fit) = [fit, synonym].into_iter().flatten().min() {
                found.push((fit, !cause.leaf, cause.name.len(), Hit { list: list.key, cause }));
            }
        }
    }
    found.sort_by_key(|(fit, upper, length, _)| (*fit, *upper, *length));
    found.truncate(limit);
    found.into_iter().map(|(.., hit)| hit).collect()
}

fn meant_by(word: &str) -> Vec<&'static str> {
    table!("causes/synonyms.tsv")
        .rows()
        .filter(|row| {
            let said = row.cell("word");
            said == word
                || (word.chars().count() > 1 && (word.contains(said) || said.contains(word)))
        })
        .map(|row| row.cell("cause"))
        .collect()
}

/// What a cause of the list of 2020 is called since 2026-01-01 (法〔2025〕226号；对照为本项目按名称整理).
pub fn successor(old: &str) -> Option<Successor> {
    let rows: Vec<_> = table!("causes/civil-2020-to-2025.tsv")
        .rows()
        .filter(|row| row.cell("old") == old)
        .collect();
    let first = rows.first()?;
    Some(match first.cell("kind") {
        "same" => Successor::Same(first.cell("new")),
        "renamed" => Successor::Renamed(first.cell("new")),
        "split" => Successor::Split(rows.iter().map(|row| row.cell("new")).collect()),
        _ => Successor::Gone,
    })
}

impl Cause {
    fn fit(&self, query: &Query) -> Option<Fit> {
        self.spelling.get_or_init(|| Spelling::of(self.name)).fit(self.name, query)
    }
}

impl CauseList {
    /// Every cause in the official order (法〔2025〕226号).
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// A cause by id (法〔2025〕226号).
    pub fn find(&self, id: &str) -> Option<&Cause> {
        self.place.get(id).and_then(|at| self.causes.get(*at))
    }

    /// A cause by its exact name, the lowest level first (法〔2025〕227号：首先适用第四级案由).
    pub fn named(&self, name: &str) -> Option<&Cause> {
        self.causes.iter().filter(|cause| cause.name == name).max_by_key(|cause| cause.level)
    }

    /// The causes right below one, or the parts of the list (法〔2025〕226号).
    pub fn children(&self, id: Option<&str>) -> Vec<&Cause> {
        let places = self.below.get(id.unwrap_or("")).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|at| self.causes.get(*at)).collect()
    }

    /// From the part down to this cause (法〔2025〕226号：四级案由体系).
    pub fn path(&self, id: &str) -> Vec<&Cause> {
        let mut path: Vec<&Cause> =
            std::iter::successors(self.find(id), |cause| self.find(cause.parent?)).collect();
        path.reverse();
        path
    }

    /// The cause lies in or below the given one (法〔2025〕226号：四级案由体系).
    pub fn within(&self, id: &str, above: &str) -> bool {
        self.path(id).iter().any(|cause| cause.id == above)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// 法〔2025〕227号: 修改后的案由规定自2026年1月1日起施行.
    #[test]
    fn notice_2025_227_the_list_changes_at_new_year() {
        assert_eq!(list_for(CaseKind::CivilFirst, day("2025-12-31")).unwrap().key, "civil-2020");
        assert_eq!(list_for(CaseKind::CivilFirst, day("2026-01-01")).unwrap().key, "civil-2025");
        assert!(list_for(CaseKind::CivilFirst, day("2020-12-31")).is_err());
        for kind in CaseKind::ALL {
            assert!(list_for(kind, day("2026-11-22")).is_ok(), "{kind:?}");
        }
    }

    #[test]
    fn every_list_is_whole() {
        for list in lists() {
            assert!(!list.causes().is_empty());
            for cause in list.causes() {
                assert_eq!(list.path(cause.id).len(), usize::from(cause.level), "{}", cause.id);
            }
        }
        let counts = |key| {
            let causes = list(key).unwrap().causes();
            [1, 2, 3, 4].map(|level| causes.iter().filter(|c| c.level == level).count())
        };
        assert_eq!(counts("civil-2025"), [12, 59, 514, 470]);
        assert_eq!(counts("civil-2020"), [11, 54, 473, 389]);
        assert_eq!(counts("administrative-2020"), [1, 22, 140, 0]);
    }

    #[test]
    fn causes_are_found_by_name_pinyin_and_daily_words() {
        let list = list("civil-2025").unwrap();
        for query in ["民间借贷纠纷", "民间借贷", "mjjd", "minjianjiedai", "欠钱不还", "借钱"]
        {
            assert_eq!(search(list, query, 5)[0].cause.name, "民间借贷纠纷", "{query}");
        }
        assert_eq!(search(list, "车祸", 3)[0].cause.name, "机动车交通事故责任纠纷");
        assert!(search(list, "", 5).is_empty());
        assert_eq!(search(list, "纠纷", 7).len(), 7);
    }

    #[test]
    fn an_old_cause_has_a_successor() {
        let old = list("civil-2020").unwrap();
        for cause in old.causes() {
            assert!(successor(cause.id).is_some(), "{} {}", cause.id, cause.name);
        }
        let loan = old.named("民间借贷纠纷").unwrap();
        assert!(matches!(successor(loan.id), Some(Successor::Same(_))));
        let patent = old.named("专利合同纠纷").unwrap();
        assert!(matches!(successor(patent.id), Some(Successor::Split(to)) if to.len() == 3));
    }
}
