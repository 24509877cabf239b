#![deny(missing_docs)]
//! 存证日志: a transparency log of salted commitments, and the receipts that anyone can check without the court.
//!
//! The log is a Merkle tree (RFC 6962, RFC 9162) in C2SP's formats. It holds no statement about anyone, only
//! commitments; what was committed to is in the receipt of the person concerned. `docs/proof.md` specifies every octet
//! for whoever writes another verifier. It is a log kept by one court and signed, not a blockchain.
//!
//! Nothing here knows of a database, a request or a clock: tiles, times, salts and keys are arguments.

pub mod canonical;
mod hash;
mod moment;
pub mod tree;

pub use hash::{Digester, FileDigest, Hash, NotAHash};
pub use moment::{Moment, NotAMoment};
