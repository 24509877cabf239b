//! Secrets at rest: numbers of persons and whatever else a stolen database must not show.
//!
//! Envelope encryption: every text has a data key of its own, which a master key wraps; both steps
//! are XChaCha20-Poly1305 and bound to the `context` (which column of which row it is for), so that
//! a sealed text moved elsewhere does not open. The sealed text names its master key, so that keys
//! can be changed while old texts still open. Equal plain texts are found by a blind index
//! (HMAC-SHA256 under a key of its own) without being readable.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::{fmt, io, path::Path, sync::Arc};

/// A master key.
pub type Key = [u8; 32];

/// Why a sealed text does not open, or a key file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// Not something that [`Vault::seal`] made.
    #[error("密文格式不对，可能已被截断或改动")]
    NotSealed,
    /// Sealed under a master key that is not in the key file.
    #[error("密文使用的主密钥 {0} 不在密钥文件中，请找回原密钥文件")]
    UnknownKey(String),
    /// Changed, or sealed for another place.
    #[error("密文校验失败：内容被改动，或不属于此处")]
    Tampered,
    /// The key file cannot be read or written.
    #[error("密钥文件无法读写：{0}。请检查路径和权限")]
    Io(#[from] io::Error),
    /// The key file has a line that is not a key.
    #[error("密钥文件第 {0} 行不是“编号 空格 密钥”的格式，请从备份恢复密钥文件")]
    KeyFile(usize),
}

/// Seals and opens. Cheap to clone.
#[derive(Clone)]
pub struct Vault(Arc<Keys>);

struct Keys {
    index: Key,
    /// The last one seals, all of them open.
    masters: Vec<(String, Key)>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({} keys)", self.0.masters.len())
    }
}

/// `version . master key id . base64url(wrapped data key, sealed text)`
const VERSION: &str = "v1";
const NONCE: usize = 24;
const WRAPPED: usize = NONCE + 32 + 16;

impl Vault {
    /// A vault of these keys: one for the blind index, one or more masters of which the last seals.
    pub fn from_keys(index: Key, masters: Vec<(String, Key)>) -> Result<Self, VaultError> {
        if masters.is_empty() {
            return Err(VaultError::KeyFile(0));
        }
        Ok(Self(Arc::new(Keys { index, masters })))
    }

    /// The vault of a key file: lines `index KEY` and `ID KEY`, the newest last, keys in base64.
    /// Made with fresh keys and mode 0600 if it is not there. Whoever loses it, loses the texts.
    pub fn open_file(path: &Path) -> Result<Self, VaultError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                let text = format!("index {}\nk1 {}\n", fresh(), fresh());
                write_private(path, &text)?;
                Self::parse(&text)
            }
            Err(e) => Err(e.into()),
        }
    }

    /// Adds a master key to the file; from the next start on it seals.
    pub fn add_key(path: &Path) -> Result<String, VaultError> {
        let text = std::fs::read_to_string(path)?;
        let id = format!("k{}", Self::parse(&text)?.0.masters.len() + 1);
        write_private(path, &format!("{}\n{id} {}\n", text.trim_end(), fresh()))?;
        Ok(id)
    }

    fn parse(text: &str) -> Result<Self, VaultError> {
        let (mut index, mut masters) = (None, Vec::new());
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let (id, key) = key_line(line).ok_or(VaultError::KeyFile(n + 1))?;
            if id == "index" {
                index = Some(key);
            } else {
                masters.push((id, key));
            }
        }
        Self::from_keys(index.ok_or(VaultError::KeyFile(0))?, masters)
    }

    /// Encrypts `plain` for the place that `context` names, e.g. `account.id_number`.
    pub fn seal(&self, context: &str, plain: &[u8]) -> String {
        let data_key: Key = rand::random();
        let (id, master) = self.current();
        let mut bytes = encrypt(master, &wrap_context(id, context), &data_key);
        bytes.extend(encrypt(&data_key, context.as_bytes(), plain));
        format!("{VERSION}.{id}.{}", BASE64.encode(bytes))
    }

    /// Decrypts what [`Vault::seal`] made for the same `context`.
    pub fn open(&self, context: &str, sealed: &str) -> Result<Vec<u8>, VaultError> {
        let (data_key, text) = self.unwrap(context, sealed)?;
        decrypt(&data_key, context.as_bytes(), &text)
    }

    /// [`Vault::open`] for text.
    pub fn open_text(&self, context: &str, sealed: &str) -> Result<String, VaultError> {
        String::from_utf8(self.open(context, sealed)?).map_err(|_| VaultError::Tampered)
    }

    /// The same sealed text under the newest master key; `None` if it is under it already.
    pub fn rewrap(&self, context: &str, sealed: &str) -> Result<Option<String>, VaultError> {
        let (id, master) = self.current();
        if sealed.split('.').nth(1) == Some(id) {
            return Ok(None);
        }
        let (data_key, text) = self.unwrap(context, sealed)?;
        let mut bytes = encrypt(master, &wrap_context(id, context), &data_key);
        bytes.extend(text);
        Ok(Some(format!("{VERSION}.{id}.{}", BASE64.encode(bytes))))
    }

    /// A blind index: equal for equal texts in the same `context`, and nothing else is learnt from it.
    pub fn index(&self, context: &str, plain: &str) -> String {
        let key = hmac(&self.0.index, format!("dengwen blind index\n{context}").as_bytes());
        hex::encode(hmac(&key, plain.as_bytes()))
    }

    #[expect(clippy::expect_used, reason = "from_keys refuses an empty list")]
    fn current(&self) -> (&str, &Key) {
        self.0.masters.last().map(|(id, key)| (id.as_str(), key)).expect("at least one key")
    }

    /// The data key and the rest of the sealed bytes.
    fn unwrap(&self, context: &str, sealed: &str) -> Result<(Key, Vec<u8>), VaultError> {
        let mut parts = sealed.splitn(3, '.');
        let (Some(VERSION), Some(id), Some(body)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(VaultError::NotSealed);
        };
        let bytes = BASE64.decode(body).map_err(|_| VaultError::NotSealed)?;
        let (wrapped, text) = bytes.split_at_checked(WRAPPED).ok_or(VaultError::NotSealed)?;
        let (_, master) = (self.0.masters.iter().find(|(known, _)| known == id))
            .ok_or_else(|| VaultError::UnknownKey(id.to_owned()))?;
        let data_key = decrypt(master, &wrap_context(id, context), wrapped)?;
        let data_key = data_key.try_into().map_err(|_| VaultError::Tampered)?;
        Ok((data_key, text.to_owned()))
    }
}

fn wrap_context(id: &str, context: &str) -> Vec<u8> {
    format!("dengwen data key\n{VERSION}\n{id}\n{context}").into_bytes()
}

/// Nonce, cipher text, tag.
#[expect(clippy::expect_used, reason = "only texts beyond 256 GiB are refused")]
fn encrypt(key: &Key, aad: &[u8], msg: &[u8]) -> Vec<u8> {
    let nonce: [u8; NONCE] = rand::random();
    let sealed = XChaCha20Poly1305::new(key.into()).encrypt(&nonce.into(), Payload { msg, aad });
    [nonce.as_slice(), &sealed.expect("short enough")].concat()
}

fn decrypt(key: &Key, aad: &[u8], bytes: &[u8]) -> Result<Vec<u8>, VaultError> {
    let (nonce, msg) = bytes.split_first_chunk::<NONCE>().ok_or(VaultError::NotSealed)?;
    XChaCha20Poly1305::new(key.into())
        .decrypt(nonce.into(), Payload { msg, aad })
        .map_err(|_| VaultError::Tampered)
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn hmac(key: &Key, message: &[u8]) -> Key {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

fn fresh() -> String {
    BASE64.encode(rand::random::<Key>())
}

fn key_line(line: &str) -> Option<(String, Key)> {
    let (id, key) = line.trim().split_once(' ')?;
    let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric());
    let key = BASE64.decode(key.trim()).ok()?.try_into().ok()?;
    plain.then(|| (id.to_owned(), key))
}

/// Writes a new file beside the old one and puts it in its place, so that there is always a whole one.
pub(crate) fn write_private(path: &Path, text: &str) -> io::Result<()> {
    use std::io::Write;
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&beside, path)
}
