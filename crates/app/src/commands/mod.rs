//! One file per command.
pub mod admin;
pub mod backup;
pub mod copy;
pub mod demo;
pub mod doctor;
pub mod law;
pub mod migrate;
pub mod restore;
pub mod serve;
pub mod verify;

use crate::{
    Outcome,
    cli::{Cli, Command},
    config, logs,
};

/// Runs the command that was asked for.
pub async fn run(cli: Cli) -> Outcome {
    let serve = match &cli.command {
        Some(Command::Serve(serve)) => Some(serve),
        _ => None,
    };
    if let Some(Command::Law(args)) = &cli.command {
        return law::run(args);
    }
    let loaded = config::load(&cli.common, serve)?;
    if cli.common.print_config {
        println!("{}", config::print(&loaded)?);
        return Ok(());
    }
    logs::start(&loaded.config.log);
    let config = loaded.config;
    law::put_into_use(&config.data)?;
    match cli.command {
        None => Err(crate::Failure::new("请写明命令，例如 dengwen serve；dengwen --help 列出全部")),
        Some(Command::Serve(serve)) => serve::run(config, serve.demo).await,
        Some(Command::Migrate) => migrate::run(&config).await,
        Some(Command::Demo) => demo::run(&config).await,
        Some(Command::Admin(admin)) => admin::run(&config, admin).await,
        Some(Command::Doctor) => doctor::run(&config).await,
        Some(Command::Backup { to }) => backup::run(&config, &to).await,
        Some(Command::Restore { from }) => restore::run(&config, &from).await,
        Some(Command::Copy { to }) => copy::run(&config, &to).await,
        Some(Command::Verify(what)) => verify::run(&config, &what).await,
        Some(Command::Law(args)) => law::run(&args),
    }
}
