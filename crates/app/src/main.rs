//! 登闻 — the open, self-hosted online court, as one program.
use clap::Parser;

fn main() -> std::process::ExitCode {
    match dengwen::cli::Cli::try_parse() {
        Ok(cli) => dengwen::run(cli),
        Err(error) => dengwen::usage::answer(&error),
    }
}
