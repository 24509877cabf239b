//! `dengwen verify`: the docket's numbers and hashes.
use crate::{Failure, Outcome, config::Config, wire::Stores};

/// Walks every case's docket; fails if any entry is missing or changed.
pub async fn run(config: &Config) -> Outcome {
    let stores = Stores::open(config).await?;
    let report = db::docket::verify_all(&stores.db).await?;
    println!("案卷 {} 件，日志 {} 条", report.cases, report.entries);
    if report.broken.is_empty() {
        println!("编号连续，哈希链完整");
        return Ok(());
    }
    for broken in &report.broken {
        println!("{broken:?}");
    }
    Err(Failure::new(format!(
        "有 {} 件案卷的日志不完整，请保留现场并从备份核对",
        report.broken.len()
    )))
}
