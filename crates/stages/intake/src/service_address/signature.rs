//! Pictures of signatures: drawn on the screen or photographed.
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use image::{DynamicImage, GenericImageView, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// A drawn signature, decoded, is smaller than this.
const LARGEST: usize = 1024 * 1024;
/// On paper it is 5 cm wide: more pixels than this say nothing.
const WIDEST: u32 = 1200;

/// The PNG in a data address; nothing where nothing was drawn.
pub(super) fn drawn(address: &str) -> Result<Option<Bytes>, &'static str> {
    if address.is_empty() {
        return Ok(None);
    }
    let Some(coded) = address.strip_prefix("data:image/png;base64,") else {
        return Err("签名没有传送成功，请清空后重新签名");
    };
    if coded.len() > LARGEST / 3 * 4 {
        return Err("签名的图像过大，请清空后重新签名");
    }
    let bytes = STANDARD.decode(coded).map_err(|_| "签名没有传送成功，请清空后重新签名")?;
    Ok(Some(bytes.into()))
}

/// The picture as it goes into the paper: upright, not larger than needed, as PNG. An error when
/// nothing is written on it.
pub(super) fn for_paper(picture: &[u8]) -> Result<Vec<u8>, &'static str> {
    let unreadable = |_| "签名的图像无法读取，请重新签名或者换一张照片";
    let mut reader = ImageReader::new(Cursor::new(picture))
        .with_guessed_format()
        .map_err(|_| "签名的图像无法读取，请重新签名或者换一张照片")?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(512 << 20);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let orientation = image::ImageDecoder::orientation(&mut decoder).map_err(unreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    if picture.width().max(picture.height()) > WIDEST {
        picture = picture.thumbnail(WIDEST, WIDEST);
    }
    picture.apply_orientation(orientation);
    if is_blank(&picture) {
        return Err("签名是空白的，请手写签名后再保存");
    }
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).map_err(unreadable)?;
    Ok(out.into_inner())
}

/// Every point looks like the first.
fn is_blank(picture: &DynamicImage) -> bool {
    let first = picture.get_pixel(0, 0);
    let differs = |a: u8, b: u8| a.abs_diff(b) > 24;
    !picture.pixels().any(|(_, _, p)| p.0.into_iter().zip(first.0).any(|(a, b)| differs(a, b)))
}
