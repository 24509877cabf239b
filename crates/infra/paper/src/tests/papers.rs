//! Every paper, full and sparse, long ones, and what people may type.
use super::{PRESS, archival, run, saved};
use crate::Template;
use forms::samples::{self, Sample};
use serde_json::{Value, json};

/// Lets long names break in their cells.
const ZERO_WIDTH_SPACE: char = '\u{200b}';

fn render(sample: &Sample) -> Vec<u8> {
    let template: Template = sample.key.parse().unwrap();
    PRESS.render(template, &sample.data, vec![]).unwrap()
}

/// Without spaces, as lines are broken anywhere.
fn text(pdf: &[u8]) -> String {
    let text = run("pdftotext", &["-raw"], &saved(pdf));
    text.chars().filter(|c| !c.is_whitespace() && *c != ZERO_WIDTH_SPACE).collect()
}

fn pages(pdf: &[u8]) -> usize {
    let info = run("pdfinfo", &[], &saved(pdf));
    let line = info.lines().find_map(|l| l.strip_prefix("Pages:")).unwrap();
    line.trim().parse().unwrap()
}

/// Title, and words that a lawyer would look for.
const WORDS: [(Template, &[&str]); 20] = [
    (Template::Complaint, &["民事起诉状", "诉讼请求", "事实与理由", "此致", "副本2份", "民法典"]),
    (Template::ElementComplaint, &["民事起诉状", "诉讼请求", "□提前还款", "✓□是", "约定管辖"]),
    (Template::Answer, &["民事答辩状", "答辩人", "驳回原告的全部诉讼请求", "法定代表人：钱某"]),
    (Template::ServiceAddress, &["送达地址确认书", "受送达人签名", "告知事项"]),
    (Template::PowerOfAttorney, &["授权委托书", "✓□特别授权", "第六十二条", "委托期限"]),
    (Template::RepresentativeCertificate, &["法定代表人身份证明书", "系我单位的法定代表人"]),
    (Template::EvidenceList, &["证据目录", "证明对象和内容", "共4份，7页", "电子数据"]),
    (Template::PartyInformation, &["当事人信息表", "原告（自然人）", "被告（法人）", "非法人组织"]),
    (
        Template::FilingReceipt,
        &["立案登记回执", "SHA-256", "7Q3M-K9PD", "178.9KB", "第一百二十六条"],
    ),
    (Template::AcceptanceNotice, &["受理案件通知书", "第五十二条", "二〇二六年十一月二十六日"]),
    (Template::ResponseNotice, &["应诉通知书", "十五日内", "第一百三十条", "—1—"]),
    (Template::EvidenceNotice, &["举证通知书", "2026年12月11日届满", "第六十八条"]),
    (Template::PaymentNotice, &["交纳诉讼费用通知书", "9,600.00", "壹万叁仟零贰拾元整"]),
    (Template::SupplementNotice, &["补正通知书", "第七条", "二、《借款合同》"]),
    (Template::RefusalRuling, &["民事裁定书", "本院不予受理", "十日内", "书记员"]),
    (Template::WrittenRuling, &["民事裁定书", "本院不予受理", "十日内", "书记员"]),
    (Template::ReturnNotice, &["退回诉状通知书", "记录在册", "第七条"]),
    (
        Template::ServiceAcknowledgement,
        &["送达回证", "受送达人签名或者盖章", "到达特定系统", "第八十七条"],
    ),
    (Template::FileCover, &["民事第一审卷宗", "正卷", "保管期限", "本册共186页"]),
    (Template::FileContents, &["卷内目录", "5–10", "共5件，17页"]),
];

#[test]
fn every_paper_says_what_a_paper_of_its_name_says() {
    for sample in samples::full() {
        let pdf = render(&sample);
        assert!(archival(&pdf), "{}", sample.key);
        let info = run("pdfinfo", &[], &saved(&pdf));
        assert!(info.contains("Tagged:          yes"), "{}: {info}", sample.key);
        let text = text(&pdf);
        let (_, words) = WORDS.iter().find(|(t, _)| t.key() == sample.key).unwrap();
        // Two rare characters, one beyond the BMP, wherever the data has them.
        let name = ["赵某犇𠮷"].into_iter().filter(|n| sample.data.to_string().contains(n));
        for word in words.iter().copied().chain(name) {
            assert!(text.contains(word), "{}: {word} is not in {text}", sample.key);
        }
    }
}

#[test]
fn every_paper_stands_with_as_little_as_it_can_have() {
    for sample in samples::sparse() {
        assert!(archival(&render(&sample)), "{}", sample.key);
    }
}

#[test]
fn every_template_has_a_sample_and_every_sample_a_template() {
    let mut known: Vec<_> = Template::ALL.iter().map(|t| t.key()).collect();
    let mut shown: Vec<_> = samples::full().iter().map(|s| s.key).collect();
    known.sort_unstable();
    shown.sort_unstable();
    assert_eq!(known, shown);
}

#[test]
fn three_hundred_pieces_of_evidence_have_their_head_on_each_page() {
    let pdf = render(&samples::long_evidence());
    let whole = run("pdftotext", &["-raw"], &saved(&pdf));
    let pages: Vec<&str> = whole.split('\u{c}').filter(|p| !p.trim().is_empty()).collect();
    assert!(pages.len() > 10, "{}", pages.len());
    assert!(pages.iter().all(|p| p.contains("证明对象和内容")));
    let flat = text(&pdf);
    for n in 1..=300 {
        assert!(flat.contains(&format!("（{n}）")), "{n} is missing");
    }
}

#[test]
fn a_complaint_of_thirty_pages_loses_nothing() {
    let pdf = render(&samples::long_complaint());
    assert!(archival(&pdf));
    assert!((28..=36).contains(&pages(&pdf)), "{}", pages(&pdf));
    let flat = text(&pdf);
    for n in 1..=85 {
        assert!(flat.contains(&format!("（{n}）2025年1月1日")), "{n} is missing");
    }
    assert!(flat.contains("起诉人（签名或者盖章）"));
}

#[test]
fn a_long_table_of_contents_breaks_with_its_head() {
    let pdf = render(&samples::long_contents());
    assert!(pages(&pdf) > 2);
    assert_eq!(text(&pdf).matches("文书名称").count(), pages(&pdf));
}

/// A name of a file without a place to break, in a narrow column.
#[test]
fn long_names_stay_in_their_cells() {
    let mut receipt = samples::full().into_iter().find(|s| s.key == "filing_receipt").unwrap();
    let long = "IMG_20261126093015_".repeat(8);
    receipt.data["materials"][0]["name"] = json!(format!("{long}.jpg"));
    let pdf = render(&receipt);
    assert!(text(&pdf).contains(&long));
    // What people copy to compare has none.
    let raw = run("pdftotext", &["-raw"], &saved(&pdf));
    assert!(raw.contains(&"1a2b".repeat(8)));
    // The right edges of the name's pieces, in points; its column ends at 142 mm.
    let boxes = run("pdftotext", &["-bbox"], &saved(&pdf));
    let pieces: Vec<&str> = boxes.lines().filter(|l| l.contains("IMG_")).collect();
    assert!(pieces.len() > 3, "{boxes}");
    for piece in pieces {
        let edge = piece.split("xMax=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(edge.parse::<f64>().unwrap() < 405.0, "{piece}");
    }
}

/// What typst would take for code, labels, references, mathematics and emphasis.
const MARKUP: &str = "#panic()*a*_b_$x$@c<d>\\`e`";

/// Puts markup behind every text but those that choose a variant.
fn spoil(value: &mut Value) {
    match value {
        Value::String(text) => text.push_str(MARKUP),
        Value::Array(list) => list.iter_mut().for_each(spoil),
        Value::Object(fields) => {
            fields.iter_mut().filter(|(key, _)| *key != "kind").for_each(|(_, v)| spoil(v));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn markup_that_was_typed_anywhere_stays_text() {
    for mut sample in samples::full() {
        spoil(&mut sample.data);
        let pdf = render(&sample);
        assert!(archival(&pdf), "{}", sample.key);
        assert!(text(&pdf).contains(MARKUP), "{}", sample.key);
    }
}
