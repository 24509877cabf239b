//! Fonts from Debian's fonts-noto-cjk, or whatever has the same names.
use crate::PaperError;
use std::path::{Path, PathBuf};
use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// Where fonts lie on the systems we know; `DENGWEN_FONTS` stands before them.
pub fn font_dirs() -> Vec<PathBuf> {
    let own = std::env::var_os("DENGWEN_FONTS").map(PathBuf::from);
    let usual = [
        "/usr/share/fonts/opentype/noto",
        "/usr/share/fonts/noto-cjk",
        "/usr/share/fonts/google-noto-cjk",
        "/usr/local/share/fonts",
        "/usr/share/fonts",
    ];
    own.into_iter().chain(usual.map(PathBuf::from)).collect()
}

/// Song for text and headings; Hei only where there is no Song, because each is 25 MB in memory.
const WANTED: [[&str; 2]; 2] =
    [["NotoSerifCJK-Regular", "NotoSerifCJK-Bold"], ["NotoSansCJK-Regular", "NotoSansCJK-Bold"]];
/// Of the faces of a collection only this language's are used.
const LANGUAGE: &str = " SC";

/// How deep folders are searched.
const DEEP: u32 = 3;

/// The fonts that templates may use.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) list: Vec<Font>,
}

impl Fonts {
    pub(crate) fn load(dirs: &[PathBuf]) -> Result<Self, PaperError> {
        for family in WANTED {
            let list: Vec<Font> = family
                .into_iter()
                .filter_map(|name| dirs.iter().find_map(|dir| find(dir, name, DEEP)))
                .filter_map(|path| std::fs::read(path).ok())
                .flat_map(|content| Font::iter(Bytes::new(content)).collect::<Vec<_>>())
                .filter(|font| font.info().family.ends_with(LANGUAGE))
                .collect();
            if !list.is_empty() {
                let book = LazyHash::new(FontBook::from_fonts(&list));
                return Ok(Self { book, list });
            }
        }
        let searched: Vec<_> = dirs.iter().map(|d| d.display().to_string()).collect();
        Err(PaperError::NoFonts(searched.join("、")))
    }
}

/// The font file of that name, whatever its ending.
fn find(dir: &Path, name: &str, deep: u32) -> Option<PathBuf> {
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(dir).ok()?.flatten() {
        let path = entry.path();
        if path.is_dir() {
            folders.push(path);
        } else if path.file_stem().is_some_and(|stem| stem == name) {
            return Some(path);
        }
    }
    if deep == 0 {
        return None;
    }
    folders.iter().find_map(|folder| find(folder, name, deep - 1))
}
