use super::*;

/// 第四条、第五条、第十条: 按当事人、按环节.
#[test]
fn art4_consent_is_per_party_and_per_step() {
    let parties = [
        ("原告".to_owned(), Consent::ChosenByItself),
        ("被告甲".to_owned(), Consent::Silent),
        ("被告乙".to_owned(), Consent::WithdrawnLate),
    ];
    let all = participation(Step::Hearing, &parties);
    assert_eq!(all.iter().map(|p| p.online).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(all[1].why.article, "在线诉讼规则第十条");
}

/// 第三条、第七条.
#[test]
fn art3_scope_and_art7_identity() {
    assert!(in_scope(Proceeding::Civil).allowed);
    assert!(!in_scope(Proceeding::CriminalOther).allowed);
    assert!(identity_checked_again(Step::Hearing) && !identity_checked_again(Step::Service));
    assert!(inaction_notice(Step::Mediation).text.contains("调解"));
}

/// 第二十一条: 七种情形.
#[test]
fn art21_bars_to_an_online_hearing() {
    let mut facts = HearingFacts { consenting: 2, ..HearingFacts::default() };
    assert!(hearing_online(&facts).allowed);
    facts.refusing = 1;
    assert!(hearing_online(&facts).allowed, "mixed form: the other takes part in court");
    facts.refusal_justified = true;
    assert!(!hearing_online(&facts).allowed);
    for bar in [
        Bar::NobodyHasTheMeans,
        Bar::OnSiteCheckNeeded,
        Bar::ComplexOrMuchEvidence,
        Bar::StateSecurityOrSecrets,
        Bar::MajorSocialImpact,
        Bar::Other,
    ] {
        let facts = HearingFacts { consenting: 2, bars: vec![bar], ..HearingFacts::default() };
        assert_eq!(hearing_online(&facts).against.len(), 1);
    }
    assert!(!hearing_online(&HearingFacts::default()).allowed);
}

/// 第二十条第二款: 三项条件同时具备，限于小额和简易程序.
#[test]
fn art20_asynchronous_hearing_needs_all_three() {
    let all = HearingFacts {
        consenting: 2,
        conditions: AsynchronousCondition::ALL.to_vec(),
        ..HearingFacts::default()
    };
    assert!(asynchronous_hearing(&all).allowed);
    let against = HearingFacts { refusing: 1, ..all.clone() };
    assert!(!asynchronous_hearing(&against).allowed, "各方当事人同意");
    for lacking in AsynchronousCondition::ALL {
        let mut facts = all.clone();
        facts.conditions.retain(|condition| *condition != lacking);
        assert!(!asynchronous_hearing(&facts).allowed);
    }
}

/// 第二十五条第二款.
#[test]
fn art25_absence() {
    assert_eq!(absence(true, true, true), Absence::Excused);
    assert_eq!(absence(false, false, false), Absence::RefusedToAppear);
    assert_eq!(absence(false, true, false), Absence::WarnFirst);
    assert_eq!(absence(false, true, true), Absence::LeftMidway);
}

/// 第二十七条.
#[test]
fn art27_publicity() {
    assert!(may_stream(&[], true).may_stream);
    assert!(!may_stream(&[Delicate::Minor], false).may_stream);
    assert!(!may_stream(&[Delicate::StateSecuritySecretsOrPrivacy], false).may_stream);
    assert!(may_stream(&[Delicate::Divorce], false).may_stream);
    assert!(!may_stream(&[Delicate::Divorce], true).may_stream);
}

/// 第二十九条、第三十条.
#[test]
fn art29_service_needs_consent_and_an_address() {
    assert!(electronic_service(Some(ServiceConsent::Express), true, false).allowed);
    assert!(!electronic_service(None, true, false).allowed);
    assert!(!electronic_service(Some(ServiceConsent::AgreedBefore), false, false).allowed);
    let judgment = electronic_service(Some(ServiceConsent::AddressVolunteered), true, true);
    assert!(judgment.allowed && judgment.notes.len() == 1);
    assert!(ServiceConsent::AcceptedEarlier.label().contains("未明确表示不同意"));
}

/// 第十二条至第十四条.
#[test]
fn art12_to_14_originals_and_exchange() {
    let needed = original_needed(OriginalGround::IncompleteOrUnclear);
    assert_eq!(needed.article, "在线诉讼规则第十二条第（二）项");
    assert_eq!(as_original(Authenticity::Notarised).article, "在线诉讼规则第十三条第（二）项");
    let (sync, apart) = (ExchangeMode::Synchronous, ExchangeMode::Asynchronous);
    assert_eq!(exchange_mode(&[apart, apart]), apart);
    assert_eq!(exchange_mode(&[apart, sync]), sync);
    assert_eq!(exchange_mode(&[]), sync);
}

/// 第十六条至第十八条: 推定只及于上链之后.
#[test]
fn art16_presumption_only_since_stored() {
    let matching = ChainData { hash_matches: Some(true), ..ChainData::default() };
    let presumed = chain_data(&matching);
    assert!(presumed.untampered_since_stored && presumed.examine.is_empty());
    assert!(!chain_data(&ChainData::default()).untampered_since_stored);
    assert_eq!(
        chain_data(&ChainData { objected_after: true, ..matching.clone() }).examine.len(),
        4
    );
    let before = ChainData { objected_before: true, ..matching };
    assert_eq!(chain_data(&before).examine.len(), 6);
}

#[test]
fn all_39_articles_are_there() {
    let all = articles();
    let litigation = all.iter().filter(|a| a.document.contains("12号"));
    assert!(litigation.map(|a| a.article).eq((1..=39).map(|n| n.to_string())));
}
