//! Fractions of a fen, so that nothing is rounded before the end.

use crate::Fen;
use serde::{Serialize, Serializer};

/// An exact amount: `parts / whole` fen, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    parts: i128,
    whole: i128,
}

impl Exact {
    pub(crate) const fn of(amount: Fen) -> Self {
        Self { parts: amount.0 as i128, whole: 1 }
    }

    fn lowest(parts: i128, whole: i128) -> Self {
        let (mut a, mut b) = (parts.abs(), whole);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let common = a.max(1);
        Self { parts: parts / common, whole: whole / common }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self::lowest(self.parts * other.whole + other.parts * self.whole, self.whole * other.whole)
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        self.plus(Self { parts: -other.parts, whole: other.whole })
    }

    pub(crate) fn times(self, parts: i128, whole: i128) -> Self {
        Self::lowest(self.parts * parts, self.whole * whole)
    }

    pub(crate) fn at_most(self, cap: Fen) -> Self {
        if self.parts > i128::from(cap.0) * self.whole { Self::of(cap) } else { self }
    }

    pub(crate) const fn is_zero(self) -> bool {
        self.parts == 0
    }

    /// To the fen, half up (诉讼费用交纳办法未规定尾数；各地裁判文书多保留至分).
    pub fn to_fen(self) -> Fen {
        self.rounded(1)
    }

    /// To whole yuan, half up (诉讼费用交纳办法未规定尾数；部分法院取整到元).
    pub fn to_yuan(self) -> Fen {
        self.rounded(100)
    }

    fn rounded(self, step: i128) -> Fen {
        let whole = self.whole * step;
        let units = (self.parts * 2 + whole).div_euclid(whole * 2);
        Fen(i64::try_from(units * step).unwrap_or(i64::MAX))
    }

    /// In yuan, as a decimal of at most 28 digits (诉讼费用交纳办法第十三条：按比例分段累计).
    pub fn decimal(self) -> String {
        const DIGITS: usize = 28;
        let whole = self.whole * 100;
        let (mut left, sign) = (self.parts.abs(), if self.parts < 0 { "-" } else { "" });
        let mut integer = left / whole;
        left %= whole;
        let room = DIGITS - if integer == 0 { 0 } else { integer.to_string().len() };
        let mut digits: Vec<u8> = Vec::new();
        while left != 0 && digits.len() < room {
            left *= 10;
            digits.push(u8::try_from(left / whole).unwrap_or(0));
            left %= whole;
        }
        if left * 2 > whole {
            integer += carry(&mut digits);
        }
        while digits.last() == Some(&0) {
            digits.pop();
        }
        if digits.is_empty() {
            return format!("{sign}{integer}");
        }
        let part: String = digits.iter().map(|d| char::from(b'0' + d)).collect();
        format!("{sign}{integer}.{part}")
    }
}

/// As a decimal of yuan in text, since no float may carry it.
impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.decimal())
    }
}

/// Adds one to the last digit; gives what runs over the point.
fn carry(digits: &mut [u8]) -> i128 {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return 0;
        }
        *digit = 0;
    }
    1
}
