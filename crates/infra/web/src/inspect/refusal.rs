//! Why a file cannot be handed in, in one sentence each: which file, what is wrong, what to do.
use super::{Kind, LIMIT, MAX_PIXELS};

/// What is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message("文件"))]
pub enum Refusal {
    Empty,
    TooLarge {
        size: u64,
    },
    /// Not one of ours, whatever its name says.
    NotAllowed {
        seems: &'static str,
    },
    /// The end is missing.
    Truncated {
        kind: Kind,
    },
    NeedsPassword {
        kind: Kind,
    },
    TooManyPixels {
        width: u64,
        height: u64,
    },
    Damaged {
        kind: Kind,
    },
    Macros {
        kind: Kind,
    },
    /// Unpacked it would be far larger than it is.
    Bomb,
    /// Its check took longer than an honest file's.
    TooSlow {
        kind: Kind,
    },
}

const ALLOWED: &str = "JPEG、PNG、TIFF、PDF、DOC 或 DOCX";

impl Refusal {
    /// The sentence for the sender.
    pub fn message(&self, file_name: &str) -> String {
        let file = format!("“{}”", super::kind::clean(file_name));
        match self {
            Self::Empty => {
                format!("{file}是空文件，没有任何内容，请检查原文件后重新选择")
            }
            Self::TooLarge { size } => format!(
                "{file}大小为 {}，超过单个文件 {} MB 的上限，请压缩，或拆分成几个文件后上传",
                megabytes(*size),
                LIMIT / 1_048_576
            ),
            Self::NotAllowed { seems } => format!(
                "{file}的实际内容是{seems}，不能作为材料提交，请转换为 {ALLOWED} 后上传（只改文件名后缀无效）"
            ),
            Self::Truncated { kind } => format!(
                "{file}不完整（{}缺少结尾部分，可能没有下载或复制完），请用原文件重新上传",
                kind.name()
            ),
            Self::NeedsPassword { kind } => {
                format!("{file}设有打开密码（{}），法院无法查看，请取消密码后重新上传", kind.name())
            }
            Self::TooManyPixels { width, height } => format!(
                "{file}的尺寸为 {width}×{height} 像素，超过 {} 万像素的上限，请缩小图片（扫描件用 300 dpi 即可）后上传",
                MAX_PIXELS / 10_000
            ),
            Self::Damaged { kind } => format!(
                "{file}已损坏，无法作为{}打开，请在电脑或手机上确认能够打开后重新上传",
                kind.name()
            ),
            Self::Macros { kind } => {
                format!("{file}含有宏程序（{}），存在安全风险，请另存为 PDF 后上传", kind.name())
            }
            Self::Bomb => {
                format!("{file}解压后的内容异常庞大，可能是恶意文件，请另存为 PDF 后上传")
            }
            Self::TooSlow { kind } => format!(
                "{file}的结构过于复杂，无法在规定时间内检查完（{}），请另存或打印为新的 PDF 后上传",
                kind.name()
            ),
        }
    }
}

/// 21.0 MB, rounded up so that it never reads as the limit itself.
fn megabytes(size: u64) -> String {
    let tenths = (size * 10).div_ceil(1_048_576);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}
