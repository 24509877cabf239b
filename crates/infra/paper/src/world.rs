//! What typst may see of the world: one template and what all share, its data, the QR code that
//! the data asks for, the agreed pictures, the fonts.
//!
//! The paths are constant: typst keeps every path it has ever seen, at most 65,535 of them.
use crate::{PaperError, Picture, Template, fonts::Fonts, qr, template::SHARED};
use std::sync::LazyLock;
use typst::{
    Library, LibraryExt,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

static LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(<Library as LibraryExt>::default()));

/// Pictures that a paper may have.
const PICTURES: [&str; 1] = ["signature"];

#[expect(clippy::expect_used, reason = "the paths are constants of this file")]
fn path(name: &str) -> FileId {
    let path = VirtualPath::new(format!("/{name}")).expect("a valid path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The files of one paper.
pub(crate) struct Files {
    main: FileId,
    sources: Vec<Source>,
    bytes: Vec<(FileId, Bytes)>,
}

impl Files {
    pub(crate) fn new(
        template: Template,
        data: &serde_json::Value,
        pictures: Vec<Picture>,
    ) -> Result<Self, PaperError> {
        let mut bytes = vec![(path("data.json"), Bytes::from_string(data.to_string()))];
        if let Some(matrix) = qr::asked(data)? {
            bytes.push((path("qr.json"), Bytes::from_string(matrix.to_string())));
        }
        for (name, content) in pictures {
            if !PICTURES.contains(&name.as_str()) {
                return Err(PaperError::UnknownPicture(name));
            }
            bytes.push((path(&name), Bytes::new(content)));
        }
        let main = path("main.typ");
        let shared = SHARED.map(|(name, text)| Source::new(path(name), text.to_owned()));
        let sources = [Source::new(main, template.source().to_owned())].into_iter().chain(shared);
        Ok(Self { main, sources: sources.collect(), bytes })
    }
}

/// The world of one paper.
pub(crate) struct World<'a> {
    fonts: &'a Fonts,
    files: Files,
}

impl<'a> World<'a> {
    pub(crate) const fn new(fonts: &'a Fonts, files: Files) -> Self {
        Self { fonts, files }
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

impl typst::World for World<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.files.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.files.sources.iter().find(|s| s.id() == id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.bytes.iter().find(|f| f.0 == id).map(|f| f.1.clone()).ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.list.get(index).cloned()
    }

    /// Papers are dated by their data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
