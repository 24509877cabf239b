//! The rules of procedure, computed with integers and dates.
//!
//! Every list and rule carries the dates between which it is in force; every public function cites the article,
//! document or standard it follows. Nothing here knows of a database, a request or a clock: the day is an argument.
//! 依据：民事诉讼法（2023年修正）、民诉法解释（法释〔2022〕11号）、诉讼费用交纳办法（国务院令第481号）、在线诉讼规则（法释〔2021〕12号）.

pub mod case_kind;
pub mod case_number;
pub mod cause;
pub mod court;
pub mod data;
pub mod division;
pub mod fee;
pub mod identifier;
pub mod jurisdiction;
pub mod materials;
pub mod money;
pub mod norm;
pub mod numerals;
pub mod online;
pub mod period;
pub mod review_rule;
pub mod spelling;
pub mod terms;
pub mod vectors;

pub use case_kind::CaseKind;
pub use money::Fen;
