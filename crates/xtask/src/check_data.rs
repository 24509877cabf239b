//! The reference data is whole: no orphan parent, no code twice, no gap or overlap in validity, every cell in its column.

use chrono::NaiveDate;
use law::{CaseKind, data::Table, norm};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs, io,
    path::Path,
};

#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) tables: usize,
    pub(crate) rows: usize,
    pub(crate) problems: Vec<String>,
}

/// What must be unique in a table: each entry is a set of columns that together name a row.
const UNIQUE: &[(&str, &[&[&str]])] = &[
    ("courts.tsv", &[&["id"], &["name"], &["code"], &["division"]]),
    ("divisions.tsv", &[&["code"]]),
    ("deadlines.tsv", &[&["key", "from"]]),
    ("review-rules.tsv", &[&["key", "from"]]),
    ("holidays.tsv", &[&["day"]]),
    ("case-types.tsv", &[&["code", "word"]]),
    ("online-rules.tsv", &[&["document", "article"]]),
    ("causes/synonyms.tsv", &[&["word", "cause"]]),
    ("causes/civil-2020-to-2025.tsv", &[&["old", "new"]]),
    ("materials.tsv", &[&["kind", "capacity", "key"]]),
    ("norms.tsv", &[&["key", "from"]]),
];

const CAUSE_LIST: &[&[&str]] = &[&["id"], &["site_id"]];

pub(crate) fn check(folder: &Path) -> io::Result<Report> {
    let mut tables = BTreeMap::new();
    read_all(folder, "", &mut tables)?;
    let mut report = Report { tables: tables.len(), ..Report::default() };
    for (name, table) in &tables {
        report.rows += table.rows().len();
        shape(name, table, &mut report.problems);
        unique(name, table, &mut report.problems);
        parents(name, table, &mut report.problems);
        row_validity(name, table, &mut report.problems);
    }
    cause_validity(&tables, &mut report.problems);
    references(&tables, &mut report.problems);
    holidays(&tables, &mut report.problems);
    citations(&tables, &mut report.problems);
    Ok(report)
}

fn read_all(folder: &Path, below: &str, tables: &mut BTreeMap<String, Table>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            read_all(&path, &format!("{below}{name}/"), tables)?;
        } else if path.extension().is_some_and(|end| end == "tsv") {
            // The tables borrow their text for the life of the program, which ends here.
            let text: &'static str = Box::leak(fs::read_to_string(&path)?.into_boxed_str());
            tables.insert(format!("{below}{name}"), Table::parse(text));
        }
    }
    Ok(())
}

fn shape(name: &str, table: &Table, problems: &mut Vec<String>) {
    for key in ["title", "document", "confidence", "source"] {
        if table.meta(key).is_empty() {
            problems.push(format!("{name}: the head does not say {key}"));
        }
    }
    for key in ["from", "until"] {
        let text = table.meta(key);
        if !text.is_empty() && text.parse::<NaiveDate>().is_err() {
            problems.push(format!("{name}: {key} is no day: {text}"));
        }
    }
    if table.rows().len() == 0 {
        problems.push(format!("{name}: no rows"));
    }
    let width = table.columns().len();
    for (at, row) in table.rows().enumerate() {
        if row.width() != width {
            problems.push(format!("{name}, row {}: {} cells of {width}", at + 1, row.width()));
        }
        for column in ["from", "until", "day"] {
            let cell = row.cell(column);
            if !cell.is_empty() && cell.parse::<NaiveDate>().is_err() {
                problems.push(format!("{name}, row {}: {column} is no day: {cell}", at + 1));
            }
        }
    }
}

fn is_cause_list(name: &str, table: &Table) -> bool {
    name.starts_with("causes/") && !table.meta("list").is_empty()
}

fn unique(name: &str, table: &Table, problems: &mut Vec<String>) {
    let sets = if is_cause_list(name, table) {
        CAUSE_LIST
    } else {
        UNIQUE.iter().find(|(file, _)| *file == name).map_or(&[][..], |(_, sets)| *sets)
    };
    for columns in sets {
        let mut seen = HashSet::new();
        for row in table.rows() {
            let key: Vec<_> = columns.iter().map(|column| row.cell(column)).collect();
            if !key.concat().is_empty() && !seen.insert(key.clone()) {
                problems.push(format!("{name}: {} twice: {}", columns.join("+"), key.join(" ")));
            }
        }
    }
}

fn parents(name: &str, table: &Table, problems: &mut Vec<String>) {
    if !table.columns().contains(&"parent") {
        return;
    }
    let own = if table.columns().contains(&"id") { "id" } else { "code" };
    let levels: HashMap<_, _> =
        table.rows().map(|row| (row.cell(own), row.cell("level").to_owned())).collect();
    for row in table.rows() {
        let Some(parent) = row.filled("parent") else { continue };
        match levels.get(parent) {
            None => problems.push(format!("{name}: {} has no parent {parent}", row.cell(own))),
            Some(above) => {
                let (above, level) = (above.parse::<u8>(), row.cell("level").parse::<u8>());
                if let (Ok(above), Ok(level)) = (above, level)
                    && above + 1 != level
                {
                    problems.push(format!("{name}: {} skips a level", row.cell(own)));
                }
            }
        }
    }
}

/// Spans of one thing follow each other without gap and overlap; an open start or end is open.
fn contiguous(
    what: &str,
    mut spans: Vec<(Option<NaiveDate>, Option<NaiveDate>)>,
    problems: &mut Vec<String>,
) {
    spans.sort_unstable();
    for pair in spans.windows(2) {
        let (Some((_, end)), Some((start, _))) = (pair.first(), pair.get(1)) else { continue };
        match (end.and_then(|end| end.succ_opt()), start) {
            (Some(next), Some(start)) if next == *start => {}
            (Some(next), Some(start)) if next < *start => {
                problems.push(format!("{what}: nothing in force from {next} to before {start}"));
            }
            _ => problems.push(format!("{what}: two in force at one time")),
        }
    }
}

fn row_validity(name: &str, table: &Table, problems: &mut Vec<String>) {
    if !["deadlines.tsv", "review-rules.tsv", "norms.tsv"].contains(&name) {
        return;
    }
    let mut spans: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for row in table.rows() {
        let validity = row.validity();
        spans.entry(row.cell("key")).or_default().push((validity.from, validity.until));
    }
    for (key, spans) in spans {
        contiguous(&format!("{name}: {key}"), spans, problems);
    }
}

fn cause_validity(tables: &BTreeMap<String, Table>, problems: &mut Vec<String>) {
    let mut spans: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (_, table) in tables.iter().filter(|(name, table)| is_cause_list(name, table)) {
        let validity = table.validity();
        spans.entry(table.meta("kind")).or_default().push((validity.from, validity.until));
    }
    for (kind, spans) in spans {
        contiguous(&format!("causes of kind {kind}"), spans, problems);
    }
}

fn cells<'t>(tables: &'t BTreeMap<String, Table>, name: &str, column: &'t str) -> HashSet<&'t str> {
    tables
        .get(name)
        .map(|table| table.rows().map(|row| row.cell(column)).collect())
        .unwrap_or_default()
}

/// Every name or code that points into another table is there.
fn references(tables: &BTreeMap<String, Table>, problems: &mut Vec<String>) {
    let causes: HashSet<_> = tables
        .iter()
        .filter(|(name, table)| is_cause_list(name, table))
        .flat_map(|(_, table)| table.rows().map(|row| row.cell("name")))
        .collect();
    let kinds: HashSet<_> = CaseKind::ALL.iter().map(|kind| kind.key()).collect();
    let mut points = |file: &str, column: &str, into: &HashSet<&str>| {
        let Some(table) = tables.get(file) else {
            problems.push(format!("{file} is not there"));
            return;
        };
        for row in table.rows() {
            for word in row.cell(column).split(' ').filter(|word| !["", "*"].contains(word)) {
                if !into.contains(word) {
                    problems.push(format!("{file}: {column} {word} is unknown"));
                }
            }
        }
    };
    let map = "causes/civil-2020-to-2025.tsv";
    points("causes/synonyms.tsv", "cause", &causes);
    points(map, "old", &cells(tables, "causes/civil-2020.tsv", "id"));
    points(map, "new", &cells(tables, "causes/civil-2025.tsv", "id"));
    points("courts.tsv", "division", &cells(tables, "divisions.tsv", "code"));
    points("review-rules.tsv", "kinds", &kinds);
    points("materials.tsv", "kind", &kinds);
    let mapped = cells(tables, map, "old");
    for id in cells(tables, "causes/civil-2020.tsv", "id") {
        if !mapped.contains(id) {
            problems.push(format!("{map}: nothing is said of {id}"));
        }
    }
}

/// Every article and document named in a table stands in the register of norms.
fn citations(tables: &BTreeMap<String, Table>, problems: &mut Vec<String>) {
    for (name, table) in tables {
        for unknown in norm::unknown(table.meta("document")) {
            problems.push(format!("{name}: {unknown}"));
        }
        for (at, row) in table.rows().enumerate() {
            for column in ["article", "note"] {
                let cited = format!("{}{}", row.cell("document"), row.cell(column));
                for unknown in norm::unknown(&cited) {
                    problems.push(format!("{name}, row {}: {unknown}", at + 1));
                }
            }
        }
    }
}

fn holidays(tables: &BTreeMap<String, Table>, problems: &mut Vec<String>) {
    let Some(table) = tables.get("holidays.tsv") else { return };
    for year in table.meta("years").split_whitespace() {
        let of_year = |kind: &str| {
            let days = table.rows().filter(|row| row.cell("kind") == kind);
            days.filter(|row| row.cell("day").starts_with(year)).count()
        };
        if of_year("off") < 11 || of_year("work") > of_year("off") {
            problems.push(format!("holidays.tsv: {year} is not whole"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_of_the_repository_is_whole() {
        let report = check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")).unwrap();
        assert_eq!(report.problems, Vec::<String>::new());
        assert!(report.tables > 12 && report.rows > 9_000);
    }

    #[test]
    fn gaps_and_overlaps_are_seen() {
        let day = |text: &str| Some(text.parse().unwrap());
        let mut problems = Vec::new();
        contiguous(
            "fine",
            vec![(day("2026-01-01"), None), (None, day("2025-12-31"))],
            &mut problems,
        );
        assert!(problems.is_empty());
        contiguous(
            "gap",
            vec![(None, day("2025-12-30")), (day("2026-01-01"), None)],
            &mut problems,
        );
        contiguous(
            "overlap",
            vec![(None, day("2026-01-01")), (day("2026-01-01"), None)],
            &mut problems,
        );
        contiguous("open", vec![(None, None), (day("2026-01-01"), None)], &mut problems);
        assert_eq!(problems.len(), 3);
    }

    #[test]
    fn a_broken_table_is_told() {
        let table = Table::parse("# title: x\nid\tlevel\tparent\na\t1\t\nb\t3\ta\nc\t2\tz\nd\n");
        let mut problems = Vec::new();
        shape("t", &table, &mut problems);
        assert_eq!(problems.len(), 4, "{problems:?}");
        parents("t", &table, &mut problems);
        assert_eq!(problems.len(), 6, "{problems:?}");
    }
}
