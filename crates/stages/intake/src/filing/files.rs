//! Files of a filing, in words.

/// The Chinese name of a category of materials.
pub fn category_name(key: &str) -> String {
    key.to_owned()
}
