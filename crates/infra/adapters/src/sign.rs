//! Request signatures of the providers, as they document them. Used by the clients to sign and by
//! the sandbox to check.
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// An access key: its public name and its secret.
#[derive(Clone)]
pub struct Credentials {
    pub id: String,
    pub secret: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Credentials({})", self.id)
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn hmac(key: &[u8], message: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length");
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// SHA-256, hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// RFC 3986 percent-encoding.
pub fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, b| {
        if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(b));
        } else {
            let _ = write!(out, "%{b:02X}");
        }
        out
    })
}

/// A query string with sorted, encoded parameters.
pub fn query(params: &[(&str, &str)]) -> String {
    let mut pairs: Vec<_> = params.iter().map(|(k, v)| (encode(k), encode(v))).collect();
    pairs.sort();
    let joined: Vec<_> = pairs.into_iter().map(|(k, v)| format!("{k}={v}")).collect();
    joined.join("&")
}

/// 阿里云 `OpenAPI` V3 签名 (ACS3-HMAC-SHA256) of a `POST /`.
///
/// `headers` are those that are signed: lower-case names, sorted.
pub fn acs3(secret: &str, query: &str, headers: &[(&str, String)], body: &[u8]) -> String {
    let canonical_headers = headers.iter().fold(String::new(), |mut out, (k, v)| {
        let _ = writeln!(out, "{k}:{}", v.trim());
        out
    });
    let request = format!(
        "POST\n/\n{query}\n{canonical_headers}\n{}\n{}",
        signed_names(headers),
        sha256(body)
    );
    let to_sign = format!("ACS3-HMAC-SHA256\n{}", sha256(request.as_bytes()));
    hex::encode(hmac(secret.as_bytes(), &to_sign))
}

/// `a;b;c`
pub fn signed_names(headers: &[(&str, String)]) -> String {
    headers.iter().map(|(k, _)| *k).collect::<Vec<_>>().join(";")
}

/// 腾讯云 API 签名 v3 (TC3-HMAC-SHA256) of a `POST /` with a JSON body.
pub fn tc3(secret: &str, service: &str, host: &str, at: DateTime<Utc>, body: &[u8]) -> String {
    let request = format!(
        "POST\n/\n\ncontent-type:{TC3_TYPE}\nhost:{host}\n\n{TC3_SIGNED}\n{}",
        sha256(body)
    );
    let date = at.format("%Y-%m-%d").to_string();
    let to_sign = format!(
        "TC3-HMAC-SHA256\n{}\n{date}/{service}/tc3_request\n{}",
        at.timestamp(),
        sha256(request.as_bytes())
    );
    let date_key = hmac(format!("TC3{secret}").as_bytes(), &date);
    let signing_key = hmac(&hmac(&date_key, service), "tc3_request");
    hex::encode(hmac(&signing_key, &to_sign))
}

/// The content type that TC3 signs.
pub const TC3_TYPE: &str = "application/json; charset=utf-8";
/// The headers that TC3 signs.
pub const TC3_SIGNED: &str = "content-type;host";

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of the provider's documentation (阿里云 V3 版本请求体&签名机制).
    #[test]
    fn acs3_gives_the_documented_signature() {
        let headers = [
            ("host", "ecs.cn-shanghai.aliyuncs.com".to_owned()),
            ("x-acs-action", "RunInstances".to_owned()),
            (
                "x-acs-content-sha256",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".to_owned(),
            ),
            ("x-acs-date", "2023-10-26T10:22:32Z".to_owned()),
            ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d".to_owned()),
            ("x-acs-version", "2014-05-26".to_owned()),
        ];
        let query = query(&[
            ("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"),
            ("RegionId", "cn-shanghai"),
        ]);
        assert_eq!(
            acs3("YourAccessKeySecret", &query, &headers, b""),
            "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        );
    }

    /// The worked example of the provider's documentation (腾讯云 签名方法 v3), asterisks included.
    #[test]
    fn tc3_gives_the_documented_signature() {
        let at = DateTime::from_timestamp(1_551_113_065, 0).unwrap();
        let body = br#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;
        let secret = "Gu5t9xGARNpq86cd98joQYCN3*******";
        assert_eq!(
            tc3(secret, "cvm", "cvm.tencentcloudapi.com", at, body),
            "2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c"
        );
    }

    #[test]
    fn parameters_are_sorted_and_encoded() {
        assert_eq!(query(&[("b", "a b*"), ("a", "短~")]), "a=%E7%9F%AD~&b=a%20b%2A");
    }
}
