//! Causes of action.
use super::{print, today};
use crate::{Failure, Outcome};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use law::{
    CaseKind,
    cause::{self, Cause, CauseList, Successor},
};
use serde_json::{Value, json};

/// `dengwen law cause`
#[derive(Debug, Subcommand)]
pub enum Causes {
    /// 列出案由规定，或其中一层
    List {
        #[command(flatten)]
        which: Which,
        /// 只列出这一案由之下的一层
        #[arg(long, value_name = "ID")]
        under: Option<String>,
        /// 只列出有哪些案由规定
        #[arg(long)]
        lists: bool,
    },
    /// 按名称、拼音首字母、俗称搜索
    Search {
        /// 例如 民间借贷、mjjd、欠钱不还
        query: String,
        #[command(flatten)]
        which: Which,
        /// 最多几条
        #[arg(long, default_value_t = 10)]
        limit: usize,
        /// 在全部案由规定中搜索
        #[arg(long)]
        all: bool,
    },
    /// 查看一个案由
    Show {
        /// 编号或全称
        cause: String,
        #[command(flatten)]
        which: Which,
    },
    /// 2020年民事案由在2026年1月1日后的去向
    Successor {
        /// 原案由的编号或全称
        cause: String,
    },
}

/// Which list is meant.
#[derive(Debug, Args)]
pub struct Which {
    /// 案由规定，例如 civil-2025；不写则按案件类型和日期选择
    #[arg(long)]
    list: Option<String>,
    /// 案件类型
    #[arg(long, value_parser = super::kind, default_value = "civil_first")]
    kind: CaseKind,
    /// 日期，默认今天
    #[arg(long, value_parser = super::day)]
    on: Option<NaiveDate>,
}

impl Which {
    fn list(&self) -> Result<&'static CauseList, Failure> {
        match &self.list {
            Some(key) => list(key),
            None => cause::list_for(self.kind, self.on.unwrap_or_else(today)).map_err(super::told),
        }
    }
}

fn list(key: &str) -> Result<&'static CauseList, Failure> {
    cause::list(key).ok_or_else(|| {
        let known: Vec<_> = cause::lists().iter().map(|list| list.key).collect();
        Failure::new(format!("没有名为“{key}”的案由规定。可用：{}", known.join("、")))
    })
}

/// A cause by its id or exact name.
pub(super) fn named(list: &'static CauseList, text: &str) -> Result<&'static Cause, Failure> {
    list.find(text).or_else(|| list.named(text)).ok_or_else(|| {
        Failure::new(format!(
            "{}中没有“{text}”。请用 dengwen law cause search 查找编号或全称",
            list.title
        ))
    })
}

fn about(list: &CauseList) -> Value {
    json!({
        "key": list.key,
        "kind": list.kind,
        "title": list.title,
        "document": list.document,
        "validity": list.validity,
        "confidence": list.confidence,
        "note": list.note,
        "causes": list.causes().len(),
    })
}

fn whole(list: &CauseList, cause: &Cause) -> Value {
    let path: Vec<_> = list.path(cause.id).iter().map(|cause| cause.name).collect();
    json!({ "list": list.key, "path": path, "cause": cause })
}

impl Causes {
    pub(super) fn answer(&self) -> Outcome {
        match self {
            Self::List { lists: true, .. } => {
                print(&cause::lists().iter().map(about).collect::<Vec<_>>())
            }
            Self::List { which, under, lists: false } => {
                let list = which.list()?;
                match under {
                    Some(above) => print(&list.children(Some(named(list, above)?.id))),
                    None => print(&json!({ "list": about(list), "causes": list.causes() })),
                }
            }
            Self::Search { query, which, limit, all } => {
                let lists: Vec<_> =
                    if *all { cause::lists().iter().collect() } else { vec![which.list()?] };
                print(&cause::search_all(&lists, query, *limit))
            }
            Self::Show { cause, which } => {
                let list = which.list()?;
                let cause = named(list, cause)?;
                let mut answer = whole(list, cause);
                answer["children"] = json!(list.children(Some(cause.id)));
                print(&answer)
            }
            Self::Successor { cause } => successor(cause),
        }
    }
}

fn successor(text: &str) -> Outcome {
    let (old, new) = (list("civil-2020")?, list("civil-2025")?);
    let cause = named(old, text)?;
    let became = cause::successor(cause.id).unwrap_or(Successor::Gone);
    let to = match &became {
        Successor::Same(id) | Successor::Renamed(id) => vec![*id],
        Successor::Split(ids) => ids.clone(),
        Successor::Gone => Vec::new(),
    };
    let to: Vec<_> = to.iter().filter_map(|id| new.find(id)).map(|c| whole(new, c)).collect();
    print(&json!({
        "old": whole(old, cause),
        "became": became,
        "new": to,
        "article": "法〔2025〕226号、227号，自2026年1月1日起施行；对照按名称整理",
        "confidence": "medium",
    }))
}
