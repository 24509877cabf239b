#![deny(missing_docs)]
//! 存证日志: a transparency log of salted commitments, and the receipts that anyone can check without the court.
//!
//! The log is a Merkle tree (RFC 6962, RFC 9162) in C2SP's formats. It holds no statement about anyone, only
//! commitments; what was committed to is in the receipt of the person concerned. `docs/proof.md` specifies every octet
//! for whoever writes another verifier. It is a log kept by one court and signed, not a blockchain.
//!
//! Nothing here knows of a database, a request or a clock: tiles, times, salts and keys are arguments.

pub mod canonical;
mod checkpoint;
mod entry;
mod hash;
mod key;
mod log;
mod moment;
mod note;
mod receipt;
mod report;
mod statement;
pub mod tree;
mod verify;

pub use checkpoint::{Checkpoint, NotACheckpoint, SignedCheckpoint};
pub use entry::{Kind, Leaf, Opening, Salt, commit};
pub use hash::{Digester, FileDigest, Hash, NotAHash};
pub use key::{Algorithm, BadSignature, KeyId, NotAKey, SigningKey, VerifyingKey};
pub use log::{Broken, compare};
pub use moment::{Moment, NotAMoment};
pub use note::{NotANote, Note, NoteSignature};
pub use receipt::{FORMAT, Later, MAX_RECEIPT, NotAReceipt, Receipt};
pub use report::{Differences, Finding, Outcome, Report, Signed, Signer, Stamped, Verdict};
pub use statement::{Issued, NotAStatement, Statement};
pub use tree::{NotProven, TreeError};
pub use verify::{StampCheck, Trust, verify};

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
