//! Demo data and the sandbox: everything can be tried, nothing is real, and every page says so.
use crate::{
    Failure, Outcome,
    config::{Config, Mode},
    wire::{self, Stores},
};
use adapters::{
    face::tencent::{self, TencentFace},
    sandbox::{Keys, Options, Staff},
    sms::aliyun::{self, AliyunSms},
};
use kernel::clock::SystemClock;
use std::{fmt::Write, net::SocketAddr, sync::Arc};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};
use web::{Ports, Site};

/// A running sandbox.
pub struct Sandbox {
    /// Where its pages are.
    pub url: String,
    keys: Keys,
    pub task: JoinHandle<std::io::Result<()>>,
}

/// Starts the sandbox on its own listener, on the port after the server's or any free one.
pub async fn start_sandbox(
    config: &Config,
    server: SocketAddr,
    mut stopped: watch::Receiver<bool>,
) -> Result<Sandbox, Failure> {
    let listener = listener(config, server).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let keys = Keys::fresh();
    let staff = identity::demo::secrets().into_iter().map(|s| Staff {
        login: s.login.into(),
        name: s.name.into(),
        office: s.office.into(),
        secret_base32: s.base32.into(),
    });
    let options = Options {
        dir: config.data.clone(),
        clock: Arc::new(SystemClock),
        keys: keys.clone(),
        staff: staff.collect(),
    };
    let task = tokio::spawn(adapters::sandbox::serve(listener, options, async move {
        let _ = stopped.changed().await;
    }));
    Ok(Sandbox { url, keys, task })
}

async fn listener(config: &Config, server: SocketAddr) -> Result<TcpListener, Failure> {
    if !config.sandbox.listen.is_empty() {
        return TcpListener::bind(&config.sandbox.listen).await.map_err(|e| {
            Failure::new(format!(
                "沙箱无法监听 {}：{e}。请在 sandbox.listen 换一个端口",
                config.sandbox.listen
            ))
        });
    }
    let next = SocketAddr::from(([127, 0, 0, 1], server.port().wrapping_add(1)));
    match TcpListener::bind(next).await {
        Ok(listener) => Ok(listener),
        Err(_) => Ok(TcpListener::bind("127.0.0.1:0").await?),
    }
}

/// The outside world: the sandbox where it runs, the configured providers otherwise.
pub fn ports(config: &Config, sandbox: Option<&Sandbox>) -> Result<Ports, Failure> {
    let (sms, face) = match sandbox {
        Some(s) => (s.keys.sms(&s.url), s.keys.face(&s.url)),
        None => (sms_options(config), face_options(config)),
    };
    let failed = |e: kernel::ports::PortError| Failure::new(format!("无法配置外部服务：{e}"));
    Ok(Ports {
        sms: Arc::new(AliyunSms::new(sms).map_err(failed)?),
        face: Arc::new(TencentFace::new(face).map_err(failed)?),
        alipay: None,
        wechat: None,
        lawyers: None,
        paper: Arc::new(paper::Paper::new(&paper::font_dirs())),
    })
}

fn sms_options(config: &Config) -> aliyun::Options {
    let sms = config.sms.clone();
    aliyun::Options {
        endpoint: sms.endpoint,
        access_key: sms.access_key,
        secret_key: sms.secret_key,
        sign_name: sms.sign_name,
        template: sms.template,
    }
}

fn face_options(config: &Config) -> tencent::Options {
    let face = config.face.clone();
    tencent::Options {
        endpoint: face.endpoint,
        access_key: face.access_key,
        secret_key: face.secret_key,
        rule: face.rule,
    }
}

/// Writes the demo people and staff; what is there already stays as it is.
pub async fn load(site: &Site) -> Outcome {
    identity::demo::load(site).await.map_err(|e| Failure::new(format!("演示数据无法写入：{e}")))
}

/// `dengwen demo`
pub async fn run(config: &Config) -> Outcome {
    if config.mode == Mode::Production {
        return Err(Failure::new("正式环境不得写入演示数据：请把 mode 改为 \"trial\" 后再运行"));
    }
    let stores = Stores::open(config).await?;
    stores.db.migrate().await?;
    let settings = wire::settings(config, "http://127.0.0.1:8080".into(), None);
    let site = wire::site(stores, ports(config, None)?, settings, Arc::new(SystemClock));
    load(&site).await?;
    println!("{}", accounts());
    Ok(())
}

/// The demo accounts, for the terminal.
pub fn accounts() -> String {
    let mut text = format!(
        "演示账号（均为虚构，密码都是 {}）：\n  当事人  13800000001（已实名）、13800000002（未实名）",
        identity::demo::PASSWORD
    );
    for staff in identity::demo::secrets() {
        let _ = write!(text, "\n  {}  {}（{}）", staff.office, staff.login, staff.name);
    }
    text.push_str("\n  工作人员登录还需动态口令，见沙箱的 /totp 页");
    text
}
