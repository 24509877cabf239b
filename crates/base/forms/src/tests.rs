//! The data as the press and the stages agreed on it.
use crate::{Money, Signature, Strokes, samples};
use law::Fen;
use serde_json::json;

#[test]
fn a_signature_is_no_yes_or_strokes() {
    assert_eq!(json!(Signature::Blank), json!(false));
    assert_eq!(json!(Signature::Picture), json!(true));
    let strokes = Signature::Strokes(Strokes { width: 2.0, height: 1.0, strokes: vec![] });
    assert_eq!(json!(strokes), json!({ "width": 2.0, "height": 1.0, "strokes": [] }));
}

#[test]
fn money_stands_in_figures_and_in_words() {
    let expected = json!({ "figures": "8,800.00", "words": "捌仟捌佰元整" });
    assert_eq!(json!(Money(Fen::yuan(8_800))), expected);
}

/// What intake writes today, field by field.
#[test]
fn a_service_address_confirmation_has_the_fields_that_stages_write() {
    let all = samples::full();
    let address = all.iter().find(|s| s.key == "service_address").unwrap();
    let mut fields: Vec<_> = address.data.as_object().unwrap().keys().cloned().collect();
    fields.sort();
    let expected = [
        "address",
        "case",
        "court",
        "date",
        "declaration",
        "notices",
        "recipient",
        "reference",
        "signature",
        "signed_on",
        "title",
    ];
    assert_eq!(fields, expected);
    assert_eq!(address.data["address"][0], json!({ "label": "受送达人", "value": "赵某犇𠮷" }));
    assert_eq!(address.data["date"], json!({ "year": 2026, "month": 11, "day": 26 }));
}

#[test]
fn every_paper_has_one_full_and_one_sparse_sample() {
    let keys = |list: Vec<samples::Sample>| list.into_iter().map(|s| s.key).collect::<Vec<_>>();
    let full = keys(samples::full());
    assert_eq!(full, keys(samples::sparse()));
    let mut once = full.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), full.len());
}
