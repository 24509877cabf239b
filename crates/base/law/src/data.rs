//! The one loader for the tables under `data/`, embedded in the program and read once.
//!
//! A table is text: lines `# key: value` (title, document, from, until, confidence, source …), one line of column
//! names, then one line a row, cells separated by tabs. Cells are borrowed, nothing is copied.

use chrono::NaiveDate;
use serde::Serialize;

/// How sure a table or row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in an official text, or two independent sources agree.
    High,
    /// One secondary source.
    Medium,
    /// From memory: shown as unverified, to be corrected by the court's administrator.
    Low,
    /// Given row by row.
    Mixed,
}

impl Confidence {
    /// What is said to the reader; nothing where the source is sure (立法法第六十二条：公布的文本为标准文本).
    pub const fn caution(self) -> Option<&'static str> {
        match self {
            Self::High | Self::Mixed => None,
            Self::Medium => Some("只有一个来源，请对照原文核对"),
            Self::Low => Some("未经核对，请以公布的文本为准"),
        }
    }

    fn read(text: &str) -> Self {
        match text {
            "high" => Self::High,
            "medium" => Self::Medium,
            "mixed" => Self::Mixed,
            _ => Self::Low,
        }
    }
}

/// The days between which a list or rule is in force, both included (立法法第六十一条：法律应当明确规定施行日期).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Validity {
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

impl Validity {
    /// In force on this day (施行之日起，至失效之日止，首尾均计入；立法法第六十一条).
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// One table of `data/`.
#[derive(Debug)]
pub struct Table {
    meta: Vec<(&'static str, &'static str)>,
    columns: Vec<&'static str>,
    rows: Vec<Vec<&'static str>>,
}

/// One row; a cell is asked by the name of its column.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    table: &'t Table,
    cells: &'t [&'static str],
}

impl Table {
    /// Reads the text of a table. `cargo run -p xtask -- check-data` checks it.
    pub fn parse(text: &'static str) -> Self {
        let mut lines = text.lines();
        let mut meta = Vec::new();
        let mut columns = Vec::new();
        for line in lines.by_ref() {
            if let Some(note) = line.strip_prefix("# ") {
                let (key, value) = note.split_once(':').unwrap_or((note, ""));
                meta.push((key.trim(), value.trim()));
            } else {
                columns = line.split('\t').collect();
                break;
            }
        }
        let rows = lines.filter(|line| !line.is_empty()).map(|l| l.split('\t').collect()).collect();
        Self { meta, columns, rows }
    }

    /// What the head of the table says under this key, or nothing.
    pub fn meta(&self, key: &str) -> &'static str {
        self.meta.iter().find(|(k, _)| *k == key).map_or("", |(_, value)| value)
    }

    /// The table's own days of force (立法法第六十一条).
    pub fn validity(&self) -> Validity {
        Validity { from: self.meta("from").parse().ok(), until: self.meta("until").parse().ok() }
    }

    /// How sure the whole table is.
    pub fn confidence(&self) -> Confidence {
        Confidence::read(self.meta("confidence"))
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[&'static str] {
        &self.columns
    }

    /// All rows in the order of the file.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }
}

impl Row<'_> {
    /// The cell in this column; an absent column is empty.
    pub fn cell(&self, column: &str) -> &'static str {
        let place = self.table.columns.iter().position(|c| *c == column);
        place.and_then(|at| self.cells.get(at)).copied().unwrap_or("")
    }

    /// The cell, or `None` when it is empty.
    pub fn filled(&self, column: &str) -> Option<&'static str> {
        Some(self.cell(column)).filter(|text| !text.is_empty())
    }

    /// The row's own days of force, in columns `from` and `until` (立法法第六十一条).
    pub fn validity(&self) -> Validity {
        Validity { from: self.cell("from").parse().ok(), until: self.cell("until").parse().ok() }
    }

    /// How sure this row is, in column `confidence`.
    pub fn confidence(&self) -> Confidence {
        Confidence::read(self.cell("confidence"))
    }

    /// How many cells the row has; a whole row has one for each column.
    pub fn width(&self) -> usize {
        self.cells.len()
    }
}

/// Embeds `data/NAME` of the repository as text.
macro_rules! embedded {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../data/", $name))
    };
}
pub(crate) use embedded;

/// A table by its name, read at first use.
macro_rules! table {
    ($name:literal) => {{
        static TABLE: std::sync::LazyLock<$crate::data::Table> =
            std::sync::LazyLock::new(|| $crate::data::Table::parse($crate::data::embedded!($name)));
        &*TABLE
    }};
}
pub(crate) use table;
