//! The log's name and its signing keys: a small file beside the vault's. Whoever loses it must begin a
//! new log; whoever gives it away lets others sign in the court's name.
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use chain::{NotAKey, SigningKey, VerifyingKey};
use rand::TryRngCore;
use std::{fmt, io, path::Path};

/// Why the key file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// It cannot be read or written.
    #[error("存证日志的密钥文件无法读写：{0}。请检查路径和权限")]
    Io(#[from] io::Error),
    /// A line is missing or is not what it should be.
    #[error("存证日志的密钥文件第 {0} 行无法识别，请从备份恢复该文件")]
    Line(usize),
    /// The name or a key does not do.
    #[error("存证日志的名称或密钥不合规则（{0}），请检查 proof.origin")]
    Key(#[from] NotAKey),
}

/// A log's name and keys: Ed25519, and SM2 beside it.
#[derive(Clone)]
pub struct LogKeys {
    origin: String,
    keys: Vec<SigningKey>,
}

impl fmt::Debug for LogKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogKeys({})", self.origin)
    }
}

impl LogKeys {
    /// Keys from their secrets.
    pub fn new(origin: &str, ed25519: &[u8; 32], sm2: &[u8; 32]) -> Result<Self, KeyFileError> {
        let keys = vec![SigningKey::ed25519(origin, ed25519)?, SigningKey::sm2(origin, sm2)?];
        Ok(Self { origin: origin.to_owned(), keys })
    }

    /// The keys of a file of three lines, `origin NAME`, `ed25519 KEY`, `sm2 KEY` (base64). Made with
    /// fresh keys, that name and mode 0600 if it is not there; the name of a file that is there stays.
    pub fn open_file(path: &Path, origin: &str) -> Result<Self, KeyFileError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                let text = fresh(origin)?;
                let keys = Self::parse(&text)?;
                crate::vault::write_private(path, &text)?;
                Ok(keys)
            }
            Err(e) => Err(e.into()),
        }
    }

    fn parse(text: &str) -> Result<Self, KeyFileError> {
        let mut lines = text.lines();
        let mut value = |n: usize, name: &str| {
            let rest = lines.next().and_then(|line| line.strip_prefix(name)?.strip_prefix(' '));
            rest.map(str::trim).ok_or(KeyFileError::Line(n))
        };
        let origin = value(1, "origin")?.to_owned();
        let secret = |n: usize, text: &str| -> Result<[u8; 32], KeyFileError> {
            let bytes = BASE64.decode(text).map_err(|_| KeyFileError::Line(n))?;
            bytes.try_into().map_err(|_| KeyFileError::Line(n))
        };
        let ed25519 = secret(2, value(2, "ed25519")?)?;
        let sm2 = secret(3, value(3, "sm2")?)?;
        Self::new(&origin, &ed25519, &sm2)
    }

    /// The log's name.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What checkpoints are signed with.
    pub(super) fn signing(&self) -> &[SigningKey] {
        &self.keys
    }

    /// What the court publishes.
    pub fn public(&self) -> Vec<VerifyingKey> {
        self.keys.iter().map(SigningKey::verifying_key).collect()
    }
}

/// A new file's text. A secret that is no SM2 key (one in 2³²) is drawn again.
fn fresh(origin: &str) -> Result<String, KeyFileError> {
    loop {
        let (mut ed25519, mut sm2) = ([0; 32], [0; 32]);
        for secret in [&mut ed25519, &mut sm2] {
            rand::rngs::OsRng.try_fill_bytes(secret).map_err(io::Error::other)?;
        }
        SigningKey::ed25519(origin, &ed25519)?;
        if SigningKey::sm2(origin, &sm2).is_ok() {
            let [one, two] = [ed25519, sm2].map(|secret| BASE64.encode(secret));
            return Ok(format!("origin {origin}\ned25519 {one}\nsm2 {two}\n"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("proof-key");
        let made = LogKeys::open_file(&path, "court.example/cunzheng").unwrap();
        let read = LogKeys::open_file(&path, "other.example/cunzheng").unwrap();
        assert_eq!(read.origin(), "court.example/cunzheng");
        assert_eq!(made.public(), read.public());
        assert_eq!(made.public().len(), 2);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_damaged_file_is_named_by_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("proof-key");
        LogKeys::open_file(&path, "court.example/cunzheng").unwrap();
        let whole = std::fs::read_to_string(&path).unwrap();
        for (n, word) in [(1, "origin"), (2, "ed25519"), (3, "sm2")] {
            std::fs::write(&path, whole.replace(word, "x")).unwrap();
            let error = LogKeys::open_file(&path, "o").unwrap_err();
            assert!(matches!(error, KeyFileError::Line(line) if line == n), "{error}");
        }
        assert!(matches!(
            LogKeys::open_file(&folder.path().join("new"), "mit leer"),
            Err(KeyFileError::Key(_))
        ));
    }
}
