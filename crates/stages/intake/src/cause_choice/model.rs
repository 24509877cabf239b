//! The causes as they are offered for choosing. Pure.
use crate::filing::{check::Finding, model::Filing};
use chrono::NaiveDate;
use law::cause::{self, Cause, CauseList, NoList, Successor};

/// How many causes a search shows.
const MOST_FOUND: usize = 40;
/// How many causes of an older list are explained.
const MOST_OLD: usize = 4;

/// The list from which a filing takes its cause today: a cause is decided on when the case is docketed,
/// by the list then in force (法〔2025〕227号).
pub fn list_for(filing: &Filing, today: NaiveDate) -> Result<&'static CauseList, NoList> {
    cause::list_for(filing.kind, today)
}

/// One cause to choose or to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: &'static str,
    pub number: &'static str,
    pub name: &'static str,
    /// What lies above it, from the part down.
    pub above: String,
    /// More exact ones lie below.
    pub opens: bool,
    pub selectable: bool,
    pub chosen: bool,
}

impl Line {
    pub fn of(list: &'static CauseList, cause: &'static Cause, chosen: Option<&str>) -> Self {
        let path = list.path(cause.id);
        let above: Vec<_> = path.iter().filter(|c| c.id != cause.id).map(|c| c.name).collect();
        Self {
            id: cause.id,
            number: cause.number,
            name: cause.name,
            above: above.join(" › "),
            opens: !cause.leaf,
            selectable: cause.selectable,
            chosen: chosen == Some(cause.id),
        }
    }

    /// From the part down to its own name.
    pub fn whole(&self) -> String {
        match self.above.as_str() {
            "" => self.name.to_owned(),
            above => format!("{above} › {}", self.name),
        }
    }
}

/// What an older list said and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    pub name: &'static str,
    /// The older list's name.
    pub list: &'static str,
    /// What happened to it, as a sentence.
    pub told: &'static str,
    /// What to choose now.
    pub now: Vec<Line>,
}

impl Former {
    fn of(
        (old, cause): (&'static CauseList, &'static Cause),
        list: &'static CauseList,
        chosen: Option<&str>,
    ) -> Option<Self> {
        let (told, now) = match cause::successor(cause.id)? {
            Successor::Same(to) => ("名称未变，编号按现行规定", vec![to]),
            Successor::Renamed(to) => ("现行规定中的名称是", vec![to]),
            Successor::Split(to) => ("现行规定已将其拆分，请选择最符合的一项", to),
            Successor::Gone => ("现行规定已没有对应案由，请按纠纷的性质另行选择", Vec::new()),
        };
        let lines = now.into_iter().filter_map(|id| cause::find(list, id));
        Some(Self {
            name: cause.name,
            list: old.title,
            told,
            now: lines.map(|c| Line::of(list, c, chosen)).collect(),
        })
    }

    /// Nothing changed but the list.
    fn is_same(&self) -> bool {
        self.now.len() == 1 && self.now.iter().all(|line| line.name == self.name)
    }
}

/// What is shown beneath the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// A branch of the tree: from the top to `here`, and what lies right below.
    Branch { path: Vec<Line>, here: Option<Line>, below: Vec<Line> },
    /// What a search found, and what older names became.
    Found { q: String, causes: Vec<Line>, more: bool, former: Vec<Former> },
}

impl View {
    pub fn of(list: &'static CauseList, q: &str, at: &str, chosen: Option<&str>) -> Self {
        if !q.is_empty() {
            return Self::search(list, q, chosen);
        }
        let here = cause::find(list, at);
        let line = |c: &'static Cause| Line::of(list, c, chosen);
        let path = here.map(|c| cause::path(list, c.id)).unwrap_or_default();
        Self::Branch {
            path: path.into_iter().filter(|c| c.id != at).map(line).collect(),
            here: here.map(line),
            below: cause::children(list, here.map(|c| c.id)).into_iter().map(line).collect(),
        }
    }

    fn search(list: &'static CauseList, q: &str, chosen: Option<&str>) -> Self {
        let mut hits = cause::search(list, q, MOST_FOUND + 1);
        let more = hits.len() > MOST_FOUND;
        hits.truncate(MOST_FOUND);
        Self::Found {
            q: q.to_owned(),
            causes: hits.into_iter().map(|hit| Line::of(list, hit.cause, chosen)).collect(),
            more,
            former: former(list, q, chosen),
        }
    }
}

/// Causes of the list's forerunners whose name was typed and is no more.
fn former(list: &'static CauseList, q: &str, chosen: Option<&str>) -> Vec<Former> {
    let older: Vec<_> = cause::lists()
        .iter()
        .filter(|l| l.kind == list.kind && l.validity.from < list.validity.from)
        .collect();
    let mut found: Vec<Former> = Vec::new();
    for hit in cause::search_all(&older, q, MOST_FOUND) {
        let Some(old) = older.iter().find(|l| l.key == hit.list) else { continue };
        let meant = Former::of((*old, hit.cause), list, chosen)
            .filter(|f| !f.is_same() && list.named(f.name).is_none());
        found.extend(meant);
    }
    found.dedup_by(|a, b| a.name == b.name && a.now == b.now);
    found.truncate(MOST_OLD);
    found
}

/// What the filing has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    None,
    /// Of the list in force.
    Current(Line),
    /// Of another list: it must be chosen again.
    Outdated {
        name: &'static str,
        list: &'static str,
        former: Option<Former>,
    },
}

impl Chosen {
    pub fn of(filing: &Filing, list: &'static CauseList) -> Self {
        let Some(id) = filing.cause.as_deref() else { return Self::None };
        if filing.cause_list == list.key {
            return match cause::find(list, id) {
                Some(cause) => Self::Current(Line::of(list, cause, None)),
                None => Self::None,
            };
        }
        let old = cause::list(&filing.cause_list);
        match old.and_then(|old| Some((old, cause::find(old, id)?))) {
            Some((old, cause)) => Self::Outdated {
                name: cause.name,
                list: old.title,
                former: Former::of((old, cause), list, None),
            },
            None => Self::None,
        }
    }
}

/// What keeps the step from being done.
pub fn finding(filing: &Filing, today: NaiveDate) -> Option<Finding> {
    let list = match list_for(filing, today) {
        Ok(list) => list,
        Err(none) => return Some(Finding::new("cause", none.to_string())),
    };
    match Chosen::of(filing, list) {
        Chosen::Current(_) => None,
        Chosen::None => Some(Finding::new("cause", "请选择案由")),
        Chosen::Outdated { name, .. } => Some(Finding::new(
            "cause",
            format!("原来选择的案由“{name}”属于已失效的案由规定，请按现行规定重新选择"),
        )),
    }
}
