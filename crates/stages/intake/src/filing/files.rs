//! Files of a filing, in words.
pub use crate::material::model::category_name;
