//! Riddles and their answers.
use chrono::{DateTime, Duration, Utc};
use kernel::id::ChallengeId;
use law::numerals;

/// How long a riddle can be answered.
pub(super) const LIFE: Duration = Duration::minutes(10);

/// How the riddle is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters and digits in a picture.
    Picture,
    /// A sum in words, for screen readers and for whoever prefers it.
    Question,
}

impl Kind {
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Question => "question",
        }
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        [Self::Picture, Self::Question].into_iter().find(|k| k.key() == key)
    }

    /// What the page's address or button asks for.
    pub(crate) fn wanted(question: bool) -> Self {
        if question { Self::Question } else { Self::Picture }
    }
}

/// A riddle.
#[derive(Clone, Debug)]
pub(super) struct Challenge {
    pub(super) id: ChallengeId,
    pub(super) kind: Kind,
    /// Of a picture: its characters. Of a question: `a+b`.
    pub(super) secret: String,
    pub(super) created_at: DateTime<Utc>,
    pub(super) used_at: Option<DateTime<Utc>>,
}

/// A riddle as the page shows it.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) id: ChallengeId,
    /// The sum in words; `None` for a picture.
    pub(crate) question: Option<String>,
}

impl Challenge {
    pub(super) fn shown(&self) -> Shown {
        let question = match self.kind {
            Kind::Picture => None,
            Kind::Question => self
                .sum()
                .map(|(a, b)| format!("{}加{}等于多少？", numerals::small(a), numerals::small(b))),
        };
        Shown { id: self.id, question }
    }

    fn sum(&self) -> Option<(u32, u32)> {
        let (a, b) = self.secret.split_once('+')?;
        Some((a.parse().ok()?, b.parse().ok()?))
    }

    /// Whether the riddle can still be answered.
    pub(super) fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.used_at.is_none() && now < self.created_at + LIFE
    }

    /// Whether the answer is right; capitals, blanks and full-width digits make no difference.
    pub(super) fn is_answered_by(&self, typed: &str) -> bool {
        let typed: String = typed
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| match c {
                '０'..='９' => {
                    u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c)
                }
                c => c.to_ascii_uppercase(),
            })
            .collect();
        match self.kind {
            Kind::Picture => typed == self.secret,
            Kind::Question => self.sum().is_some_and(|(a, b)| typed == (a + b).to_string()),
        }
    }
}
