//! Composition root: the only crate that knows all stages. Commands, configuration, wiring, worker.
#![expect(
    clippy::doc_markdown,
    clippy::doc_link_with_quotes,
    reason = "the doc comments of the command line are its help, and are read in a terminal"
)]
pub mod api_doc;
pub mod cli;
pub mod commands;
pub mod config;
pub mod health;
mod listening;
pub mod logs;
pub mod page_list;
pub mod stamping;
pub mod usage;
pub mod wire;

use std::process::ExitCode;

/// What a command answers when it cannot do what was asked: a sentence for the operator.
pub type Outcome = Result<(), Failure>;

/// A sentence for whoever runs the program, with the remedy in it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

impl Failure {
    /// A failure with its sentence.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl From<sea_orm::DbErr> for Failure {
    fn from(e: sea_orm::DbErr) -> Self {
        Self(format!("数据库操作失败：{e}。请运行 dengwen doctor 检查数据库"))
    }
}

impl From<std::io::Error> for Failure {
    fn from(e: std::io::Error) -> Self {
        Self(format!("读写文件失败：{e}。请检查路径、磁盘空间和权限"))
    }
}

/// Runs one command to its end.
pub fn run(cli: cli::Cli) -> ExitCode {
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("无法启动：{e}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
