//! The kinds of file that can be handed in: jpg jpeg png tif pdf doc docx.

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    Tiff,
    Pdf,
    Doc,
    Docx,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Jpeg, Self::Png, Self::Tiff, Self::Pdf, Self::Doc, Self::Docx];

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Tiff => "image/tiff",
            Self::Pdf => "application/pdf",
            Self::Doc => "application/msword",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// The kind behind a media type that we stored.
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.media_type() == media_type)
    }

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG 图片",
            Self::Png => "PNG 图片",
            Self::Tiff => "TIFF 图片",
            Self::Pdf => "PDF 文件",
            Self::Doc => "Word 文档（doc）",
            Self::Docx => "Word 文档（docx）",
        }
    }

    /// The endings its names may have, the usual one first.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe"],
            Self::Png => &["png"],
            Self::Tiff => &["tif", "tiff"],
            Self::Pdf => &["pdf"],
            Self::Doc => &["doc"],
            Self::Docx => &["docx"],
        }
    }

    /// The usual ending.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Tiff => "tif",
            Self::Pdf => "pdf",
            Self::Doc => "doc",
            Self::Docx => "docx",
        }
    }

    /// `file_name` with an ending that fits the content: 起诉状.pdf that is a JPEG becomes 起诉状.jpg.
    pub fn named(self, file_name: &str) -> String {
        let name = clean(file_name);
        let Some((stem, ending)) = name.rsplit_once('.') else {
            return format!("{name}.{}", self.ending());
        };
        let ending = ending.to_ascii_lowercase();
        if self.endings().contains(&ending.as_str()) {
            return name;
        }
        let known = Self::ALL.iter().any(|k| k.endings().contains(&ending.as_str()));
        let stem = if known && !stem.is_empty() { stem } else { &name };
        format!("{stem}.{}", self.ending())
    }
}

/// The longest name kept, in characters.
const LONGEST: usize = 120;

/// A name without folders, control characters, and characters that turn the direction of writing
/// (with which an .exe is made to look like a .pdf).
pub fn clean(file_name: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| !c.is_control() && !is_format(*c))
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
        .collect();
    let kept = kept.trim().trim_start_matches('.');
    if kept.is_empty() { "未命名".into() } else { shortened(kept) }
}

const fn is_format(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Cuts the middle out, so that the ending stays.
fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 8 => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    stem.chars().take(LONGEST - ending.chars().count()).collect::<String>() + &ending
}
