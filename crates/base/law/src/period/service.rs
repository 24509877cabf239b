//! When electronic service takes effect (在线诉讼规则第三十一条；民事诉讼法第九十条；民诉法解释第一百三十五条).

use super::count::beijing_day;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What makes one sending effective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Arrived at an address the recipient gave or confirmed.
    ArrivedConfirmed,
    /// To another address of the recipient: he answered that he received it.
    Replied,
    /// To another address of the recipient: he acted in the suit accordingly.
    Acted,
    /// To another address: the system or other proof shows that he read it. Presumed, may be rebutted.
    ReadPresumed,
    /// To another address, and nothing shows that he knows.
    None,
}

/// One sending over one channel, and the moment of what makes it effective.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    pub channel: String,
    pub effect: Effect,
    pub at: DateTime<Utc>,
}

/// Service that took effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Served {
    pub on: NaiveDate,
    pub at: DateTime<Utc>,
    pub channel: String,
    pub presumed: bool,
    pub article: &'static str,
    pub why: &'static str,
}

impl Effect {
    const fn reason(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::ArrivedConfirmed => Some((
                "在线诉讼规则第三十一条第一款；民事诉讼法第九十条第二款",
                "送达信息到达受送达人提供或者确认的电子地址时，即为送达",
            )),
            Self::Replied => Some((
                "在线诉讼规则第三十一条第二款第（一）项",
                "受送达人回复已收悉，视为完成有效送达",
            )),
            Self::Acted => Some((
                "在线诉讼规则第三十一条第二款第（一）项",
                "受送达人根据送达内容作出了相应诉讼行为，视为完成有效送达",
            )),
            Self::ReadPresumed => Some((
                "在线诉讼规则第三十一条第二款第（二）项",
                "送达系统反馈受送达人已经阅知，推定完成有效送达，有相反证据的除外",
            )),
            Self::None => None,
        }
    }
}

/// Of several ways the earliest effective one counts; `None` when none is (在线诉讼规则第三十一条第四款).
pub fn served(arrivals: &[Arrival]) -> Option<Served> {
    let earliest = arrivals
        .iter()
        .filter_map(|arrival| Some((arrival, arrival.effect.reason()?)))
        .min_by_key(|(arrival, _)| arrival.at);
    earliest.map(|(arrival, (article, why))| Served {
        on: beijing_day(arrival.at),
        at: arrival.at,
        channel: arrival.channel.clone(),
        presumed: arrival.effect == Effect::ReadPresumed,
        article,
        why,
    })
}
