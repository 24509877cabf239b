//! Examples worked out from the texts of the law, not with this program, and unlike those it was written with.

use law::vectors;
use std::error::Error;

fn all_hold(text: &str, least: usize) -> Result<(), Box<dyn Error>> {
    let results = vectors::run(text, "2026-11-22".parse()?)?;
    assert!(results.len() >= least, "{}", results.len());
    let wrong: Vec<_> = results.iter().filter(|result| !result.equal).collect();
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), results.len());
    Ok(())
}

/// 诉讼费用交纳办法: each section, whole, halved, at and around the ends of its slices, refunds and relief.
#[test]
fn fees() -> Result<(), Box<dyn Error>> {
    all_hold(include_str!("unseen/fees.json"), 110)
}

/// 第八十五条与民法典第二百零二条: every period with a plain day, a month's end, a leap day, a run over 春节 and 国庆, and
/// years without an arrangement.
#[test]
fn periods() -> Result<(), Box<dyn Error>> {
    all_hold(include_str!("unseen/periods.json"), 580)
}

/// 第八十五条、在线诉讼规则第三十一条: the other shapes – service, hours, hearings, posting, trial limits.
#[test]
fn periods_by_hand() -> Result<(), Box<dyn Error>> {
    all_hold(include_str!("unseen/periods_by_hand.json"), 37)
}

/// 法〔2015〕137号第三条: right ones, and forty wrong each in its own way.
#[test]
fn case_numbers() -> Result<(), Box<dyn Error>> {
    all_hold(include_str!("unseen/case_numbers.json"), 55)
}

/// GB 11643, GB 32100, GB 11714 and the rest: every kind, right and wrong.
#[test]
fn identifiers() -> Result<(), Box<dyn Error>> {
    all_hold(include_str!("unseen/identifiers.json"), 110)
}
