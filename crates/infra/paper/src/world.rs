//! What typst may see of the world: one template, one data file, the agreed pictures, the fonts.
//!
//! The paths are constant: typst keeps every path it has ever seen, at most 65,535 of them.
use crate::{PaperError, Picture, Template, fonts::Fonts, template::COURT};
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
    main: Source,
    court: Source,
    data: (FileId, Bytes),
    pictures: Vec<(FileId, Bytes)>,
}

impl Files {
    pub(crate) fn new(
        template: Template,
        data: &serde_json::Value,
        pictures: Vec<Picture>,
    ) -> Result<Self, PaperError> {
        let pictures = pictures.into_iter().map(|(name, content)| {
            if PICTURES.contains(&name.as_str()) {
                Ok((path(&name), Bytes::new(content)))
            } else {
                Err(PaperError::UnknownPicture(name))
            }
        });
        Ok(Self {
            main: Source::new(path("main.typ"), template.source().to_owned()),
            court: Source::new(path("court.typ"), COURT.to_owned()),
            data: (path("data.json"), Bytes::from_string(data.to_string())),
            pictures: pictures.collect::<Result<_, _>>()?,
        })
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
        self.files.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let sources = [&self.files.main, &self.files.court];
        sources.into_iter().find(|s| s.id() == id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let mut files = std::iter::once(&self.files.data).chain(&self.files.pictures);
        files.find(|f| f.0 == id).map(|f| f.1.clone()).ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.list.get(index).cloned()
    }

    /// Papers are dated by their data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
