//! 诉讼费用: every section of the Decree, with the working shown article by article.
//!
//! 《诉讼费用交纳办法》 (国务院令第481号), in force since 2007-04-01. Amounts are exact fractions until the end; the Decree
//! is silent on rounding, so that is a court's setting, to the fen by default. Where the Decree gives a range, the
//! province fixes the sum (第十三条末款), or the court for applications (第十四条): the court's setting, by default the lower end, and the range is said.

mod acceptance;
mod application;
mod ask;
mod change;
mod exact;
mod keys;
mod matter;
mod scale;
#[cfg(test)]
mod tests;

pub use acceptance::{acceptance, property};
pub use application::{Application, application};
pub use ask::{Group, Needs, NoAnswer, Question, Stated, answer, question_of, questions};
pub use change::{
    Relief, Termination, added_claim, appeal, changed_claim, contested_retrial, given_halved,
    payment_order_to_suit, reduced_claim, refund, relief, simplified_to_ordinary,
};
pub use exact::Exact;
pub use matter::{Charge, Claim, charge_for, doubt, join_claims, wants_amount};

use crate::Fen;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is sued for, as far as the fee depends on it (诉讼费用交纳办法第十三条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Matter {
    Property {
        amount: Fen,
    },
    Divorce {
        property: Fen,
    },
    Personality {
        damages: Fen,
    },
    OtherNonProperty,
    IntellectualProperty {
        amount: Option<Fen>,
    },
    Labour,
    /// 商标、专利、海事行政案件
    AdministrativeSpecial,
    AdministrativeOther,
    AdministrativeCompensation,
    StateCompensation,
    /// 适用特别程序审理的案件
    SpecialProcedure,
    PrivateProsecution,
    PreFilingMediation,
    JurisdictionObjectionFailed,
    JurisdictionObjectionUpheld,
    /// 不服不予受理、驳回起诉、管辖权异议裁定的上诉
    AppealAgainstDismissal,
    /// 适用审判监督程序审理的案件，第九条但书以外
    Retrial,
}

/// Why the fee is halved (诉讼费用交纳办法第十五条、第十六条、第十八条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reduction {
    Simplified,
    Mediated,
    Withdrawn,
    CounterclaimJoined,
    ThirdPartyJoined,
}

/// Where the court puts the last digit: the Decree does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    #[default]
    Fen,
    Yuan,
    /// Whole yuan before halving; the half may carry five jiao.
    YuanThenHalved,
}

/// The sums a province or court fixes within the ranges of the Decree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CourtRates {
    pub divorce: Fen,
    pub personality: Fen,
    pub other: Fen,
    pub intellectual_property: Fen,
    pub jurisdiction_objection: Fen,
    pub enforcement_without_amount: Fen,
    pub maritime_fund: Fen,
    pub maritime_injunction: Fen,
    pub ship_lien_notice: Fen,
    pub rounding: Rounding,
}

impl Default for CourtRates {
    fn default() -> Self {
        Self {
            divorce: Fen::yuan(50),
            personality: Fen::yuan(100),
            other: Fen::yuan(50),
            intellectual_property: Fen::yuan(500),
            jurisdiction_objection: Fen::yuan(50),
            enforcement_without_amount: Fen::yuan(50),
            maritime_fund: Fen::yuan(1_000),
            maritime_injunction: Fen::yuan(1_000),
            ship_lien_notice: Fen::yuan(1_000),
            rounding: Rounding::Fen,
        }
    }
}

/// One question for the fee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeQuery {
    pub matter: Matter,
    #[serde(default)]
    pub reductions: Vec<Reduction>,
    #[serde(default)]
    pub rates: CourtRates,
}

/// One line of the working.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    pub article: &'static str,
    pub text: String,
    pub amount: Fen,
}

/// The range of the Decree within which the province fixes the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Range {
    pub low: Fen,
    pub high: Fen,
}

/// A fee with its working.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeeResult {
    pub fee: Fen,
    /// Before rounding; written in yuan.
    pub exact: Exact,
    pub steps: Vec<Step>,
    pub notes: Vec<String>,
    pub range: Option<Range>,
    /// Paid in advance by the one who asks (第二十条).
    pub prepaid: bool,
}

impl FeeQuery {
    /// The question with nothing halved and the lower ends of the ranges (诉讼费用交纳办法第十三条).
    pub fn new(matter: Matter) -> Self {
        Self { matter, reductions: Vec::new(), rates: CourtRates::default() }
    }
}

/// The Decree is in force on this day (国务院令第481号第五十六条：自2007年4月1日起施行).
pub fn in_force(day: NaiveDate) -> bool {
    NaiveDate::from_ymd_opt(2007, 4, 1).is_some_and(|from| day >= from)
}

impl Reduction {
    /// The article that halves (诉讼费用交纳办法第十五条、第十六条、第十八条).
    pub const fn article(self) -> &'static str {
        match self {
            Self::Simplified => "诉讼费用交纳办法第十六条",
            Self::Mediated | Self::Withdrawn => "诉讼费用交纳办法第十五条",
            Self::CounterclaimJoined | Self::ThirdPartyJoined => "诉讼费用交纳办法第十八条",
        }
    }

    /// The reason in words (诉讼费用交纳办法第十五条、第十六条、第十八条).
    pub const fn label(self) -> &'static str {
        match self {
            Self::Simplified => "适用简易程序审理，减半交纳",
            Self::Mediated => "以调解方式结案，减半交纳",
            Self::Withdrawn => "当事人申请撤诉，减半交纳",
            Self::CounterclaimJoined => "反诉与本诉合并审理，减半交纳",
            Self::ThirdPartyJoined => "有独立请求权的第三人之诉合并审理，减半交纳",
        }
    }
}

/// A result being worked out.
struct Working {
    sum: Exact,
    steps: Vec<Step>,
    notes: Vec<String>,
    range: Option<Range>,
    prepaid: bool,
}

impl Working {
    fn new() -> Self {
        Self {
            sum: Exact::of(Fen::ZERO),
            steps: Vec::new(),
            notes: Vec::new(),
            range: None,
            prepaid: true,
        }
    }

    fn add(&mut self, article: &'static str, text: String, amount: Exact) {
        self.sum = self.sum.plus(amount);
        self.steps.push(Step { article, text, amount: amount.to_fen() });
    }

    fn become_(&mut self, article: &'static str, text: String, sum: Exact) {
        self.sum = sum;
        self.steps.push(Step { article, text, amount: sum.to_fen() });
    }

    /// A sum the province fixed, or the lower end, never outside the range (第十三条末款).
    fn within(&mut self, article: &'static str, what: &str, chosen: Fen, range: (i64, i64)) {
        let who = "由省、自治区、直辖市人民政府制定具体标准";
        self.chosen(article, (what, who), chosen, range);
    }

    /// A sum within the range of an application, which no province fixes (第十四条).
    fn fixed_by_court(
        &mut self,
        article: &'static str,
        what: &str,
        chosen: Fen,
        range: (i64, i64),
    ) {
        self.chosen(article, (what, "由人民法院在幅度内确定"), chosen, range);
    }

    fn chosen(
        &mut self,
        article: &'static str,
        (what, who): (&str, &str),
        chosen: Fen,
        range: (i64, i64),
    ) {
        let (low, high) = (Fen::yuan(range.0), Fen::yuan(range.1));
        let sum = chosen.clamp(low, high);
        self.range = Some(Range { low, high });
        self.notes
            .push(format!("{what}每件{}元至{}元，{who}，本结果按{sum}元计算", range.0, range.1));
        self.add(article, format!("{what}，每件{sum}元"), Exact::of(sum));
    }

    fn free(&mut self, article: &'static str, text: &str) {
        self.steps.push(Step { article, text: text.to_owned(), amount: Fen::ZERO });
    }

    /// 只能减半一次: the first reason halves, the others are told.
    fn halve(&mut self, reductions: &[Reduction], rounding: Rounding) {
        let Some((first, others)) = reductions.split_first() else { return };
        if self.sum.is_zero() {
            return;
        }
        let base = match rounding {
            Rounding::YuanThenHalved => Exact::of(self.sum.to_yuan()),
            Rounding::Fen | Rounding::Yuan => self.sum,
        };
        self.become_(first.article(), first.label().to_owned(), base.times(1, 2));
        if !others.is_empty() {
            self.notes
                .push("减半收取案件受理费的，只能减半一次（民诉法解释第二百零六条）".to_owned());
        }
    }

    fn finish(self, rounding: Rounding) -> FeeResult {
        let fee = match rounding {
            Rounding::Fen | Rounding::YuanThenHalved => self.sum.to_fen(),
            Rounding::Yuan => self.sum.to_yuan(),
        };
        FeeResult {
            fee,
            exact: self.sum,
            steps: self.steps,
            notes: self.notes,
            range: self.range,
            prepaid: self.prepaid,
        }
    }
}
