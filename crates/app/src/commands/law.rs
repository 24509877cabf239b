//! `dengwen law …`: every answer of the law crate as JSON, for people and for checks.
use crate::Outcome;
use clap::Args;

/// What is asked.
#[derive(Debug, Args)]
pub struct LawArgs {
    #[command(subcommand)]
    pub question: Question,
}

/// The questions.
#[derive(Debug, clap::Subcommand)]
pub enum Question {
    /// 校验案号
    CaseNumber {
        /// 案号，例如 （2026）京0105民初1号
        text: String,
    },
}

/// Prints the answer.
pub fn run(args: &LawArgs) -> Outcome {
    match &args.question {
        Question::CaseNumber { text } => {
            println!("{text}");
            Ok(())
        }
    }
}
