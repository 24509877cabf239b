//! 卷宗封面 and 卷内目录 (人民法院诉讼文书立卷归档办法; `data/case_file_catalogue.json`).
use crate::{Day, Form};
use serde::Serialize;

/// 卷宗封面
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileCover {
    pub court: String,
    /// 案号
    pub number: String,
    /// Of the document.
    pub date: Day,
    /// e.g. 民事第一审.
    pub procedure: String,
    /// 正卷 or 副卷.
    pub volume: String,
    pub cause: String,
    /// 原告, 被告, 第三人 with names, in order.
    pub parties: Vec<CoverLine>,
    /// 审判长, 审判员, 书记员 … with names, in order.
    pub bench: Vec<CoverLine>,
    pub filed_on: Option<Day>,
    pub closed_on: Option<Day>,
    /// 审理结果, e.g. 判决.
    pub outcome: String,
    pub archived_on: Option<Day>,
    /// 保管期限, e.g. 长期, 短期, 永久.
    pub retention: String,
    /// 本案共 … 册, 本册为第 … 册; zero while it is not known.
    pub books: u32,
    pub book: u32,
    /// 本册页数; zero while it is not known.
    pub pages: u32,
    /// 全宗号, 目录号, 案卷号; may be empty.
    pub fonds: String,
    pub catalogue: String,
    pub item: String,
}

impl Form for FileCover {
    const KEY: &'static str = "file_cover";
}

/// A label and the names that belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoverLine {
    pub label: String,
    pub names: Vec<String>,
}

/// 卷内目录
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileContents {
    pub court: String,
    pub number: String,
    pub date: Day,
    /// 正卷 or 副卷.
    pub volume: String,
    pub items: Vec<FileItem>,
}

impl Form for FileContents {
    const KEY: &'static str = "file_contents";
}

/// A paper in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileItem {
    pub name: String,
    /// 责任者: who made it.
    pub author: String,
    pub dated: Option<Day>,
    /// Pages in the file, first and last.
    pub first_page: u32,
    pub last_page: u32,
    pub remarks: String,
}
