//! The text of a DOCX, paragraph by paragraph, for reading it without Word.
use super::office::{DOCUMENT, MAX_DOCUMENT};
use std::{
    fs::File,
    io::{BufReader, Read},
    path::Path,
};

/// The text could not be taken out.
#[derive(Debug, thiserror::Error)]
#[error("无法读出文档中的文字：{0}")]
pub struct TextError(String);

/// More than this is not shown.
const MOST: usize = 400_000;

/// The paragraphs of the document's body. Tables give one paragraph a cell; pictures are left out.
pub fn docx_text(path: &Path) -> Result<Vec<String>, TextError> {
    let say = |e: &dyn std::fmt::Display| TextError(e.to_string());
    let file = File::open(path).map_err(|e| say(&e))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|e| say(&e))?;
    let entry = archive.by_name(DOCUMENT).map_err(|e| say(&e))?;
    let mut xml = String::new();
    entry.take(MAX_DOCUMENT).read_to_string(&mut xml).map_err(|e| say(&e))?;
    Ok(paragraphs(&xml))
}

/// Reads the few elements that carry text. The document is well formed or the text ends early;
/// entities beyond the five of XML cannot be declared in it.
fn paragraphs(xml: &str) -> Vec<String> {
    let (mut out, mut line, mut length) = (Vec::new(), String::new(), 0);
    let (mut rest, mut in_text) = (xml, false);
    while let Some(open) = rest.find('<') {
        if in_text {
            line.push_str(&unescaped(&rest[..open]));
        }
        let Some(close) = rest[open..].find('>') else { break };
        let tag = &rest[open + 1..open + close];
        rest = &rest[open + close + 1..];
        let name = tag.trim_end_matches('/').split_ascii_whitespace().next().unwrap_or_default();
        match name {
            "w:t" => in_text = !tag.ends_with('/'),
            "/w:t" => in_text = false,
            "w:tab" => line.push('\t'),
            "w:br" | "w:cr" => line.push('\n'),
            "/w:p" => {
                length += line.len();
                out.push(std::mem::take(&mut line));
                if length > MOST {
                    out.push("（以下文字过长，请下载后查看）".into());
                    return out;
                }
            }
            _ => {}
        }
    }
    out
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(end) = rest.find(';').filter(|end| *end <= 8) else {
            out.push('&');
            continue;
        };
        match character(&rest[..end]) {
            Some(c) => out.push(c),
            None => out.push('\u{fffd}'),
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

fn character(entity: &str) -> Option<char> {
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let code = entity.strip_prefix('#')?;
            let number = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(number)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_taken_out_by_paragraph() {
        let xml = "<w:document><w:body><w:p w:a='1'><w:r><w:t xml:space=\"preserve\">原告：张三 </w:t></w:r>\
                   <w:r><w:tab/><w:t>&lt;男&gt; &#x4e00;</w:t></w:r></w:p><w:p/><w:p><w:t/><w:r><w:t>请求</w:t></w:r></w:p>";
        assert_eq!(paragraphs(xml), ["原告：张三 \t<男> 一", "请求"]);
    }
}
