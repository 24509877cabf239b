//! Signatures by hand: as strokes, which the paper draws as curves, or as a picture.
use serde::{Serialize, Serializer};

/// How a place for a signature is filled. Written as `false`, `true` or the strokes.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Signature {
    /// Room for a pen.
    #[default]
    Blank,
    /// The picture that is handed to the press under the name `signature`.
    Picture,
    /// Curves.
    Strokes(Strokes),
}

impl Serialize for Signature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Blank => serializer.serialize_bool(false),
            Self::Picture => serializer.serialize_bool(true),
            Self::Strokes(strokes) => strokes.serialize(serializer),
        }
    }
}

/// What the pen wrote, in any unit of length; the paper scales it to the room it has.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Strokes {
    /// Of the field that was written in.
    pub width: f64,
    pub height: f64,
    pub strokes: Vec<Stroke>,
}

/// From pen down to pen up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stroke {
    /// x to the right, y down, from the field's upper left corner. One point is a dot.
    pub points: Vec<[f64; 2]>,
    /// Of the line, in the same unit: one for the whole stroke, or one for each point, as the pen
    /// pressed.
    pub widths: Vec<f64>,
}

/// Who signs.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Signatory {
    /// Name of the person or organisation; spoken where the signature cannot be seen.
    pub name: String,
    pub signature: Signature,
}
