//! A time stamp authority over HTTP (RFC 3161 section 3.4).
use async_trait::async_trait;
use kernel::ports::{PortError, TimeStamps};
use std::time::Duration;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(20);
/// Answers have a few thousand octets.
const MOST: usize = 256 * 1024;

/// The client.
#[derive(Debug)]
pub struct HttpTsa {
    address: reqwest::Url,
    http: reqwest::Client,
}

impl HttpTsa {
    /// Checks the address; connects to nobody yet.
    pub fn new(address: &str) -> Result<Self, PortError> {
        let address = address
            .parse()
            .map_err(|_| PortError::Refused(format!("时间戳服务地址 {address} 无法识别")))?;
        let http = reqwest::Client::builder().timeout(PATIENCE).build();
        Ok(Self { address, http: http.map_err(|e| PortError::Refused(e.to_string()))? })
    }
}

#[async_trait]
impl TimeStamps for HttpTsa {
    async fn ask(&self, request: Vec<u8>) -> Result<Vec<u8>, PortError> {
        let away = |e: reqwest::Error| PortError::Temporary(format!("时间戳服务没有应答：{e}"));
        let sent = self.http.post(self.address.clone());
        let sent = sent.header("content-type", "application/timestamp-query").body(request);
        let mut answer = sent.send().await.map_err(away)?;
        let status = answer.status();
        if status.is_server_error() {
            return Err(PortError::Temporary(format!("时间戳服务答复 {status}")));
        }
        if !status.is_success() {
            return Err(PortError::Refused(format!("时间戳服务答复 {status}")));
        }
        let mut octets = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(away)? {
            if octets.len() + piece.len() > MOST {
                return Err(PortError::Refused("时间戳服务的答复过长".into()));
            }
            octets.extend_from_slice(&piece);
        }
        Ok(octets)
    }
}
