//! Every paper with demonstration data, full and sparse, as PDF:
//! `cargo run -p paper --example all -- DIR`
use forms::samples::{self, Sample};
use paper::{Paper, font_dirs};
use std::{error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let dir = std::env::args_os().nth(1).map(PathBuf::from).ok_or("usage: all DIR")?;
    fs::create_dir_all(&dir)?;
    let press = Paper::new(&font_dirs());
    let write = |sample: Sample, suffix: &str| -> Result<(), Box<dyn Error>> {
        let pdf = press.render(sample.key.parse()?, &sample.data, vec![]);
        let pdf = pdf.map_err(|e| format!("{}{suffix}: {e}", sample.key))?;
        fs::write(dir.join(format!("{}{suffix}.pdf", sample.key)), pdf)?;
        Ok(())
    };
    for sample in samples::full() {
        write(sample, "")?;
    }
    for sample in samples::sparse() {
        write(sample, "-sparse")?;
    }
    for sample in [samples::long_complaint(), samples::long_evidence(), samples::long_contents()] {
        write(sample, "-long")?;
    }
    Ok(())
}
