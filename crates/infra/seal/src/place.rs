//! Where the seal goes: where the paper says, or at the end of the last page.

use crate::look::MILLIMETRE;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// The named destination (ISO 32000-1 section 12.3.2.3) by which a paper says where the middle of its seal is.
const NAME: &[u8] = b"seal";
/// Trees of names and pages deeper than this are nobody's.
const DEEP: u32 = 32;
/// From the right edge and the lower edge of the page to the middle, where a paper says nothing: within the lower right
/// corner of the text of GB/T 9704.
const CORNER: (f32, f32) = (58.0 * MILLIMETRE, 62.0 * MILLIMETRE);
/// Left, lower, right and upper edge of A4, for a page that does not say its own.
const A4: [f32; 4] = [0.0, 0.0, 595.28, 841.89];

/// A page, from 1, and the middle of the seal on it, in points from the lower left (ISO 32000-1 section 8.3.2.3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The first page is 1.
    pub page: u32,
    /// From the left, and from below.
    pub middle: (f32, f32),
}

/// The same, of a certain document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spot {
    pub(crate) page: ObjectId,
    middle: (f32, f32),
}

impl Spot {
    /// The wanted place; where none is wanted, where the paper says or at the end of the last page.
    pub(crate) fn find(document: &Document, wanted: Option<Place>) -> Option<Self> {
        match wanted {
            Some(Place { page, middle }) => {
                Some(Self { page: *document.get_pages().get(&page)?, middle })
            }
            None => Self::named(document).or_else(|| Self::last(document)),
        }
    }

    /// Where the paper says; nothing if it does not.
    fn named(document: &Document) -> Option<Self> {
        let array = destination(document)?;
        let [page, kind, left, top, ..] = array else { return None };
        let page = page.as_reference().ok()?;
        let position = kind.as_name().is_ok_and(|kind| kind == b"XYZ");
        let middle = (left.as_float().ok()?, top.as_float().ok()?);
        (position && document.get_dictionary(page).is_ok()).then_some(Self { page, middle })
    }

    /// At the end of the last page.
    fn last(document: &Document) -> Option<Self> {
        let (_, page) = document.get_pages().pop_last()?;
        let [_, lower, right, _] = edges(document, page);
        Some(Self { page, middle: (right - CORNER.0, lower + CORNER.1) })
    }

    /// The rectangle of a seal of that size, moved where it would leave the page.
    pub(crate) fn rectangle(self, document: &Document, (width, height): (f32, f32)) -> [f32; 4] {
        let [left, lower, right, upper] = edges(document, self.page);
        let x = (self.middle.0 - width / 2.0).min(right - width).max(left);
        let y = (self.middle.1 - height / 2.0).min(upper - height).max(lower);
        [x, y, x + width, y + height]
    }
}

/// The page's edges, its own or those of the pages above it.
fn edges(document: &Document, page: ObjectId) -> [f32; 4] {
    let mut node = document.get_dictionary(page).ok();
    for _ in 0..DEEP {
        let Some(dictionary) = node else { break };
        let edges = dictionary.get_deref(b"MediaBox", document).and_then(Object::as_array);
        let edges = edges.ok().and_then(|list| {
            let numbers: Vec<f32> = list.iter().filter_map(|n| n.as_float().ok()).collect();
            <[f32; 4]>::try_from(numbers).ok()
        });
        if let Some(edges) = edges {
            return edges;
        }
        node = dictionary.get_deref(b"Parent", document).and_then(Object::as_dict).ok();
    }
    A4
}

/// The dictionary under a key, through a reference or not.
fn below<'a>(document: &'a Document, from: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    from.get_deref(key, document).and_then(Object::as_dict).ok()
}

/// In the tree of names, or in the older dictionary (ISO 32000-1 section 12.3.2.3).
fn destination(document: &Document) -> Option<&[Object]> {
    let catalog = document.catalog().ok()?;
    let tree = below(document, catalog, b"Names").and_then(|n| below(document, n, b"Dests"));
    let found = tree.and_then(|tree| in_tree(document, tree, DEEP)).or_else(|| {
        below(document, catalog, b"Dests").and_then(|all| all.get_deref(NAME, document).ok())
    })?;
    if let Ok(said) = found.as_dict() {
        said.get_deref(b"D", document).and_then(Object::as_array)
    } else {
        found.as_array()
    }
    .ok()
    .map(Vec::as_slice)
}

/// ISO 32000-1 section 7.9.6. Papers have few names: all branches are looked into.
fn in_tree<'a>(document: &'a Document, node: &'a Dictionary, deep: u32) -> Option<&'a Object> {
    let list = |key| node.get_deref(key, document).and_then(Object::as_array).ok();
    let names = list(b"Names").into_iter().flat_map(|names| names.chunks_exact(2));
    for pair in names {
        if let [name, value] = pair
            && name.as_str().is_ok_and(|name| name == NAME)
        {
            return document.dereference(value).ok().map(|(_, value)| value);
        }
    }
    let deep = deep.checked_sub(1)?;
    list(b"Kids").into_iter().flatten().find_map(|kid| {
        let kid = document.dereference(kid).ok()?.1.as_dict().ok()?;
        in_tree(document, kid, deep)
    })
}
