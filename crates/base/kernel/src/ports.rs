//! What the platform asks of the outside world. Adapters speak the real protocols; the sandbox
//! plays the other side.
use async_trait::async_trait;

/// The outside did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum PortError {
    /// May succeed later: no connection, time-out, server error.
    #[error("{0}")]
    Temporary(String),
    /// Will not succeed as asked.
    #[error("{0}")]
    Refused(String),
}

/// 短信
#[async_trait]
pub trait Sms: Send + Sync {
    /// Sends `text` to a mainland mobile `number`. `dedup` names the message, so that a retry
    /// is not a second message.
    async fn send(&self, number: &str, text: &str, dedup: &str) -> Result<(), PortError>;
}

/// How a face check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceResult {
    /// Not finished yet.
    Pending,
    /// Name, number and face belong together.
    Match,
    /// They do not.
    NoMatch,
}

/// 人脸识别
#[async_trait]
pub trait FaceCheck: Send + Sync {
    /// Starts a check; returns the provider's token and the address to send the person to.
    /// The provider sends the person back to `return_to`.
    async fn start(
        &self,
        name: &str,
        id_number: &str,
        return_to: &str,
    ) -> Result<(String, String), PortError>;

    /// Asks the provider itself for the outcome; what the browser says is never believed.
    async fn result(&self, token: &str) -> Result<FaceResult, PortError>;
}

/// A third party's account that vouches for a name (支付宝, 微信), or the lawyers' register.
#[async_trait]
pub trait Vouching: Send + Sync {
    /// The address of the provider's consent page, which returns to `return_to` with a code.
    async fn consent_address(&self, return_to: &str, state: &str) -> Result<String, PortError>;

    /// Exchanges the code for the name and the document number the provider vouches for.
    async fn vouched(&self, code: &str) -> Result<(String, String), PortError>;
}

/// 文书制作: typesets a court paper.
#[async_trait]
pub trait PaperMaker: Send + Sync {
    /// The PDF of the paper of that `kind` (a template's name), filled from `data`. `pictures`
    /// are handed over by the names under which `data` speaks of them.
    async fn render(
        &self,
        kind: &str,
        data: serde_json::Value,
        pictures: Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<u8>, PortError>;
}

/// 时间戳机构
#[async_trait]
pub trait TimeStamps: Send + Sync {
    /// Sends a `TimeStampReq` in DER and gives the octets that came back, unchecked (RFC 3161 section 3.4).
    async fn ask(&self, request: Vec<u8>) -> Result<Vec<u8>, PortError>;
}
