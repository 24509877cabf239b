//! A handwritten signature: drawn on the screen (a PNG data address in a field) or a picture of one
//! (a file). See the component `signature`.
use super::{Finished, Received, keep_bytes};
use crate::{Fault, Site, inspect::Kind};
use base64::{Engine, engine::general_purpose::STANDARD};

const DRAWN: &str = "data:image/png;base64,";
/// Smaller is a dot, larger is not a signature's picture.
const PIXELS: std::ops::RangeInclusive<i64> = 40..=8_000;

/// The signature of the form's field `name`: kept, or the sentence that says why not. `None` when
/// nothing was drawn or chosen.
pub async fn receive_signature(
    site: &Site,
    received: &Received,
    name: &str,
) -> Result<Option<Result<Finished, String>>, Fault> {
    let drawn = received.field(name).unwrap_or_default();
    if !drawn.is_empty() {
        let kept = match drawn.strip_prefix(DRAWN).map(|text| STANDARD.decode(text)) {
            Some(Ok(bytes)) => keep_bytes(site, bytes.into(), "签名.png").await?,
            Some(Err(_)) | None => Err("签名没有完整传到，请重新签名并确认".into()),
        };
        return Ok(Some(kept.and_then(is_signature)));
    }
    let field = format!("{name}_file");
    let file = received.files.iter().find(|f| f.field == field);
    Ok(file.map(|f| f.result.clone().and_then(is_signature)))
}

fn is_signature(found: Finished) -> Result<Finished, String> {
    let name = &found.file_name;
    match Kind::of_media_type(&found.media_type) {
        Some(Kind::Png | Kind::Jpeg) => {}
        Some(Kind::Tiff | Kind::Pdf | Kind::Doc | Kind::Docx) | None => {
            return Err(format!("“{name}”不是 PNG 或 JPEG 图片，请拍摄手写签名的照片后上传"));
        }
    }
    let fits = [found.width, found.height].iter().all(|p| p.is_some_and(|p| PIXELS.contains(&p)));
    if fits {
        Ok(found)
    } else {
        Err(format!(
            "“{name}”的尺寸不合适，长和宽应在 {} 至 {} 像素之间，请裁剪后重新上传",
            PIXELS.start(),
            PIXELS.end()
        ))
    }
}
