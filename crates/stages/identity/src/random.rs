//! Secrets that people type or read: codes, one-time passwords, slips.
use rand::seq::IndexedRandom;

/// Letters and digits that cannot be taken for one another.
const CLEAR: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/// `n` clear letters and digits.
pub(crate) fn clear(n: usize) -> String {
    let mut rng = rand::rng();
    (0..n).filter_map(|_| CLEAR.choose(&mut rng)).map(|b| char::from(*b)).collect()
}

/// Six digits.
pub(crate) fn six_digits() -> String {
    format!("{:06}", rand::random_range(0..1_000_000))
}

/// A first password: `xxxx-xxxx-xxxx`, about 59 bits, with a digit in it.
pub(crate) fn first_password() -> String {
    format!("{}-{}-{}{}", clear(4), clear(4), clear(3), rand::random_range(2..10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_have_their_length_and_differ() {
        assert_eq!(six_digits().len(), 6);
        assert_eq!(clear(12).len(), 12);
        assert_ne!(clear(12), clear(12));
        assert_eq!(first_password().len(), 14);
    }
}
