//! The shape of the workspace, as a test (docs/architecture.md, rules).
#![expect(clippy::expect_used, reason = "a test stops where it fails")]
use cargo_metadata::{DependencyKind, MetadataCommand, Package};
use std::{
    fs,
    path::{Path, PathBuf},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    Base,
    Infra,
    Stage,
    App,
}

fn tier(p: &Package) -> Tier {
    let path = p.manifest_path.as_str();
    if path.contains("/crates/base/") {
        Tier::Base
    } else if path.contains("/crates/infra/") {
        Tier::Infra
    } else if path.contains("/crates/stages/") {
        Tier::Stage
    } else {
        Tier::App
    }
}

/// Base is pure, infra knows no stage, a stage knows no stage and no adapter.
#[test]
fn dependencies_point_down_and_stages_do_not_know_each_other() {
    let meta = MetadataCommand::new().exec().expect("cargo metadata");
    let packages = meta.workspace_packages();
    let mut wrong = Vec::new();
    for p in &packages {
        for d in p.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal) {
            if let Some(q) = packages.iter().find(|q| q.name == d.name) {
                let stage_to_stage = tier(p) == Tier::Stage && tier(q) == Tier::Stage;
                let outside = ["adapters", "paper", "seal", "sfu"].contains(&q.name.as_str());
                if tier(q) > tier(p) || stage_to_stage || (tier(p) == Tier::Stage && outside) {
                    wrong.push(format!("{} -> {}", p.name, q.name));
                }
            } else if tier(p) == Tier::Base
                && !d.optional
                && ["tokio", "axum", "sea-orm", "reqwest", "askama"].contains(&d.name.as_str())
            {
                wrong.push(format!("{} -> {} (base is pure)", p.name, d.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(dir: &Path, extension: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if path.file_name().is_none_or(|n| n != "target" && n != "node_modules") {
                out.extend(sources(&path, extension));
            }
        } else if path.extension().is_some_and(|x| x == extension) {
            out.push(path);
        }
    }
    out
}

/// The code of a file without its unit tests.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("a readable source");
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
}

fn is_test(file: &Path) -> bool {
    let path = file.to_string_lossy();
    path.contains("/tests/") || path.ends_with("tests.rs")
}

#[test]
fn in_a_stage_only_store_speaks_sql() {
    let files = sources(&root().join("stages"), "rs");
    assert!(files.len() > 20, "the stages are there");
    let wrong: Vec<_> = files
        .iter()
        .filter(|f| !is_test(f) && !f.to_string_lossy().contains("store"))
        .filter(|f| {
            let code = code(f);
            ["EntityTrait", "QueryFilter", "Statement::from", "db::entity", "db::statement"]
                .iter()
                .any(|w| code.contains(w))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn models_are_pure() {
    let files = sources(&root().join("stages"), "rs");
    let models: Vec<_> = files
        .iter()
        .filter(|f| f.ends_with("model.rs") || f.to_string_lossy().contains("/model/"))
        .collect();
    assert!(!models.is_empty());
    for file in models {
        // A refusal may pass a database's failure through; nothing else of it belongs here.
        let code = code(file).replace("sea_orm::DbErr", "");
        for word in ["async ", "sea_orm", "axum", "use db"] {
            assert!(!code.contains(word), "{} mentions {word}", file.display());
        }
    }
}

/// A route added past the table would be a route without a permission.
#[test]
fn routes_are_added_through_the_table_only() {
    let allowed = ["infra/web/src/routes.rs", "app/src/health.rs", "infra/adapters/"];
    let wrong: Vec<_> = sources(&root(), "rs")
        .into_iter()
        .filter(|f| !is_test(f) && !f.to_string_lossy().contains("/benches/"))
        .filter(|f| !allowed.iter().any(|a| f.to_string_lossy().contains(a)))
        .filter(|f| {
            let code = code(f);
            code.contains(".route(\"") || code.contains("Router::new()")
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A table is written by one stage: no two stages name the same entity for writing.
#[test]
fn a_table_is_written_by_one_stage() {
    let mut writers: std::collections::BTreeMap<String, std::collections::BTreeSet<String>> =
        std::collections::BTreeMap::new();
    for stage in ["identity", "intake", "casework"] {
        for file in sources(&root().join("stages").join(stage).join("src"), "rs") {
            if is_test(&file) {
                continue;
            }
            let code = code(&file);
            for verb in ["insert", "insert_many", "update_many", "delete_many", "delete_by_id"] {
                for (at, _) in code.match_indices(&format!("::Entity::{verb}(")) {
                    let name: String = code[..at]
                        .chars()
                        .rev()
                        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                        .collect();
                    let name: String = name.chars().rev().collect();
                    writers.entry(name).or_default().insert(stage.to_owned());
                }
            }
        }
    }
    assert!(!writers.is_empty());
    let shared: Vec<_> = writers.iter().filter(|(_, stages)| stages.len() > 1).collect();
    assert!(shared.is_empty(), "{shared:#?}");
}

/// One subject per file.
#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    let mut long = Vec::new();
    for extension in ["rs", "html"] {
        for file in sources(&root(), extension) {
            let lines = fs::read_to_string(&file).unwrap_or_default().lines().count();
            if lines > 500 {
                long.push(format!("{} {lines}", file.display()));
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

/// A promise is not a feature.
#[test]
fn templates_carry_no_script_and_no_style() {
    for file in sources(&root(), "html") {
        let text = fs::read_to_string(&file).unwrap_or_default();
        for word in ["<style", " style=\"", " onclick=", " onchange=", " onsubmit=", "javascript:"]
        {
            assert!(!text.contains(word), "{} has {word}", file.display());
        }
        let inline = text.match_indices("<script").any(|(at, _)| {
            text[at..].split_once('>').is_some_and(|(tag, _)| !tag.contains("src="))
        });
        assert!(!inline, "{} has an inline script", file.display());
    }
}
