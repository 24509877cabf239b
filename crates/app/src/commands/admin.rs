//! `dengwen admin`: staff accounts from the command line, for the first administrator and for emergencies.
use crate::{Failure, Outcome, cli::Admin, config::Config, wire::Stores};
use kernel::{
    actor::{Actor, StaffRole},
    clock::SystemClock,
};
use std::collections::BTreeSet;

/// Does it and prints the one-time password, once.
pub async fn run(config: &Config, admin: Admin) -> Outcome {
    let stores = Stores::open(config).await?;
    stores.db.migrate().await?;
    match admin {
        Admin::CreateStaff { login, name, court, roles } => {
            let new = identity::staff::NewStaff {
                court: court_id(&court)?,
                login,
                name,
                roles: parse_roles(&roles)?,
            };
            let made = identity::staff::create(&stores.db, &stores.vault, &SystemClock, new)
                .await
                .map_err(|e| Failure::new(e.to_string()))?;
            println!("已建立账号 {}，一次性密码：{}", made.login, made.password);
            println!("首次登录时须绑定动态口令并设置自己的密码");
        }
        Admin::ResetSecondFactor { login } => {
            let password = identity::staff::reset_second_factor(
                &stores.db,
                &SystemClock,
                &Actor::System,
                &login,
            )
            .await
            .map_err(|e| Failure::new(e.to_string()))?;
            println!("已重置 {login} 的第二因素，一次性密码：{password}");
        }
    }
    Ok(())
}

fn court_id(text: &str) -> Result<String, Failure> {
    if let Some(court) = law::court::find(text) {
        return Ok(court.id.to_string());
    }
    let found = law::court::search(text, 5);
    if let Some(court) = found.iter().find(|c| c.name == text) {
        return Ok(court.id.to_string());
    }
    let near: Vec<_> = found.iter().map(|c| c.name.to_string()).collect();
    Err(Failure::new(format!(
        "没有名为“{text}”的法院。请写全称或编号，相近的有：{}",
        near.join("、")
    )))
}

fn parse_roles(keys: &[String]) -> Result<BTreeSet<StaffRole>, Failure> {
    keys.iter()
        .map(|key| {
            StaffRole::from_key(key).ok_or_else(|| {
                let all: Vec<_> = StaffRole::ALL.iter().map(|r| r.key()).collect();
                Failure::new(format!("没有角色“{key}”，可用的有：{}", all.join(" ")))
            })
        })
        .collect()
}
