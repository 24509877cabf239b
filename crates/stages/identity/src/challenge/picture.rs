//! Draws the picture of a riddle: distorted and strewn, different each time it is asked for.
use captcha::{
    Captcha,
    filters::{Dots, Noise, Wave},
};

/// Characters that the font has, that are not taken for one another, and of which five fit in.
pub(super) const CHARACTERS: &[u8] = b"ACDEFGHJKNPRTXY34679";
/// How many there are in a picture.
pub(super) const LENGTH: usize = 5;

/// A PNG of the characters.
pub(super) fn draw(text: &str) -> Option<Vec<u8>> {
    let mut captcha = Captcha::new();
    for c in text.chars() {
        captcha.set_chars(&[c]).add_char();
    }
    captcha
        .set_color([22, 35, 43])
        .apply_filter(Noise::new(0.12))
        .apply_filter(Wave::new(2.0, 9.0).horizontal())
        .apply_filter(Wave::new(2.0, 7.0).vertical())
        .view(240, 96)
        .apply_filter(Dots::new(6).max_radius(5).min_radius(2))
        .as_png()
}
