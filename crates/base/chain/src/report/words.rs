//! The sentences of a report. They are the same, word for word, in every verifier (docs/proof.md, “Reports”).

use super::{Finding, Signed, Signer, Stamped};
use std::fmt;

/// One sentence in Chinese (docs/proof.md, “Reports”).
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FormatRead => write!(f, "凭证格式正确。"),
            Self::FormatVersion(version) => {
                write!(f, "凭证版本是“{version}”，本工具不认识，请使用新版核验工具。")
            }
            Self::FormatRefused => {
                write!(f, "不是存证凭证，或者凭证被改动、被重新保存过；请使用下载时的原件。")
            }
            Self::FileMatches => write!(f, "文件与凭证所载一致（大小、SHA-256、SM3）。"),
            Self::FileListed(at, count) => {
                write!(f, "文件是本次提交的第{at}份材料，共{count}份（SHA-256一致）。")
            }
            Self::FileIsDocument => write!(f, "文件与凭证所载的文书一致（SHA-256）。"),
            Self::FileDiffers(what) => write!(f, "文件与凭证所载不一致：{what}不同。"),
            Self::FileNotListed(count) => write!(f, "文件不在本次提交的{count}份材料之内。"),
            Self::FileUnrelated => write!(f, "凭证所载内容不涉及文件，不能证明所提供的文件。"),
            Self::FileNotStated => write!(f, "凭证所载内容不涉及文件。"),
            Self::FileNotGiven => write!(f, "没有提供文件，未核对文件。"),
            Self::FileUnknownKind(kind) => {
                write!(f, "本工具不认识种类“{kind}”，未核对文件，请使用新版核验工具。")
            }
            Self::CommitmentOpens(what) => write!(f, "日志记录与凭证所载内容相符：{what}。"),
            Self::CommitmentKindDiffers(leaf, statement) => {
                write!(f, "日志记录的种类是“{leaf}”，凭证所载内容的种类是“{statement}”。")
            }
            Self::CommitmentDiffers => {
                write!(f, "凭证所载内容与日志记录的承诺不符：内容或随机数被改动。")
            }
            Self::InclusionProven { origin, index, size } => {
                write!(f, "该记录在日志{origin}中，序号{index}（从0起），当时共{size}条。")
            }
            Self::InclusionOutside(index, size) => {
                write!(f, "序号{index}不在共{size}条的日志之内。")
            }
            Self::InclusionWrong => {
                write!(f, "证明路径与检查点的根哈希不符：记录、序号、路径或检查点被改动。")
            }
            Self::Signature(how, signer) => signature(*how, signer, f),
            Self::SignatureNone(origin) => {
                write!(f, "检查点没有日志{origin}的可信密钥的有效签名。")
            }
            Self::LaterConsistent(old, new) => {
                write!(f, "后来的检查点共{new}条，完整保留了此前的{old}条。")
            }
            Self::LaterUnsigned => write!(f, "后来的检查点没有有效签名。"),
            Self::LaterBroken(how) => write!(f, "{how}。"),
            Self::StampValid(Stamped { at, authority }) => {
                write!(f, "时间戳有效：{authority}证明检查点在{}已经存在。", at.beijing())
            }
            Self::StampWrong(why) => write!(f, "时间戳无效：{why}。"),
            Self::StampAbsent => write!(f, "凭证没有附时间戳。"),
            Self::StampNotChecked => {
                write!(f, "凭证附有时间戳，未核对：没有提供时间戳机构的根证书。")
            }
        }
    }
}

fn signature(how: Signed, signer: &Signer, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Signer { name, algorithm, fingerprint } = signer;
    match how {
        Signed::Valid => {
            write!(f, "检查点由{name}的{algorithm}密钥签名，签名有效；密钥指纹{fingerprint}。")
        }
        Signed::Own => {
            write!(f, "签名与凭证所附的{algorithm}公钥相符，但公钥未经确认；")?;
            write!(f, "请与法院公布的密钥指纹核对：{fingerprint}。")
        }
        Signed::Wrong => {
            write!(f, "检查点上{name}的{algorithm}签名无效：检查点被改动，或者不是该密钥所签。")
        }
        Signed::Missing => {
            write!(f, "凭证列出了{name}的{algorithm}密钥，检查点却没有它的签名。")
        }
        Signed::Absent => write!(f, "检查点没有{name}的{algorithm}密钥签名。"),
    }
}
