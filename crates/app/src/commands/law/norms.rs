//! The register of norms, and whether what a text cites stands in it.
use super::{print, told};
use crate::{Failure, Outcome};
use chrono::NaiveDate;
use clap::Args;
use law::norm;
use serde_json::json;

/// `dengwen law norm`
#[derive(Debug, Args)]
pub struct Norms {
    /// 简称、全称、文号或者编号，例如 民事诉讼法、法释〔2022〕18号；不写则列出全部
    name: Option<String>,
    /// 只看这一天施行的文本
    #[arg(long, value_parser = super::day)]
    on: Option<NaiveDate>,
    /// 检查一段文字引用的条文，- 为标准输入
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["name", "on"])]
    check: Option<String>,
}

impl Norms {
    pub(super) fn answer(&self) -> Outcome {
        if let Some(text) = &self.check {
            let text = if text == "-" { super::read("-")? } else { text.clone() };
            return check(&text);
        }
        let mut found: Vec<_> = match &self.name {
            None => norm::all().iter().collect(),
            Some(name) => norm::named(name),
        };
        if let (Some(name), true) = (&self.name, found.is_empty()) {
            return Err(Failure::new(format!(
                "名录中没有“{name}”。请用简称、全称或者文号，dengwen law norm 列出全部"
            )));
        }
        if let Some(on) = self.on {
            found.retain(|norm| norm.validity.holds_on(on));
        }
        print(&found)
    }
}

fn check(text: &str) -> Outcome {
    let unknown = norm::unknown(text);
    if !unknown.is_empty() {
        return Err(told(format!("{}。请对照原文核对", unknown.join("；"))));
    }
    let cited: Vec<_> = norm::citations(text)
        .into_iter()
        .map(|cited| {
            json!({
                "title": cited.norm.title,
                "version": cited.norm.version,
                "article": cited.article,
                "from": cited.norm.validity.from,
                "until": cited.norm.validity.until,
                "confidence": cited.norm.confidence,
            })
        })
        .collect();
    print(&cited)
}
