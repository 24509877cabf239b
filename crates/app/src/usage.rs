//! What is wrong with a command line, as a sentence: clap speaks English, the operator need not.
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::{error::Error as _, process::ExitCode};

/// Prints help and version as they are, and everything else as a sentence with exit 1.
pub fn answer(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    eprintln!("{}", explain(error));
    ExitCode::FAILURE
}

fn explain(error: &clap::Error) -> String {
    let told = |kind| error.get(kind).map(text).unwrap_or_default();
    let argument = told(ContextKind::InvalidArg);
    let kind = error.kind();
    if kind == ErrorKind::ValueValidation
        && let Some(why) = error.source()
    {
        return why.to_string();
    }
    let what = if kind == ErrorKind::InvalidSubcommand {
        let near = told(ContextKind::SuggestedSubcommand);
        let hint = if near.is_empty() { near } else { format!("是否为：{near}。") };
        format!("没有命令“{}”。{hint}", told(ContextKind::InvalidSubcommand))
    } else if kind == ErrorKind::UnknownArgument {
        format!("没有参数“{argument}”，或者它不能用在这里。")
    } else if kind == ErrorKind::MissingRequiredArgument {
        format!("缺少参数：{argument}。")
    } else if kind == ErrorKind::InvalidValue {
        let (value, known) = (told(ContextKind::InvalidValue), told(ContextKind::ValidValue));
        if value.is_empty() {
            format!("参数 {argument} 没有写值。可用：{known}。")
        } else {
            format!("参数 {argument} 的值“{value}”无法识别。可用：{known}。")
        }
    } else if kind == ErrorKind::ValueValidation {
        format!("参数 {argument} 的值“{}”无法识别。", told(ContextKind::InvalidValue))
    } else if kind == ErrorKind::ArgumentConflict {
        format!("参数 {argument} 不能与 {} 同时使用。", told(ContextKind::PriorArg))
    } else if kind == ErrorKind::MissingSubcommand
        || kind == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    {
        "请写明命令。".to_owned()
    } else {
        "命令行无法识别。".to_owned()
    };
    format!("{what}在命令之后加 --help 查看用法")
}

fn text(value: &ContextValue) -> String {
    if let ContextValue::Strings(texts) = value { texts.join("、") } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::Parser;

    #[test]
    fn a_wrong_command_line_is_told_in_chinese() {
        for (line, says) in [
            (vec!["dengwen", "law", "fees"], "没有命令“fees”。是否为：fee。"),
            (vec!["dengwen", "serve", "--port", "1"], "没有参数“--port”"),
            (vec!["dengwen", "law", "amount", "很多"], "金额“很多”无法识别"),
            (vec!["dengwen", "law", "amount"], "缺少参数：<AMOUNT>"),
            (vec!["dengwen", "backup"], "缺少参数：--to <DIR>"),
            (vec!["dengwen", "law", "online", "tea"], "无法识别。可用：articles、scope"),
            (vec!["dengwen", "law"], "请写明命令"),
            (vec!["dengwen", "law", "period", "x", "--length", "3"], "同时使用"),
        ] {
            let error = Cli::try_parse_from(&line).unwrap_err();
            let sentence = explain(&error);
            assert!(sentence.contains(says), "{line:?}: {sentence}");
        }
    }
}
