//! Sums as papers write them, in figures and in words.
use law::Fen;
use serde::{Serialize, Serializer, ser::SerializeStruct};

/// A sum of money; written as `{ "figures": "8800.00", "words": "捌仟捌佰元整" }`, in yuan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money(pub Fen);

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Money", 2)?;
        s.serialize_field("figures", &self.0.to_string())?;
        s.serialize_field("words", &self.0.chinese_upper())?;
        s.end()
    }
}
