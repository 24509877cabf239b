//! What was checked and what came of it, one sentence each (docs/proof.md, “Reports”).

use crate::{Hash, Moment, key::Algorithm, log::Broken};
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::fmt;

mod words;

/// What became of one check (docs/proof.md, “Reports”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is as it should be.
    Passed,
    /// It is not.
    Failed,
    /// Nothing can be said; why is said.
    NotChecked,
}

/// What all checks together say (docs/proof.md, “Reports”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything that matters was checked and is right.
    Valid,
    /// Nothing is wrong, but the file or the keys were not checked.
    Incomplete,
    /// Something is wrong.
    Refused,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Valid => "核验通过",
            Self::Incomplete => "没有发现问题，但有事项未核对",
            Self::Refused => "核验不通过",
        })
    }
}

/// Which digests of a file differ (docs/proof.md, “Reports”).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differences {
    /// The number of octets.
    pub size: bool,
    /// SHA-256.
    pub sha256: bool,
    /// SM3.
    pub sm3: bool,
}

/// The result of one check, with what was found (docs/proof.md, “Reports”).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The document is a receipt of the known format.
    FormatRead,
    /// It is a receipt of another version.
    FormatVersion(String),
    /// It is none, or was changed.
    FormatRefused,
    /// The file is the one that was accepted.
    FileMatches,
    /// The file is one of those of the submission: which, from 1, and of how many.
    FileListed(usize, usize),
    /// The file is the document that was issued.
    FileIsDocument,
    /// The file is another one.
    FileDiffers(Differences),
    /// The file is none of so many.
    FileNotListed(usize),
    /// A file was given, but the receipt speaks of none.
    FileUnrelated,
    /// The receipt speaks of no file, and none was given.
    FileNotStated,
    /// No file was given.
    FileNotGiven,
    /// The receipt is of a kind, named here, that is not known.
    FileUnknownKind(String),
    /// The entry commits to the statement, which reads like this.
    CommitmentOpens(String),
    /// Entry and statement name two kinds.
    CommitmentKindDiffers(String, String),
    /// The entry commits to something else.
    CommitmentDiffers,
    /// The entry is in the log.
    InclusionProven {
        /// Which log.
        origin: String,
        /// The number of the entry.
        index: u64,
        /// How many there were.
        size: u64,
    },
    /// The log has no such number: index and size.
    InclusionOutside(u64, u64),
    /// The path does not lead to the root.
    InclusionWrong,
    /// What a key of this log did.
    Signature(Signed, Signer),
    /// No key has signed, of this log, that could be checked.
    SignatureNone(String),
    /// The later checkpoint contains the first: sizes then and later.
    LaterConsistent(u64, u64),
    /// The later checkpoint has no valid signature.
    LaterUnsigned,
    /// The log broke its word.
    LaterBroken(Broken),
    /// The stamp is right.
    StampValid(Stamped),
    /// The stamp is wrong, and why.
    StampWrong(String),
    /// There is no stamp.
    StampAbsent,
    /// There is a stamp, but no root certificate to check it against.
    StampNotChecked,
}

/// What a key did with a checkpoint (docs/proof.md, “Checking”).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    /// A trusted key has signed.
    Valid,
    /// A key has signed that is not trusted and came with the receipt.
    Own,
    /// The signature is wrong.
    Wrong,
    /// The receipt names the key, but it has not signed.
    Missing,
    /// The key has not signed, nor does the receipt say so.
    Absent,
}

/// Which key (docs/proof.md, “Keys”).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// Its name.
    pub name: String,
    /// How it signs.
    pub algorithm: Algorithm,
    /// What people compare.
    pub fingerprint: Hash,
}

/// What a time stamp says (RFC 3161 section 2.4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamped {
    /// The checkpoint existed at this time.
    pub at: Moment,
    /// The authority that says so.
    pub authority: String,
}

impl Finding {
    /// What was checked (docs/proof.md, “Reports”).
    pub fn check(&self) -> &'static str {
        self.code().split_once('-').map_or("", |(check, _)| check)
    }

    /// Its name for programs, the same in every verifier (docs/proof.md, “Reports”).
    pub fn code(&self) -> &'static str {
        match self {
            Self::FormatRead => "format-read",
            Self::FormatVersion(_) => "format-version",
            Self::FormatRefused => "format-refused",
            Self::FileMatches => "file-matches",
            Self::FileListed(..) => "file-listed",
            Self::FileIsDocument => "file-is-document",
            Self::FileDiffers(_) => "file-differs",
            Self::FileNotListed(_) => "file-not-listed",
            Self::FileUnrelated => "file-unrelated",
            Self::FileNotStated => "file-not-stated",
            Self::FileNotGiven => "file-not-given",
            Self::FileUnknownKind(_) => "file-unknown-kind",
            Self::CommitmentOpens(_) => "commitment-opens",
            Self::CommitmentKindDiffers(..) => "commitment-kind-differs",
            Self::CommitmentDiffers => "commitment-differs",
            Self::InclusionProven { .. } => "inclusion-proven",
            Self::InclusionOutside(..) => "inclusion-outside",
            Self::InclusionWrong => "inclusion-wrong",
            Self::Signature(Signed::Valid, _) => "signature-valid",
            Self::Signature(Signed::Own, _) => "signature-self",
            Self::Signature(Signed::Wrong, _) => "signature-wrong",
            Self::Signature(Signed::Missing, _) => "signature-missing",
            Self::Signature(Signed::Absent, _) => "signature-absent",
            Self::SignatureNone(_) => "signature-none",
            Self::LaterConsistent(..) => "later-consistent",
            Self::LaterUnsigned => "later-unsigned",
            Self::LaterBroken(_) => "later-broken",
            Self::StampValid(_) => "stamp-valid",
            Self::StampWrong(_) => "stamp-wrong",
            Self::StampAbsent => "stamp-absent",
            Self::StampNotChecked => "stamp-not-checked",
        }
    }

    /// What became of it (docs/proof.md, “Reports”).
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::FormatRead
            | Self::FileMatches
            | Self::FileListed(..)
            | Self::FileIsDocument
            | Self::CommitmentOpens(_)
            | Self::InclusionProven { .. }
            | Self::Signature(Signed::Valid, _)
            | Self::LaterConsistent(..)
            | Self::StampValid(_) => Outcome::Passed,
            Self::FileNotStated
            | Self::FileNotGiven
            | Self::FileUnknownKind(_)
            | Self::Signature(Signed::Own | Signed::Absent, _)
            | Self::StampAbsent
            | Self::StampNotChecked => Outcome::NotChecked,
            Self::FormatVersion(_)
            | Self::FormatRefused
            | Self::FileDiffers(_)
            | Self::FileNotListed(_)
            | Self::FileUnrelated
            | Self::CommitmentKindDiffers(..)
            | Self::CommitmentDiffers
            | Self::InclusionOutside(..)
            | Self::InclusionWrong
            | Self::Signature(Signed::Wrong | Signed::Missing, _)
            | Self::SignatureNone(_)
            | Self::LaterUnsigned
            | Self::LaterBroken(_)
            | Self::StampWrong(_) => Outcome::Failed,
        }
    }
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = [(self.size, "大小"), (self.sha256, "SHA-256"), (self.sm3, "SM3")];
        let differing: Vec<_> = named.into_iter().filter(|(d, _)| *d).map(|(_, n)| n).collect();
        f.write_str(&differing.join("、"))
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut line = to.serialize_struct("Finding", 4)?;
        line.serialize_field("check", self.check())?;
        line.serialize_field("outcome", &self.outcome())?;
        line.serialize_field("code", self.code())?;
        line.serialize_field("text", &self.to_string())?;
        line.end()
    }
}

/// All checks of one receipt, in order (docs/proof.md, “Reports”).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Each check with its result.
    pub findings: Vec<Finding>,
}

impl Report {
    /// What they say together (docs/proof.md, “Reports”).
    pub fn verdict(&self) -> Verdict {
        let any = |is: fn(&Finding) -> bool| self.findings.iter().any(is);
        let unchecked =
            |f: &Finding| matches!(f, Finding::FileNotGiven | Finding::FileUnknownKind(_));
        if self.findings.is_empty() || any(|f| f.outcome() == Outcome::Failed) {
            Verdict::Refused
        } else if any(unchecked) || !any(|f| matches!(f, Finding::Signature(Signed::Valid, _))) {
            Verdict::Incomplete
        } else {
            Verdict::Valid
        }
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut report = to.serialize_struct("Report", 2)?;
        report.serialize_field("verdict", &self.verdict())?;
        report.serialize_field("checks", &self.findings)?;
        report.end()
    }
}
