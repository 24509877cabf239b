//! The press as the stages know it.
use crate::{Paper, PaperError, Picture, Template};
use kernel::ports::{PaperMaker, PortError};

#[async_trait::async_trait]
impl PaperMaker for Paper {
    async fn render(
        &self,
        kind: &str,
        data: serde_json::Value,
        pictures: Vec<Picture>,
    ) -> Result<Vec<u8>, PortError> {
        let template: Template = kind.parse().map_err(|e| told(&e))?;
        let press = self.clone();
        let work = move || Self::render(&press, template, &data, pictures);
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|e| PortError::Temporary(e.to_string()))?.map_err(|e| told(&e))
    }
}

/// Fonts may be installed later; a paper that cannot be set now cannot be set tomorrow.
fn told(e: &PaperError) -> PortError {
    match e {
        PaperError::NoFonts(_) => PortError::Temporary(e.to_string()),
        PaperError::UnknownTemplate(_)
        | PaperError::UnknownPicture(_)
        | PaperError::QrCode(_)
        | PaperError::Typeset(_)
        | PaperError::Export(_) => PortError::Refused(e.to_string()),
    }
}
