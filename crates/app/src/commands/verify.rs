//! `dengwen verify`: the docket's numbers and hashes and the log of proofs; or, offline, one receipt.
use crate::{Failure, Outcome, cli::Verify, config::Config, stamping, wire::Stores};
use chain::{Digester, Report, Trust, Verdict, VerifyingKey};
use db::proof::LogKeys;
use std::{fs::File, io::Read, path::Path};

/// Checks a receipt where one is given, everything that is stored otherwise.
pub async fn run(config: &Config, what: &Verify) -> Outcome {
    match what.paths.as_slice() {
        [] => all(config).await,
        [proof] => receipt(config, what, None, proof),
        [file, proof, ..] => receipt(config, what, Some(file), proof),
    }
}

/// Walks every case's docket and the log; fails if anything is missing or changed.
async fn all(config: &Config) -> Outcome {
    let stores = Stores::open(config).await?;
    let report = db::docket::verify_all(&stores.db).await?;
    println!("案卷 {} 件，日志 {} 条", report.cases, report.entries);
    for broken in &report.broken {
        println!("{broken:?}");
    }
    let read = stores.db.begin_read().await?;
    let log = db::proof::audit(&read, &stores.vault, stores.log.keys()).await;
    if !report.broken.is_empty() {
        return Err(Failure::new(format!(
            "有 {} 件案卷的日志不完整，请保留现场并从备份核对",
            report.broken.len()
        )));
    }
    println!("编号连续，哈希链完整");
    let log = log.map_err(|e| Failure::new(format!("{e}。请保留现场并从备份核对")))?;
    println!(
        "存证日志 {} 条，检查点 {} 个，签名与内容相符；待写入 {} 条",
        log.leaves, log.checkpoints, log.waiting
    );
    Ok(())
}

/// Checks one receipt and maybe its file, and says what was found.
fn receipt(config: &Config, what: &Verify, file: Option<&Path>, proof: &Path) -> Outcome {
    let unreadable = |path: &Path, e: std::io::Error| {
        Failure::new(format!("无法读取“{}”：{e}。请检查路径和权限", path.display()))
    };
    let digest = file.map(|path| digest(path).map_err(|e| unreadable(path, e))).transpose()?;
    let mut document = Vec::new();
    File::open(proof)
        .and_then(|f| f.take(chain::MAX_RECEIPT as u64 + 1).read_to_end(&mut document))
        .map_err(|e| unreadable(proof, e))?;
    let keys = trusted(config, &what.keys)?;
    let authorities = what.tsa_root.as_deref().map(stamping::authorities).transpose()?;
    let stamp = |token: &[u8], text: &[u8]| match &authorities {
        Some(trusted) => stamp::verify(token, text, trusted)
            .map(|s| chain::Stamped { at: chain::Moment::new(s.at), authority: s.authority })
            .map_err(|e| e.to_string()),
        None => Err("没有时间戳机构的根证书".to_owned()),
    };
    let trust =
        Trust { keys: &keys, stamp: if authorities.is_some() { Some(&stamp) } else { None } };
    conclude(&chain::verify(&document, digest.as_ref(), &trust))
}

fn conclude(report: &Report) -> Outcome {
    for finding in &report.findings {
        let mark = match finding.outcome() {
            chain::Outcome::Passed => "✓",
            chain::Outcome::Failed => "✗",
            chain::Outcome::NotChecked => "－",
        };
        println!(" {mark} {finding}");
    }
    match report.verdict() {
        verdict @ Verdict::Valid => {
            println!("{verdict}");
            Ok(())
        }
        verdict @ (Verdict::Incomplete | Verdict::Refused) => {
            Err(Failure::new(verdict.to_string()))
        }
    }
}

fn digest(path: &Path) -> std::io::Result<chain::FileDigest> {
    let (mut file, mut digester) = (File::open(path)?, Digester::default());
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(digester.finish()),
            n => digester.update(piece.get(..n).unwrap_or_default()),
        }
    }
}

/// The keys of those files, or of this installation's log.
fn trusted(config: &Config, files: &[std::path::PathBuf]) -> Result<Vec<VerifyingKey>, Failure> {
    let own = config.data.join("proof-key");
    if files.is_empty() && own.exists() {
        let keys = LogKeys::open_file(&own, &config.log_origin());
        return Ok(keys.map_err(|e| Failure::new(e.to_string()))?.public());
    }
    let mut keys = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(path)
            .map_err(|e| Failure::new(format!("无法读取公钥文件“{}”：{e}", path.display())))?;
        let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        for line in lines {
            keys.push(line.parse::<VerifyingKey>().map_err(|e| {
                Failure::new(format!(
                    "公钥文件“{}”中有一行不是公钥（{e}）。请重新下载 /log/keys",
                    path.display()
                ))
            })?);
        }
    }
    Ok(keys)
}
