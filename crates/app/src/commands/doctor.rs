//! `dengwen doctor`: checks what the program stands on, and says how to mend each thing.
use crate::{
    Failure, Outcome,
    config::{Config, Mode},
    stamping::Stamping,
    wire::Stores,
};
use bytes_stream::once;
use kernel::clock::{Clock, SystemClock};
use std::{path::Path, process::Command};
use web::filters::time_text;

mod bytes_stream {
    use axum::body::Bytes;
    use futures::stream::{self, Stream};

    /// A stream of one piece.
    pub(super) fn once(text: &'static str) -> impl Stream<Item = std::io::Result<Bytes>> + Send {
        stream::iter([Ok(Bytes::from_static(text.as_bytes()))])
    }
}

/// One thing looked at.
struct Finding {
    what: &'static str,
    state: Result<String, String>,
}

/// Looks at everything, prints a line each, fails if anything is wrong.
pub async fn run(config: &Config) -> Outcome {
    let mut findings = vec![Finding { what: "配置", state: Ok(mode(config)) }];
    match Stores::open(config).await {
        Ok(stores) => {
            findings.push(database(&stores).await);
            findings.push(docket(&stores).await);
            findings.push(log(&stores).await);
            findings.push(files(&stores).await);
            findings.extend(stamps(config, &stores).await);
            findings.push(vault(&stores));
        }
        Err(e) => findings.push(Finding { what: "数据库与文件", state: Err(e.0) }),
    }
    findings.push(disk(&config.data));
    findings.push(tool("PDF 工具 pdftoppm", "pdftoppm", "-v", "apt-get install poppler-utils"));
    findings.push(tool("PDF 工具 pdfinfo", "pdfinfo", "-v", "apt-get install poppler-utils"));
    findings.push(fonts());
    let mut wrong = 0;
    for finding in &findings {
        match &finding.state {
            Ok(text) => println!("正常  {}：{text}", finding.what),
            Err(text) => {
                wrong += 1;
                println!("异常  {}：{text}", finding.what);
            }
        }
    }
    if wrong == 0 {
        Ok(())
    } else {
        Err(Failure::new(format!("有 {wrong} 项异常，请按上面的说明处理")))
    }
}

fn mode(config: &Config) -> String {
    match config.mode {
        Mode::Trial => "试用模式".into(),
        Mode::Production => "正式模式".into(),
    }
}

async fn database(stores: &Stores) -> Finding {
    let state = match stores.db.pending_migrations().await {
        Ok(pending) if pending.is_empty() => Ok("可连接，表结构为最新".into()),
        Ok(pending) => Err(format!("有 {} 项升级未执行。请运行 dengwen migrate", pending.len())),
        Err(e) => Err(format!("{e}。请检查 database.url，确认数据库服务在运行")),
    };
    Finding { what: "数据库", state }
}

async fn docket(stores: &Stores) -> Finding {
    let state = match db::docket::verify_all(&stores.db).await {
        Ok(report) if report.broken.is_empty() => Ok(format!("{} 条，哈希链完整", report.entries)),
        Ok(report) => Err(format!(
            "{} 件案卷的日志不完整。请保留现场，用 dengwen verify 查看，并从备份核对",
            report.broken.len()
        )),
        Err(e) => Err(format!("无法读取：{e}。请先运行 dengwen migrate")),
    };
    Finding { what: "案卷日志", state }
}

async fn log(stores: &Stores) -> Finding {
    let state = async {
        let read = stores.db.begin_read().await?;
        let found = db::proof::audit(&read, &stores.vault, stores.log.keys()).await?;
        read.commit().await?;
        Ok::<_, db::proof::AuditError>(found)
    };
    let state = match state.await {
        Ok(log) => Ok(format!("{} 条，检查点 {} 个，签名与内容相符", log.leaves, log.checkpoints)),
        Err(e) => Err(format!("{e}。请保留现场，并从备份核对数据库和 proof-key 文件")),
    };
    Finding { what: "存证日志", state }
}

/// Whether the authority answers, and when it last stamped; nothing where none is configured.
async fn stamps(config: &Config, stores: &Stores) -> Option<Finding> {
    let stamping = match Stamping::of(config) {
        Ok(stamping) => stamping?,
        Err(e) => return Some(Finding { what: "时间戳", state: Err(e.0) }),
    };
    let state = match stamping.round(&stores.db, SystemClock.now()).await {
        Ok(_) => match db::proof::latest_stamp(stores.db.read()).await {
            Ok(Some(stamp)) => {
                Ok(format!("最近一次 {}，{}", time_text(&stamp.at), stamp.authority))
            }
            Ok(None) => Ok("还没有检查点可盖".into()),
            Err(e) => Err(format!("{e}。请先运行 dengwen migrate")),
        },
        Err(e) => Err(format!("{e}。请检查 proof.tsa_url 和 proof.tsa_root")),
    };
    Some(Finding { what: "时间戳", state })
}

async fn files(stores: &Stores) -> Finding {
    let probe = async {
        let probe = stores.blobs.store(once("dengwen doctor"), 64).await?;
        stores.blobs.read(&probe.sha256).await.map(|_| ())
    };
    let state = match probe.await {
        Ok(()) => Ok("可写可读".into()),
        Err(e) => Err(format!("{e}。请检查目录权限与磁盘空间，或 storage 各项配置")),
    };
    Finding { what: "文件存储", state }
}

fn vault(stores: &Stores) -> Finding {
    let sealed = stores.vault.seal("doctor", b"probe");
    let state = match stores.vault.open("doctor", &sealed) {
        Ok(_) => Ok("可加密可解密".into()),
        Err(e) => Err(format!("{e}。请从备份恢复 keys 文件")),
    };
    Finding { what: "密钥", state }
}

fn disk(data: &Path) -> Finding {
    let output = Command::new("df").arg("-Pk").arg(data).output();
    let free = output.ok().and_then(|o| {
        let text = String::from_utf8_lossy(&o.stdout).into_owned();
        text.lines().nth(1)?.split_whitespace().nth(3)?.parse::<u64>().ok()
    });
    let state = match free {
        Some(kib) if kib < 1024 * 1024 => {
            Err(format!("只剩 {} MB。请清理磁盘或把数据目录移到更大的盘", kib / 1024))
        }
        Some(kib) => Ok(format!("剩余 {} GB", kib / 1024 / 1024)),
        None => Err("无法得知剩余空间。请确认 df 可用、数据目录存在".into()),
    };
    Finding { what: "磁盘", state }
}

fn tool(what: &'static str, program: &str, argument: &str, remedy: &str) -> Finding {
    let state = match Command::new(program).arg(argument).output() {
        Ok(_) => Ok("可用".into()),
        Err(e) => Err(format!("{e}。请安装：{remedy}")),
    };
    Finding { what, state }
}

fn fonts() -> Finding {
    let folders = ["/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk"];
    let state = if folders.iter().any(|f| Path::new(f).is_dir()) {
        Ok("思源字体可用".into())
    } else {
        Err("没有中文字体，文书无法生成。请安装：apt-get install fonts-noto-cjk".into())
    };
    Finding { what: "中文字体", state }
}
