//! 立案: from the first line of a draft to the court's answer.
pub mod cause_choice;
pub mod court_choice;
pub mod filing;
mod keyed;
pub mod notice;
pub mod review;
#[cfg(test)]
mod testing;
