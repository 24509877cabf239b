//! Putting a seal on a paper: whose it is, what is seen of it, where and why.

use crate::{Begun, Identity, Image, Place, SealError, increment};
use chrono::{DateTime, Utc};

/// What is seen and read of a seal.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Whose seal: the court's name, for readers that speak and for lists of signatures.
    pub holder: String,
    /// The drawing or picture.
    pub image: Image,
}

/// One use of a seal.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// Where; `None`: where the paper says, or at the end of the last page.
    pub place: Option<Place>,
    /// Why the paper is sealed, such as 受理案件通知书; empty if nothing is to be said (ISO 32000-1 section 12.8.1).
    pub reason: &'a str,
    /// The moment of sealing, as claimed by the court.
    pub at: DateTime<Utc>,
}

/// A seal that can be put on papers.
#[derive(Clone, Debug)]
pub struct Seal {
    identity: Identity,
    look: Look,
}

impl Seal {
    /// Of a holder with this key, looking so.
    pub const fn new(identity: Identity, look: Look) -> Self {
        Self { identity, look }
    }

    /// Seals a paper but for its time stamp. `stamped`: room is left for one.
    pub fn begin(&self, pdf: &[u8], mark: &Mark<'_>, stamped: bool) -> Result<Begun, SealError> {
        increment::begin(pdf, (&self.identity, &self.look), mark, stamped)
    }

    /// Seals a paper. `token` is asked for a time stamp over the signature's value (RFC 3161 appendix A); where it has
    /// none, the seal does without.
    pub fn put(
        &self,
        pdf: &[u8],
        mark: &Mark<'_>,
        token: impl FnOnce(&[u8]) -> Option<Vec<u8>>,
    ) -> Result<Vec<u8>, SealError> {
        let begun = self.begin(pdf, mark, true)?;
        let token = token(begun.value());
        begun.finish(token.as_deref())
    }
}
