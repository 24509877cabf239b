//! A point in time with one spelling.

use chrono::{DateTime, Datelike, SecondsFormat, SubsecRound, TimeDelta, Timelike, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};

/// A time in UTC to the microsecond, spelled `2026-09-01T01:02:03.000004Z` and not otherwise (RFC 3339 section 5.6,
/// docs/proof.md, “Words”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(DateTime<Utc>);

/// The text is not a time in the one spelling (docs/proof.md, “Words”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("不是规范的时间写法")]
pub struct NotAMoment;

impl Moment {
    /// This time, without what is smaller than a microsecond (RFC 3339 section 5.6).
    pub fn new(at: DateTime<Utc>) -> Self {
        Self(at.trunc_subsecs(6))
    }

    /// The time for computing with (RFC 3339 section 5.6).
    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }

    /// The time on a Beijing clock, for people: `2026年9月1日 09:02:03（北京时间）` (GB/T 7408.1-2023: UTC+8).
    pub fn beijing(self) -> String {
        let at = self.0 + TimeDelta::hours(8);
        let clock = at.format("%H:%M:%S");
        format!("{}年{}月{}日 {clock}（北京时间）", at.year(), at.month(), at.day())
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let at = DateTime::parse_from_rfc3339(text).map_err(|_| NotAMoment)?.to_utc();
        let moment = Self::new(at);
        // A leap second is a time that other languages cannot hold.
        let plain = at.nanosecond() < 1_000_000_000 && (1970..=9998).contains(&at.year());
        if plain && moment.to_string() == text { Ok(moment) } else { Err(NotAMoment) }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_one_spelling() {
        let text = "2026-08-31T16:02:03.000004Z";
        let moment: Moment = text.parse().unwrap();
        assert_eq!(moment.to_string(), text);
        assert_eq!(moment.beijing(), "2026年9月1日 00:02:03（北京时间）");
        for wrong in [
            "2026-08-31T16:02:03Z",
            "2026-08-31t16:02:03.000004Z",
            "2026-08-31T16:02:03.000004+00:00",
            "2026-09-01T00:02:03.000004+08:00",
            "2026-08-31T16:02:03.0000041Z",
            "2016-12-31T23:59:60.000000Z",
            "2026-02-30T00:00:00.000000Z",
            "1969-12-31T23:59:59.000000Z",
            "+12026-01-01T00:00:00.000000Z",
            "",
        ] {
            assert_eq!(wrong.parse::<Moment>(), Err(NotAMoment), "{wrong}");
        }
    }
}
