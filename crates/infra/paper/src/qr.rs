//! The QR code of a paper, which its template draws.
use crate::PaperError;
use fast_qr::{ECL, QRBuilder, QRCode};
use serde_json::{Value, json};

/// Where the data of a paper has the address that the code leads to.
const ADDRESS: &str = "/verification/address";

/// Modules of a side. Drawn 30 mm wide with its margin, each is still 0.39 mm, which a print at 300 dpi keeps.
const LARGEST: usize = 69;

/// The code that the data asks for: one string of `0` (light) and `1` (dark) for each row.
pub(crate) fn asked(data: &Value) -> Result<Option<Value>, PaperError> {
    let Some(address) = data.pointer(ADDRESS).and_then(Value::as_str) else { return Ok(None) };
    // Medium: a crumpled print is still read.
    let code = QRBuilder::new(address).ecl(ECL::M).build();
    let code = code.ok().filter(|code| code.size <= LARGEST);
    let code = code.ok_or(PaperError::QrCode(address.len()))?;
    Ok(Some(rows(&code)))
}

fn rows(code: &QRCode) -> Value {
    let row = |y: usize| -> String {
        code[y][..code.size].iter().map(|m| if m.value() { '1' } else { '0' }).collect()
    };
    json!((0..code.size).map(row).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::asked;
    use serde_json::json;

    #[test]
    fn a_code_is_a_square_with_its_three_finders() {
        let data = json!({ "verification": { "address": "https://court.example/r/ABC" } });
        let rows: Vec<String> = serde_json::from_value(asked(&data).unwrap().unwrap()).unwrap();
        assert!(rows.iter().all(|r| r.len() == rows.len()));
        let finder = "1111111";
        assert!(rows[0].starts_with(finder) && rows[0].ends_with(finder));
        assert!(rows[rows.len() - 1].starts_with(finder));
    }

    #[test]
    fn no_address_no_code_and_too_long_an_address_is_refused() {
        assert!(asked(&json!({})).unwrap().is_none());
        let of = |length| asked(&json!({ "verification": { "address": "x".repeat(length) } }));
        assert!(of(331).is_ok());
        assert!(of(332).is_err());
        assert!(of(4000).is_err());
    }
}
