//! `{kind, value, valid}`, and what a number tells where it is given.

use super::{case_number, compared::Compared};
use crate::identifier::{self, Checked, IdentifierKind, Problem};
use chrono::NaiveDate;
use serde_json::{Value, json};

fn kind(name: &str) -> Option<IdentifierKind> {
    let ascii: String = name.chars().take_while(char::is_ascii).collect();
    let ascii = ascii.trim_end_matches(['(', ' ', '_']);
    Some(match ascii {
        "passport_cn" => IdentifierKind::Passport,
        "passport_foreign" => IdentifierKind::ForeignPassport,
        "hk_macau_resident_pass" | "hk_macau_pass" => IdentifierKind::HkMacauPass,
        "taiwan_resident_pass" => IdentifierKind::TaiwanPass,
        "mainland_exit_pass_hkm" => IdentifierKind::HkMacauExitPass,
        "mainland_exit_pass_tw" => IdentifierKind::TaiwanExitPass,
        "org_code" => IdentifierKind::OrganisationCode,
        "civil_name" | "name" => IdentifierKind::PersonName,
        "phone" | "telephone" => IdentifierKind::Landline,
        _ => ascii.parse().or_else(|_| name.parse()).ok()?,
    })
}

/// `resident_id` in a file of examples is every number built after GB 11643, also the cards for residents from
/// Hong Kong, Macau and Taiwan (81, 82, 83) and the permanent-residence card (9), which forms tell apart.
fn check(kind: IdentifierKind, value: &str, today: NaiveDate) -> Result<Checked, Problem> {
    let first = identifier::check(kind, value, today);
    let card = value.trim().starts_with('9') && value.trim().len() == 18;
    match (kind, &first) {
        (IdentifierKind::ResidentId, Err(_)) if card => {
            identifier::check(IdentifierKind::ForeignPermanentResident, value, today)
                .ok()
                .filter(|checked| checked.warnings.is_empty())
                .map_or(first, Ok)
        }
        _ => first,
    }
}

pub(super) fn compare(entry: &Value, today: NaiveDate) -> Result<Compared, String> {
    let name = entry.get("kind").and_then(Value::as_str).ok_or("没有kind")?;
    let value = entry.get("value").and_then(Value::as_str).ok_or("没有value")?;
    if name.starts_with("case_number") {
        return case_number::compare(entry, "value");
    }
    let kind = kind(name).ok_or_else(|| format!("没有名为{name}的证件类型"))?;
    let checked = check(kind, value, today);
    let known = checked.as_ref().ok();
    let part = |value: Option<Value>| value.unwrap_or(Value::Null);
    let chinese = entry.get("sex").and_then(Value::as_str).is_some_and(|sex| !sex.is_ascii());
    let sex = known.and_then(|c| c.sex);
    let computed = [
        ("valid", json!(checked.is_ok())),
        ("org_code_check", json!(identifier::inner_code_holds(value))),
        ("normal", part(known.map(|c| json!(c.normal)))),
        ("normalized", part(known.map(|c| json!(c.normal)))),
        ("birth", part(known.and_then(|c| c.birth).map(|day| json!(day)))),
        ("sex", part(sex.map(|sex| if chinese { json!(sex.label()) } else { json!(sex) }))),
        ("area", part(known.and_then(|c| c.area).map(|area| json!(area.code)))),
        ("upgraded", part(identifier::upgrade_old(value).map(|new| json!(new)))),
        ("warn", json!(known.is_some_and(|c| !c.warnings.is_empty()))),
    ];
    Ok(Compared::of(entry, &["kind", "value"], &computed))
}
