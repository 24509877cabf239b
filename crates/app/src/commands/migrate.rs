//! `dengwen migrate`
use crate::{Outcome, config::Config, wire::Stores};

/// Brings the tables up to date and says what was done.
pub async fn run(config: &Config) -> Outcome {
    let stores = Stores::open(config).await?;
    let pending = stores.db.pending_migrations().await?;
    stores.db.migrate().await?;
    if pending.is_empty() {
        println!("数据库已是最新，无需升级");
    } else {
        println!("已完成 {} 项升级：{}", pending.len(), pending.join("、"));
    }
    Ok(())
}
