//! Signed notes: a text and who signed it (C2SP signed-note).

use crate::key::{BadSignature, KeyId, VerifyingKey, is_key_name};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::fmt::Write as _;

/// More is not read; C2SP signed-note asks that a limit be set, and for at least 16 signatures.
const MAX_OCTETS: usize = 128 * 1024;
const MAX_SIGNATURES: usize = 64;

/// The text is no signed note (C2SP signed-note, “Format”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("不是规范的签名文本")]
pub struct NotANote;

/// One signature line (C2SP signed-note, “Signatures”).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// Who says to have signed.
    pub name: String,
    /// With which of his keys.
    pub id: KeyId,
    /// The signature.
    pub signature: Vec<u8>,
}

/// A text, ending in a line feed, and its signatures, not yet verified (C2SP signed-note, “Format”).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl Note {
    /// Reads a note; what deviates in one octet is none (C2SP signed-note, “Format”).
    pub fn parse(note: &str) -> Result<Self, NotANote> {
        let control = |c: char| c < ' ' && c != '\n';
        if note.len() > MAX_OCTETS || note.contains(control) {
            return Err(NotANote);
        }
        let end = note.rfind("\n\n").ok_or(NotANote)?;
        let (text, lines) = (&note[..=end], &note[end + 2..]);
        let lines = lines.strip_suffix('\n').ok_or(NotANote)?;
        let signatures: Vec<_> =
            lines.split('\n').map(signature).collect::<Option<_>>().ok_or(NotANote)?;
        let twice = |at: usize, one: &NoteSignature| {
            signatures[..at].iter().any(|other| other.name == one.name && other.id == one.id)
        };
        if signatures.len() > MAX_SIGNATURES
            || signatures.iter().enumerate().any(|(at, one)| twice(at, one))
        {
            return Err(NotANote);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// What is signed, with its last line feed (C2SP signed-note, “Format”).
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Who says to have signed (C2SP signed-note, “Signatures”).
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Whether this key has signed: nothing if there is no line of its name and ID, else whether the signature is right
    /// (C2SP signed-note, “Signatures”).
    pub fn signed_by(&self, key: &VerifyingKey) -> Option<Result<(), BadSignature>> {
        let id = key.id();
        let line = self.signatures.iter().find(|line| line.name == key.name() && line.id == id)?;
        Some(key.verify(&self.text, &line.signature))
    }
}

/// Writes a note (C2SP signed-note, “Format”). The text ends in a line feed and is the caller's to have in order.
pub(crate) fn write(text: &str, signatures: &[NoteSignature]) -> String {
    let mut note = format!("{text}\n");
    for NoteSignature { name, id, signature } in signatures {
        let octets = [&id.0, signature.as_slice()].concat();
        let _ = writeln!(note, "— {name} {}", STANDARD.encode(octets));
    }
    note
}

fn signature(line: &str) -> Option<NoteSignature> {
    let (name, octets) = line.strip_prefix("— ")?.split_once(' ')?;
    let octets = STANDARD.decode(octets).ok()?;
    let (id, signature) = octets.split_first_chunk()?;
    let sound = is_key_name(name) && !signature.is_empty();
    sound.then(|| NoteSignature { name: name.into(), id: KeyId(*id), signature: signature.into() })
}
