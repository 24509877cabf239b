//! `dengwen restore --from DIR`: into an empty data folder and an empty database, checked afterwards.
use crate::{
    Failure, Outcome,
    commands::{
        backup::{self, Manifest, Places},
        copy,
    },
    config::Config,
    wire::Stores,
};
use db::Db;
use std::path::Path;

/// Restores and checks: every table against the manifest, every file by its hash, every docket.
pub async fn run(config: &Config, from: &Path) -> Outcome {
    let places = Places::of(from);
    let manifest = read_manifest(&places)?;
    std::fs::create_dir_all(&config.data)?;
    put_keys(&config.data.join("keys"), &places.keys, "数据无法解密")?;
    put_keys(&config.data.join("proof-key"), &places.log_keys, "存证日志无法续写")?;
    let source = Db::connect(&places.url()).await?;
    copy::compare(&manifest.tables, &copy::measured(&source).await?)?;
    drop(copy::empty_target(&config.database_url()).await?);
    let stores = Stores::open(config).await?;
    let (files, bytes) =
        backup::copy_files(&source, &backup::folder(&places.blobs)?, &stores.blobs).await?;
    if (files, bytes) != (manifest.files, manifest.bytes) {
        return Err(Failure::new(format!(
            "文件数量与清单不符：清单 {} 个，备份中 {files} 个。请换用完整的备份",
            manifest.files
        )));
    }
    copy::whole(&source, &stores.db).await?;
    copy::compare(&manifest.tables, &copy::measured(&stores.db).await?)?;
    let report = db::docket::verify_all(&stores.db).await?;
    if !report.broken.is_empty() {
        return Err(Failure::new(format!("恢复后有 {} 件案卷的日志不完整", report.broken.len())));
    }
    let log = db::proof::audit(stores.db.read(), &stores.vault, stores.log.keys())
        .await
        .map_err(|e| Failure::new(format!("恢复后存证日志核对不通过：{e}")))?;
    let rows: u64 = manifest.tables.iter().map(|t| t.rows).sum();
    println!(
        "恢复完成：{rows} 行，文件 {files} 个，案卷日志 {} 条，存证 {} 条，全部核对一致",
        report.entries, log.leaves
    );
    Ok(())
}

fn read_manifest(places: &Places) -> Result<Manifest, Failure> {
    let text = std::fs::read(&places.manifest).map_err(|e| {
        Failure::new(format!(
            "没有找到备份清单 {}：{e}。请检查 --from 是否指向完整的备份目录",
            places.manifest.display()
        ))
    })?;
    serde_json::from_slice(&text).map_err(|e| Failure::new(format!("备份清单无法读取：{e}")))
}

/// The keys must be those of the backup: `lest` says what would happen otherwise.
fn put_keys(target: &Path, kept: &Path, lest: &str) -> Outcome {
    let missing =
        |e| Failure::new(format!("备份中的 {} 无法读取：{e}。请换用完整的备份", kept.display()));
    let kept = std::fs::read(kept).map_err(missing)?;
    match std::fs::read(target) {
        Ok(present) if present == kept => Ok(()),
        Ok(_) => Err(Failure::new(format!(
            "{} 已有另一套密钥。为免{lest}，请换一个空的数据目录",
            target.display()
        ))),
        Err(_) => {
            std::fs::write(target, &kept)?;
            #[cfg(unix)]
            std::fs::set_permissions(target, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
            Ok(())
        }
    }
}
