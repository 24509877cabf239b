//! Chores of the repository: `cargo run -p xtask -- check-data`.

mod check_data;

use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    if std::env::args().nth(1).as_deref() == Some("check-data") {
        return report(check_data::check(&root.join("data")));
    }
    eprintln!("usage: cargo run -p xtask -- check-data");
    ExitCode::FAILURE
}

fn report(checked: std::io::Result<check_data::Report>) -> ExitCode {
    match checked {
        Ok(report) => {
            for problem in &report.problems {
                println!("{problem}");
            }
            println!(
                "{} tables, {} rows, {} problems",
                report.tables,
                report.rows,
                report.problems.len()
            );
            if report.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(why) => {
            eprintln!("cannot read the data: {why}");
            ExitCode::FAILURE
        }
    }
}
