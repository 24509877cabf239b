//! Categories of materials, names of files, what is still missing. Pure.
use crate::filing::{
    check::Finding,
    model::{Capacity, Filing},
};
use chrono::{DateTime, Utc};
use kernel::id::MaterialId;
use law::CaseKind;
use web::inspect::{Kind, clean_name};

/// A category that a filer added begins with this; its name follows.
const OWN: &str = "own:";
/// The category of 送达地址确认书, which the platform can make itself.
pub const ADDRESS_CONFIRMATION: &str = "address_confirmation";
/// The longest name a filer may give, in characters.
const LONGEST: usize = 60;
/// Files of one filing: a paper file of that thickness is handed in at the window.
pub const MOST_FILES: usize = 300;

/// 材料类别
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    pub key: String,
    pub name: String,
    /// Starred: the filing cannot be submitted without it.
    pub required: bool,
    pub hint: &'static str,
    pub article: &'static str,
}

/// 诉讼材料, as it stands in the filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Material {
    pub id: MaterialId,
    pub category: String,
    pub name: String,
    pub file_name: String,
    pub position: i64,
    pub sha256: String,
    pub media_type: String,
    pub size: i64,
    pub pages: Option<i64>,
    pub width: Option<i64>,
    pub height: Option<i64>,
    /// Which paper of the platform it is.
    pub generated: Option<String>,
    pub created_at: DateTime<Utc>,
}

fn capacity(capacity: Capacity) -> law::materials::Capacity {
    match capacity {
        Capacity::OneSelf => law::materials::Capacity::Own,
    }
}

/// What is asked for, in order, then what the filer added.
pub fn categories(kind: CaseKind, standing: Capacity, present: &[String]) -> Vec<Category> {
    let mut list: Vec<Category> = law::materials::required(kind, capacity(standing))
        .into_iter()
        .map(|m| Category {
            key: m.key.to_owned(),
            name: m.name.to_owned(),
            required: m.required,
            hint: m.hint,
            article: m.article,
        })
        .collect();
    for key in present {
        if !list.iter().any(|c| c.key == *key) {
            let (name, required) = (category_name(key), false);
            list.push(Category { key: key.clone(), name, required, hint: "", article: "" });
        }
    }
    list
}

/// The Chinese name of a category, whichever filing it is of.
pub fn category_name(key: &str) -> String {
    if let Some(own) = key.strip_prefix(OWN) {
        return own.to_owned();
    }
    let all = law::materials::Capacity::ALL;
    let known = |kind| all.into_iter().find_map(|c| law::materials::find(kind, c, key));
    let found = CaseKind::ALL.into_iter().find_map(known);
    found.map_or_else(|| "其他材料".to_owned(), |m| m.name.to_owned())
}

/// The key of a category that a filer names; one that exists already is found by its name.
pub fn named_category(kind: CaseKind, standing: Capacity, typed: &str) -> Result<String, String> {
    let name: String = typed.chars().filter(|c| !c.is_control()).collect();
    let name = name.trim();
    match name.chars().count() {
        0 => return Err("请填写材料类别的名称，例如“财产保全申请书”".into()),
        1..=20 => {}
        _ => return Err("材料类别的名称最多 20 个字，请缩短".into()),
    }
    let standard = categories(kind, standing, &[]);
    let known = standard.into_iter().find(|c| c.name == name);
    Ok(known.map_or_else(|| format!("{OWN}{name}"), |c| c.key))
}

/// Whether files may be put there.
pub fn accepts(kind: CaseKind, standing: Capacity, key: &str) -> bool {
    let own = |name: &str| !name.is_empty() && name.chars().count() <= 20;
    key.strip_prefix(OWN).is_some_and(own)
        || categories(kind, standing, &[]).iter().any(|c| c.key == key)
}

/// 起诉状.pdf, then 起诉状2.pdf: a file is named as its category is.
pub fn default_name(category: &str, kind: Kind, taken: &[&str]) -> String {
    let used = |stem: &str| taken.iter().any(|t| split(t).0 == stem);
    let mut stem = category.to_owned();
    let mut n = 2;
    while used(&stem) {
        stem = format!("{category}{n}");
        n += 1;
    }
    format!("{stem}.{}", kind.ending())
}

/// Whether the name was given by [`default_name`].
pub fn is_default(name: &str, category: &str) -> bool {
    let number = split(name).0.strip_prefix(category);
    number.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
}

/// The name without its ending, and the ending.
pub fn split(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, ending),
        Some(_) | None => (name, ""),
    }
}

/// The name a filer gives a file. The ending stays the one that fits the content.
pub fn renamed(typed: &str, current: &str, others: &[&str]) -> Result<String, String> {
    let ending = split(current).1;
    if typed.trim().is_empty() {
        return Err("请填写文件名称".into());
    }
    let cleaned = clean_name(typed);
    let dotted = format!(".{ending}");
    let stem = cleaned.strip_suffix(dotted.as_str()).unwrap_or(&cleaned).trim();
    if stem.is_empty() {
        return Err("请填写文件名称".into());
    }
    if stem.chars().count() > LONGEST {
        return Err(format!("文件名称最多 {LONGEST} 个字，请缩短"));
    }
    let name = if ending.is_empty() { stem.to_owned() } else { format!("{stem}.{ending}") };
    if others.contains(&name.as_str()) {
        return Err(format!("同一类别中已有名为“{name}”的文件，请换一个名称"));
    }
    Ok(name)
}

/// Where one step up or down leads in a list of ids.
pub fn moved(order: &mut [MaterialId], id: MaterialId, up: bool) {
    let Some(at) = order.iter().position(|o| *o == id) else { return };
    let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < order.len()) };
    if let Some(to) = to {
        order.swap(at, to);
    }
}

impl Material {
    /// The kind behind its media type.
    pub fn kind(&self) -> Option<Kind> {
        Kind::of_media_type(&self.media_type)
    }

    /// 1.2 MB · 3 页
    pub fn facts(&self) -> String {
        let size = match self.size {
            b if b < 1024 => format!("{b} B"),
            b if b < 1_048_576 => format!("{} KB", b / 1024),
            b => format!("{}.{} MB", b / 1_048_576, b % 1_048_576 * 10 / 1_048_576),
        };
        let pages = self.pages.map(|n| format!(" · {n} 页")).unwrap_or_default();
        let pixels = self.width.zip(self.height).map(|(w, h)| format!(" · {w}×{h} 像素"));
        let origin = match self.file_name.trim() {
            "" => String::new(),
            name if name == self.name => String::new(),
            name => format!(" · 原文件名 {name}"),
        };
        size + &pages + &pixels.unwrap_or_default() + &origin
    }

    /// A picture below 1080×1440 pixels may not be legible (FIL-8).
    pub fn is_coarse(&self) -> bool {
        let Some((w, h)) = self.width.zip(self.height) else { return false };
        w.min(h) < 1080 || w.max(h) < 1440
    }
}

/// What is still missing before the filing can be submitted.
pub fn findings(filing: &Filing, present: &[String]) -> Vec<Finding> {
    let signed = crate::service_address::model::findings(&filing.content).is_empty();
    let mut findings: Vec<Finding> = categories(filing.kind, filing.capacity, &[])
        .into_iter()
        .filter(|c| c.required && !present.contains(&c.key))
        // The paper is made from the signed step; it need not be finished.
        .filter(|c| c.key != ADDRESS_CONFIRMATION || !signed)
        .map(|c| {
            let way =
                if c.key == ADDRESS_CONFIRMATION { "在线填写并签名，或" } else { "" };
            Finding::new(&c.key, format!("请{way}上传“{}”（必交材料，{}）", c.name, c.article))
        })
        .collect();
    if filing.content.originals.is_none() {
        findings.push(Finding::new("originals", "请选择立案后纸质原件的提交方式"));
    }
    findings
}
