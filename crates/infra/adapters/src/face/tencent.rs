//! 腾讯云人脸核身 (faceid, 2018-03-01): `DetectAuth` starts, `GetDetectInfoEnhanced` asks for the
//! outcome. Signed by TC3-HMAC-SHA256.
use crate::{
    sign::{self, Credentials},
    sms::aliyun::{host, http},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::{
    clock::{Clock, SystemClock},
    ports::{FaceCheck, FaceResult, PortError},
};
use serde_json::{Value, json};

/// How to reach the provider.
#[derive(Clone, Debug)]
pub struct Options {
    /// Scheme and host, e.g. `https://faceid.tencentcloudapi.com`.
    pub endpoint: String,
    pub access_key: String,
    pub secret_key: String,
    /// 业务流程编号 (`RuleId`)
    pub rule: String,
}

/// The client.
pub struct TencentFace {
    endpoint: reqwest::Url,
    key: Credentials,
    rule: String,
    http: reqwest::Client,
}

impl TencentFace {
    /// Checks the options; connects to nobody yet.
    pub fn new(options: Options) -> Result<Self, PortError> {
        let endpoint = options.endpoint.parse().map_err(|_| {
            PortError::Refused(format!("人脸核身服务地址 {} 无法识别", options.endpoint))
        })?;
        let key = Credentials { id: options.access_key, secret: options.secret_key };
        Ok(Self { endpoint, key, rule: options.rule, http: http()? })
    }

    async fn call(
        &self,
        action: &str,
        body: &Value,
        now: DateTime<Utc>,
    ) -> Result<Value, PortError> {
        if self.key.id.is_empty() {
            return Err(PortError::Refused("本院尚未开通人脸核身，请选择其他认证方式".into()));
        }
        let body = body.to_string();
        let host = host(&self.endpoint);
        let signature = sign::tc3(&self.key.secret, "faceid", &host, now, body.as_bytes());
        let authorization = format!(
            "TC3-HMAC-SHA256 Credential={}/{}/faceid/tc3_request, SignedHeaders={}, Signature={signature}",
            self.key.id,
            now.format("%Y-%m-%d"),
            sign::TC3_SIGNED
        );
        let response = self
            .http
            .post(self.endpoint.clone())
            .header("authorization", authorization)
            .header("content-type", sign::TC3_TYPE)
            .header("x-tc-action", action)
            .header("x-tc-version", "2018-03-01")
            .header("x-tc-timestamp", now.timestamp().to_string())
            .body(body)
            .send()
            .await
            .map_err(|e| {
                PortError::Temporary(format!("人脸核身服务没有应答：{}", e.without_url()))
            })?;
        let answer: Value = response
            .json()
            .await
            .map_err(|_| PortError::Temporary("人脸核身服务的应答无法读取".into()))?;
        read(answer)
    }
}

/// Takes the answer out of its envelope.
fn read(mut answer: Value) -> Result<Value, PortError> {
    let response = answer["Response"].take();
    let Some(code) = response["Error"]["Code"].as_str() else { return Ok(response) };
    let text = format!("人脸核身服务：{code}");
    if code.starts_with("InternalError") || code.starts_with("RequestLimitExceeded") {
        Err(PortError::Temporary(text))
    } else {
        Err(PortError::Refused(text))
    }
}

#[async_trait]
impl FaceCheck for TencentFace {
    async fn start(
        &self,
        name: &str,
        id_number: &str,
        return_to: &str,
    ) -> Result<(String, String), PortError> {
        let body = json!({
            "RuleId": self.rule, "Name": name, "IdCard": id_number, "RedirectUrl": return_to,
        });
        let answer = self.call("DetectAuth", &body, SystemClock.now()).await?;
        match (answer["BizToken"].as_str(), answer["Url"].as_str()) {
            (Some(token), Some(url)) => Ok((token.to_owned(), url.to_owned())),
            _ => Err(PortError::Temporary("人脸核身服务的应答缺少内容".into())),
        }
    }

    async fn result(&self, token: &str) -> Result<FaceResult, PortError> {
        let body = json!({ "BizToken": token, "RuleId": self.rule, "InfoType": "1" });
        let answer = self.call("GetDetectInfoEnhanced", &body, SystemClock.now()).await?;
        Ok(match answer["Text"]["ErrCode"].as_i64() {
            None => FaceResult::Pending,
            Some(0) => FaceResult::Match,
            Some(_) => FaceResult::NoMatch,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told_apart() {
        let of = |code: &str| read(json!({ "Response": { "Error": { "Code": code } } }));
        assert!(matches!(of("InternalError.X"), Err(PortError::Temporary(_))));
        assert!(matches!(of("AuthFailure.SignatureFailure"), Err(PortError::Refused(_))));
        assert_eq!(read(json!({ "Response": { "A": 1 } })).unwrap()["A"], 1);
    }
}
