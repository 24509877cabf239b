//! Files that are looked at and not kept: their digests, and the first bytes of small ones.
use super::multipart::{Parts, broken, text};
use crate::{Fault, Visit, form, inspect::clean_name};
use chain::{Digester, FileDigest};
use std::io::Write;

/// One file of a form, gone again.
#[derive(Clone, Debug)]
pub struct LookedAt {
    /// The name of the form's field.
    pub field: String,
    /// As the sender calls it.
    pub file_name: String,
    pub digest: FileDigest,
    /// Its bytes, unless there were more than asked for.
    pub bytes: Option<Vec<u8>>,
}

/// Reads a form to its end and hashes its files on the way; of files up to `most` bytes the bytes are given back.
pub async fn look_at(visit: &Visit, parts: Parts, most: usize) -> Result<Vec<LookedAt>, Fault> {
    let own = visit.csrf();
    let mut fields = parts.into_fields();
    let (mut trusted, mut seen) = (false, Vec::new());
    while let Some(mut field) = fields.next_field().await.map_err(|e| broken(&e))? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(clean_name) else {
            let value = text(field).await?;
            trusted |= name == form::CSRF_FIELD && form::same(&value, &own);
            continue;
        };
        if !trusted {
            return Err(super::multipart::stale());
        }
        let (mut digester, mut bytes) = (Digester::default(), Some(Vec::new()));
        while let Some(chunk) = field.chunk().await.map_err(|e| broken(&e))? {
            digester.write_all(&chunk).map_err(|e| Fault::Inner(e.to_string()))?;
            bytes = bytes.filter(|b| b.len() + chunk.len() <= most);
            if let Some(bytes) = &mut bytes {
                bytes.extend_from_slice(&chunk);
            }
        }
        let digest = digester.finish();
        if digest.size > 0 {
            seen.push(LookedAt { field: name, file_name, digest, bytes });
        }
    }
    if trusted { Ok(seen) } else { Err(super::multipart::stale()) }
}
