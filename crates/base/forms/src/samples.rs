//! Demonstration data: every paper filled to the full, and with as little as it can have. The people,
//! numbers and companies do not exist.
mod court;
mod file;
mod parties;
mod people;
mod pleadings;

use crate::{Form, Signatory, Signature, Stroke, Strokes};
use serde_json::Value;

/// A paper with data.
pub struct Sample {
    /// The template.
    pub key: &'static str,
    pub data: Value,
}

/// Of each paper one, everything given.
pub fn full() -> Vec<Sample> {
    [pleadings::full(), parties::full(), court::full(), file::full()]
        .into_iter()
        .flatten()
        .collect()
}

/// Of each paper one, nothing given that can be left out.
pub fn sparse() -> Vec<Sample> {
    [pleadings::sparse(), parties::sparse(), court::sparse(), file::sparse()]
        .into_iter()
        .flatten()
        .collect()
}

pub use file::long_contents;
pub use parties::long_evidence;
pub use pleadings::long_complaint;

#[expect(clippy::expect_used, reason = "plain structs with string keys always become JSON")]
fn sample<F: Form>(form: &F) -> Sample {
    Sample { key: F::KEY, data: form.data().expect("a plain struct") }
}

fn texts<const N: usize>(list: [&str; N]) -> Vec<String> {
    list.map(str::to_owned).to_vec()
}

/// A scribble that looks like two characters: strokes of one width, of changing width, and a dot.
pub fn scribble() -> Signature {
    let even = |points: &[[f64; 2]]| Stroke { points: points.to_vec(), widths: vec![5.0] };
    let wave = |k: f64| 90.0 + 50.0 * (k / 4.0).sin();
    let points: Vec<[f64; 2]> =
        (0..28).map(|i| [180.0 + f64::from(i) * 5.0, wave(i.into())]).collect();
    let widths = (0..28).map(|i| 2.0 + 5.0 * (f64::from(i) / 9.0).sin().abs()).collect();
    Signature::Strokes(Strokes {
        width: 360.0,
        height: 180.0,
        strokes: vec![
            even(&[[30.0, 50.0], [80.0, 46.0], [140.0, 40.0]]),
            even(&[[86.0, 20.0], [84.0, 80.0], [60.0, 130.0], [28.0, 160.0]]),
            even(&[[86.0, 70.0], [110.0, 120.0], [150.0, 158.0]]),
            Stroke { points, widths },
            even(&[[330.0, 40.0]]),
        ],
    })
}

fn signed(name: &str) -> Signatory {
    Signatory { name: name.to_owned(), signature: scribble() }
}
