//! Reading citations out of a sentence.

use super::{NORMS, Norm};
use crate::numerals::article_number;
use serde::Serialize;
use std::{collections::HashMap, sync::LazyLock};

/// An article of a norm, as a sentence cites it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    pub norm: &'static Norm,
    pub article: u32,
}

/// A place in the text after which something begins.
enum Found<'t> {
    Norm(&'static Norm, &'t str),
    Article(u32, &'t str),
    /// A new sentence: what was named before is no longer meant.
    End(&'t str),
    Nothing(&'t str),
}

/// Every article a text cites of a norm of the register, in order (立法法第六十二条).
pub fn citations(text: &str) -> Vec<Citation> {
    let mut found = Vec::new();
    let mut current = None;
    let mut rest = text;
    while !rest.is_empty() {
        match next(rest) {
            Found::Norm(norm, after) => {
                current = Some(norm);
                rest = after;
            }
            Found::Article(article, after) => {
                found.extend(current.map(|norm| Citation { norm, article }));
                rest = after;
            }
            Found::End(after) => {
                current = None;
                rest = after;
            }
            Found::Nothing(after) => rest = after,
        }
    }
    found
}

/// What a text cites that does not stand in the register: an article beyond the last, a number of a document, a
/// document named right before an article (立法法第六十二条).
pub fn unknown(text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for citation in citations(text) {
        if citation.norm.articles.is_some_and(|last| citation.article > last) {
            let (title, article) = (citation.norm.title, citation.article);
            wrong.push(format!("{title}没有第{article}条"));
        }
    }
    for (at, _) in text.match_indices('法') {
        let number = text.get(at..).and_then(document_number);
        if let Some(number) = number.filter(|number| !BY_FIRST.contains(number)) {
            wrong.push(format!("名录中没有{number}"));
        }
    }
    for (at, _) in text.match_indices('第') {
        let (before, rest) = text.split_at(at);
        if article_at(rest).is_some()
            && let Some(name) = document_behind(before)
        {
            wrong.push(format!("名录中没有“{name}”"));
        }
    }
    wrong
}

fn after_first(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    characters.as_str()
}

fn next(text: &str) -> Found<'_> {
    if let Some(after) = text.strip_prefix(['；', '。', '\n', ';']) {
        return Found::End(after);
    }
    if let Some((article, after)) = article_at(text) {
        return Found::Article(article, after);
    }
    match name_at(text) {
        Some((norm, after)) => Found::Norm(norm, after),
        None => Found::Nothing(after_first(text)),
    }
}

/// 第一百二十八条
fn article_at(text: &str) -> Option<(u32, &str)> {
    let (number, after) = text.strip_prefix('第')?.split_once('条')?;
    let short = number.chars().count() <= 8;
    Some((article_number(number).filter(|_| short)?, after))
}

/// The longest name, title or number the text begins with, and the version behind it.
fn name_at(text: &str) -> Option<(&'static Norm, &str)> {
    let (name, norm) = BY_FIRST.longest(text)?;
    let after = text.strip_prefix(name)?;
    Some(version_at(norm, after).unwrap_or((current(norm), after)))
}

/// （2017年修正）, 2025年修订, （法释〔2015〕8号）
fn version_at<'t>(norm: &'static Norm, text: &'t str) -> Option<(&'static Norm, &'t str)> {
    let (inside, after) = match text.strip_prefix(['（', '(']) {
        Some(inside) => inside.split_once(['）', ')'])?,
        None => (text, ""),
    };
    let texts = NORMS.iter().filter(|other| other.key == norm.key);
    for other in texts.clone().filter(|other| !other.version.is_empty()) {
        if let Some(left) = inside.strip_prefix(other.version) {
            let bracketed = text.starts_with(['（', '(']);
            return Some((other, if bracketed { after } else { left }));
        }
    }
    let mut numbered = texts.filter(|other| other.numbers.contains(&inside));
    numbered.next().map(|other| (other, after))
}

/// Named without a version, the text now in force is meant.
fn current(norm: &'static Norm) -> &'static Norm {
    let texts = NORMS.iter().filter(|other| other.key == norm.key);
    texts.max_by_key(|other| other.validity.from).unwrap_or(norm)
}

/// 法释〔2022〕18号
fn document_number(text: &str) -> Option<&str> {
    let prefix = ["法释", "法发", "法办", "法"].iter().find(|word| text.starts_with(**word))?;
    let (year, rest) = text.strip_prefix(prefix)?.strip_prefix('〔')?.split_once('〕')?;
    let (number, after) = rest.split_once('号')?;
    let digits = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    text.get(..text.len() - after.len()).filter(|_| digits(year) && digits(number))
}

/// The words right before an article, when they end like the name of a document and are none that is known.
fn document_behind(before: &str) -> Option<&str> {
    const ENDS: [&str; 7] = ["法", "法典", "解释", "规定", "规则", "办法", "条例"];
    let letter = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let name = before.rsplit(|c: char| !letter(c)).next().filter(|name| !name.is_empty())?;
    let unknown = || !BY_FIRST.names().any(|known| name.ends_with(known));
    (ENDS.iter().any(|end| name.ends_with(end)) && unknown()).then_some(name)
}

/// Every name of every norm under its first character, the longest first.
struct Names(HashMap<char, Vec<(&'static str, &'static Norm)>>);

static BY_FIRST: LazyLock<Names> = LazyLock::new(|| {
    let mut names: HashMap<char, Vec<(&'static str, &'static Norm)>> = HashMap::new();
    for norm in NORMS.iter() {
        for name in norm.called() {
            if let Some(first) = name.chars().next() {
                names.entry(first).or_default().push((name, norm));
            }
        }
    }
    for list in names.values_mut() {
        list.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    }
    Names(names)
});

impl Names {
    fn longest(&self, text: &str) -> Option<(&'static str, &'static Norm)> {
        let list = self.0.get(&text.chars().next()?)?;
        list.iter().find(|(name, _)| text.starts_with(name)).copied()
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.values().flatten().map(|(name, _)| *name)
    }

    fn contains(&self, name: &str) -> bool {
        self.longest(name).is_some_and(|(known, _)| known == name)
    }
}
