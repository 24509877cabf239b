//! `dengwen copy --to URL`: everything into another database, compared afterwards.
use crate::{Failure, Outcome, config::Config, wire::Stores};
use db::{
    Db,
    transfer::{self, Contents},
};

/// Copies and says what was copied.
pub async fn run(config: &Config, to: &str) -> Outcome {
    let stores = Stores::open(config).await?;
    stores.db.migrate().await?;
    let target = empty_target(to).await?;
    let contents = whole(&stores.db, &target).await?;
    let rows: u64 = contents.iter().map(|c| c.rows).sum();
    println!("已复制 {} 张表、{rows} 行，并逐表核对一致", contents.len());
    println!(
        "文件和密钥不在数据库里，请让新配置使用同一数据目录（或同一 S3），再把 database.url 改为新地址"
    );
    Ok(())
}

/// Connects to a database that must hold nothing yet, and makes its tables.
pub async fn empty_target(url: &str) -> Result<Db, Failure> {
    let target = Db::connect(url)
        .await
        .map_err(|e| Failure::new(format!("无法连接目标数据库：{e}。请检查地址、账号和网络")))?;
    target.migrate().await?;
    match transfer::first_filled(target.read()).await? {
        None => Ok(target),
        Some(table) => Err(Failure::new(format!(
            "目标数据库不是空的（表 {table} 已有数据）。为免覆盖，请换一个空的数据库"
        ))),
    }
}

/// Copies all tables from one moment of `from`, then reads both back and compares.
pub async fn whole(from: &Db, to: &Db) -> Result<Vec<Contents>, Failure> {
    let source = from.begin_read().await?;
    let target = to.begin().await?;
    let copied = transfer::copy_each(&source, &target).await?;
    target.commit().await?;
    source.commit().await?;
    compare(&copied, &measured(to).await?)?;
    Ok(copied)
}

/// What the tables hold now.
pub async fn measured(db: &Db) -> Result<Vec<Contents>, Failure> {
    let read = db.begin_read().await?;
    let contents = transfer::measure_each(&read).await?;
    read.commit().await?;
    Ok(contents)
}

/// Fails at the first table that differs.
pub fn compare(expected: &[Contents], found: &[Contents]) -> Outcome {
    for one in expected {
        let other = found.iter().find(|c| c.table == one.table);
        if other != Some(one) {
            return Err(Failure::new(format!(
                "核对不一致：表 {} 应有 {} 行，实有 {} 行或内容不同。请勿使用该副本，检查磁盘后重做",
                one.table,
                one.rows,
                other.map_or(0, |c| c.rows)
            )));
        }
    }
    Ok(())
}
