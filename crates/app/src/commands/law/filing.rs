//! Materials of a filing, and the rules its review may cite.
use super::{print, today, told};
use crate::{Failure, Outcome};
use chrono::NaiveDate;
use clap::Args;
use law::{
    CaseKind,
    materials::{self, Capacity},
    review_rule,
};
use serde_json::{Value, json};

/// `dengwen law materials`
#[derive(Debug, Args)]
pub struct Materials {
    /// 案件类型，例如 civil_first
    #[arg(value_parser = super::kind)]
    kind: CaseKind,
    /// 立案身份：own、natural_agent、organisation_own、organisation_agent；不写则全部列出
    #[arg(long)]
    capacity: Option<String>,
}

impl Materials {
    pub(super) fn answer(&self) -> Outcome {
        let one = |capacity| json!(materials::required(self.kind, capacity));
        if let Some(capacity) = &self.capacity {
            let capacity = capacity.parse::<Capacity>().map_err(told)?;
            return print(&one(capacity));
        }
        let all: serde_json::Map<String, Value> = Capacity::ALL
            .into_iter()
            .map(|capacity| (capacity.key().to_owned(), one(capacity)))
            .collect();
        print(&all)
    }
}

/// `dengwen law review-rules`
#[derive(Debug, Args)]
pub struct Rules {
    /// 只看一条
    key: Option<String>,
    /// 案件类型
    #[arg(long, value_parser = super::kind)]
    kind: Option<CaseKind>,
    /// 针对的内容，例如 field:defendant、material:evidence（须同时写案件类型）
    #[arg(long, requires = "kind")]
    about: Option<String>,
    /// 日期，默认今天
    #[arg(long, value_parser = super::day)]
    on: Option<NaiveDate>,
}

impl Rules {
    pub(super) fn answer(&self) -> Outcome {
        let on = self.on.unwrap_or_else(today);
        let with_citation = |rule: &review_rule::ReviewRule| {
            let mut answer = json!(rule);
            answer["citation"] = json!(rule.citation());
            answer["caution"] = json!(rule.confidence.caution());
            answer
        };
        if let Some(key) = &self.key {
            let rule = review_rule::find(key).ok_or_else(|| {
                Failure::new(format!("没有名为“{key}”的审查规定。不写名称可以列出全部"))
            })?;
            return print(&with_citation(rule));
        }
        let rules: Vec<_> = match (self.kind, &self.about) {
            (Some(kind), Some(about)) => review_rule::about(kind, about, on),
            (Some(kind), None) => review_rule::of_kind(kind, on),
            (None, _) => {
                let all = review_rule::all().iter();
                all.filter(|rule| rule.validity.holds_on(on)).collect()
            }
        };
        print(&rules.into_iter().map(with_citation).collect::<Vec<_>>())
    }
}
