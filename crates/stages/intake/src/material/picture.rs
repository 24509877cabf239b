//! Pages as pictures, for reading without any viewer. Made when asked for, remembered for a while.
use bytes::Bytes;
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder,
};
use std::{
    collections::VecDeque,
    io::{self, Cursor},
    path::Path,
    process::Stdio,
    sync::{LazyLock, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::Semaphore;
use web::{
    Fault, Site,
    inspect::{self, Kind},
};

/// The longer side of a picture: an A4 page at 150 dpi.
const LONGER: u32 = 1754;
/// Memory for decoding one picture: the most pixels we take, four bytes each.
const MEMORY: u64 = inspect::MAX_PIXELS * 4 + (64 << 20);
/// How long poppler may draw one page.
const PATIENCE: Duration = Duration::from_secs(20);
const LIMITED: &str = "ulimit -t 15; ulimit -v 1500000; exec pdftoppm -png -scale-to \"$1\" -f \"$2\" -l \"$2\" \"$0\"";
/// Pages drawn at once.
static AT_ONCE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));
/// What was drawn lately.
static DRAWN: LazyLock<Mutex<Drawn>> = LazyLock::new(Mutex::default);
/// Bytes remembered.
const REMEMBERED: usize = 24 << 20;

/// A page as a picture.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    pub(super) bytes: Bytes,
    pub(super) media_type: &'static str,
}

/// Whether files of that kind can be shown as pictures.
pub(super) const fn has_pages(kind: Kind) -> bool {
    match kind {
        Kind::Jpeg | Kind::Png | Kind::Tiff | Kind::Pdf => true,
        Kind::Doc | Kind::Docx => false,
    }
}

#[derive(Default)]
struct Drawn {
    pages: VecDeque<((String, u64), Picture)>,
    size: usize,
}

impl Drawn {
    fn get(&self, key: &(String, u64)) -> Option<Picture> {
        self.pages.iter().find(|(k, _)| k == key).map(|(_, p)| p.clone())
    }

    fn keep(&mut self, key: (String, u64), picture: Picture) {
        self.size += picture.bytes.len();
        self.pages.push_back((key, picture));
        while self.size > REMEMBERED {
            let Some((_, old)) = self.pages.pop_front() else { return };
            self.size -= old.bytes.len();
        }
    }
}

fn drawn() -> std::sync::MutexGuard<'static, Drawn> {
    DRAWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Page `n` (from 1) of a content.
pub(super) async fn of(site: &Site, sha256: &str, kind: Kind, n: u64) -> Result<Picture, Fault> {
    let key = (sha256.to_owned(), n);
    if let Some(picture) = drawn().get(&key) {
        return Ok(picture);
    }
    let inner = |e: &dyn std::fmt::Display| Fault::Inner(format!("页面图像：{e}"));
    let _turn = AT_ONCE.acquire().await.map_err(|e| inner(&e))?;
    if let Some(picture) = drawn().get(&key) {
        return Ok(picture);
    }
    let copy = site.blobs.local_copy(sha256).await.map_err(|e| inner(&e))?;
    let picture = match kind {
        Kind::Pdf => poppler(&copy, n).await.map_err(|e| inner(&e))?,
        Kind::Jpeg | Kind::Png | Kind::Tiff => {
            let draw = tokio::task::spawn_blocking(move || smaller(&copy, kind, n));
            draw.await.map_err(|e| inner(&e))?.map_err(|e| inner(&e))?
        }
        Kind::Doc | Kind::Docx => return Err(Fault::NotFound),
    };
    drawn().keep(key, picture.clone());
    Ok(picture)
}

async fn poppler(path: &Path, n: u64) -> io::Result<Picture> {
    let run = tokio::process::Command::new("sh")
        .args(["-c", LIMITED])
        .arg(path)
        .args([LONGER.to_string(), n.to_string()])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into()))
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let output = tokio::time::timeout(PATIENCE, run).await.map_err(io::Error::from)??;
    if !output.status.success() || output.stdout.is_empty() {
        return Err(io::Error::other(format!("pdftoppm: {}", output.status)));
    }
    Ok(Picture { bytes: output.stdout.into(), media_type: "image/png" })
}

/// Turned upright, made smaller. Photographs stay JPEG, because as PNG they would be large.
fn smaller(path: &Path, kind: Kind, n: u64) -> Result<Picture, image::ImageError> {
    if kind == Kind::Tiff {
        inspect::turn_to_page(path, n)?;
    }
    let mut reader = ImageReader::open(path)?;
    let (format, jpeg) = match kind {
        Kind::Jpeg => (ImageFormat::Jpeg, true),
        Kind::Tiff => (ImageFormat::Tiff, false),
        Kind::Png | Kind::Pdf | Kind::Doc | Kind::Docx => (ImageFormat::Png, false),
    };
    reader.set_format(format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    if picture.width().max(picture.height()) > LONGER {
        picture = picture.thumbnail(LONGER, LONGER);
    }
    picture.apply_orientation(orientation);
    let mut out = Cursor::new(Vec::new());
    let media_type = if jpeg {
        JpegEncoder::new_with_quality(&mut out, 82).encode_image(&picture.to_rgb8())?;
        "image/jpeg"
    } else {
        eight_bits(&picture).write_to(&mut out, ImageFormat::Png)?;
        "image/png"
    };
    Ok(Picture { bytes: out.into_inner().into(), media_type })
}

/// Scanners give floating point and sixteen bits; browsers need neither.
fn eight_bits(picture: &DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() {
        picture.to_rgba8().into()
    } else if picture.color().has_color() {
        picture.to_rgb8().into()
    } else {
        picture.to_luma8().into()
    }
}
