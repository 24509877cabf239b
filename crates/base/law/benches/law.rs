//! How long the answers take, beside their budgets: `cargo bench -p law`.

use chrono::NaiveDate;
use law::{Fen, case_number::CaseNumber, cause, court, fee, identifier, period};
use std::{hint::black_box, time::Instant};

/// Prints the time of one answer, its budget and the ratio; half the budget is 0.50.
fn measure(what: &str, budget_ns: u128, times: u32, mut work: impl FnMut(u32)) {
    let start = Instant::now();
    for at in 0..times {
        work(at);
    }
    let each = start.elapsed().as_nanos() / u128::from(times.max(1));
    let hundredths = each * 100 / budget_ns;
    println!(
        "law: {what}: {each} ns of {budget_ns} ns, ratio {}.{:02}",
        hundredths / 100,
        hundredths % 100
    );
}

fn main() {
    let Some(day) = NaiveDate::from_ymd_opt(2026, 9, 25) else { return };
    let calendar = period::Calendar::builtin();
    measure("all tables read once", 50_000_000, 1, |_| {
        black_box((cause::lists().len(), court::all().len(), period::rules().len()));
        black_box((law::division::all().len(), law::review_rule::all().len()));
        black_box(CaseNumber::parse("（2026）粤0192民初1号").is_ok());
    });
    measure("a fee", 1_000, 1_000_000, |at| {
        black_box(fee::property(Fen(i64::from(at) * 7_919)).to_fen());
    });
    let query = fee::FeeQuery::new(fee::Matter::Property { amount: Fen::yuan(1_234_567) });
    measure("a fee with its working", 5_000, 100_000, |_| {
        black_box(fee::acceptance(&query).fee);
    });
    measure("a period", 5_000, 100_000, |_| {
        black_box(period::due("appeal_judgment", day, calendar).is_ok());
    });
    let lists: Vec<_> =
        cause::lists().iter().filter(|l| l.kind == cause::ListKind::Civil).collect();
    black_box(cause::search_all(&lists, "mjjd", 10));
    for query in ["民间借贷", "mjjd", "minjianjiedai", "jiufen", "车祸"] {
        measure(&format!("causes of both lists, {query}"), 1_000_000, 200, |_| {
            black_box(cause::search_all(&lists, query, 10).len());
        });
    }
    black_box(court::search("gz", 10));
    for query in ["广州中院", "gzhlw"] {
        measure(&format!("courts, {query}"), 2_000_000, 200, |_| {
            black_box(court::search(query, 10).len());
        });
    }
    measure("a resident id", 5_000, 100_000, |_| {
        let kind = identifier::IdentifierKind::ResidentId;
        black_box(identifier::check(kind, "11010519491231002X", day).is_ok());
    });
}
