//! Wrong values are named: which, from where, why, and what to write instead.
use super::{Config, Mode, StorageKind};
use crate::Failure;
use figment::Figment;
use std::fmt::Write;

/// A source that does not fit the shape of the configuration.
pub(super) fn unreadable(error: &figment::Error) -> Failure {
    let mut text = String::from("配置有误：");
    for e in error.clone() {
        let place = e.path.join(".");
        let source = e.metadata.as_ref().map_or_else(String::new, |m| {
            let from = m.source.as_ref().map(|s| format!(" {s}")).unwrap_or_default();
            format!("（来自{}{from}）", m.name)
        });
        let _ = write!(text, "\n  {place}{source}：{}。请改正该项，或删去以使用默认值", e.kind);
    }
    Failure(text)
}

/// Values that have the right shape and make no sense.
pub(super) fn check(config: &Config, sources: &Figment) -> Result<(), Failure> {
    let mut wrong = Vec::new();
    let mut say = |key: &str, why: &str, remedy: &str| {
        let from =
            sources.find_metadata(key).map_or_else(String::new, |m| format!("（来自{}）", m.name));
        wrong.push(format!("\n  {key}{from}：{why}。{remedy}"));
    };
    if config.server.listen.parse::<std::net::SocketAddr>().is_err() {
        say("server.listen", "不是“地址:端口”", "请写成例如 127.0.0.1:8080");
    }
    let url = &config.server.base_url;
    if !url.is_empty() && (!url.starts_with("http") || url.ends_with('/')) {
        say("server.base_url", "不是网址", "请写成例如 https://court.example，末尾不带斜杠");
    }
    if config.session.idle_minutes == 0 || config.session.hours == 0 {
        say("session", "时长不能为零", "请写明分钟数和小时数，例如 60 与 12");
    }
    if config.server.requests_per_minute == 0 {
        say("server.requests_per_minute", "不能为零", "请写成例如 1200");
    }
    let origin = &config.proof.origin;
    if origin.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+') || origin.len() > 255
    {
        say(
            "proof.origin",
            "不能含空格或加号，且不超过 255 字节",
            "请写成例如 court.example/cunzheng",
        );
    }
    let tsa = &config.proof.tsa_url;
    if !tsa.is_empty() && !tsa.starts_with("http") {
        say("proof.tsa_url", "不是网址", "请写成例如 http://tsa.example/tsr，或者留空");
    }
    if !tsa.is_empty() && config.proof.tsa_root.as_os_str().is_empty() {
        say(
            "proof.tsa_root",
            "使用时间戳服务时须有其根证书，否则无法核对答复",
            "请写明根证书的 PEM 文件路径",
        );
    }
    if config.proof.tsa_minutes == 0 {
        say("proof.tsa_minutes", "不能为零", "请写成例如 60");
    }
    if config.storage.kind == StorageKind::S3
        && (config.storage.bucket.is_empty() || config.storage.access_key.is_empty())
    {
        say(
            "storage",
            "使用 S3 时须有 bucket 和密钥",
            "请补全 storage.bucket、access_key、secret_key",
        );
    }
    if config.mode == Mode::Production {
        production(config, &mut say);
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Failure(format!("配置有误：{}", wrong.concat())))
    }
}

fn production(config: &Config, say: &mut impl FnMut(&str, &str, &str)) {
    if config.sandbox.enabled {
        say(
            "sandbox.enabled",
            "正式环境（mode = \"production\"）不得使用沙箱和演示数据",
            "请去掉 --demo 并关闭沙箱，或把 mode 改为 \"trial\"",
        );
    }
    if !config.server.base_url.starts_with("https://") {
        say("server.base_url", "正式环境须写明 https 网址", "请写成例如 https://court.example");
    }
    if config.sms.access_key.is_empty() {
        say("sms.access_key", "正式环境须配置短信服务", "请填写短信服务的密钥、签名和模板");
    }
}
