//! The checking of a receipt, without the court and without a network (docs/proof.md, “Checking”).

use crate::{
    Checkpoint, FileDigest, Hash, NotProven, Receipt, SignedCheckpoint, Statement, VerifyingKey,
    log::compare,
    receipt::NotAReceipt,
    report::{Differences, Finding, Outcome, Report, Signed, Signer, Stamped},
    tree::inclusion,
};

/// Checks an RFC 3161 token over a text: time and authority, or a sentence that says what is wrong (RFC 3161 section 2.3).
/// The crate `stamp` does it.
pub type StampCheck<'a> = &'a dyn Fn(&[u8], &[u8]) -> Result<Stamped, String>;

/// What the verifier knows from elsewhere (docs/proof.md, “Checking”).
#[derive(Clone, Copy, Default)]
pub struct Trust<'a> {
    /// The court's published keys. A signature by any of them counts. If there are none, the receipt is checked against the
    /// keys it brings along, and the report says so.
    pub keys: &'a [VerifyingKey],
    /// How time stamps are checked; without it they are not.
    pub stamp: Option<StampCheck<'a>>,
}

/// Checks a receipt and the file it speaks of (docs/proof.md, “Checking”). Every check is made and reported, also after one
/// that failed; only what cannot be read ends at once.
pub fn verify(document: &[u8], file: Option<&FileDigest>, trust: &Trust<'_>) -> Report {
    let receipt = match Receipt::parse(document) {
        Ok(receipt) => receipt,
        Err(NotAReceipt::Version(version)) => {
            return Report { findings: vec![Finding::FormatVersion(version)] };
        }
        Err(NotAReceipt::Spelling(_) | NotAReceipt::Field(_)) => {
            return Report { findings: vec![Finding::FormatRefused] };
        }
    };
    let statement = Statement::read(&receipt.statement).ok();
    let mut findings = vec![
        Finding::FormatRead,
        check_file(&receipt, statement.as_ref(), file),
        check_commitment(&receipt, statement.as_ref()),
        check_inclusion(&receipt),
    ];
    findings.extend(check_signatures(&receipt.checkpoint, &receipt, trust));
    findings.extend(check_later(&receipt, trust));
    findings.push(check_stamp(&receipt, trust));
    Report { findings }
}

fn check_file(receipt: &Receipt, says: Option<&Statement>, file: Option<&FileDigest>) -> Finding {
    let (Some(says), Some(file)) = (says, file) else {
        return match says {
            None => Finding::FileUnknownKind(kind(receipt)),
            Some(Statement::DocketEntry { .. }) => Finding::FileNotStated,
            Some(
                Statement::FileAccepted { .. }
                | Statement::FilingSubmitted { .. }
                | Statement::NoticeIssued(_)
                | Statement::DecisionIssued(_),
            ) => Finding::FileNotGiven,
        };
    };
    let differs = |size: u64, sha256: Hash, sm3: Hash, same: Finding| {
        let differences = Differences {
            size: size != file.size,
            sha256: sha256 != file.sha256,
            sm3: sm3 != file.sm3,
        };
        let Differences { size, sha256, sm3 } = differences;
        if size || sha256 || sm3 { Finding::FileDiffers(differences) } else { same }
    };
    match says {
        Statement::FileAccepted { sha256, sm3, size, .. } => {
            differs(*size, *sha256, *sm3, Finding::FileMatches)
        }
        Statement::NoticeIssued(document) | Statement::DecisionIssued(document) => {
            differs(file.size, document.sha256, file.sm3, Finding::FileIsDocument)
        }
        Statement::FilingSubmitted { files, .. } => {
            let at = files.iter().position(|listed| *listed == file.sha256);
            let count = files.len();
            at.map_or(Finding::FileNotListed(count), |at| Finding::FileListed(at + 1, count))
        }
        Statement::DocketEntry { .. } => Finding::FileUnrelated,
    }
}

fn kind(receipt: &Receipt) -> String {
    receipt.opening().kind().map(|kind| kind.to_string()).unwrap_or_default()
}

fn check_commitment(receipt: &Receipt, says: Option<&Statement>) -> Finding {
    let (leaf, stated) = (receipt.leaf.kind.as_str(), kind(receipt));
    if leaf != stated {
        return Finding::CommitmentKindDiffers(leaf.to_owned(), stated);
    }
    if receipt.opening().commitment() != Ok(receipt.leaf.commitment) {
        return Finding::CommitmentDiffers;
    }
    let sentence = says.map_or_else(|| format!("种类“{stated}”"), ToString::to_string);
    Finding::CommitmentOpens(sentence)
}

fn check_inclusion(receipt: &Receipt) -> Finding {
    let Receipt { index, leaf, path, checkpoint, .. } = receipt;
    let Checkpoint { origin, size, root } = &checkpoint.checkpoint;
    let (index, size) = (*index, *size);
    match inclusion::verify(index, leaf.hash(), size, *root, path) {
        Ok(()) => Finding::InclusionProven { origin: origin.clone(), index, size },
        Err(NotProven::Outside) => Finding::InclusionOutside(index, size),
        Err(NotProven::Wrong) => Finding::InclusionWrong,
    }
}

/// One line for each key of this log, first the trusted ones, then those that the receipt names besides; and one more if
/// none has signed that counts.
fn check_signatures(
    checkpoint: &SignedCheckpoint,
    receipt: &Receipt,
    trust: &Trust<'_>,
) -> Vec<Finding> {
    let origin = &checkpoint.checkpoint.origin;
    let look = |key: &VerifyingKey| {
        let signer = Signer {
            name: key.name().to_owned(),
            algorithm: key.algorithm(),
            fingerprint: key.fingerprint(),
        };
        let trusted = trust.keys.contains(key);
        let how = match checkpoint.note.signed_by(key) {
            Some(Ok(())) if trusted => Signed::Valid,
            Some(Ok(())) => Signed::Own,
            Some(Err(_)) => Signed::Wrong,
            None if receipt.keys.contains(key) => Signed::Missing,
            None => Signed::Absent,
        };
        Finding::Signature(how, signer)
    };
    let others = receipt.keys.iter().filter(|key| !trust.keys.contains(key));
    let of_this_log = trust.keys.iter().chain(others).filter(|key| key.name() == origin);
    let mut found: Vec<_> = of_this_log.map(look).collect();
    let enough = if trust.keys.is_empty() { Signed::Own } else { Signed::Valid };
    let counts =
        |finding: &Finding| matches!(finding, Finding::Signature(how, _) if *how == enough);
    if !found.iter().any(counts) {
        found.push(Finding::SignatureNone(origin.clone()));
    }
    found
}

fn check_later(receipt: &Receipt, trust: &Trust<'_>) -> Option<Finding> {
    let later = receipt.later.as_ref()?;
    let (old, new) = (&receipt.checkpoint.checkpoint, &later.checkpoint.checkpoint);
    let signatures = check_signatures(&later.checkpoint, receipt, trust);
    let failed = signatures.iter().any(|finding| finding.outcome() == Outcome::Failed);
    Some(match compare(old, new, &later.consistency) {
        Err(how) => Finding::LaterBroken(how),
        Ok(()) if failed => Finding::LaterUnsigned,
        Ok(()) => Finding::LaterConsistent(old.size, new.size),
    })
}

fn check_stamp(receipt: &Receipt, trust: &Trust<'_>) -> Finding {
    let text = receipt.checkpoint.as_str().as_bytes();
    match (&receipt.stamp, trust.stamp) {
        (None, _) => Finding::StampAbsent,
        (Some(_), None) => Finding::StampNotChecked,
        (Some(token), Some(check)) => {
            check(token, text).map_or_else(Finding::StampWrong, Finding::StampValid)
        }
    }
}
