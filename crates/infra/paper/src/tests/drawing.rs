//! Signatures and codes are curves.
use super::{PRESS, archival, run, saved, service_address};
use crate::Template;
use forms::{Signature, Stroke, Strokes, samples};
use serde_json::json;

fn address_signed_with(signature: &Signature) -> Vec<u8> {
    let mut data = service_address("赵某");
    data["signature"] = json!(signature);
    PRESS.render(Template::ServiceAddress, &data, vec![]).unwrap()
}

/// How many dark points the first page has at 50 points to the inch.
fn ink(pdf: &[u8]) -> usize {
    let picture = tempfile::NamedTempFile::new().unwrap();
    let prefix = picture.path().to_str().unwrap();
    let args = ["-r", "50", "-png", "-singlefile"];
    let file = saved(pdf);
    let drawn = std::process::Command::new("pdftoppm").args(args).arg(&*file).arg(prefix).status();
    assert!(drawn.unwrap().success());
    let drawn = tempfile::TempPath::try_from_path(format!("{prefix}.png")).unwrap();
    let page = image::open(&drawn).unwrap().to_luma8();
    page.pixels().filter(|p| p.0[0] < 128).count()
}

#[test]
fn strokes_are_drawn_as_curves_and_are_no_picture() {
    let pdf = address_signed_with(&samples::scribble());
    assert!(archival(&pdf));
    let pictures = run("pdfimages", &["-list"], &saved(&pdf));
    assert_eq!(pictures.lines().count(), 2, "{pictures}");
    let none = Strokes { width: 360.0, height: 180.0, strokes: vec![] };
    let empty = address_signed_with(&Signature::Strokes(none));
    assert!(ink(&pdf) > ink(&empty) + 40, "{} {}", ink(&pdf), ink(&empty));
}

/// What the figures of the structure tree are called.
fn figures(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let elements = document.objects.values().filter_map(|o| o.as_dict().ok());
    let figures =
        elements.filter(|d| d.get(b"S").and_then(|s| s.as_name()).is_ok_and(|s| s == b"Figure"));
    figures.map(|d| lopdf::decode_text_string(d.get(b"Alt").unwrap()).unwrap()).collect()
}

/// A reader that speaks says whose signature it is.
#[test]
fn a_signature_has_words() {
    let pdf = address_signed_with(&samples::scribble());
    assert_eq!(figures(&pdf), ["受送达人赵某的手写签名"]);
}

#[test]
fn strange_strokes_do_not_break_a_paper() {
    let stroke = |points: &[[f64; 2]], widths: &[f64]| Stroke {
        points: points.to_vec(),
        widths: widths.to_vec(),
    };
    let strokes = vec![
        stroke(&[], &[]),
        stroke(&[[1.0, 1.0]], &[]),
        stroke(&[[1.0, 1.0], [1.0, 1.0]], &[0.0]),
        stroke(&[[0.0, 0.0], [5.0, 5.0], [900.0, -900.0]], &[1.0, 2.0, 3.0]),
        stroke(&[[0.0, 0.0], [5.0, 5.0], [9.0, 9.0]], &[1.0, 2.0]),
    ];
    for (width, height) in [(100.0, 50.0), (0.0, 0.0), (-5.0, 10.0)] {
        let strokes = Strokes { width, height, strokes: strokes.clone() };
        assert!(archival(&address_signed_with(&Signature::Strokes(strokes))));
    }
}

#[test]
fn the_code_of_a_receipt_is_curves_and_has_words() {
    let all = samples::full();
    let receipt = all.iter().find(|s| s.key == Template::FilingReceipt.key()).unwrap();
    let pdf = PRESS.render(Template::FilingReceipt, &receipt.data, vec![]).unwrap();
    let file = saved(&pdf);
    assert_eq!(run("pdfimages", &["-list"], &file).lines().count(), 2);
    let address = "https://court.example/proof/L2026112600000001";
    assert_eq!(figures(&pdf), [format!("核验本回执的二维码，内容为 {address}")]);
}
