//! 行政区划: provinces, cities and counties, and finding them in an address.

use crate::data::table;
use serde::Serialize;
use std::{collections::HashMap, sync::LazyLock};

/// A division of GB/T 2260.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Division {
    pub code: &'static str,
    pub name: &'static str,
    /// 1 province, 2 city, 3 county.
    pub level: u8,
    pub parent: Option<&'static str>,
}

struct Map {
    divisions: Vec<Division>,
    by_code: HashMap<&'static str, usize>,
}

static MAP: LazyLock<Map> = LazyLock::new(|| {
    let divisions: Vec<Division> = table!("divisions.tsv")
        .rows()
        .filter(|row| row.cell("zone").is_empty())
        .map(|row| Division {
            code: row.cell("code"),
            name: row.cell("name"),
            level: row.cell("level").parse().unwrap_or(0),
            parent: row.filled("parent"),
        })
        .collect();
    let by_code = divisions.iter().enumerate().map(|(at, d)| (d.code, at)).collect();
    Map { divisions, by_code }
});

/// Every division as of 2023-06-30 (GB/T 2260).
pub fn all() -> &'static [Division] {
    &MAP.divisions
}

/// A division by its six digits (GB/T 2260).
pub fn find(code: &str) -> Option<&'static Division> {
    MAP.by_code.get(code).and_then(|at| MAP.divisions.get(*at))
}

/// The divisions right below one, or the provinces (GB/T 2260).
pub fn below(code: Option<&str>) -> impl Iterator<Item = &'static Division> {
    let code = code.map(ToOwned::to_owned);
    all().iter().filter(move |division| division.parent == code.as_deref())
}

/// From the province down: 广东省广州市天河区 (GB/T 2260).
pub fn full_name(code: &str) -> String {
    let mut path: Vec<_> =
        std::iter::successors(find(code), |division| find(division.parent?)).collect();
    path.reverse();
    path.iter().filter(|d| !d.placeholder()).map(|d| d.name).collect()
}

/// Where an address lies, as far as its words tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    pub province: Option<&'static Division>,
    pub city: Option<&'static Division>,
    pub county: Option<&'static Division>,
}

impl Division {
    fn placeholder(&self) -> bool {
        matches!(self.name, "市辖区" | "县" | "省直辖县级行政区划" | "自治区直辖县级行政区划")
    }

    /// The name without 省, 市, 区, 县 and the like, when at least two characters remain.
    fn stem(&self) -> &'static str {
        const ENDINGS: [&str; 14] = [
            "维吾尔自治区",
            "壮族自治区",
            "回族自治区",
            "自治区",
            "特别行政区",
            "自治州",
            "自治县",
            "自治旗",
            "地区",
            "省",
            "市",
            "区",
            "县",
            "盟",
        ];
        ENDINGS
            .iter()
            .find_map(|ending| self.name.strip_suffix(ending))
            .filter(|stem| stem.chars().count() >= 2)
            .unwrap_or(self.name)
    }

    /// Where the name ends in the text. A city may be called by its stem, but 朝阳区 is no 朝阳市.
    fn named_in(&self, text: &str) -> Option<usize> {
        if let Some(at) = text.find(self.name) {
            return Some(at + self.name.len());
        }
        let stem = Some(self.stem()).filter(|_| self.level < 3)?;
        let end = text.find(stem)? + stem.len();
        Some(end).filter(|_| !text[end..].starts_with(['区', '县', '旗']))
    }
}

impl Place {
    /// The finest division that was found (GB/T 2260).
    pub fn finest(&self) -> Option<&'static Division> {
        self.county.or(self.city).or(self.province)
    }
}

/// Reads the divisions out of a free address; what is ambiguous stays open (GB/T 2260；民诉法解释第三条：住所地).
pub fn locate(address: &str) -> Place {
    let text: String = address.chars().filter(|c| !c.is_whitespace()).collect();
    let mut place = Place::default();
    let mut rest = text.as_str();
    let province = below(None).find_map(|d| Some((d.named_in(head(rest, 12))?, d)));
    if let Some((end, found)) = province {
        place.province = Some(found);
        if !is_municipality(found) {
            rest = &rest[end..];
        }
    }
    let city = unique(
        all().iter().filter(|d| {
            d.level == 2
                && !d.placeholder()
                && place.province.is_none_or(|p| d.parent == Some(p.code))
        }),
        head(rest, 20),
    );
    if let Some((end, found)) = city {
        place.city = Some(found);
        place.province = place.province.or_else(|| find(found.parent?));
        rest = &rest[end..];
    }
    let county = unique(
        all().iter().filter(|d| {
            d.level == 3
                && !d.placeholder()
                && place.city.is_none_or(|city| d.parent == Some(city.code))
                && place.province.is_none_or(|p| d.code.starts_with(&p.code[..2]))
        }),
        head(rest, 20),
    );
    if let Some((_, found)) = county {
        place.county = Some(found);
        place.city = place.city.or_else(|| find(found.parent?).filter(|d| !d.placeholder()));
        place.province = place.province.or_else(|| find(&format!("{}0000", &found.code[..2])));
    }
    place
}

fn is_municipality(province: &Division) -> bool {
    province.name.ends_with('市')
}

fn head(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(at, _)| &text[..at])
}

/// The division named earliest in the text; the longer name wins; two divisions of one name are left open.
fn unique(
    candidates: impl Iterator<Item = &'static Division>,
    text: &str,
) -> Option<(usize, &'static Division)> {
    let mut hits: Vec<(usize, usize, &'static Division)> = candidates
        .filter_map(|d| {
            let end = d.named_in(text)?;
            let shown = if text[..end].ends_with(d.name) { d.name } else { d.stem() };
            Some((end - shown.len(), end, d))
        })
        .collect();
    hits.sort_by_key(|(start, end, _)| (*start, usize::MAX - end));
    let (start, end, first) = *hits.first()?;
    let same = hits.iter().filter(|(s, e, _)| *s == start && *e == end).count();
    (same == 1).then_some((end, first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(address: &str) -> [Option<&'static str>; 3] {
        let place = locate(address);
        [place.province, place.city, place.county].map(|d| d.map(|d| d.code))
    }

    #[test]
    fn an_address_is_located() {
        let tianhe = [Some("440000"), Some("440100"), Some("440106")];
        assert_eq!(codes("广东省广州市天河区天河路1号"), tianhe);
        assert_eq!(codes("广州市天河区天河路1号"), tianhe);
        assert_eq!(codes("天河区天河路1号"), tianhe);
        assert_eq!(codes("广东广州市天河区"), tianhe);
        assert_eq!(codes("北京市朝阳区建国路1号"), [Some("110000"), None, Some("110105")]);
        assert_eq!(codes("朝阳区建国路1号"), [None; 3]);
        assert_eq!(codes("吉林省长春市朝阳区"), [Some("220000"), Some("220100"), Some("220104")]);
        assert_eq!(codes("上海浦东新区世纪大道"), [Some("310000"), None, Some("310115")]);
        assert_eq!(codes("某国某地"), [None; 3]);
    }

    #[test]
    fn a_full_name_leaves_out_placeholders() {
        assert_eq!(full_name("440106"), "广东省广州市天河区");
        assert_eq!(full_name("110105"), "北京市朝阳区");
    }
}
