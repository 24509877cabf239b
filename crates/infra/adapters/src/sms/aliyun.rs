//! 阿里云短信服务, `SendSms` (2017-05-25) over `OpenAPI` with V3 signatures.
use super::{Template, parse_templates};
use crate::sign::{self, Credentials};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::{
    clock::{Clock, SystemClock},
    ports::{PortError, Sms},
};
use serde::Deserialize;
use std::time::Duration;

/// How to reach the provider.
#[derive(Clone, Debug)]
pub struct Options {
    /// Scheme and host, e.g. `https://dysmsapi.aliyuncs.com`.
    pub endpoint: String,
    pub access_key: String,
    pub secret_key: String,
    /// 短信签名
    pub sign_name: String,
    /// Registered templates, see [`parse_templates`].
    pub template: String,
}

/// The client.
pub struct AliyunSms {
    endpoint: reqwest::Url,
    key: Credentials,
    sign_name: String,
    templates: Vec<Template>,
    http: reqwest::Client,
}

impl AliyunSms {
    /// Checks the options; connects to nobody yet.
    pub fn new(options: Options) -> Result<Self, PortError> {
        let endpoint = options.endpoint.parse().map_err(|_| {
            PortError::Refused(format!("短信服务地址 {} 无法识别", options.endpoint))
        })?;
        let templates = if options.template.trim().is_empty() && options.access_key.is_empty() {
            Vec::new()
        } else {
            parse_templates(&options.template)?
        };
        Ok(Self {
            endpoint,
            key: Credentials { id: options.access_key, secret: options.secret_key },
            sign_name: options.sign_name,
            templates,
            http: http()?,
        })
    }

    fn request(
        &self,
        number: &str,
        text: &str,
        dedup: &str,
        now: DateTime<Utc>,
    ) -> Result<reqwest::RequestBuilder, PortError> {
        let (template, parameters) = self
            .templates
            .iter()
            .find_map(|t| t.parameters(text).map(|p| (t, p.to_string())))
            .ok_or_else(|| {
                PortError::Refused(
                    "没有与这条短信文字相符的已登记模板，请在 sms.template 中补充".into(),
                )
            })?;
        let query = sign::query(&[
            ("PhoneNumbers", number),
            ("SignName", &self.sign_name),
            ("TemplateCode", &template.code),
            ("TemplateParam", &parameters),
            ("OutId", dedup),
        ]);
        let headers = [
            ("host", host(&self.endpoint)),
            ("x-acs-action", "SendSms".to_owned()),
            ("x-acs-content-sha256", sign::sha256(b"")),
            ("x-acs-date", now.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
            ("x-acs-signature-nonce", uuid::Uuid::now_v7().simple().to_string()),
            ("x-acs-version", "2017-05-25".to_owned()),
        ];
        let authorization = format!(
            "ACS3-HMAC-SHA256 Credential={},SignedHeaders={},Signature={}",
            self.key.id,
            sign::signed_names(&headers),
            sign::acs3(&self.key.secret, &query, &headers, b"")
        );
        let mut url = self.endpoint.clone();
        url.set_query(Some(&query));
        let mut request = self.http.post(url).header("authorization", authorization);
        for (name, value) in headers.into_iter().filter(|(name, _)| *name != "host") {
            request = request.header(name, value);
        }
        Ok(request)
    }
}

/// A client for calls between servers: short patience, no redirects.
pub(crate) fn http() -> Result<reqwest::Client, PortError> {
    reqwest::Client::builder()
        .timeout(Duration::from_secs(10))
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(|e| PortError::Refused(format!("无法建立网络客户端：{e}")))
}

/// Host and port as the HTTP client sends them.
pub(crate) fn host(url: &reqwest::Url) -> String {
    let name = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    code: String,
    #[serde(default)]
    message: String,
}

#[async_trait]
impl Sms for AliyunSms {
    async fn send(&self, number: &str, text: &str, dedup: &str) -> Result<(), PortError> {
        let request = self.request(number, text, dedup, SystemClock.now())?;
        let response = request
            .send()
            .await
            .map_err(|e| PortError::Temporary(format!("短信服务没有应答：{}", e.without_url())))?;
        let status = response.status();
        let answer: Answer = response.json().await.map_err(|_| {
            PortError::Temporary(format!("短信服务的应答无法读取（HTTP {status}）"))
        })?;
        match answer.code.as_str() {
            "OK" => Ok(()),
            "isv.BUSINESS_LIMIT_CONTROL"
            | "Throttling"
            | "Throttling.User"
            | "isp.SYSTEM_ERROR"
            | "ServiceUnavailable"
            | "InternalError" => {
                Err(PortError::Temporary(format!("短信服务暂不受理：{}", answer.code)))
            }
            code => Err(PortError::Refused(format!("短信服务拒绝：{code} {}", answer.message))),
        }
    }
}
