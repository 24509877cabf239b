//! The drawn seal: a red ring, a star in its middle, the holder's name around it, and a word below.

use crate::{
    Drawing, Image, Look, SealError,
    look::{DIAMETER, MILLIMETRE},
};
use std::{f32::consts::TAU, fmt::Write};
use ttf_parser::{Face, OutlineBuilder, fonts_in_collection};

/// Of the faces of a collection, the one with the forms of the mainland.
const LANGUAGE: &str = " SC";
/// All lengths are millimetres from the middle.
const RADIUS: f32 = 21.0;
const LINE: f32 = 1.2;
const STAR: f32 = 7.0;
/// Characters around: distance of their middles, height, and greatest width.
const AROUND: f32 = 16.2;
const HEIGHT: f32 = 5.2;
const WIDTH: f32 = 4.7;
/// The name takes at most so much of the circle, each character at most so much.
const ARC: f32 = TAU * 0.72;
const STEP: f32 = TAU / 13.0;
/// The word below the star: its middle, its characters' size and distance.
const BELOW: f32 = -11.4;
const SMALL: f32 = 4.2;
const APART: f32 = 5.0;
/// Red of seal paste.
const INK: &str = "0.80 0.06 0.10";
/// How far the handles of a curve are for a quarter of a circle.
const QUARTER: f32 = 0.552_285;

impl Look {
    /// A seal drawn with the characters of a font (`TrueType` or `OpenType`, also a collection): `holder` around the star,
    /// `word` below it.
    pub fn ring(font: &[u8], holder: &str, word: &str) -> Result<Self, SealError> {
        let face = face(font).ok_or_else(|| SealError::Picture("字体无法读取".into()))?;
        let mut pen = Pen::default();
        let scale = MILLIMETRE;
        let middle = DIAMETER / 2.0;
        pen.say(&format!("{INK} rg {INK} RG {scale:.4} 0 0 {scale:.4} {middle:.4} {middle:.4} cm"));
        pen.ring();
        pen.star();
        let step = (ARC / length(holder)).min(STEP);
        let width = (step * AROUND * 0.92).min(WIDTH);
        let first = -step * (length(holder) - 1.0) / 2.0;
        for (n, character) in (0_u16..).zip(holder.chars()) {
            let angle = step.mul_add(f32::from(n), first);
            let (sine, cosine) = angle.sin_cos();
            let at = (AROUND * sine, AROUND * cosine);
            pen.character(&face, character, (width, HEIGHT), (at, angle))?;
        }
        let first = -APART * (length(word) - 1.0) / 2.0;
        for (n, character) in (0_u16..).zip(word.chars()) {
            let at = (APART.mul_add(f32::from(n), first), BELOW);
            pen.character(&face, character, (SMALL, SMALL), (at, 0.0))?;
        }
        let image = Image::Drawing(Drawing { side: DIAMETER, operators: pen.operators });
        Ok(Self { holder: holder.to_owned(), image })
    }
}

/// At least one, as it is divided by.
fn length(text: &str) -> f32 {
    f32::from(u16::try_from(text.chars().count().max(1)).unwrap_or(u16::MAX))
}

fn face(font: &[u8]) -> Option<Face<'_>> {
    let ours = |face: &Face<'_>| {
        let mut names = face.names().into_iter().filter_map(|name| name.to_string());
        names.any(|name| name.ends_with(LANGUAGE))
    };
    let count = fonts_in_collection(font).unwrap_or(1);
    let mut faces = (0..count).filter_map(|n| Face::parse(font, n).ok());
    faces.find(ours).or_else(|| Face::parse(font, 0).ok())
}

/// Where the origin of a font's units lies, and where one unit leads to the right and up.
#[derive(Default)]
struct Frame {
    origin: (f32, f32),
    right: (f32, f32),
    up: (f32, f32),
}

/// Writes operators of PDF (ISO 32000-1 section 8.5).
#[derive(Default)]
struct Pen {
    operators: String,
    /// Where the outline of a character goes on.
    last: (f32, f32),
    /// Takes the units of a font to millimetres.
    frame: Frame,
}

impl Pen {
    fn say(&mut self, operators: &str) {
        self.operators.push_str(operators);
        self.operators.push(' ');
    }

    fn ring(&mut self) {
        let (r, h) = (RADIUS - LINE / 2.0, (RADIUS - LINE / 2.0) * QUARTER);
        self.say(&format!(
            "{LINE} w {r:.3} 0 m \
             {r:.3} {h:.3} {h:.3} {r:.3} 0 {r:.3} c -{h:.3} {r:.3} -{r:.3} {h:.3} -{r:.3} 0 c \
             -{r:.3} -{h:.3} -{h:.3} -{r:.3} 0 -{r:.3} c {h:.3} -{r:.3} {r:.3} -{h:.3} {r:.3} 0 c s"
        ));
    }

    /// Drawn in one line from point to point but one.
    fn star(&mut self) {
        for (n, letter) in (0_u8..5).zip(["m", "l", "l", "l", "l"]) {
            let (sine, cosine) = (TAU * 0.4 * f32::from(n)).sin_cos();
            self.say(&format!("{:.3} {:.3} {letter}", STAR * sine, STAR * cosine));
        }
        self.say("h f");
    }

    /// A character of that width and height, its middle at a point, turned clockwise by an angle.
    fn character(
        &mut self,
        face: &Face<'_>,
        character: char,
        (width, height): (f32, f32),
        (at, angle): ((f32, f32), f32),
    ) -> Result<(), SealError> {
        let lacks = || SealError::Picture(format!("字体中没有“{character}”字"));
        let glyph = face.glyph_index(character).ok_or_else(lacks)?;
        let units = f32::from(face.units_per_em());
        let advance = face.glyph_hor_advance(glyph).map_or(units, f32::from);
        // Of ideographs the square stands 12 hundredths below the line.
        let middle = (advance / 2.0, units * 0.38);
        let (sine, cosine) = angle.sin_cos();
        let right = (width / units * cosine, -width / units * sine);
        let up = (height / units * sine, height / units * cosine);
        let left = at.0 - right.0 * middle.0 - up.0 * middle.1;
        let lower = at.1 - right.1 * middle.0 - up.1 * middle.1;
        self.frame = Frame { origin: (left, lower), right, up };
        if face.outline_glyph(glyph, self).is_some() {
            self.say("f");
        }
        Ok(())
    }

    fn point(&mut self, x: f32, y: f32) {
        let Frame { origin, right, up } = &self.frame;
        let (left, lower) = (right.0 * x + up.0 * y, right.1 * x + up.1 * y);
        let _ = write!(self.operators, "{:.3} {:.3} ", origin.0 + left, origin.1 + lower);
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = (x, y);
        self.point(x, y);
        self.say("m");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.last = (x, y);
        self.point(x, y);
        self.say("l");
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let third = |end: f32, handle: f32| end + (handle - end) * 2.0 / 3.0;
        let (x0, y0) = self.last;
        self.curve_to(third(x0, x1), third(y0, y1), third(x, x1), third(y, y1), x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.last = (x, y);
        self.point(x1, y1);
        self.point(x2, y2);
        self.point(x, y);
        self.say("c");
    }

    fn close(&mut self) {
        self.say("h");
    }
}
