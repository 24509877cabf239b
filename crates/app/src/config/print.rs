//! `--print-config`: each value and where it came from; secrets are not shown.
use super::Loaded;
use figment::value::Value;

/// One line per leaf, sorted by key.
pub fn print(loaded: &Loaded) -> Result<String, crate::Failure> {
    let all: Value =
        loaded.sources.extract().map_err(|e| crate::Failure::new(format!("配置有误：{e}")))?;
    let mut lines = Vec::new();
    leaves(&all, "", &mut |key, value| {
        let from = loaded.sources.find_metadata(key).map_or_else(
            || "默认值".to_owned(),
            |m| match &m.source {
                Some(source) => format!("{} {source}", m.name),
                None => m.name.to_string(),
            },
        );
        lines.push(format!("{key} = {}  # {from}", shown(key, value)));
    });
    lines.sort();
    Ok(lines.join("\n"))
}

fn leaves(value: &Value, at: &str, tell: &mut impl FnMut(&str, &Value)) {
    match value.as_dict() {
        Some(dict) => {
            for (key, inner) in dict {
                let path = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
                leaves(inner, &path, tell);
            }
        }
        None => tell(at, value),
    }
}

fn shown(key: &str, value: &Value) -> String {
    let secret = ["secret_key", "access_key", "metrics_token"].iter().any(|s| key.ends_with(s));
    let text = value
        .as_str()
        .map_or_else(|| serde_json::to_string(value).unwrap_or_default(), |s| format!("\"{s}\""));
    if secret && text != "\"\"" {
        return "\"（已设置，不显示）\"".into();
    }
    without_password(&text)
}

/// `postgres://user:secret@host/db` without the secret.
fn without_password(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.into() };
    let Some((login, host)) = rest.split_once('@') else { return text.into() };
    let user = login.split_once(':').map_or(login, |(user, _)| user);
    format!("{scheme}://{user}@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Common;

    #[test]
    fn every_leaf_is_listed_with_its_source_and_no_secret() {
        let common = Common {
            database_url: Some("postgres://dengwen:s3cret@db/court".into()),
            ..Common::default()
        };
        let text = print(&super::super::load(&common, None).unwrap()).unwrap();
        assert!(text.contains("server.listen = \"127.0.0.1:8080\"  # 默认值"));
        assert!(text.contains("database.url = \"postgres://dengwen@db/court\"  # 命令行参数"));
        assert!(!text.contains("s3cret"));
    }
}
