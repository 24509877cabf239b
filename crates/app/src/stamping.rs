//! 可信时间戳: the log's checkpoints are stamped by an authority outside the court (RFC 3161), so that the court itself
//! cannot say later that it received something at another time. What does not verify is not kept.
use crate::{Failure, config::Config};
use adapters::tsa::HttpTsa;
use chrono::{DateTime, Duration, Utc};
use db::{Db, proof};
use kernel::ports::{PortError, TimeStamps};
use rand::TryRngCore;
use sea_orm::DbErr;
use stamp::{Algorithm, Authorities, Refused, Request};
use std::{path::Path, sync::Arc};

/// Asks an authority, and believes it only by these roots.
#[derive(Clone)]
pub struct Stamping {
    authority: Arc<dyn TimeStamps>,
    trusted: Arc<Authorities>,
    every: Duration,
}

/// Why there is no stamp this time; the next round asks again.
#[derive(Debug, thiserror::Error)]
pub enum NotStamped {
    #[error(transparent)]
    Db(#[from] DbErr),
    #[error(transparent)]
    Port(#[from] PortError),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("无法取得随机数：{0}")]
    Random(String),
}

impl Stamping {
    /// As configured; `None` where no authority is.
    pub fn of(config: &Config) -> Result<Option<Self>, Failure> {
        let proof = &config.proof;
        if proof.tsa_url.is_empty() {
            return Ok(None);
        }
        let authority = HttpTsa::new(&proof.tsa_url)
            .map_err(|e| Failure::new(format!("{e}。请检查 proof.tsa_url")))?;
        Ok(Some(Self {
            authority: Arc::new(authority),
            trusted: Arc::new(authorities(&proof.tsa_root)?),
            every: Duration::minutes(i64::from(proof.tsa_minutes)),
        }))
    }

    /// Has the newest checkpoint stamped, if the last stamp is old enough. Says the time that was stated.
    pub async fn round(
        &self,
        db: &Db,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, NotStamped> {
        let latest = proof::latest_stamp(db.read()).await?;
        if latest.is_some_and(|s| s.at + self.every > now) {
            return Ok(None);
        }
        let Some(checkpoint) = proof::unstamped(db.read()).await? else { return Ok(None) };
        let mut nonce = [0; 16];
        rand::rngs::OsRng
            .try_fill_bytes(&mut nonce)
            .map_err(|e| NotStamped::Random(e.to_string()))?;
        let request = Request::new(checkpoint.as_str().as_bytes(), Algorithm::Sha256, nonce)?;
        let response = self.authority.ask(request.der().to_vec()).await?;
        let answer = request.answer(&response, &self.trusted)?;
        let told = (answer.stamp.authority.as_str(), answer.stamp.at);
        let tx = db.begin().await?;
        proof::record_stamp(&tx, &checkpoint, &answer.token, told).await?;
        tx.commit().await?;
        Ok(Some(answer.stamp.at))
    }
}

/// The roots in a PEM file.
pub fn authorities(path: &Path) -> Result<Authorities, Failure> {
    let pem = std::fs::read_to_string(path).map_err(|e| {
        Failure::new(format!("无法读取根证书“{}”：{e}。请检查路径和权限", path.display()))
    })?;
    Authorities::from_pem(&pem)
        .map_err(|e| Failure::new(format!("根证书“{}”：{e}", path.display())))
}
