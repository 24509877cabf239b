//! Electronic materials and chain evidence — 第十二条至第十八条.

use super::{Reason, reason};
use serde::{Deserialize, Serialize};

/// 视为符合原件、原物形式要求的依据 (在线诉讼规则第十三条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authenticity {
    /// 对方当事人对一致性未提出异议
    NotContested,
    /// 一致性经公证
    Notarised,
    /// 已在之前诉讼中提交并经确认
    ConfirmedBefore,
    /// 已通过在线或者线下方式与原件、原物比对一致
    Compared,
    /// 有其他证据证明一致
    ProvedOtherwise,
}

/// Why an electronic copy counts as the original (在线诉讼规则第十三条).
pub fn as_original(ground: Authenticity) -> Reason {
    let (article, text) = match ground {
        Authenticity::NotContested => (
            "在线诉讼规则第十三条第（一）项",
            "对方当事人对电子化材料与原件、原物的一致性未提出异议",
        ),
        Authenticity::Notarised => {
            ("在线诉讼规则第十三条第（二）项", "电子化材料形成过程已经过公证机构公证")
        }
        Authenticity::ConfirmedBefore => {
            ("在线诉讼规则第十三条第（三）项", "电子化材料已在之前诉讼中提交并经人民法院确认")
        }
        Authenticity::Compared => (
            "在线诉讼规则第十三条第（四）项",
            "电子化材料已通过在线或者线下方式与原件、原物比对一致",
        ),
        Authenticity::ProvedOtherwise => {
            ("在线诉讼规则第十三条第（五）项", "有其他证据证明电子化材料与原件、原物一致")
        }
    };
    reason(article, text)
}

/// 应当提供原件、原物的情形 (在线诉讼规则第十二条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OriginalGround {
    ContestedWithReasons,
    IncompleteOrUnclear,
    ArchiveRules,
    CourtNeedsIt,
}

/// Why the original must be shown; without a ground the electronic copy is used (在线诉讼规则第十二条).
pub fn original_needed(ground: OriginalGround) -> Reason {
    let (article, text) = match ground {
        OriginalGround::ContestedWithReasons => (
            "在线诉讼规则第十二条第（一）项",
            "对方当事人认为与原件、原物不一致，并提出合理理由和依据",
        ),
        OriginalGround::IncompleteOrUnclear => {
            ("在线诉讼规则第十二条第（二）项", "电子化材料呈现不完整、内容不清晰、格式不规范")
        }
        OriginalGround::ArchiveRules => {
            ("在线诉讼规则第十二条第（三）项", "卷宗、档案管理相关规定要求提供原件、原物")
        }
        OriginalGround::CourtNeedsIt => {
            ("在线诉讼规则第十二条第（四）项", "人民法院认为有必要提交原件、原物")
        }
    };
    reason(article, text)
}

/// 同步或者非同步 (在线诉讼规则第十四条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExchangeMode {
    Synchronous,
    Asynchronous,
}

/// The mode of an evidence exchange: where the parties differ, together at one time (在线诉讼规则第十四条第二款).
pub fn exchange_mode(wished: &[ExchangeMode]) -> ExchangeMode {
    let asynchronous = wished.iter().all(|mode| *mode == ExchangeMode::Asynchronous);
    if asynchronous && !wished.is_empty() {
        ExchangeMode::Asynchronous
    } else {
        ExchangeMode::Synchronous
    }
}

/// What is known of data that were stored on a chain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChainData {
    /// The hash computed from the data equals the hash on the chain; `None` not checked yet.
    pub hash_matches: Option<bool>,
    /// The other side objects to what happened after storing, with reasons.
    pub objected_after: bool,
    /// The other side says with reasons or evidence that the data were not true before they were stored.
    pub objected_before: bool,
    /// What the party has shown about the time before storing.
    pub shown_before: Vec<Shown>,
}

/// What is to be shown of data before they were stored (在线诉讼规则第十八条第二款).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    Source,
    Generation,
    Storing,
    NotarisedOrWitnessed,
    LinkedData,
}

/// What is presumed of the data, and what the court has to examine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Presumption {
    /// 可以认定上链后未经篡改
    pub untampered_since_stored: bool,
    pub why: Reason,
    pub examine: Vec<Reason>,
}

/// 区块链存储数据的推定：只及于上链之后（在线诉讼规则第十六条至第十八条）.
pub fn chain_data(data: &ChainData) -> Presumption {
    let (holds, text) = match data.hash_matches {
        Some(true) => {
            (true, "经技术核验一致，可以认定该电子数据上链后未经篡改，有相反证据足以推翻的除外")
        }
        Some(false) => (false, "经技术核验不一致，不能认定上链后未经篡改"),
        None => (false, "尚未进行技术核验"),
    };
    let mut examine = Vec::new();
    if data.objected_after {
        for text in [
            "存证平台是否符合国家有关部门关于提供区块链存证服务的相关规定",
            "当事人与存证平台是否存在利害关系，并利用技术手段不当干预取证、存证过程",
            "存证平台的信息系统是否符合清洁性、安全性、可靠性、可用性的国家标准或者行业标准",
            "存证技术和过程是否符合国家标准或者行业标准中关于系统环境、技术安全、加密方式、数据传输、信息验证等方面的要求",
        ] {
            examine.push(reason("在线诉讼规则第十七条", text));
        }
    }
    if data.objected_before {
        examine.push(reason("在线诉讼规则第十八条第一款", "应当审查数据上链存储前的真实性"));
        for (item, text) in [
            (Shown::Source, "数据的来源"),
            (Shown::Generation, "数据的生成机制"),
            (Shown::Storing, "数据的存储过程"),
            (Shown::NotarisedOrWitnessed, "公证机构公证、第三方见证等情况"),
            (Shown::LinkedData, "关联印证数据"),
        ] {
            if !data.shown_before.contains(&item) {
                let text = format!("提供方尚未说明{text}");
                examine.push(reason("在线诉讼规则第十八条第二款", text));
            }
        }
    }
    let why = reason("在线诉讼规则第十六条", text);
    Presumption { untampered_since_stored: holds, why, examine }
}
