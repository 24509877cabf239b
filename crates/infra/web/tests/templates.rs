//! What every template keeps to: the content security policy allows nothing inline, and a page shows
//! its flash inside the block that is also the fragment.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
use std::{
    fs,
    path::{Path, PathBuf},
};

fn templates(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            templates(&path, found);
        } else if path.extension().is_some_and(|e| e == "html") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for tier in ["../../infra", "../../stages", "../../app"] {
        templates(&Path::new(env!("CARGO_MANIFEST_DIR")).join(tier), &mut found);
    }
    assert!(found.iter().any(|p| p.ends_with("base.html")), "no template found");
    found.into_iter().map(|p| (p.clone(), fs::read_to_string(p).unwrap())).collect()
}

#[test]
fn nothing_is_inline() {
    for (path, text) in all() {
        let lower = text.to_lowercase();
        for forbidden in [
            " style=\"",
            "<style",
            "javascript:",
            " onclick=",
            " onchange=",
            " onsubmit=",
            " onload=",
        ] {
            assert!(!lower.contains(forbidden), "{}: {forbidden}", path.display());
        }
        for script in lower.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap_or_default();
            assert!(tag.contains("src="), "{}: an inline script", path.display());
        }
    }
}

/// The text after comments and imports, which write nothing.
fn shown_first(text: &str) -> &str {
    let mut text = text.trim_start();
    while let Some(rest) = text.strip_prefix("{% import").or(text.strip_prefix("{#")) {
        text = rest.split_once('}').map_or("", |(_, rest)| rest).trim_start();
    }
    text
}

/// The flash stands first in this text, or in what it includes first.
fn begins_with_flash(text: &str, templates: &[(PathBuf, String)]) -> bool {
    let Some(rest) = shown_first(text).strip_prefix("{% include \"") else { return false };
    let Some((name, _)) = rest.split_once('"') else { return false };
    name == "components/flash.html"
        || templates
            .iter()
            .any(|(path, text)| path.ends_with(name) && begins_with_flash(text, templates))
}

#[test]
fn a_page_shows_its_flash_first_in_the_main_block() {
    let templates: Vec<_> = all();
    for (path, text) in &templates {
        let page = text.contains("{% extends \"base.html\" %}");
        if let Some((_, main)) = text.split_once("{% block main %}").filter(|_| page) {
            assert!(
                begins_with_flash(main, &templates),
                "{}: the main block does not begin with components/flash.html",
                path.display()
            );
        }
    }
}
