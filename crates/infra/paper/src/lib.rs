//! Court papers: typst templates in Chinese typographic custom, filled with the data of
//! the crate `forms`, as tagged PDF/A.
//!
//! What a person typed reaches a template only as JSON strings, which are text and never markup.
//! Output is PDF/A-2a and PDF/UA-1 at once; where a name has a character that no font here can
//! draw, the paper is made without these seals of quality rather than not at all, and the
//! character stays in its text layer.
mod fonts;
mod port;
mod qr;
mod template;
#[cfg(test)]
mod tests;
mod world;

pub use fonts::font_dirs;
pub use template::Template;

use fonts::Fonts;
use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::{Files, World};

/// Why a paper could not be made.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PaperError {
    #[error("没有名为 {0} 的文书模板")]
    UnknownTemplate(String),
    #[error("没有找到中文字体（查找了 {0}），请安装 fonts-noto-cjk")]
    NoFonts(String),
    #[error("文书的图片 {0} 不在模板约定之内")]
    UnknownPicture(String),
    #[error("核验地址有 {0} 个字节，超过二维码的 331 个字节")]
    QrCode(usize),
    #[error("文书排版失败：{0}")]
    Typeset(String),
    #[error("文书导出失败：{0}")]
    Export(String),
}

/// A picture of a paper, under the name by which its data speaks of it.
pub type Picture = (String, Vec<u8>);

/// The press. Fonts are read at the first paper, so that an idle process stays small. Cheap to clone.
#[derive(Clone)]
pub struct Paper(Arc<Inner>);

struct Inner {
    dirs: Vec<PathBuf>,
    fonts: OnceLock<Result<Fonts, PaperError>>,
}

impl Paper {
    /// A press that looks for its fonts in these folders.
    pub fn new(dirs: &[PathBuf]) -> Self {
        Self(Arc::new(Inner { dirs: dirs.to_vec(), fonts: OnceLock::new() }))
    }

    /// Whether there are fonts; to be asked by `doctor`.
    pub fn check(&self) -> Result<(), PaperError> {
        self.fonts().map(|_| ())
    }

    fn fonts(&self) -> Result<&Fonts, PaperError> {
        let fonts = self.0.fonts.get_or_init(|| Fonts::load(&self.0.dirs));
        fonts.as_ref().map_err(Clone::clone)
    }

    /// The PDF of a paper.
    pub fn render(
        &self,
        template: Template,
        data: &serde_json::Value,
        pictures: Vec<Picture>,
    ) -> Result<Vec<u8>, PaperError> {
        let files = Files::new(template, data, pictures)?;
        let world = World::new(self.fonts()?, files);
        let result = typeset(&world);
        // What typst remembers of papers long past would pile up.
        typst::comemo::evict(10);
        result
    }
}

fn typeset(world: &World<'_>) -> Result<Vec<u8>, PaperError> {
    let document =
        typst::compile::<PagedDocument>(world).output.map_err(|e| PaperError::Typeset(said(&e)))?;
    match export(&document, &[PdfStandard::A_2a, PdfStandard::Ua_1]) {
        Err(PaperError::Export(why)) => {
            tracing::warn!(why, "a paper is made without PDF/A");
            export(&document, &[])
        }
        done => done,
    }
}

fn export(document: &PagedDocument, standards: &[PdfStandard]) -> Result<Vec<u8>, PaperError> {
    let standards =
        PdfStandards::new(standards).map_err(|e| PaperError::Export(e.message().to_string()))?;
    let options = PdfOptions { standards, ..PdfOptions::default() };
    typst_pdf::pdf(document, &options).map_err(|e| PaperError::Export(said(&e)))
}

/// What typst says, without what the person typed.
fn said(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|e| e.message.as_str()).collect::<Vec<_>>().join("; ")
}
