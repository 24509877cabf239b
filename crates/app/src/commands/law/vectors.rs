//! Worked examples from a file.
use super::{line, read, today, told, words::lines};
use crate::{Failure, Outcome};
use chrono::NaiveDate;
use clap::Args;

/// `dengwen law vectors`
#[derive(Debug, Args)]
pub struct Vectors {
    /// 例子文件（JSON，含 vectors 或 regex_tests），- 为标准输入
    file: String,
    /// 计算之日（出生日期不得晚于该日），默认今天
    #[arg(long, value_parser = super::day)]
    on: Option<NaiveDate>,
}

impl Vectors {
    pub(super) fn answer(&self) -> Outcome {
        let text = read(&self.file)?;
        let on = self.on.unwrap_or_else(today);
        let results = law::vectors::run(&text, on).map_err(told)?;
        lines(&results)?;
        let failed = results.iter().filter(|result| !result.equal).count();
        line(&format!("{} passed, {failed} failed", results.len() - failed))?;
        if failed == 0 {
            Ok(())
        } else {
            Err(Failure::new(format!(
                "有 {failed} 个例子的结果与预期不同，见上面 equal 为 false 的各行"
            )))
        }
    }
}
