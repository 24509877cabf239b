//! Files made here, good and bad, and what is said about each.
mod make;

use super::{Found, InspectError, Kind, LIMIT, Refusal, inspect};
use make::Doc;

async fn look(content: &[u8]) -> Result<Found, Refusal> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), content).unwrap();
    match inspect(file.path()).await {
        Ok(found) => Ok(found),
        Err(InspectError::Refused(refusal)) => Err(refusal),
        Err(InspectError::Io(e)) => panic!("{e}"),
    }
}

#[tokio::test]
async fn good_files_are_known_by_their_content() {
    let cases = [
        (make::jpeg(40, 30), Kind::Jpeg, None, Some((40, 30))),
        (make::png(40, 30), Kind::Png, None, Some((40, 30))),
        (make::tiff(40, 30), Kind::Tiff, Some(1), Some((40, 30))),
        (make::pdf(3), Kind::Pdf, Some(3), None),
        (make::doc(Doc::Plain), Kind::Doc, None, None),
        (make::docx(&[]), Kind::Docx, None, None),
    ];
    for (content, kind, pages, size) in cases {
        let found = look(&content).await.unwrap();
        let measured = found.width.zip(found.height);
        assert_eq!((found.kind, found.pages, measured), (kind, pages, size));
    }
}

/// Bytes behind the end-of-image marker are usual (phones keep a film there).
#[tokio::test]
async fn what_stands_behind_a_jpeg_is_left_alone() {
    let mut jpeg = make::jpeg(16, 16);
    jpeg.extend(b"\0\0MotionPhoto_Data more");
    assert_eq!(look(&jpeg).await.unwrap().kind, Kind::Jpeg);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one table of everything that is refused")]
async fn bad_files_are_refused_with_the_reason() {
    let cut = |mut content: Vec<u8>, by: usize| {
        content.truncate(content.len() - by);
        content
    };
    let too_large = usize::try_from(LIMIT).unwrap() + 1_048_576;
    let cases: Vec<(&str, Vec<u8>, Refusal)> = vec![
        ("empty", vec![], Refusal::Empty),
        ("21 MB", vec![0; too_large], Refusal::TooLarge { size: too_large as u64 }),
        ("exe", make::exe(), Refusal::NotAllowed { seems: " Windows 可执行程序" }),
        ("html", b"<!DOCTYPE html><p>x".to_vec(), Refusal::NotAllowed { seems: "网页（HTML）" }),
        ("text", "起诉状".into(), Refusal::NotAllowed { seems: "纯文本" }),
        ("gif", b"GIF89a....".to_vec(), Refusal::NotAllowed { seems: " GIF 图片" }),
        (
            "heic",
            b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(),
            Refusal::NotAllowed { seems: " HEIC 图片（苹果手机的高效格式）" },
        ),
        ("pdf cut", cut(make::pdf(3), 30), Refusal::Truncated { kind: Kind::Pdf }),
        ("pdf half", cut(make::pdf(30), 900), Refusal::Truncated { kind: Kind::Pdf }),
        ("pdf front missing", make::pdf_without_front(), Refusal::Truncated { kind: Kind::Pdf }),
        ("pdf garbage", make::pdf_garbage(), Refusal::Damaged { kind: Kind::Pdf }),
        (
            "pdf locked",
            make::locked_pdf("user", "owner"),
            Refusal::NeedsPassword { kind: Kind::Pdf },
        ),
        (
            "png huge",
            make::png_header(30_000, 30_000),
            Refusal::TooManyPixels { width: 30_000, height: 30_000 },
        ),
        ("png cut", cut(make::png(40, 30), 12), Refusal::Truncated { kind: Kind::Png }),
        ("png cut in data", cut(make::png(40, 30), 20), Refusal::Truncated { kind: Kind::Png }),
        ("jpeg cut", cut(make::jpeg(40, 30), 2), Refusal::Truncated { kind: Kind::Jpeg }),
        ("jpeg cut early", cut(make::jpeg(40, 30), 600), Refusal::Truncated { kind: Kind::Jpeg }),
        (
            "tiff cut",
            make::tiff(400, 300)[..1000].to_vec(),
            Refusal::Truncated { kind: Kind::Tiff },
        ),
        ("docx cut", cut(make::docx(&[]), 40), Refusal::Truncated { kind: Kind::Docx }),
        ("docx broken", make::broken_docx(), Refusal::Damaged { kind: Kind::Docx }),
        (
            "docx macros",
            make::docx(&[("word/vbaProject.bin", b"x".to_vec())]),
            Refusal::Macros { kind: Kind::Docx },
        ),
        ("docx bomb", make::docx(&[("word/media/a.png", vec![0; 30 << 20])]), Refusal::Bomb),
        (
            "zip",
            make::zip(&[("a.txt", b"x".to_vec())]),
            Refusal::NotAllowed { seems: " ZIP 压缩包" },
        ),
        (
            "xlsx",
            make::zip(&[("[Content_Types].xml", vec![]), ("xl/workbook.xml", vec![])]),
            Refusal::NotAllowed { seems: " Excel 表格" },
        ),
        ("doc macros", make::doc(Doc::Macros), Refusal::Macros { kind: Kind::Doc }),
        ("doc locked", make::doc(Doc::Locked), Refusal::NeedsPassword { kind: Kind::Doc }),
        ("doc cut", cut(make::doc(Doc::Plain), 3000), Refusal::Truncated { kind: Kind::Doc }),
        ("xls", make::doc(Doc::Excel), Refusal::NotAllowed { seems: " Excel 表格" }),
    ];
    for (what, content, refusal) in cases {
        let begun = std::time::Instant::now();
        assert_eq!(look(&content).await, Err(refusal), "{what}");
        assert!(begun.elapsed().as_secs() < 10, "{what} took {:?}", begun.elapsed());
    }
}

/// Readers that know only the first page of a TIFF are shown any page as the first.
#[tokio::test]
async fn every_page_of_a_tiff_can_be_reached() {
    let tiff = make::two_page_tiff(10, 200);
    assert_eq!(look(&tiff).await.unwrap().pages, Some(2));
    for (page, value) in [(1, 10), (2, 200)] {
        let file = tempfile::Builder::new().suffix(".tif").tempfile().unwrap();
        std::fs::write(file.path(), &tiff).unwrap();
        super::turn_to_page(file.path(), page).unwrap();
        let picture = image::open(file.path()).unwrap().to_luma8();
        assert_eq!(picture.get_pixel(1, 1).0, [value]);
    }
}

/// A password that only forbids printing or changing does not keep anyone from reading.
#[tokio::test]
async fn a_pdf_that_opens_without_a_password_is_taken() {
    assert_eq!(look(&make::locked_pdf("", "owner")).await.unwrap().pages, Some(1));
}

#[test]
fn the_sentence_names_file_reason_and_remedy() {
    let says = |refusal: Refusal| refusal.message("起诉状.pdf");
    assert_eq!(
        says(Refusal::TooLarge { size: 20 * 1_048_576 + 1 }),
        "“起诉状.pdf”大小为 20.1 MB，超过单个文件 20 MB 的上限，请压缩，或拆分成几个文件后上传"
    );
    assert_eq!(
        says(Refusal::NotAllowed { seems: " Windows 可执行程序" }),
        "“起诉状.pdf”的实际内容是 Windows 可执行程序，不能作为材料提交，请转换为 JPEG、PNG、TIFF、PDF、DOC 或 DOCX 后上传（只改文件名后缀无效）"
    );
    assert!(says(Refusal::NeedsPassword { kind: Kind::Pdf }).contains("请取消密码"));
}

#[test]
fn the_ending_follows_the_content() {
    assert_eq!(Kind::Jpeg.named("起诉状.pdf"), "起诉状.jpg");
    assert_eq!(Kind::Jpeg.named("照片.JPEG"), "照片.JPEG");
    assert_eq!(Kind::Pdf.named("v1.2"), "v1.2.pdf");
    assert_eq!(Kind::Pdf.named("合同"), "合同.pdf");
    assert_eq!(Kind::Pdf.named("../../etc/合\u{202e}同\n.pdf"), "合同.pdf");
    assert_eq!(Kind::Pdf.named(r"C:\桌面\借条.pdf"), "借条.pdf");
    assert_eq!(Kind::Pdf.named(""), "未命名.pdf");
    let long = Kind::Pdf.named(&format!("{}.pdf", "长".repeat(300)));
    assert!(long.ends_with("长.pdf") && long.chars().count() == 120);
}
