//! 立案: from the first line of a draft to the court's answer.
pub mod filing;
mod keyed;
pub mod notice;
