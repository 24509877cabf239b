//! Small real files of every kind, and broken ones.
use image::{DynamicImage, ImageFormat};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([x.to_le_bytes()[0] ^ 0x5a, y.to_le_bytes()[0], (x * y).to_le_bytes()[0]])
    });
    DynamicImage::ImageRgb8(picture).write_to(&mut out, format).unwrap();
    out.into_inner()
}

pub(super) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    picture(width, height, ImageFormat::Jpeg)
}

pub(super) fn png(width: u32, height: u32) -> Vec<u8> {
    picture(width, height, ImageFormat::Png)
}

pub(super) fn tiff(width: u32, height: u32) -> Vec<u8> {
    picture(width, height, ImageFormat::Tiff)
}

/// Two pages of four points each, by hand: `one` on the first, `two` on the second.
pub(super) fn two_page_tiff(one: u8, two: u8) -> Vec<u8> {
    const ENTRIES: [(u16, u32); 7] =
        [(256, 2), (257, 2), (258, 8), (259, 1), (262, 1), (278, 2), (279, 4)];
    let length = 2 + 12 * 8 + 4;
    let mut out = b"II*\0".to_vec();
    out.extend(16_u32.to_le_bytes());
    out.extend([one; 4]);
    out.extend([two; 4]);
    for (data, next) in [(8_u32, 16 + length), (12, 0_u32)] {
        let mut entries: Vec<(u16, u32)> = ENTRIES.to_vec();
        entries.insert(5, (273, data));
        out.extend(8_u16.to_le_bytes());
        for (tag, value) in entries {
            out.extend(tag.to_le_bytes());
            out.extend(4_u16.to_le_bytes());
            out.extend(1_u32.to_le_bytes());
            out.extend(value.to_le_bytes());
        }
        out.extend(next.to_le_bytes());
    }
    out
}

/// A whole small file that claims a large picture.
pub(super) fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut png = png(1, 1);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    png
}

pub(super) fn exe() -> Vec<u8> {
    let mut exe = b"MZ\x90\0\x03\0\0\0".to_vec();
    exe.resize(4096, 0);
    exe
}

/// By hand, so that the test does not lean on a library's idea of a good file.
pub(super) fn pdf(pages: usize) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|n| format!("{} 0 R", n + 3)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", kids.join(" ")),
    ];
    for _ in 0..pages {
        objects.push("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".into());
    }
    let mut out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        write!(out, "{} 0 obj\n{object}\nendobj\n", n + 1).unwrap();
    }
    let xref = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
    for place in &places {
        writeln!(out, "{place:010} 00000 n ").unwrap();
    }
    let size = places.len() + 1;
    write!(out, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n").unwrap();
    out
}

/// The header and the end of a longer file: what points into the middle points too far.
pub(super) fn pdf_without_front() -> Vec<u8> {
    let whole = pdf(100);
    [&whole[..20], &whole[whole.len() - 200..]].concat()
}

/// The ends of a PDF around nothing.
pub(super) fn pdf_garbage() -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    out.extend([0x5a; 500]);
    out.extend(b"\nstartxref\n10\n%%EOF\n");
    out
}

pub(super) fn locked_pdf(user: &str, owner: &str) -> Vec<u8> {
    use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions, StringFormat};
    let mut document = Document::load_mem(&pdf(1)).unwrap();
    let id = Object::String(b"0123456789abcdef".to_vec(), StringFormat::Literal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: owner,
        user_password: user,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

pub(super) fn zip(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(super) fn docx(more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let document =
        "<w:document><w:body><w:p><w:r><w:t>民事起诉状</w:t></w:r></w:p></w:body></w:document>";
    let mut entries = vec![
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("word/document.xml", document.repeat(20).into_bytes()),
    ];
    entries.extend_from_slice(more);
    zip(&entries)
}

/// One byte of the packed document is another.
pub(super) fn broken_docx() -> Vec<u8> {
    let mut docx = docx(&[]);
    let name = b"word/document.xml";
    let at = docx.windows(name.len()).position(|w| w == name).unwrap() + name.len() + 20;
    docx[at] ^= 0xff;
    docx[at + 1] ^= 0xff;
    docx
}

/// What a container of the old kind shall hold.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Doc {
    Plain,
    Macros,
    Locked,
    Excel,
}

/// Header, one table, one directory, then the stream of ten sectors.
pub(super) fn doc(what: Doc) -> Vec<u8> {
    let mut header = vec![0_u8; 512];
    header[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    header[30] = 9;
    header[48..52].copy_from_slice(&1_u32.to_le_bytes());
    header[68..72].copy_from_slice(&u32::MAX.to_le_bytes());
    header[76..].fill(0xff);
    header[76..80].copy_from_slice(&0_u32.to_le_bytes());
    let mut fat = vec![u32::MAX; 128];
    (fat[0], fat[1]) = (0xffff_fffd, 0xffff_fffe);
    fat[2..12].copy_from_slice(&[3, 4, 5, 6, 7, 8, 9, 10, 11, 0xffff_fffe]);
    let stream = if what == Doc::Excel { "Workbook" } else { "WordDocument" };
    let mut directory = entry("Root Entry", u32::MAX, 0);
    directory.extend(entry(stream, 2, 5120));
    let second = if what == Doc::Macros { "Macros" } else { "1Table" };
    directory.extend(entry(second, u32::MAX, 0));
    directory.extend([0; 128]);
    let mut content = vec![0_u8; 5120];
    content[..2].copy_from_slice(&[0xec, 0xa5]);
    content[11] = u8::from(what == Doc::Locked);
    let fat: Vec<u8> = fat.into_iter().flat_map(u32::to_le_bytes).collect();
    [header, fat, directory, content].concat()
}

fn entry(name: &str, start: u32, length: u32) -> Vec<u8> {
    let mut entry = vec![0_u8; 128];
    let letters: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry[..letters.len()].copy_from_slice(&letters);
    entry[64] = u8::try_from(letters.len() + 2).unwrap();
    entry[66] = 2;
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&length.to_le_bytes());
    entry
}
