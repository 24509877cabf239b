//! What holds for every input of the rules, whatever it is.

use law::{
    Fen, case_number,
    fee::{self, CourtRates, FeeQuery, Matter, Reduction, Relief, Stated, Termination},
    identifier::{self, IdentifierKind},
    norm,
    period::{self, Calendar, Unit},
};
use proptest::prelude::*;

fn matters(amount: Fen) -> Vec<Matter> {
    vec![
        Matter::Property { amount },
        Matter::Divorce { property: amount },
        Matter::Personality { damages: amount },
        Matter::OtherNonProperty,
        Matter::IntellectualProperty { amount: Some(amount) },
        Matter::Labour,
        Matter::AdministrativeOther,
        Matter::Retrial,
    ]
}

proptest! {
    /// 民诉法解释第二百零六条: however many reasons there are, half is paid, and never less.
    #[test]
    fn the_fee_is_halved_once(fen in 0i64..9_000_000_000, first in 0usize..5, second in 0usize..5) {
        for matter in matters(Fen(fen)) {
            let mut query = FeeQuery::new(matter);
            let whole = fee::acceptance(&query).fee;
            query.reductions = vec![Reduction::ALL[first], Reduction::ALL[second]];
            let half = fee::acceptance(&query).fee;
            prop_assert!((whole.0 - 2 * half.0).abs() <= 1, "{whole} {half}");
        }
    }

    /// 第二十七条、第二十八条: nothing is refunded that was not paid.
    #[test]
    fn a_refund_is_never_more_than_was_paid(fen in 0i64..9_000_000_000) {
        for ended in Termination::ALL {
            let back = fee::refund(Fen(fen), ended).fee;
            prop_assert!(back >= Fen::ZERO && back <= Fen(fen), "{ended:?}");
        }
        for relief in [Relief::Exempted, Relief::Deferred, Relief::Reduced { percent: 50 }] {
            prop_assert!(fee::relief(Fen(fen), relief).fee <= Fen(fen));
        }
    }

    /// 第二十一条: what is added in steps costs as much as added at once.
    #[test]
    fn a_claim_added_in_steps_costs_the_same(a in 0i64..9_000_000, b in 0i64..9_000_000, c in 0i64..9_000_000) {
        let mut steps = [Fen::yuan(a), Fen::yuan(b), Fen::yuan(c)];
        steps.sort_unstable();
        let rates = CourtRates::default();
        let added = |from, to| fee::added_claim(from, to, &[], &rates).fee;
        let apart = added(steps[0], steps[1]) + added(steps[1], steps[2]);
        prop_assert!((apart - added(steps[0], steps[2])).0.abs() <= 1);
    }

    /// 第六条: every question answers or says what it lacks, whatever is stated.
    #[test]
    fn no_question_breaks(fen in any::<i64>(), to in any::<i64>(), at in 0usize..40) {
        let question = fee::questions()[at % fee::questions().len()];
        let (amount, to) = (Some(Fen(fen.abs() / 4)), Some(Fen(to.abs() / 4)));
        let stated = Stated { amount, to, ..Stated::default() };
        let _ = fee::answer(question.key, &stated);
    }

    /// 民法典第二百零二条: a longer period never ends before a shorter one.
    #[test]
    fn a_longer_period_ends_no_earlier(start in 738_000i32..741_000, length in 0u32..400) {
        let start = chrono::NaiveDate::from_num_days_from_ce_opt(start).unwrap();
        for unit in [Unit::Day, Unit::WorkingDay, Unit::Month, Unit::Year] {
            let last = |length| {
                period::custom("", "", length, unit, start, Calendar::builtin()).map(|due| due.last_day)
            };
            prop_assert!(last(length) <= last(length + 1), "{unit:?}");
        }
    }

    /// Citations, case numbers and identifiers are read from anything.
    #[test]
    fn no_text_breaks_the_readers(text in "[第条款项法释解〔〕（）2026民事诉讼、；号一二十百年修正 a]{0,40}") {
        let _ = (norm::citations(&text), norm::unknown(&text), case_number::probably(&text));
        let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for kind in IdentifierKind::ALL {
            let _ = identifier::check(kind, &text, on);
            let _ = identifier::mask(kind, &text);
        }
    }
}
