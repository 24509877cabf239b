//! Arrangements of days off: those of the program, and a further year the court loads from its data folder.
use super::{print, read, told};
use crate::{Failure, Outcome};
use clap::Args;
use law::period::{Arranged, Calendar, doubts, parse_year, weekday_cn};
use serde_json::json;
use std::path::Path;

/// The folder under the data folder that holds one file a year, `2027.txt`.
const FOLDER: &str = "holidays";

/// `dengwen law holidays`
#[derive(Debug, Args)]
pub struct Holidays {
    /// 检查一年的放假安排文件：每行“2027-01-01 放假 元旦”或“2027-02-06 上班 春节”
    #[arg(long, value_name = "FILE")]
    check: Option<String>,
    /// 文件的年份，默认取自文件名（2027.txt）
    #[arg(long, requires = "check")]
    year: Option<i32>,
}

fn year_of(path: &Path) -> Option<i32> {
    let stem = path.file_stem()?.to_str()?;
    stem.parse().ok().filter(|year| (2007..2100).contains(year))
}

impl Holidays {
    pub(super) fn answer(&self) -> Outcome {
        let Some(file) = &self.check else {
            return print(&json!({
                "years": Calendar::in_use().years().collect::<Vec<_>>(),
                "add": "把检查通过的文件放入数据目录的 holidays 目录，文件名为年份，例如 holidays/2027.txt，然后重新启动",
            }));
        };
        let year = self.year.or_else(|| year_of(Path::new(file))).ok_or_else(|| {
            Failure::new("不知道是哪一年的安排。请用 --year 写明，或把文件命名为 2027.txt")
        })?;
        let days = parse_year(year, &read(file)?).map_err(told)?;
        let doubts = doubts(year, &days);
        let listed: Vec<_> = days
            .iter()
            .map(|day| json!({"day": day.day, "weekday": weekday_cn(day.day), "arranged": day.arranged, "name": day.name}))
            .collect();
        let count = |arranged| days.iter().filter(|day| day.arranged == arranged).count();
        print(&json!({
            "year": year,
            "off": count(Arranged::Off),
            "work": count(Arranged::Work),
            "replaces_builtin": Calendar::builtin().years().any(|known| known == year),
            "doubts": doubts,
            "days": listed,
        }))?;
        if doubts.is_empty() {
            Ok(())
        } else {
            Err(Failure::new(format!(
                "安排可以读取，但有 {} 处疑问：{}。请对照国务院办公厅的通知核对",
                doubts.len(),
                doubts.join("；")
            )))
        }
    }
}

/// Puts the arrangements of the data folder into use beside those of the program. A file that cannot be read stops
/// the program: a period counted with a wrong calendar is worse than none.
pub fn put_into_use(data: &Path) -> Outcome {
    let folder = data.join(FOLDER);
    if !folder.is_dir() {
        return Ok(());
    }
    let mut files: Vec<_> = std::fs::read_dir(&folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    files.sort();
    let mut calendar = Calendar::builtin().clone();
    for path in &files {
        let shown = path.display();
        let year = year_of(path).ok_or_else(|| {
            Failure::new(format!("放假安排文件 {shown} 的文件名应为年份，例如 2027.txt"))
        })?;
        let text = std::fs::read_to_string(path)
            .map_err(|e| Failure::new(format!("无法读取放假安排 {shown}：{e}。请检查权限")))?;
        let days = parse_year(year, &text).map_err(|e| Failure::new(format!("{shown}：{e}")))?;
        calendar = calendar.with_year(year, &days);
    }
    if !files.is_empty() && !calendar.put_into_use() {
        return Err(Failure::new("放假安排只能在启动时导入一次。请重新启动"));
    }
    Ok(())
}
