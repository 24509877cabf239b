//! The register of norms this crate follows, and the check that what is cited stands in it.
//!
//! A citation is a name or a number of a document and an article behind it: 民事诉讼法第八十五条, 法释〔2022〕18号第二条,
//! 仲裁法（2017年修正）第五十九条. Articles without a document belong to the one named before them in the same sentence.

mod citation;
#[cfg(test)]
mod tests;

pub use citation::{Citation, citations, unknown};

use crate::data::{Confidence, Validity, table};
use chrono::NaiveDate;
use serde::Serialize;
use std::sync::LazyLock;

/// What a norm is (立法法第二条、第一百一十九条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NormKind {
    /// 法律
    Law,
    /// 行政法规
    Regulation,
    /// 司法解释
    Interpretation,
    /// 司法文件
    Notice,
    /// 部门规章和规范性文件
    Rule,
    /// 国家标准
    Standard,
}

/// One text of a norm; an amended norm has a row for each text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Norm {
    pub key: &'static str,
    pub title: &'static str,
    /// 2023年修正, 2025年修订; empty for a norm never amended.
    pub version: &'static str,
    pub numbers: Vec<&'static str>,
    pub kind: NormKind,
    /// What it is called where it is cited.
    pub names: Vec<&'static str>,
    pub published: Option<NaiveDate>,
    pub validity: Validity,
    /// How many articles it has; `None` when it has none or nobody counted.
    pub articles: Option<u32>,
    pub url: &'static str,
    pub confidence: Confidence,
}

impl Norm {
    /// Its short names, numbers, title, and title without the name of who made it.
    fn called(&self) -> impl Iterator<Item = &'static str> {
        let makers = ["中华人民共和国", "最高人民法院关于"];
        let bare = makers.into_iter().filter_map(|maker| self.title.strip_prefix(maker));
        self.names.iter().chain(&self.numbers).copied().chain([self.title]).chain(bare)
    }
}

static NORMS: LazyLock<Vec<Norm>> = LazyLock::new(|| {
    let words = |cell: &'static str, by: char| -> Vec<&'static str> {
        cell.split(by).filter(|word| !word.is_empty()).collect()
    };
    table!("norms.tsv")
        .rows()
        .map(|row| {
            let kind = kind(row.cell("kind"));
            let number = row.cell("number");
            // A standard's number has a space in it.
            let numbers = match kind {
                NormKind::Standard => vec![number],
                NormKind::Law
                | NormKind::Regulation
                | NormKind::Interpretation
                | NormKind::Notice
                | NormKind::Rule => words(number, ' '),
            };
            Norm {
                key: row.cell("key"),
                title: row.cell("title"),
                version: row.cell("version"),
                numbers,
                kind,
                names: words(row.cell("names"), ' '),
                published: row.cell("published").parse().ok(),
                validity: row.validity(),
                articles: row.cell("articles").parse().ok(),
                url: row.cell("url"),
                confidence: row.confidence(),
            }
        })
        .collect()
});

fn kind(word: &str) -> NormKind {
    match word {
        "law" => NormKind::Law,
        "regulation" => NormKind::Regulation,
        "interpretation" => NormKind::Interpretation,
        "notice" => NormKind::Notice,
        "standard" => NormKind::Standard,
        _ => NormKind::Rule,
    }
}

/// Every text of every norm (立法法第六十一条：施行日期；第六十二条：公布的文本).
pub fn all() -> &'static [Norm] {
    &NORMS
}

/// The texts of the norm under a key, a short name, a full title or a document number (立法法第六十二条).
pub fn named(text: &str) -> Vec<&'static Norm> {
    let text = text.trim();
    let fits = |norm: &&Norm| norm.key == text || norm.called().any(|name| name == text);
    NORMS.iter().filter(fits).collect()
}

/// The text of it in force on a day (立法法第六十一条；第一百零四条：不溯及既往).
pub fn in_force(text: &str, on: NaiveDate) -> Option<&'static Norm> {
    named(text).into_iter().find(|norm| norm.validity.holds_on(on))
}
