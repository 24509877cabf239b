//! `{kind, value, valid}`.

use super::{Compared, only};
use crate::identifier::{self, IdentifierKind};
use chrono::NaiveDate;
use serde_json::{Value, json};

fn kind(name: &str) -> Option<IdentifierKind> {
    let ascii: String = name.chars().take_while(char::is_ascii).collect();
    Some(match ascii.trim_end_matches(['(', ' ']) {
        "passport_cn" => IdentifierKind::Passport,
        "passport_foreign" | "foreign_passport" => IdentifierKind::ForeignPassport,
        "hk_macau_resident_pass" => IdentifierKind::HkMacauPass,
        "taiwan_resident_pass" => IdentifierKind::TaiwanPass,
        "mainland_exit_pass_hkm" => IdentifierKind::HkMacauExitPass,
        "mainland_exit_pass_tw" => IdentifierKind::TaiwanExitPass,
        "org_code" => IdentifierKind::OrganisationCode,
        "civil_name" => IdentifierKind::PersonName,
        other => other.parse().ok()?,
    })
}

pub(super) fn compare(entry: &Value, today: NaiveDate) -> Result<Compared, String> {
    let name = entry.get("kind").and_then(Value::as_str).ok_or("没有kind")?;
    let value = entry.get("value").and_then(Value::as_str).ok_or("没有value")?;
    if name == "case_number" {
        let valid = crate::case_number::CaseNumber::parse_strict(value).is_ok();
        return Ok(only(entry, [("valid", json!(valid))]));
    }
    let kind = kind(name).ok_or_else(|| format!("没有名为{name}的证件类型"))?;
    let valid = identifier::check(kind, value, today).is_ok();
    let inner = identifier::inner_code_holds(value);
    Ok(only(entry, [("valid", json!(valid)), ("org_code_check", json!(inner))]))
}
