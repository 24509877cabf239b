use super::*;
use crate::CaseKind;
use proptest::prelude::*;

fn fee(matter: Matter) -> Fen {
    acceptance(&FeeQuery::new(matter)).fee
}

fn property_fee(yuan: i64) -> Fen {
    fee(Matter::Property { amount: Fen::yuan(yuan) })
}

/// 第十三条第一款第（一）项: 财产案件分段累计.
#[test]
fn decree_art13_1_property_is_charged_slice_by_slice() {
    for (amount, due) in [
        (0, 50),
        (10_000, 50),
        (50_000, 1_050),
        (100_000, 2_300),
        (200_000, 4_300),
        (500_000, 8_800),
        (1_000_000, 13_800),
        (2_000_000, 22_800),
        (5_000_000, 46_800),
        (10_000_000, 81_800),
        (20_000_000, 141_800),
        (30_000_000, 191_800),
    ] {
        assert_eq!(property_fee(amount), Fen::yuan(due), "{amount}");
    }
    let result = acceptance(&FeeQuery::new(Matter::Property { amount: Fen::yuan(300_000) }));
    assert_eq!(result.steps.len(), 4);
    assert_eq!(result.steps.iter().map(|step| step.amount).sum::<Fen>(), result.fee);
    assert!(result.steps[1].text.contains("超过1万元至10万元的部分90,000.00元，按2.5%交纳"));
}

/// 第十三条第一款第（二）项: 离婚、人格权、其他非财产案件.
#[test]
fn decree_art13_2_non_property_cases() {
    let mut query = FeeQuery::new(Matter::Divorce { property: Fen::yuan(1_000_000) });
    query.rates.divorce = Fen::yuan(300);
    assert_eq!(acceptance(&query).fee, Fen::yuan(4_300));
    query.rates.divorce = Fen::yuan(900);
    assert_eq!(acceptance(&query).fee, Fen::yuan(4_300), "never above the range");
    assert_eq!(acceptance(&query).range, Some(Range { low: Fen::yuan(50), high: Fen::yuan(300) }));
    assert_eq!(fee(Matter::Personality { damages: Fen::yuan(50_000) }), Fen::yuan(100));
    assert_eq!(fee(Matter::Personality { damages: Fen::yuan(250_000) }), Fen::yuan(1_350));
    assert_eq!(fee(Matter::OtherNonProperty), Fen::yuan(50));
}

/// 第十三条第一款第（三）项至第（六）项.
#[test]
fn decree_art13_3_to_6_flat_fees() {
    assert_eq!(fee(Matter::IntellectualProperty { amount: None }), Fen::yuan(500));
    let amount = Some(Fen::yuan(300_000));
    assert_eq!(fee(Matter::IntellectualProperty { amount }), Fen::yuan(5_800));
    assert_eq!(fee(Matter::Labour), Fen::yuan(10));
    assert_eq!(fee(Matter::AdministrativeSpecial), Fen::yuan(100));
    assert_eq!(fee(Matter::AdministrativeOther), Fen::yuan(50));
    assert_eq!(fee(Matter::JurisdictionObjectionFailed), Fen::yuan(50));
}

/// 第八条: 不交纳案件受理费的案件.
#[test]
fn decree_art8_cases_without_a_fee() {
    for matter in [
        Matter::SpecialProcedure,
        Matter::AdministrativeCompensation,
        Matter::StateCompensation,
        Matter::PrivateProsecution,
        Matter::PreFilingMediation,
        Matter::AppealAgainstDismissal,
    ] {
        let result = acceptance(&FeeQuery::new(matter));
        assert_eq!((result.fee, result.steps.len()), (Fen::ZERO, 1));
    }
}

/// 第十五条、第十六条、第十八条与民诉法解释第二百零六条: 减半只减一次.
#[test]
fn interpretation_art206_the_fee_is_halved_once() {
    let mut query = FeeQuery::new(Matter::Property { amount: Fen::yuan(300_000) });
    query.reductions = vec![Reduction::Simplified, Reduction::Mediated, Reduction::Withdrawn];
    let result = acceptance(&query);
    assert_eq!(result.fee, Fen::yuan(2_900));
    assert!(result.notes.iter().any(|note| note.contains("只能减半一次")));
    query.matter = Matter::Labour;
    assert_eq!(acceptance(&query).fee, Fen::yuan(5));
}

/// 办法未规定尾数: 由法院设置.
#[test]
fn rounding_is_a_setting_of_the_court() {
    let mut query = FeeQuery::new(Matter::Property { amount: Fen(132_620_226) });
    query.reductions = vec![Reduction::Simplified];
    assert_eq!(acceptance(&query).fee, Fen(836_791));
    query.rates.rounding = Rounding::Yuan;
    assert_eq!(acceptance(&query).fee, Fen::yuan(8_368));
    query.rates.rounding = Rounding::YuanThenHalved;
    assert_eq!(acceptance(&query).fee, Fen::yuan(8_368));
    query.matter = Matter::Property { amount: Fen::yuan(48_440) };
    assert_eq!(acceptance(&query).fee, Fen(50_550), "the half may carry five jiao");
}

/// 第十四条: 申请费.
#[test]
fn decree_art14_application_fees() {
    let due = |a: &Application| application(a, &CourtRates::default()).fee;
    let enforce = |yuan| due(&Application::Enforcement { amount: Some(Fen::yuan(yuan)) });
    assert_eq!(enforce(10_000), Fen::yuan(50));
    assert_eq!(enforce(500_000), Fen::yuan(7_400));
    assert_eq!(enforce(5_000_000), Fen::yuan(52_400));
    assert_eq!(enforce(10_000_000), Fen::yuan(77_400));
    assert_eq!(enforce(30_000_000), Fen::yuan(97_400));
    assert_eq!(due(&Application::Enforcement { amount: None }), Fen::yuan(50));
    let preserve = |yuan| due(&Application::Preservation { value: Some(Fen::yuan(yuan)) });
    assert_eq!(preserve(1_000), Fen::yuan(30));
    assert_eq!(preserve(100_000), Fen::yuan(1_020));
    assert_eq!(preserve(896_000), Fen::yuan(5_000));
    assert_eq!(preserve(900_000), Fen::yuan(5_000));
    assert_eq!(due(&Application::Preservation { value: None }), Fen::yuan(30));
    assert_eq!(due(&Application::PaymentOrder { amount: Fen::yuan(100_000) }), Fen(76_667));
    assert_eq!(due(&Application::PublicSummons), Fen::yuan(100));
    assert_eq!(due(&Application::Arbitration), Fen::yuan(400));
    assert_eq!(due(&Application::Bankruptcy { estate: Fen::yuan(50_000_000) }), Fen::yuan(145_900));
    assert_eq!(
        due(&Application::Bankruptcy { estate: Fen::yuan(111_640_000) }),
        Fen::yuan(300_000)
    );
    assert_eq!(
        due(&Application::Bankruptcy { estate: Fen::yuan(999_999_999) }),
        Fen::yuan(300_000)
    );
    assert_eq!(due(&Application::MaritimeFund), Fen::yuan(1_000));
    assert_eq!(due(&Application::GeneralAverage), Fen::yuan(1_000));
}

/// 第二十一条: 增加、减少诉讼请求数额.
#[test]
fn decree_art21_changed_claims() {
    let rates = CourtRates::default();
    let (from, to) = (Fen::yuan(80_000), Fen::yuan(260_000));
    assert_eq!(added_claim(from, to, &[], &rates).fee, Fen::yuan(3_400));
    let halved = added_claim(from, to, &[Reduction::Simplified], &rates);
    assert_eq!(halved.fee, Fen::yuan(1_700), "a halved case pays half of the difference");
    let (from, to) = (Fen::yuan(600_000), Fen::yuan(150_000));
    assert_eq!(reduced_claim(from, to, &[], &rates).fee, Fen::yuan(6_500));
}

/// 第十七条: 按照不服一审判决部分的上诉请求数额交纳.
#[test]
fn decree_art17_an_appeal_is_charged_on_what_is_contested() {
    let rates = CourtRates::default();
    assert_eq!(appeal(Fen::yuan(400_000), &[], &rates).fee, Fen::yuan(7_300));
    let withdrawn = appeal(Fen::yuan(400_000), &[Reduction::Withdrawn], &rates);
    assert_eq!(withdrawn.fee, Fen::yuan(3_650), "第十五条: an appeal withdrawn is halved too");
    assert!(withdrawn.steps.iter().any(|step| step.article.ends_with("第十七条")));
}

/// 第九条、第十九条: 再审不交纳案件受理费，有新的证据或者一审后未上诉的除外.
#[test]
fn decree_art9_a_retrial_is_free_with_two_exceptions() {
    let result = acceptance(&FeeQuery::new(Matter::Retrial));
    assert_eq!(result.fee, Fen::ZERO);
    assert_eq!(result.steps[0].article, "诉讼费用交纳办法第九条");
    let charged = contested_retrial(Fen::yuan(400_000), &[], &CourtRates::default());
    assert_eq!(charged.fee, Fen::yuan(7_300));
    assert!(charged.steps.iter().any(|step| step.article.contains("第十九条")));
}

/// 第十条: 执行异议、复议 are not among what is charged.
#[test]
fn decree_art10_objections_in_enforcement_are_free() {
    let objection = application(&Application::EnforcementObjection, &CourtRates::default());
    assert_eq!((objection.fee, objection.steps.len()), (Fen::ZERO, 1));
}

/// 第十五条、第二十四条至第二十八条: 退还.
#[test]
fn decree_art27_refunds() {
    let paid = Fen(1_678_977);
    assert_eq!(refund(paid, Termination::RefusedOrDismissed).fee, paid);
    assert_eq!(refund(paid, Termination::Remanded).fee, paid);
    assert_eq!(refund(paid, Termination::Closed).fee, Fen::ZERO);
    let back = refund(paid, Termination::Withdrawn).fee;
    let kept = given_halved(paid, Reduction::Withdrawn, &CourtRates::default()).fee;
    assert_eq!(kept, Fen(839_489));
    assert_eq!(back + kept, paid);
    assert_eq!(refund(paid, Termination::TransferredToCriminal).fee, paid);
    assert_eq!(refund(paid, Termination::TransferredToCourt).fee, Fen::ZERO);
    assert_eq!(refund(paid, Termination::Suspended).fee, Fen::ZERO);
    let halved = refund(paid, Termination::SimplifiedEnded);
    assert_eq!(halved.fee, Fen::ZERO, "民诉法解释第二百零六条: halved once");
    assert_eq!(refund(Fen::yuan(1_150), Termination::OrdinaryUnpaid).fee, Fen::yuan(575));
}

/// 民诉法解释第一百九十五条、第一百九十九条: 补交.
#[test]
fn interpretation_art199_the_other_half_is_paid() {
    let matter = Matter::Property { amount: Fen::yuan(48_440) };
    let mut rates = CourtRates::default();
    assert_eq!(simplified_to_ordinary(matter.clone(), &rates).fee, Fen(50_550));
    assert_eq!(payment_order_to_suit(Fen::yuan(1_000_000), &rates).fee, Fen::yuan(9_200));
    rates.rounding = Rounding::Yuan;
    assert_eq!(simplified_to_ordinary(matter, &rates).fee, Fen::yuan(505), "1011 less 506");
}

/// 第四十五条、第四十六条: 司法救助.
#[test]
fn decree_art46_relief() {
    assert_eq!(relief(Fen::yuan(100), Relief::Exempted).fee, Fen::ZERO);
    assert_eq!(relief(Fen::yuan(100), Relief::Reduced { percent: 10 }).fee, Fen::yuan(70));
    assert_eq!(relief(Fen::yuan(100), Relief::Reduced { percent: 60 }).fee, Fen::yuan(40));
    assert_eq!(relief(Fen::yuan(100), Relief::Deferred).fee, Fen::yuan(100));
}

/// 民诉法解释第二百零一条: 多个诉讼请求.
#[test]
fn interpretation_art201_several_claims() {
    let property = |yuan| Claim::Property { amount: Fen::yuan(yuan) };
    let joined = join_claims(&[property(30_000), Claim::NonProperty, property(20_000)]);
    assert_eq!(joined, Matter::Property { amount: Fen::yuan(50_000) });
    let none = join_claims(&[Claim::NonProperty, Claim::NonProperty]);
    assert_eq!(none, Matter::OtherNonProperty);
}

#[test]
fn the_cause_decides_how_the_fee_is_charged() {
    let list = crate::cause::list("civil-2025").unwrap();
    let matter = |name: &str, amount: Option<i64>| {
        let id = list.named(name).unwrap().id;
        match charge_for(CaseKind::CivilFirst, list.key, id, amount.map(Fen::yuan)) {
            Charge::Acceptance(matter) => matter,
            Charge::Application(asked) => panic!("{asked:?}"),
        }
    };
    let loan = matter("民间借贷纠纷", Some(50_000));
    assert_eq!(loan, Matter::Property { amount: Fen::yuan(50_000) });
    assert_eq!(matter("离婚纠纷", None), Matter::Divorce { property: Fen::ZERO });
    assert_eq!(matter("追索劳动报酬纠纷", Some(9_000)), Matter::Labour);
    assert_eq!(matter("名誉权纠纷", None), Matter::Personality { damages: Fen::ZERO });
    let work = matter("侵害作品信息网络传播权纠纷", None);
    assert_eq!(work, Matter::IntellectualProperty { amount: None });
    assert_eq!(matter("申请司法确认调解协议", None), Matter::SpecialProcedure);
    assert_eq!(matter("抚养费纠纷", None), Matter::OtherNonProperty);
}

/// 第十四条: applications among the causes and kinds are charged as such, not as suits.
#[test]
fn decree_art14_the_cause_of_an_application_is_no_suit() {
    let rates = CourtRates::default();
    for list in ["civil-2020", "civil-2025"].map(|key| crate::cause::list(key).unwrap()) {
        let due = |name: &str, yuan: i64| {
            let id = list.named(name).unwrap_or_else(|| panic!("{name}")).id;
            let amount = Some(Fen::yuan(yuan)).filter(|amount| *amount > Fen::ZERO);
            let charge = charge_for(CaseKind::CivilFirst, list.key, id, amount);
            (charge.fee(&[Reduction::Simplified], &rates).fee, charge.question())
        };
        for (name, yuan, fee, question) in [
            ("申请支付令", 100_000, Fen(76_667), "payment_order"),
            ("申请公示催告", 0, Fen::yuan(100), "public_summons"),
            ("申请破产清算", 50_000_000, Fen::yuan(145_900), "bankruptcy"),
            ("申请诉前财产保全", 500_000, Fen::yuan(3_020), "preservation"),
            ("申请诉前证据保全", 0, Fen::yuan(30), "preservation"),
            ("申请撤销仲裁裁决", 900_000, Fen::yuan(400), "arbitration"),
            ("申请确认仲裁协议效力", 0, Fen::yuan(400), "arbitration"),
            ("申请海事强制令", 0, Fen::yuan(1_000), "maritime_injunction"),
            ("申请海事债权登记与受偿", 0, Fen::yuan(1_000), "maritime_claim_registration"),
            ("申请承认和执行外国仲裁裁决", 300_000, Fen::yuan(4_400), "foreign_decision"),
            ("申请宣告自然人失踪", 0, Fen::ZERO, "special_procedure"),
            ("申请人身安全保护令", 0, Fen::ZERO, "special_procedure"),
            ("第三人撤销之诉", 300_000, Fen::yuan(2_900), "property"),
        ] {
            assert_eq!(due(name, yuan), (fee, question), "{name} of {}", list.key);
        }
    }
    let of_kind = |kind, amount| charge_for(kind, "", "", amount).fee(&[], &rates).fee;
    let amount = Some(Fen::yuan(300_000));
    assert_eq!(of_kind(CaseKind::ArbitrationSetAside, amount), Fen::yuan(400));
    assert_eq!(of_kind(CaseKind::EnforcementFirst, amount), Fen::yuan(4_400));
    assert_eq!(of_kind(CaseKind::EnforcementOther, None), Fen::yuan(50));
    assert_eq!(of_kind(CaseKind::Bankruptcy, amount), Fen::yuan(2_900));
}

#[test]
fn an_exact_amount_is_printed_to_28_digits() {
    let third = Exact::of(Fen::yuan(50)).times(1, 3);
    assert_eq!(third.decimal(), "16.66666666666666666666666667");
    assert_eq!(Exact::of(Fen(5_002)).times(1, 2).decimal(), "25.01");
    assert_eq!(Exact::of(Fen::ZERO).decimal(), "0");
}

proptest! {
    /// 第十三条: a larger claim never costs less, and the scale has no step.
    #[test]
    fn fees_are_monotone(a in 0i64..50_000_000_000, b in 0i64..50_000_000_000) {
        let (low, high) = (a.min(b), a.max(b));
        let property = |fen| fee(Matter::Property { amount: Fen(fen) });
        prop_assert!(property(low) <= property(high));
        prop_assert!(property(high) - property(low) <= Fen((high - low) / 40 + 1));
        let enforce = |fen| {
            application(&Application::Enforcement { amount: Some(Fen(fen)) }, &CourtRates::default()).fee
        };
        prop_assert!(enforce(low) <= enforce(high));
    }

    /// 第十三条第一款第（一）项: the slices and the short formula agree.
    #[test]
    fn the_working_adds_up(fen in 0i64..50_000_000_000) {
        let result = acceptance(&FeeQuery::new(Matter::Property { amount: Fen(fen) }));
        prop_assert_eq!(result.fee, property(Fen(fen)).to_fen());
        let sum: Fen = result.steps.iter().map(|step| step.amount).sum();
        prop_assert!((sum - result.fee).0.abs() <= 5);
    }
}
