//! What is seen of a seal: a drawing or a picture, as the appearance of its field (ISO 32000-1 section 12.5.5).

use crate::SealError;
use image::{GenericImageView, ImageFormat, ImageReader, Limits};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::io::Cursor;

/// The seal of a court measures 42 mm (国务院关于国家行政机关和企业事业单位社会团体印章管理的规定, 国发〔1999〕25号).
pub const DIAMETER: f32 = 42.0 * MILLIMETRE;
/// In points.
pub(crate) const MILLIMETRE: f32 = 72.0 / 25.4;
/// Larger pictures show nothing more in 42 mm.
const MOST_PIXELS: u32 = 4000;

/// A drawing by operators of PDF (ISO 32000-1 section 8.5) in a square from the origin to `side`, in colours of `DeviceRGB`.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// In points, or whatever the operators measure in.
    pub side: f32,
    /// They begin with a colour of their own.
    pub operators: String,
}

/// What is seen of a seal.
#[derive(Clone, Debug, PartialEq)]
pub enum Image {
    /// Drawn by lines.
    Drawing(Drawing),
    /// A picture of points.
    Picture(Picture),
}

/// A picture, 8 bits for each of red, green, blue; and how much of each point there is.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    width: u32,
    height: u32,
    colours: Vec<u8>,
    /// `None`: all of them.
    opacity: Option<Vec<u8>>,
}

impl Image {
    /// A PNG, whatever its depth; transparency stays.
    pub fn png(octets: &[u8]) -> Result<Self, SealError> {
        let failed = |e: image::ImageError| SealError::Picture(e.to_string());
        let mut reader = ImageReader::with_format(Cursor::new(octets), ImageFormat::Png);
        let mut limits = Limits::default();
        limits.max_image_width = Some(MOST_PIXELS);
        limits.max_image_height = Some(MOST_PIXELS);
        reader.limits(limits);
        let decoded = reader.decode().map_err(failed)?;
        let (width, height) = decoded.dimensions();
        let points = decoded.to_rgba8();
        let colours = points.pixels().flat_map(|p| [p.0[0], p.0[1], p.0[2]]).collect();
        let opacity: Vec<u8> = points.pixels().map(|p| p.0[3]).collect();
        let opaque = opacity.iter().all(|o| *o == u8::MAX);
        let opacity = Some(opacity).filter(|_| !opaque);
        Ok(Self::Picture(Picture { width, height, colours, opacity }))
    }

    /// Width and height on the page, in points: the longer is 42 mm.
    pub(crate) fn size(&self) -> (f32, f32) {
        let Self::Picture(picture) = self else { return (DIAMETER, DIAMETER) };
        let (w, h) = (picture.width.max(1), picture.height.max(1));
        // Below 4,000 these are exact.
        #[expect(clippy::cast_precision_loss, reason = "at most MOST_PIXELS")]
        let (w, h) = (w as f32, h as f32);
        let scale = DIAMETER / w.max(h);
        (w * scale, h * scale)
    }

    /// Adds the appearance to a document. It is printed like ink: what is black below stays black.
    pub(crate) fn add(&self, to: &mut Document) -> Result<ObjectId, SealError> {
        let ink = dictionary! { "Type" => "ExtGState", "BM" => "Multiply" };
        let mut resources = dictionary! { "ExtGState" => dictionary! { "Ink" => ink } };
        let (width, height, operators) = match self {
            Self::Drawing(Drawing { side, operators }) => (*side, *side, operators.clone()),
            Self::Picture(picture) => {
                let image = picture.add(to)?;
                resources.set("XObject", dictionary! { "Seal" => image });
                let (width, height) = self.size();
                (width, height, format!("{width:.3} 0 0 {height:.3} 0 0 cm /Seal Do"))
            }
        };
        let form = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), width.into(), height.into()],
            "Resources" => resources,
        };
        let content = format!("q /Ink gs {operators} Q");
        compressed(to, form, content.into_bytes())
    }
}

impl Picture {
    fn add(&self, to: &mut Document) -> Result<ObjectId, SealError> {
        let mut colours = self.head("DeviceRGB");
        if let Some(opacity) = &self.opacity {
            let mask = compressed(to, self.head("DeviceGray"), opacity.clone())?;
            colours.set("SMask", Object::Reference(mask));
        }
        compressed(to, colours, self.colours.clone())
    }

    fn head(&self, space: &str) -> Dictionary {
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Image",
            "Width" => self.width,
            "Height" => self.height,
            "ColorSpace" => space,
            "BitsPerComponent" => 8,
        }
    }
}

fn compressed(
    to: &mut Document,
    head: Dictionary,
    content: Vec<u8>,
) -> Result<ObjectId, SealError> {
    let mut stream = Stream::new(head, content);
    stream.compress()?;
    Ok(to.add_object(stream))
}
