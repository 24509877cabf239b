//! 互联网法院: within Beijing, Hangzhou and Guangzhou certain cases of the basic courts are theirs.
//!
//! 法释〔2018〕16号第二条 until 2025-10-31, 法释〔2025〕14号第一条 from 2025-11-01. The causes are matched by name; what a
//! cause alone does not tell (a platform, wholly online) is asked.

use super::{Online, Search, level::since};
use crate::{
    CaseKind,
    court::{self, Court, Level},
    data::Confidence,
};

/// A kind of case of the list, and whether what is stated fits.
pub(super) enum Match {
    Yes(&'static str),
    /// It depends on this.
    Ask(&'static str),
    No,
}

const NEW: &str = "法释〔2025〕14号第一条";
const BY_CAUSE: &str = "案由与互联网法院管辖案件的对应为本系统整理，请以互联网法院的审查为准";
const OLD: &str = "法释〔2018〕16号第二条";

fn asked(stated: Option<bool>, what: &'static str, question: &'static str) -> Match {
    match stated {
        Some(true) => Match::Yes(what),
        Some(false) => Match::No,
        None => Match::Ask(question),
    }
}

pub(super) fn matches(search: &Search, names: &[&str]) -> Match {
    let online = search.facts.online;
    let any = |wanted: &[&str]| names.iter().any(|name| wanted.contains(name));
    let has = |word: &str| names.iter().any(|name| name.contains(word));
    if search.facts.kind == CaseKind::AdministrativeFirst {
        return asked(
            online.supervision,
            "因网络数据、网络个人信息、网络不正当竞争监管，网络交易管理，网络信息服务管理等行政行为引起的行政纠纷",
            "行政行为是否属于网络数据、网络个人信息、网络不正当竞争监管，网络交易管理，网络信息服务管理等",
        );
    }
    if has("公益诉讼") {
        let question = "是否为检察机关提起的网络公益诉讼";
        return asked(online.public_interest, "检察机关提起的网络公益诉讼案件", question);
    }
    if any(&["信息网络买卖合同纠纷"]) {
        return asked(
            online.on_platform,
            "通过电子商务平台签订或者履行的网络购物合同纠纷",
            PLATFORM,
        );
    }
    if any(&["网络服务合同纠纷"]) {
        return asked(online.wholly_online, "签订、履行均在网络上完成的网络服务合同纠纷", WHOLLY);
    }
    if has("网络域名") {
        return Match::Yes("网络域名权属、侵权、合同纠纷");
    }
    if since(search.facts.day, 2025, 11, 1) {
        since_2025(online, names)
    } else {
        until_2025(online, names)
    }
}

const WHOLLY: &str = "合同的签订、履行是否均在网络上完成";
const PLATFORM: &str = "是否通过电子商务平台签订或者履行合同";
const HAPPENED: &str = "纠纷是否发生在网络上";

/// 法释〔2025〕14号第一条第一款第（一）项至第（四）项.
fn since_2025(online: Online, names: &[&str]) -> Match {
    let any = |wanted: &[&str]| names.iter().any(|name| wanted.contains(name));
    // Not in the name of the part, which speaks of everything below it.
    let below = |word: &str| names.iter().skip(1).any(|name| name.contains(word));
    if names.first() == Some(&"数据、网络虚拟财产纠纷") && below("虚拟财产") {
        return Match::Yes("网络虚拟财产权属、侵权、合同纠纷");
    }
    if names.first() == Some(&"数据、网络虚拟财产纠纷") {
        return asked(online.happened_online, "网络数据权属、侵权、合同纠纷", HAPPENED);
    }
    if any(&["隐私权、个人信息保护纠纷", "隐私权纠纷", "个人信息保护纠纷"])
    {
        return asked(online.happened_online, "网络个人信息保护、隐私权纠纷", HAPPENED);
    }
    if any(&["网络不正当竞争纠纷"]) {
        return Match::Yes("网络不正当竞争纠纷");
    }
    Match::No
}

/// 法释〔2018〕16号第二条.
fn until_2025(online: Online, names: &[&str]) -> Match {
    let any = |wanted: &[&str]| names.iter().any(|name| wanted.contains(name));
    let has = |word: &str| names.iter().any(|name| name.contains(word));
    if any(&["金融借款合同纠纷", "小额借款合同纠纷"]) {
        return asked(
            online.wholly_online,
            "签订、履行均在互联网上完成的金融借款、小额借款合同纠纷",
            WHOLLY,
        );
    }
    if any(&["产品责任纠纷"]) {
        return asked(online.on_platform, "通过电子商务平台购买的产品的产品责任纠纷", PLATFORM);
    }
    let copyright = has("著作权") || any(&["侵害作品信息网络传播权纠纷"]);
    let person = names.first() == Some(&"人格权纠纷") || has("网络侵权责任纠纷");
    if copyright || person {
        return asked(
            online.happened_online,
            "互联网著作权、邻接权纠纷，在互联网上侵害他人人身、财产权益的纠纷",
            HAPPENED,
        );
    }
    Match::No
}

/// The internet court of the city a court lies in.
fn of_city(court: &Court) -> Option<&'static Court> {
    let code = match (court.province, court.city) {
        ("北京市", _) => "京0491",
        ("浙江省", "杭州市") => "浙0192",
        ("广东省", "广州市") => "粤0192",
        _ => return None,
    };
    court::by_code(code)
}

/// Replaces basic courts of the three cities by the internet court where the case is one of its kinds.
pub(super) fn concentrate(search: &mut Search, names: &[&str]) {
    let concerned = search.found.iter().any(|r| {
        r.court.level == Level::Basic && of_city(r.court).is_some() && !r.court.is_internet()
    });
    if !concerned {
        return;
    }
    let article = if since(search.facts.day, 2025, 11, 1) { NEW } else { OLD };
    let kind = match matches(search, names) {
        Match::Yes(kind) => {
            search.rests_on(Confidence::Medium);
            search.notes.push(BY_CAUSE.to_owned());
            kind
        }
        Match::No => return,
        Match::Ask(question) => {
            search.rests_on(Confidence::Medium);
            search.lacks(question);
            let note = format!("如属于互联网法院集中管辖的案件，应当由互联网法院管辖（{article}）");
            search.notes.push(note);
            return;
        }
    };
    for recommendation in std::mem::take(&mut search.found) {
        let internet =
            of_city(recommendation.court).filter(|_| recommendation.court.level == Level::Basic);
        match internet {
            Some(court) => {
                let why = format!("{}，且属于{kind}，由互联网法院集中管辖", recommendation.why);
                let article = format!("{}；{article}", recommendation.article);
                search.push(court, (&article, &why), recommendation.exclusive);
            }
            None => search.found.push(recommendation),
        }
    }
}
