//! Money in fen. No rate is a float, no amount is rounded silently.

use crate::numerals;
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    iter::Sum,
    ops::{Add, AddAssign, Neg, Sub, SubAssign},
    str::FromStr,
};

/// An amount in fen (诉讼费用交纳办法第五十五条：以人民币为计算单位；中国人民银行法第十七条：辅币单位为角、分).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
#[serde(transparent)]
pub struct Fen(pub i64);

/// Why a typed amount is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAmount {
    #[error("金额未填写。请填写数字，例如 50000 或 12345.67")]
    Empty,
    #[error("金额“{0}”无法识别。请用数字填写，例如 50000、12,345.67 或 5万")]
    NotANumber(String),
    #[error("金额“{0}”中逗号的位置不对。千位分隔的逗号每三位一个，例如 12,345.67，也可以不写逗号")]
    Grouped(String),
    #[error("金额“{0}”小数超过两位。人民币最小单位为分，请最多填写两位小数")]
    FinerThanFen(String),
    #[error("金额“{0}”为负数。请填写不小于零的金额")]
    Negative(String),
    #[error("金额“{0}”过大。请核对后重新填写")]
    TooLarge(String),
}

/// The largest amount that is taken from a form: one hundred thousand billion yuan.
const LARGEST: i128 = 10_000_000_000_000_000;

impl Fen {
    pub const ZERO: Self = Self(0);

    /// Whole yuan (中国人民银行法第十七条).
    pub const fn yuan(yuan: i64) -> Self {
        Self(yuan * 100)
    }

    /// 大写金额，如壹万元整（《正确填写票据和结算凭证的基本规定》第一条；会计基础工作规范第五十二条）.
    pub fn chinese_upper(self) -> String {
        numerals::amount_upper(self)
    }

    /// Without separators, for machines: `1050.00` (会计基础工作规范第五十二条).
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", fen / 100, fen % 100)
    }

    /// Reads what a person typed: `50000`, `5万`, `12,345.67元`, `￥1.5`, full-width digits, `1.2亿元`, `壹万元整`
    /// (民事诉讼法第一百二十四条：诉讼请求).
    pub fn parse(typed: &str) -> Result<Self, BadAmount> {
        let original = typed.trim().to_owned();
        let half = numerals::half_width(typed);
        if !numerals::grouped(half.trim()) {
            return Err(BadAmount::Grouped(original));
        }
        let text: String =
            half.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '¥' | '￥')).collect();
        let text = text.strip_prefix("人民币").unwrap_or(&text);
        let text = text.strip_suffix('整').unwrap_or(text);
        let text = text.strip_suffix("元").unwrap_or(text);
        if text.is_empty() {
            return Err(BadAmount::Empty);
        }
        if let Some(rest) = text.strip_prefix('-') {
            let number = rest.starts_with(|c: char| c.is_ascii_digit());
            return Err(if number {
                BadAmount::Negative(original)
            } else {
                BadAmount::NotANumber(original)
            });
        }
        let (digits, unit) = numerals::strip_unit(text);
        match numerals::decimal_times(digits, unit * 100) {
            numerals::Scaled::Exact(fen) if fen > LARGEST => Err(BadAmount::TooLarge(original)),
            numerals::Scaled::Exact(fen) => {
                i64::try_from(fen).map(Self).map_err(|_| BadAmount::TooLarge(original))
            }
            numerals::Scaled::Inexact => Err(BadAmount::FinerThanFen(original)),
            numerals::Scaled::TooLarge => Err(BadAmount::TooLarge(original)),
            numerals::Scaled::NotANumber if text.is_ascii() => Err(BadAmount::NotANumber(original)),
            numerals::Scaled::NotANumber => {
                if let Some(yuan) = numerals::mixed_units(text).filter(|y| *y <= LARGEST / 100) {
                    return i64::try_from(yuan)
                        .map(Self::yuan)
                        .map_err(|_| BadAmount::TooLarge(original));
                }
                numerals::parse_amount_cn(typed).ok_or(BadAmount::NotANumber(original))
            }
        }
    }
}

/// `1,050.00`
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fen = self.0.unsigned_abs();
        let digits = (fen / 100).to_string();
        if self.0 < 0 {
            f.write_str("-")?;
        }
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ".{:02}", fen % 100)
    }
}

impl FromStr for Fen {
    type Err = BadAmount;
    fn from_str(typed: &str) -> Result<Self, BadAmount> {
        Self::parse(typed)
    }
}

impl Add for Fen {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}
impl AddAssign for Fen {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
impl Sub for Fen {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}
impl SubAssign for Fen {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
impl Neg for Fen {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}
impl Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_amount_is_shown_with_thousands() {
        assert_eq!(Fen(105_000).to_string(), "1,050.00");
        assert_eq!(Fen(99_999).to_string(), "999.99");
        assert_eq!(Fen(-123_456_789).to_string(), "-1,234,567.89");
        assert_eq!(Fen::ZERO.to_string(), "0.00");
        assert_eq!(Fen(105_000).plain(), "1050.00");
    }

    #[test]
    fn typed_amounts_are_understood() {
        for (typed, fen) in [
            ("50000", 5_000_000),
            ("5万", 5_000_000),
            ("5 万元", 5_000_000),
            ("12,345.67元", 1_234_567),
            ("１２３．５", 12_350),
            ("￥0.01", 1),
            ("1.25亿元", 12_500_000_000),
            ("人民币100元整", 10_000),
            ("0.5万", 500_000),
            ("3千元", 300_000),
            ("3亿5千万", 35_000_000_000),
            ("1万5千元", 1_500_000),
            ("1,234,567", 123_456_700),
        ] {
            assert_eq!(Fen::parse(typed), Ok(Fen(fen)), "{typed}");
        }
    }

    #[test]
    fn a_wrong_amount_is_told_why() {
        assert_eq!(Fen::parse(" "), Err(BadAmount::Empty));
        assert!(matches!(Fen::parse("1.234"), Err(BadAmount::FinerThanFen(_))));
        assert!(matches!(Fen::parse("-5"), Err(BadAmount::Negative(_))));
        assert!(matches!(Fen::parse("五百多"), Err(BadAmount::NotANumber(_))));
        for typed in ["12,34", "1,2345", "1234,567", ",500", "5,万"] {
            assert!(matches!(Fen::parse(typed), Err(BadAmount::Grouped(_))), "{typed}");
        }
        for typed in ["3亿5", "1万500", "三万五", "5千1万"] {
            assert!(matches!(Fen::parse(typed), Err(BadAmount::NotANumber(_))), "{typed}");
        }
        assert!(matches!(Fen::parse("1.2.3"), Err(BadAmount::NotANumber(_))));
        assert!(matches!(Fen::parse("9999999999999999"), Err(BadAmount::TooLarge(_))));
        assert!(Fen::parse("12元5").unwrap_err().to_string().contains("无法识别"));
    }

    proptest! {
        #[test]
        fn printing_and_reading_are_inverse(fen in 0i64..1_000_000_000_000_000) {
            prop_assert_eq!(Fen::parse(&Fen(fen).to_string()), Ok(Fen(fen)));
            prop_assert_eq!(Fen::parse(&Fen(fen).plain()), Ok(Fen(fen)));
        }

        #[test]
        fn no_typed_text_breaks_the_reader(text in ".{0,40}") {
            let _ = Fen::parse(&text);
        }
    }
}
