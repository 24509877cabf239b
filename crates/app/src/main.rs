//! 登闻 — the open, self-hosted online court, as one program.
use clap::Parser;

fn main() -> std::process::ExitCode {
    dengwen::run(dengwen::cli::Cli::parse())
}
