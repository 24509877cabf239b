//! Checkpoints: the log's signed word that it has so many entries and this root (C2SP tlog-checkpoint).

use crate::{
    Hash, SigningKey,
    key::{NotAKey, is_key_name},
    note::{self, NotANote, Note, NoteSignature},
    tree::MAX_SIZE,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The text is no checkpoint (C2SP tlog-checkpoint, “Note text”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("不是规范的日志检查点")]
pub struct NotACheckpoint;

impl From<NotANote> for NotACheckpoint {
    fn from(_: NotANote) -> Self {
        Self
    }
}

/// What a log says of itself at one size (C2SP tlog-checkpoint, “Note text”).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log, such as `court.example.cn/log`.
    pub origin: String,
    /// How many entries.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed (C2SP tlog-checkpoint, “Note text”). We write no extension lines.
    pub fn text(&self) -> String {
        let Self { origin, size, root } = self;
        format!("{origin}\n{size}\n{}\n", STANDARD.encode(root.0))
    }

    /// Signs with each key, in this order (C2SP tlog-checkpoint, “Signatures”). Each key must bear the origin as its name.
    /// Whoever signs has made sure that the tree only grew since he last signed.
    pub fn sign(&self, keys: &[SigningKey]) -> Result<SignedCheckpoint, NotAKey> {
        let text = self.text();
        let sign = |key: &SigningKey| {
            let public = key.verifying_key();
            if public.name() != self.origin {
                return Err(NotAKey);
            }
            let signature = key.sign(&text)?;
            Ok(NoteSignature { name: self.origin.clone(), id: public.id(), signature })
        };
        let signatures = keys.iter().map(sign).collect::<Result<Vec<_>, _>>()?;
        if signatures.is_empty() {
            return Err(NotAKey);
        }
        SignedCheckpoint::parse(&note::write(&text, &signatures)).map_err(|_| NotAKey)
    }

    /// Reads the text of a note; what deviates in one octet is none (C2SP tlog-checkpoint, “Note text”). Extension lines
    /// are let pass, as they must be, and mean nothing here.
    pub fn parse(text: &str) -> Result<Self, NotACheckpoint> {
        let text = text.strip_suffix('\n').ok_or(NotACheckpoint)?;
        let mut lines = text.split('\n');
        let mut line = || lines.next().filter(|line| !line.is_empty()).ok_or(NotACheckpoint);
        let (origin, size, root) = (line()?, line()?, line()?);
        let number: u64 = size.parse().map_err(|_| NotACheckpoint)?;
        let root = STANDARD.decode(root).map_err(|_| NotACheckpoint)?;
        let root = Hash(root.try_into().map_err(|_| NotACheckpoint)?);
        let sound = number.to_string() == size
            && number <= MAX_SIZE
            && (number > 0 || root == Hash::of_nothing())
            && is_key_name(origin)
            && lines.all(|extension| !extension.is_empty());
        sound.then(|| Self { origin: origin.to_owned(), size: number, root }).ok_or(NotACheckpoint)
    }
}

/// A checkpoint with its signatures, not yet verified (C2SP tlog-checkpoint, “Signatures”).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// What is said.
    pub checkpoint: Checkpoint,
    /// Who says so.
    pub note: Note,
    text: String,
}

impl SignedCheckpoint {
    /// Reads a checkpoint as a log serves it (C2SP tlog-checkpoint, C2SP signed-note).
    pub fn parse(text: &str) -> Result<Self, NotACheckpoint> {
        let note = Note::parse(text)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        Ok(Self { checkpoint, note, text: text.to_owned() })
    }

    /// The whole, as it is served, stamped and put into receipts (C2SP tlog-tiles, “Checkpoints”).
    pub fn as_str(&self) -> &str {
        &self.text
    }
}
