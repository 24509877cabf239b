//! The scales of the Decree: a flat sum for the first slice, then a rate for each further one, added up.

use super::{Exact, Working};
use crate::Fen;

/// A slice up to `to` (none: without end) at `rate` in hundredths of a percent.
struct Slice {
    to: Option<Fen>,
    rate: i64,
}

pub(super) struct Scale {
    article: &'static str,
    /// Up to here the flat sum, whatever the amount.
    first: Fen,
    flat: Fen,
    slices: &'static [Slice],
}

const fn to(yuan: i64, rate: i64) -> Slice {
    Slice { to: Some(Fen::yuan(yuan)), rate }
}

const fn beyond(rate: i64) -> Slice {
    Slice { to: None, rate }
}

/// 第十三条第一款第（一）项
pub(super) const PROPERTY: Scale = Scale {
    article: "诉讼费用交纳办法第十三条第一款第（一）项",
    first: Fen::yuan(10_000),
    flat: Fen::yuan(50),
    slices: &[
        to(100_000, 250),
        to(200_000, 200),
        to(500_000, 150),
        to(1_000_000, 100),
        to(2_000_000, 90),
        to(5_000_000, 80),
        to(10_000_000, 70),
        to(20_000_000, 60),
        beyond(50),
    ],
};

/// 第十四条第（一）项
pub(super) const ENFORCEMENT: Scale = Scale {
    article: "诉讼费用交纳办法第十四条第（一）项",
    first: Fen::yuan(10_000),
    flat: Fen::yuan(50),
    slices: &[to(500_000, 150), to(5_000_000, 100), to(10_000_000, 50), beyond(10)],
};

/// 第十四条第（二）项
pub(super) const PRESERVATION: Scale = Scale {
    article: "诉讼费用交纳办法第十四条第（二）项",
    first: Fen::yuan(1_000),
    flat: Fen::yuan(30),
    slices: &[to(100_000, 100), beyond(50)],
};

/// 第十三条第一款第（二）项第1目: beyond 200,000 yuan of property
pub(super) const DIVORCE: Scale = Scale {
    article: "诉讼费用交纳办法第十三条第一款第（二）项第1目",
    first: Fen::yuan(200_000),
    flat: Fen::ZERO,
    slices: &[beyond(50)],
};

/// 第十三条第一款第（二）项第2目: damages beyond 50,000 yuan
pub(super) const PERSONALITY: Scale = Scale {
    article: "诉讼费用交纳办法第十三条第一款第（二）项第2目",
    first: Fen::yuan(50_000),
    flat: Fen::ZERO,
    slices: &[to(100_000, 100), beyond(50)],
};

impl Scale {
    fn parts(&self, amount: Fen) -> impl Iterator<Item = (Fen, &Slice, Fen)> {
        let mut from = self.first;
        self.slices.iter().map_while(move |slice| {
            let start = from;
            let end = slice.to.map_or(amount, |to| to.min(amount));
            from = slice.to.unwrap_or(amount);
            (end > start).then_some((start, slice, end - start))
        })
    }

    pub(super) fn sum(&self, amount: Fen) -> Exact {
        self.parts(amount).fold(Exact::of(self.flat), |sum, (_, slice, part)| {
            sum.plus(Exact::of(part).times(i128::from(slice.rate), 10_000))
        })
    }

    /// Adds the sum to the working, slice by slice.
    pub(super) fn apply(&self, working: &mut Working, amount: Fen) {
        if self.flat > Fen::ZERO {
            let text = format!("不超过{}的部分，每件交纳{}元", wan(self.first), self.flat);
            working.add(self.article, text, Exact::of(self.flat));
        }
        for (start, slice, part) in self.parts(amount) {
            let span = match slice.to {
                Some(end) => format!("超过{}至{}的部分", wan(start), wan(end)),
                None => format!("超过{}的部分", wan(start)),
            };
            let text = format!("{span}{part}元，按{}交纳", percent(slice.rate));
            working.add(self.article, text, Exact::of(part).times(i128::from(slice.rate), 10_000));
        }
    }
}

/// 10万元, 1000元
fn wan(amount: Fen) -> String {
    let yuan = amount.0 / 100;
    if yuan % 10_000 == 0 { format!("{}万元", yuan / 10_000) } else { format!("{yuan}元") }
}

fn percent(rate: i64) -> String {
    let text = format!("{}.{:02}", rate / 100, rate % 100);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}
