//! Every question, asked.
use super::*;
use std::collections::HashSet;

fn full(question: &Question) -> Stated {
    let to = if question.key == "reduced_claim" { 10 } else { 900_000 };
    Stated {
        amount: Some(Fen::yuan(300_000)),
        to: Some(Fen::yuan(to)),
        termination: Some(Termination::Withdrawn),
        relief: Some(Relief::Exempted),
        ..Stated::default()
    }
}

/// 第六条: 案件受理费、申请费……; each question has its own answer, or says what it lacks.
#[test]
fn art6_every_question_is_answered() {
    let keys: HashSet<_> = questions().iter().map(|question| question.key).collect();
    assert_eq!(keys.len(), questions().len());
    for question in questions() {
        let result = answer(question.key, &full(question)).unwrap();
        assert!(!result.steps.is_empty(), "{}", question.key);
        let bare = answer(question.key, &Stated::default());
        let needs_nothing = matches!(question.needs, Needs::Nothing | Needs::AmountIfAny(_));
        assert_eq!(bare.is_ok(), needs_nothing, "{}", question.key);
    }
    assert!(answer("nothing", &Stated::default()).is_err());
}

/// 第十四条: no two applications give one answer by mistake.
#[test]
fn art14_a_key_means_its_own_application() {
    let fee = |key| answer(key, &full(question_of(key).unwrap())).unwrap().fee;
    for (key, yuan) in [
        ("property", 5_800),
        ("divorce", 550),
        ("personality", 1_600),
        ("labour", 10),
        ("jurisdiction_objection", 50),
        ("enforcement", 4_400),
        ("preservation", 2_020),
        ("public_summons", 100),
        ("arbitration", 400),
        ("bankruptcy", 2_900),
        ("general_average", 1_000),
        ("appeal", 5_800),
        ("administrative_special", 100),
        ("special_procedure", 0),
        ("retrial", 0),
        ("retrial_charged", 5_800),
        ("enforcement_objection", 0),
    ] {
        assert_eq!(fee(key), Fen::yuan(yuan), "{key}");
    }
}

/// 第十三条、第十四条: the ranges of the Decree, from the lower to the upper end.
#[test]
fn art13_ranges_have_two_ends() {
    for question in questions() {
        let low = answer(question.key, &full(question)).unwrap();
        let stated = Stated { rates: CourtRates::highest(), ..full(question) };
        let high = answer(question.key, &stated).unwrap();
        assert_eq!(low.range, high.range);
        let wider = low.range.map(|range| range.high - range.low).unwrap_or_default();
        assert_eq!(high.fee - low.fee, wider, "{}", question.key);
    }
    let labour = Matter::Labour.question();
    assert_eq!(question_of(labour).unwrap().label, "劳动争议、人事争议");
}

/// 第二十一条: 增加的补交，减少的退还.
#[test]
fn art21_a_change_has_a_direction() {
    let stated = |from, to| Stated {
        amount: Some(Fen::yuan(from)),
        to: Some(Fen::yuan(to)),
        ..Stated::default()
    };
    assert!(answer("added_claim", &stated(80_000, 260_000)).is_ok());
    let why = answer("added_claim", &stated(260_000, 80_000)).unwrap_err();
    assert_eq!(why, NoAnswer::WrongDirection("大于"));
    assert!(answer("reduced_claim", &stated(80_000, 260_000)).is_err());
}

/// 民诉法解释第二百零一条: sums are added up; what has no sum counts only where there is none.
#[test]
fn interpretation_art201_several_claims() {
    let property = |yuan| Claim::Property { amount: Fen::yuan(yuan) };
    let fee = |claims: &[Claim]| {
        let stated = Stated { claims: claims.to_vec(), ..Stated::default() };
        answer("property", &stated).unwrap().fee
    };
    let one = |yuan| {
        let stated = Stated { amount: Some(Fen::yuan(yuan)), ..Stated::default() };
        answer("property", &stated).unwrap().fee
    };
    assert_eq!(fee(&[property(50_000), property(30_000), Claim::NonProperty]), one(80_000));
    assert_eq!(fee(&[Claim::NonProperty, Claim::NonProperty]), Fen::yuan(50));
}

/// 第二十一条: a divorce whose property grew from 150,000 to 400,000 yuan: half a hundredth of what is above 200,000.
#[test]
fn art21_a_change_by_the_standard_of_the_case() {
    let stated = |of: &str| Stated {
        amount: Some(Fen::yuan(150_000)),
        to: Some(Fen::yuan(400_000)),
        of: Some(of.to_owned()),
        ..Stated::default()
    };
    assert_eq!(answer("added_claim", &stated("divorce")).unwrap().fee, Fen::yuan(1_000));
    assert_eq!(
        answer("added_claim", &stated("labour")),
        Err(NoAnswer::NotByAmount("labour".to_owned()))
    );
    let personality = Stated {
        amount: Some(Fen::yuan(100_000)),
        to: Some(Fen::yuan(40_000)),
        of: Some("personality".to_owned()),
        ..Stated::default()
    };
    assert_eq!(answer("reduced_claim", &personality).unwrap().fee, Fen::yuan(500));
}
