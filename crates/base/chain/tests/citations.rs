//! Every public item of the crates of proof says in which specification it is written down.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::{fs, path::Path};

const SPECIFICATIONS: [&str; 6] = ["RFC ", "C2SP ", "GB/T ", "GM/T ", "FIPS ", "docs/proof.md"];
const ITEMS: [&str; 6] =
    ["pub fn ", "pub struct ", "pub enum ", "pub trait ", "pub const ", "pub type "];

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() && !name.ends_with("tests") {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn every_public_item_cites() {
    let mut files = Vec::new();
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for folder in ["chain/src", "stamp/src"] {
        sources(&base.join(folder), &mut files);
    }
    assert!(files.len() > 25);
    let (mut items, mut silent) = (0, Vec::new());
    for (name, text) in &files {
        let mut comment = String::new();
        for line in text.lines().map(str::trim) {
            if let Some(words) = line.strip_prefix("///") {
                comment += words;
            } else if ITEMS.iter().any(|item| line.starts_with(item)) {
                items += 1;
                if !SPECIFICATIONS.iter().any(|named| comment.contains(named)) {
                    silent.push(format!("{name}: {line}"));
                }
                comment.clear();
            } else if !line.starts_with('#') {
                comment.clear();
            }
        }
    }
    assert!(items > 90, "{items} items");
    assert!(silent.is_empty(), "no specification cited:\n{}", silent.join("\n"));
}
