//! Configuration: a TOML file, then the environment (`DENGWEN_SERVER__LISTEN`, `DATABASE_URL`), then flags.
//! Each value remembers where it came from.
mod check;
mod print;

use crate::{
    Failure,
    cli::{Common, Serve},
};
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

pub use print::print;

/// Everything that can be set.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `production` forbids demo data and sandbox; `trial` allows them.
    pub mode: Mode,
    /// 数据目录
    pub data: PathBuf,
    pub server: Server,
    pub database: Database,
    pub storage: Storage,
    pub session: Session,
    pub sandbox: Sandbox,
    pub sms: Sms,
    pub face: Face,
    pub proof: Proof,
    pub log: Log,
}

/// What the installation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Trial,
    Production,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub listen: String,
    /// As visitors see it; empty: derived from `listen`.
    pub base_url: String,
    /// Believe `X-Forwarded-For` of a proxy of one's own.
    pub trust_proxy: bool,
    pub requests_per_minute: u32,
    /// Who may read /metrics beside this machine: a bearer token, empty for nobody.
    pub metrics_token: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// Empty: `sqlite:` in the data folder.
    pub url: String,
}

/// Where files lie.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Storage {
    pub kind: StorageKind,
    /// Empty: AWS itself.
    pub endpoint: String,
    pub bucket: String,
    pub region: String,
    pub access_key: String,
    pub secret_key: String,
    /// Bucket as part of the host name instead of the path.
    pub virtual_hosted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StorageKind {
    Folder,
    S3,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    pub idle_minutes: u32,
    pub hours: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sandbox {
    pub enabled: bool,
    /// Empty: the port after the server's, or any free one.
    pub listen: String,
}

/// 阿里云短信服务
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sms {
    pub endpoint: String,
    pub access_key: String,
    pub secret_key: String,
    pub sign_name: String,
    pub template: String,
}

/// 腾讯云人脸核身
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Face {
    pub endpoint: String,
    pub access_key: String,
    pub secret_key: String,
    pub rule: String,
}

/// 存证日志
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The log's name, written into its key file when the log begins and never changed afterwards.
    /// Empty: derived from `server.base_url`.
    pub origin: String,
    /// Where a time stamp authority answers (RFC 3161 over HTTP). Empty: checkpoints are not stamped.
    pub tsa_url: String,
    /// PEM file with the roots under which its certificate lies.
    pub tsa_root: PathBuf,
    /// How long after a stamp the next one is asked for.
    pub tsa_minutes: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub format: LogFormat,
    /// As `tracing` reads it: `info`, `dengwen=debug,info` …
    pub level: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    Text,
    Json,
}

impl Default for Config {
    fn default() -> Self {
        let none = String::new;
        Self {
            mode: Mode::Trial,
            data: "data".into(),
            server: Server {
                listen: "127.0.0.1:8080".into(),
                base_url: none(),
                trust_proxy: false,
                requests_per_minute: 1200,
                metrics_token: none(),
            },
            database: Database { url: none() },
            storage: Storage {
                kind: StorageKind::Folder,
                endpoint: none(),
                bucket: none(),
                region: "us-east-1".into(),
                access_key: none(),
                secret_key: none(),
                virtual_hosted: false,
            },
            session: Session { idle_minutes: 60, hours: 12 },
            sandbox: Sandbox { enabled: false, listen: none() },
            sms: Sms {
                endpoint: "https://dysmsapi.aliyuncs.com".into(),
                access_key: none(),
                secret_key: none(),
                sign_name: none(),
                template: none(),
            },
            face: Face {
                endpoint: "https://faceid.tencentcloudapi.com".into(),
                access_key: none(),
                secret_key: none(),
                rule: none(),
            },
            proof: Proof {
                origin: none(),
                tsa_url: none(),
                tsa_root: PathBuf::new(),
                tsa_minutes: 60,
            },
            log: Log { format: LogFormat::Text, level: "info".into() },
        }
    }
}

/// The configuration and the sources it was read from.
pub struct Loaded {
    pub config: Config,
    pub(crate) sources: Figment,
}

/// Reads all sources and checks what they say.
pub fn load(common: &Common, serve: Option<&Serve>) -> Result<Loaded, Failure> {
    let sources = sources(common, serve);
    let config: Config = sources.extract().map_err(|e| check::unreadable(&e))?;
    check::check(&config, &sources)?;
    Ok(Loaded { config, sources })
}

fn sources(common: &Common, serve: Option<&Serve>) -> Figment {
    let file = common.config.clone().unwrap_or_else(|| PathBuf::from("dengwen.toml"));
    let flag = |figment: Figment, key: &str, value: Option<String>| match value {
        Some(value) => figment.merge(Serialized::global(key, value).into_named("命令行参数")),
        None => figment,
    };
    let mut all = Figment::from(Serialized::defaults(Config::default()).into_named("默认值"))
        .merge(Toml::file(&file))
        // DENGWEN_TEST_PG belongs to the tests, not to the program.
        .merge(Env::prefixed("DENGWEN_").ignore(&["test_pg"]).split("__"))
        .merge(Env::raw().only(&["DATABASE_URL"]).map(|_| "database.url".into()));
    all = flag(all, "data", common.data.as_deref().map(path_text));
    all = flag(all, "database.url", common.database_url.clone());
    if let Some(serve) = serve {
        all = flag(all, "server.listen", serve.listen.clone());
        if serve.demo {
            all = all.merge(Serialized::global("sandbox.enabled", true).into_named("命令行参数"));
        }
    }
    all
}

fn path_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Gives a provider a name that operators understand.
trait Named: Sized {
    fn into_named(self, name: &'static str) -> NamedProvider<Self> {
        NamedProvider { inner: self, name }
    }
}

impl<T: Serialize> Named for Serialized<T> {}

struct NamedProvider<P> {
    inner: P,
    name: &'static str,
}

impl<P: figment::Provider> figment::Provider for NamedProvider<P> {
    fn metadata(&self) -> figment::Metadata {
        figment::Metadata::named(self.name)
    }

    fn data(
        &self,
    ) -> Result<figment::value::Map<figment::Profile, figment::value::Dict>, figment::Error> {
        self.inner.data()
    }
}

impl Config {
    /// The name that a log bears that begins now, such as `court.example/cunzheng`.
    pub fn log_origin(&self) -> String {
        if !self.proof.origin.is_empty() {
            return self.proof.origin.clone();
        }
        let url = &self.server.base_url;
        let host = url.split_once("://").map_or(url.as_str(), |(_, host)| host);
        let host = if host.is_empty() { "dengwen.invalid" } else { host };
        format!("{host}/cunzheng")
    }

    /// The database's address, with its default in the data folder.
    pub fn database_url(&self) -> String {
        if self.database.url.is_empty() {
            format!("sqlite:{}", self.data.join("dengwen.db").display())
        } else {
            self.database.url.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_wins_over_the_default() {
        let common = Common { data: Some("elsewhere".into()), ..Common::default() };
        let loaded = load(&common, None).unwrap();
        assert_eq!(loaded.config.data, PathBuf::from("elsewhere"));
        assert_eq!(loaded.sources.find_metadata("data").unwrap().name, "命令行参数");
        assert!(loaded.config.database_url().ends_with("elsewhere/dengwen.db"));
    }

    #[test]
    fn the_log_is_named_after_the_site_unless_it_is_told() {
        let mut config = Config::default();
        assert_eq!(config.log_origin(), "dengwen.invalid/cunzheng");
        config.server.base_url = "https://court.example".into();
        assert_eq!(config.log_origin(), "court.example/cunzheng");
        config.proof.origin = "court.example/log-2".into();
        assert_eq!(config.log_origin(), "court.example/log-2");
    }

    #[test]
    fn a_wrong_value_is_named_with_the_remedy() {
        let serve = Serve { listen: Some("nowhere".into()), demo: false };
        let Err(failure) = load(&Common::default(), Some(&serve)) else { panic!("accepted") };
        assert!(failure.0.contains("server.listen") && failure.0.contains("127.0.0.1:8080"));
    }
}
