//! Structured logs to standard error, without personal data: ids and counts, never names, numbers or texts.
use crate::config::{Log, LogFormat};
use tracing_subscriber::EnvFilter;

/// Starts logging; a second start is ignored.
pub fn start(log: &Log) {
    let filter = EnvFilter::try_new(&log.level).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let _ = match log.format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
}
