//! Papers as the tools of others read them: poppler for text and structure.
mod drawing;
mod papers;

use crate::{Paper, PaperError, Template, font_dirs};
use serde_json::json;
use std::{io::Cursor, path::Path, process::Command, sync::LazyLock};

/// Reads its fonts once.
static PRESS: LazyLock<Paper> = LazyLock::new(|| Paper::new(&font_dirs()));

fn service_address(recipient: &str) -> serde_json::Value {
    json!({
        "title": "送达地址确认书",
        "court": "广州市天河区人民法院",
        "date": { "year": 2026, "month": 11, "day": 22 },
        "case": [{ "label": "案由", "value": "民间借贷纠纷" }],
        "notices": ["受送达人应当提供准确的送达地址。", "地址变更的，应当及时书面告知人民法院。"],
        "address": [{ "label": "受送达人", "value": recipient }, { "label": "邮政编码", "value": "" }],
        "declaration": "我已阅读并理解上述告知事项。",
        "signature": true,
        "recipient": recipient,
        "signed_on": "2026年11月22日",
        "reference": "",
    })
}

fn signature() -> Vec<(String, Vec<u8>)> {
    let mut png = Cursor::new(Vec::new());
    let ink = image::RgbaImage::from_fn(300, 100, |x, y| {
        image::Rgba([0, 0, 0, if x.abs_diff(y * 3) < 6 { 255 } else { 0 }])
    });
    ink.write_to(&mut png, image::ImageFormat::Png).unwrap();
    vec![("signature".to_owned(), png.into_inner())]
}

fn run(tool: &str, args: &[&str], file: &Path) -> String {
    let to_stdout = ["-"].into_iter().filter(|_| tool == "pdftotext");
    let out = Command::new(tool).args(args).arg(file).args(to_stdout).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

fn saved(pdf: &[u8]) -> tempfile::TempPath {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    file.into_temp_path()
}

fn archival(pdf: &[u8]) -> bool {
    let text = String::from_utf8_lossy(pdf);
    text.contains("<pdfaid:part>2</pdfaid:part>")
        && text.contains("<pdfaid:conformance>A</pdfaid:conformance>")
        && text.contains("<pdfuaid:part>1</pdfuaid:part>")
}

#[test]
fn a_service_address_confirmation_is_tagged_archival_and_readable() {
    let data = service_address("赵犇骉𠮷");
    let pdf = PRESS.render(Template::ServiceAddress, &data, signature()).unwrap();
    assert!(archival(&pdf));
    let file = saved(&pdf);
    let info = run("pdfinfo", &[], &file);
    assert!(info.contains("Tagged:          yes") && info.contains("送达地址确认书"), "{info}");
    let text = run("pdftotext", &["-layout"], &file).replace(' ', "");
    for words in ["送达地址确认书", "民间借贷纠纷", "赵犇骉𠮷", "2026年11月22日", "第1页"]
    {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

#[test]
fn what_was_typed_is_text_and_never_markup() {
    let typed = "*甲* #panic(\"x\") $x$ \\ #read(\"/court.typ\") @a <b>";
    let pdf = PRESS.render(Template::ServiceAddress, &service_address(typed), signature()).unwrap();
    let text = run("pdftotext", &["-raw"], &saved(&pdf));
    let flat: String = text.split_whitespace().collect();
    let wanted: String = typed.split_whitespace().collect();
    assert!(flat.contains(&wanted), "{text}");
}

/// No font draws a code point that stands for nothing.
#[test]
fn a_character_without_a_glyph_costs_the_standard_not_the_paper() {
    let data = service_address("张\u{2fff0}");
    let pdf = PRESS.render(Template::ServiceAddress, &data, signature()).unwrap();
    assert!(!archival(&pdf));
    assert!(pdf.starts_with(b"%PDF-1.7"));
}

#[test]
fn a_blank_form_has_room_to_write() {
    let mut data = service_address("");
    data["signature"] = json!(false);
    data["signed_on"] = json!("");
    let pdf = PRESS.render(Template::ServiceAddress, &data, vec![]).unwrap();
    assert!(archival(&pdf));
}

#[test]
fn notices_of_the_court_are_set() {
    let data = json!({
        "title": "通知书", "court": "广州市天河区人民法院", "number": "（2026）粤0106民初1号",
        "date": { "year": 2026, "month": 11, "day": 22 }, "recipient": "张三",
        "decision": "你与李四民间借贷纠纷一案，本院已立案。", "notices": ["应当按期交纳案件受理费。"],
        "reason": "你提交的材料需要补正。", "wanted": ["被告的住所。"], "consequence": "逾期不补正的，退回。",
        "signed_on": "二〇二六年十一月二十二日",
    });
    for template in [Template::AcceptanceNotice, Template::SupplementNotice] {
        assert!(archival(&PRESS.render(template, &data, vec![]).unwrap()), "{template:?}");
    }
}

#[test]
fn missing_fonts_and_unknown_papers_say_so() {
    let nowhere = Paper::new(&[std::env::temp_dir().join("no-fonts-here")]);
    let refused = nowhere.render(Template::ServiceAddress, &json!({}), vec![]);
    assert!(matches!(refused, Err(PaperError::NoFonts(_))));
    assert!("wanted_poster".parse::<Template>().is_err());
    let stray = vec![("photo".to_owned(), vec![])];
    let refused = PRESS.render(Template::ServiceAddress, &json!({}), stray);
    assert!(matches!(refused, Err(PaperError::UnknownPicture(_))));
}
