use super::*;
use proptest::prelude::*;

fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

fn good(kind: IdentifierKind, text: &str) -> Checked {
    check(kind, text, today()).unwrap_or_else(|why| panic!("{text}: {why}"))
}

fn wrong(kind: IdentifierKind, text: &str, part: &str) {
    let why = check(kind, text, today()).unwrap_err().to_string();
    assert!(why.contains(part), "{text}: {why}");
    assert!(why.ends_with(char::is_alphanumeric) || why.ends_with('”'), "{why}");
}

/// GB 11643-1999.
#[test]
fn gb11643_resident_id() {
    let kind = IdentifierKind::ResidentId;
    let checked = good(kind, " 11010519491231002x ");
    assert_eq!(checked.normal, "11010519491231002X");
    assert_eq!(checked.birth, NaiveDate::from_ymd_opt(1949, 12, 31));
    assert_eq!(checked.sex, Some(Sex::Female));
    assert_eq!(checked.area.unwrap().name, "朝阳区");
    assert_eq!(age_on(checked.birth.unwrap(), today()), 76);
    wrong(kind, "440106199003076670", "校验不通过");
    wrong(kind, "440106209901011237", "晚于今天");
    wrong(kind, "440106199013011237", "不存在");
    wrong(kind, "440106900307123", "停止使用");
    wrong(kind, "44010619900307", "应为18位，现为14位");
    wrong(kind, "4401061990O3076670", "第11位“O”不是数字");
    wrong(kind, "", "未填写");
    wrong(kind, "身份证号码身份证号码身份证号码身份证号", "应为18位");
    assert_eq!(upgrade_old("440106900307123").as_deref(), Some("440106199003071231"));
    good(IdentifierKind::ResidencePermit, "810000198812010018");
    wrong(IdentifierKind::ResidencePermit, "11010519491231002X", "810000");
}

/// GB 32100-2015, GB 11714-1997.
#[test]
fn gb32100_social_credit_code() {
    let kind = IdentifierKind::Uscc;
    assert!(good(kind, "91610131742832922U").warnings.is_empty());
    assert_eq!(good(kind, "91440101ma5abcde52").normal, "91440101MA5ABCDE52");
    wrong(kind, "9144010IMA5ABCDE1X", "第8位“I”");
    wrong(kind, "91440101MA5ABCDE53", "校验不通过");
    wrong(kind, "9144010", "应为18位，现为7位");
    good(IdentifierKind::OrganisationCode, "72174365-6");
    wrong(IdentifierKind::OrganisationCode, "721743657", "校验不通过");
}

#[test]
fn travel_documents() {
    good(IdentifierKind::Passport, "E12345678");
    good(IdentifierKind::Passport, "EA1234567");
    wrong(IdentifierKind::Passport, "G12345678", "停止签发");
    wrong(IdentifierKind::Passport, "EI1234567", "格式不对");
    good(IdentifierKind::ForeignPassport, "ab 123456");
    good(IdentifierKind::HkMacauPass, "H1234567801");
    wrong(IdentifierKind::HkMacauPass, "T12345678", "香港");
    good(IdentifierKind::TaiwanPass, "12345678");
    good(IdentifierKind::HkMacauExitPass, "CA1234567");
    good(IdentifierKind::TaiwanExitPass, "T12345678");
    good(IdentifierKind::ForeignPermanentResident, "USA123456789012");
    wrong(IdentifierKind::ForeignPermanentResident, "11010519491231002X", "应以9开头");
}

#[test]
fn numbers_of_daily_life() {
    assert_eq!(good(IdentifierKind::Mobile, "+86 138-0013-8000").normal, "13800138000");
    wrong(IdentifierKind::Mobile, "12345678901", "不是手机号段");
    wrong(IdentifierKind::Mobile, "1380013800", "现为10位");
    good(IdentifierKind::Landline, "020-12345678");
    good(IdentifierKind::BankCard, "6222 0212 3456 7890 128");
    wrong(IdentifierKind::BankCard, "6222021234567890129", "校验不通过");
    wrong(IdentifierKind::BankCard, "123456", "12至19位");
    good(IdentifierKind::Postcode, "510000");
    wrong(IdentifierKind::Postcode, "51000", "6位");
    assert_eq!(
        good(IdentifierKind::Email, "Zhang.San@Example.COM").normal,
        "Zhang.San@example.com"
    );
    for bad in ["a", "@b.cn", "a@b", "a..b@c.cn", "a@-b.cn", "a@b.1", "张@b.cn"] {
        assert!(check(IdentifierKind::Email, bad, today()).is_err(), "{bad}");
    }
    let licence = good(IdentifierKind::LawyerLicence, "13101199810987654");
    assert!(!licence.warnings.is_empty());
    wrong(IdentifierKind::LawyerLicence, "19901201010123456", "省级");
    good(IdentifierKind::PersonName, "买买提•艾力");
    good(IdentifierKind::PersonName, "𠮷野");
    wrong(IdentifierKind::PersonName, "张3", "不能有");
    wrong(IdentifierKind::PersonName, "张", "2至50");
}

#[test]
fn numbers_are_masked() {
    for (kind, number, shown) in [
        (IdentifierKind::ResidentId, "11010519491231002X", "110*************2X"),
        (IdentifierKind::Mobile, "13800138000", "138****8000"),
        (IdentifierKind::BankCard, "6222021234567890128", "***************0128"),
        (IdentifierKind::Email, "zhang@example.com", "z***@example.com"),
        (IdentifierKind::PersonName, "张三丰", "张**"),
        (IdentifierKind::Passport, "E12345678", "E******78"),
        (IdentifierKind::Uscc, "91610131742832922U", "91610131742832922U"),
        (IdentifierKind::ResidentId, "123", "***"),
    ] {
        assert_eq!(mask(kind, number), shown);
    }
}

proptest! {
    /// One wrong digit is always noticed (ISO 7064 MOD 11-2).
    #[test]
    fn a_single_wrong_digit_is_noticed(at in 0usize..17, shift in 1u8..10) {
        let mut text = b"11010519491231002X".to_vec();
        text[at] = b'0' + (text[at] - b'0' + shift) % 10;
        let text = String::from_utf8(text).unwrap();
        prop_assert!(check(IdentifierKind::ResidentId, &text, today()).is_err());
    }

    #[test]
    fn no_text_breaks_a_check(kind in 0usize..19, text in "\\PC{0,24}") {
        let kind = IdentifierKind::ALL[kind];
        if let Ok(checked) = check(kind, &text, today()) {
            prop_assert!(check(kind, &checked.normal, today()).is_ok(), "{:?}", checked.normal);
        }
        let _ = mask(kind, &text);
    }

    #[test]
    fn no_number_breaks_a_check(kind in 0usize..19, text in "[0-9A-Z]{15,19}") {
        let _ = check(IdentifierKind::ALL[kind], &text, today());
    }
}
