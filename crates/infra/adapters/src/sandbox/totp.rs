//! The current codes of the demo staff's second factor, in place of an authenticator app.
use super::Staff;
use chrono::{DateTime, Utc};
use serde::Serialize;
use totp_rs::{Builder, Secret};

/// Codes of one member of staff.
#[derive(Serialize)]
pub(super) struct Codes {
    pub(super) login: String,
    pub(super) name: String,
    pub(super) office: String,
    pub(super) code: String,
    /// The code of the next half minute, which is accepted too.
    pub(super) next: String,
    /// How many seconds `code` is shown for.
    pub(super) seconds: u64,
}

pub(super) fn codes(staff: &[Staff], now: DateTime<Utc>) -> Vec<Codes> {
    let now = u64::try_from(now.timestamp()).unwrap_or_default();
    staff
        .iter()
        .filter_map(|s| {
            let secret: [u8; 20] = decode(&s.secret_base32)?.try_into().ok()?;
            let totp = Builder::new().with_secret(Secret::new_stack(secret)).build().ok()?;
            Some(Codes {
                login: s.login.clone(),
                name: s.name.clone(),
                office: s.office.clone(),
                code: totp.generate(now).to_string(),
                next: totp.generate(now + 30).to_string(),
                seconds: 30 - now % 30,
            })
        })
        .collect()
}

/// RFC 4648 base 32 without padding.
fn decode(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut out, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for b in text.bytes() {
        let value = ALPHABET.iter().position(|a| *a == b.to_ascii_uppercase())?;
        held = (held << 5) | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from((held >> bits) & 0xff).ok()?);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, cut to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let staff = Staff {
            login: "a".into(),
            name: "b".into(),
            office: "c".into(),
            secret_base32: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into(),
        };
        let now = DateTime::from_timestamp(59, 0).unwrap();
        assert_eq!(codes(&[staff], now)[0].code, "287082");
    }
}
