//! Pictures of signatures: drawn on the screen or photographed.
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use image::{DynamicImage, GenericImageView, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// A drawn signature, decoded, is smaller than this.
const LARGEST: usize = 1024 * 1024;
/// On paper it is 5 cm wide: more pixels than this say nothing.
const WIDEST: u32 = 1200;
/// What fills less than one part in so many of both sides is a dot and no name.
const SMALLEST_PART: u32 = 8;

const BROKEN: &str = "签名没有传送成功。请点“清空”后重新签名，或者上传手写签名的照片";
const UNREADABLE: &str = "签名的图像无法读取。请重新签名，或者换一张 JPEG、PNG 照片";
const BLANK: &str =
    "签名是空白的。请在签名框内手写姓名，再点“确认签名”；上传照片的，请确认照片上有签名";
const SMALL: &str =
    "签名太小，看不清。请点“清空”后把姓名写大一些；上传照片的，请靠近签名拍摄后重新上传";

/// The PNG in a data address; nothing where nothing was drawn.
pub(super) fn drawn(address: &str) -> Result<Option<Bytes>, &'static str> {
    if address.is_empty() {
        return Ok(None);
    }
    let Some(coded) = address.strip_prefix("data:image/png;base64,") else {
        return Err(BROKEN);
    };
    if coded.len() > LARGEST / 3 * 4 {
        return Err("签名的笔画过多，图像太大。请点“清空”后重新签名，或者上传签名的照片");
    }
    let bytes = STANDARD.decode(coded).map_err(|_| BROKEN)?;
    Ok(Some(bytes.into()))
}

/// The picture as it goes into the paper: upright, not larger than needed, as PNG. An error when
/// nothing is written on it.
pub(super) fn for_paper(picture: &[u8]) -> Result<Vec<u8>, &'static str> {
    let unreadable = |_| UNREADABLE;
    let picture = upright(picture)?;
    if written(&picture).is_none() {
        return Err(BLANK);
    }
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).map_err(unreadable)?;
    Ok(out.into_inner())
}

/// Whether a new signature does: it can be read, something is written, and not only a dot.
pub(super) fn judge(picture: &[u8]) -> Result<(), &'static str> {
    let picture = upright(picture)?;
    let (width, height) = written(&picture).ok_or(BLANK)?;
    let small = |ink: u32, whole: u32| ink.saturating_mul(SMALLEST_PART) < whole;
    if small(width, picture.width()) && small(height, picture.height()) {
        return Err(SMALL);
    }
    Ok(())
}

/// The picture as it was held, not larger than needed.
fn upright(picture: &[u8]) -> Result<DynamicImage, &'static str> {
    let unreadable = |_| UNREADABLE;
    let mut reader =
        ImageReader::new(Cursor::new(picture)).with_guessed_format().map_err(|_| UNREADABLE)?;
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
    Ok(picture)
}

/// Width and height of the part on which something is written; nothing where every point looks like the first.
fn written(picture: &DynamicImage) -> Option<(u32, u32)> {
    let first = picture.get_pixel(0, 0);
    let differs = |a: u8, b: u8| a.abs_diff(b) > 24;
    let ink =
        picture.pixels().filter(|(.., p)| p.0.into_iter().zip(first.0).any(|(a, b)| differs(a, b)));
    let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
    for (x, y, _) in ink {
        (left, right) = (left.min(x), right.max(x));
        (top, bottom) = (top.min(y), bottom.max(y));
    }
    (left <= right).then(|| (right - left + 1, bottom - top + 1))
}
