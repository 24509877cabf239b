//! What can be done now, and if not, why and since or until when. Buttons, lists, the API and the
//! guards of the acts all come from this one answer.
use chrono::{DateTime, Utc};
use serde::Serialize;

/// One act on one thing, as it stands for one actor at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenAct<A> {
    /// Which act.
    pub act: A,
    /// Whether it is open.
    pub state: Openness,
}

/// Open, or closed with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Openness {
    /// May be done, until then if there is an end.
    Open {
        /// The last moment.
        until: Option<DateTime<Utc>>,
    },
    /// May not be done.
    Closed {
        /// A Chinese sentence for the person who wonders why.
        why: String,
    },
}

impl<A> OpenAct<A> {
    /// An act that is open without end.
    pub fn open(act: A) -> Self {
        Self { act, state: Openness::Open { until: None } }
    }

    /// An act that is closed, and why.
    pub fn closed(act: A, why: impl Into<String>) -> Self {
        Self { act, state: Openness::Closed { why: why.into() } }
    }

    /// Whether it may be done.
    pub fn is_open(&self) -> bool {
        matches!(self.state, Openness::Open { .. })
    }
}
