//! Every public function of this crate cites the article, document or standard it follows.

use std::{fs, path::Path};

/// Files that hold no rule of law: reading tables, finding names, running examples' plumbing.
const WITHOUT_LAW: [&str; 2] = ["data.rs", "spelling.rs"];

fn sources(folder: &Path, found: &mut Vec<(String, String)>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, found)?;
        } else if path.extension().is_some_and(|end| end == "rs") {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            found.push((name.unwrap_or_default(), fs::read_to_string(&path)?));
        }
    }
    Ok(())
}

fn cites(comment: &str) -> bool {
    let article =
        comment.split('第').skip(1).any(|rest| rest.contains('条') || rest.contains('章'));
    let document = comment.contains('〕') && comment.contains('号');
    article || document || comment.contains("GB") || comment.contains("办法")
}

#[test]
fn every_public_function_cites() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files).unwrap();
    assert!(files.len() > 20);
    let mut silent = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| !WITHOUT_LAW.contains(&name.as_str())) {
        let mut comment = String::new();
        for line in text.lines().map(str::trim) {
            if let Some(words) = line.strip_prefix("///") {
                comment += words;
            } else if line.starts_with("pub fn ") || line.starts_with("pub const fn ") {
                if !cites(&comment) {
                    silent.push(format!("{name}: {line}"));
                }
                comment.clear();
            } else if !line.starts_with("#[") {
                comment.clear();
            }
        }
    }
    assert!(silent.is_empty(), "no article cited:\n{}", silent.join("\n"));
}

/// Every article and document named anywhere in the code stands in the register of norms.
#[test]
fn every_citation_is_of_a_known_norm() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files).unwrap();
    let mut wrong = Vec::new();
    let mut cited = 0;
    for (name, text) in files.iter().filter(|(name, _)| name != "tests.rs" && name != "citation.rs")
    {
        for line in text.lines() {
            cited += law::norm::citations(line).len();
            wrong.extend(
                law::norm::unknown(line).iter().map(|why| format!("{name}: {why}: {line}")),
            );
        }
    }
    assert!(cited > 300, "{cited}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
