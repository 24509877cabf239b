//! Examples worked out from the texts of the law, not with this program, and unlike those it was written with.

use law::vectors;

fn all_hold(text: &str, least: usize) {
    let today = "2026-11-22".parse().unwrap();
    let results = vectors::run(text, today).unwrap();
    assert!(results.len() >= least, "{}", results.len());
    let wrong: Vec<_> = results.iter().filter(|result| !result.equal).collect();
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), results.len());
}

/// 诉讼费用交纳办法: each section, whole, halved, at and around the ends of its slices, refunds and relief.
#[test]
fn fees() {
    all_hold(include_str!("unseen/fees.json"), 110);
}
