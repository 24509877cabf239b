//! Files of a filing, in words.
use super::{check::Finding, model::Filing};
use law::materials::{self, Capacity};

/// The Chinese name of a category of materials.
pub fn category_name(key: &str) -> String {
    let known = materials::find(law::CaseKind::CivilFirst, Capacity::Own, key);
    known.map_or_else(|| key.to_owned(), |m| m.name.to_owned())
}

/// Which required categories are empty.
pub fn findings(filing: &Filing, present: &[String]) -> Vec<Finding> {
    materials::required(filing.kind, Capacity::Own)
        .into_iter()
        .filter(|m| m.required && m.key != "address_confirmation")
        .filter(|m| present.iter().all(|p| p != m.key))
        .map(|m| Finding::new(m.key, format!("请上传{}", m.name)))
        .collect()
}
