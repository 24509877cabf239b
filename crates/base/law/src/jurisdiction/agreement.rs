//! 协议管辖 — 民事诉讼法第三十五条、第二百七十七条；法释〔2025〕15号.

use super::{
    Connection, Search, internet,
    level::{Wanted, level_in, since},
    nature::{self, Nature},
};
use crate::court;

/// 合同或者其他财产权益纠纷.
fn may_be_agreed(search: &Search, nature: Nature) -> bool {
    after_a_union(search)
        || matches!(
            nature,
            Nature::Contract
                | Nature::Lease
                | Nature::OnlineSale
                | Nature::Insurance
                | Nature::Bill
                | Nature::Transport
                | Nature::Company
                | Nature::Tort
                | Nature::Traffic
                | Nature::ProductLiability
                | Nature::PropertyRight
                | Nature::Infringement
                | Nature::Other
        )
}

/// 协议管辖: only contracts and other disputes over property rights, with an actual connection.
pub(super) fn agreed(search: &mut Search, nature: Nature, level: Wanted) -> bool {
    let Some(agreement) = &search.facts.agreement else { return false };
    let Some(court) = court::find(&agreement.court).or_else(|| court::by_name(&agreement.court))
    else {
        search.lacks("协议约定的法院的全称");
        return false;
    };
    let article = "民事诉讼法第三十五条";
    if court.is_internet() && !internet_may_be_agreed(search) {
        return false;
    }
    // 第二百七十七条: parties of a foreign dispute may choose any court of this country.
    let anywhere = (search.facts.foreign || search.facts.defendant_abroad)
        && since(search.facts.day, 2024, 1, 1);
    let level = match level {
        Wanted::Level(level) => Some(level),
        Wanted::ByAmount => level_in(search, Some(court.province)),
    };
    let Some(level) = level else { return false };
    let reject = if !may_be_agreed(search, nature) {
        Some("该类纠纷不适用协议管辖")
    } else if agreement.standard_term_unnoticed {
        Some(
            "经营者使用格式条款订立管辖协议，未采取合理方式提请消费者注意，消费者可以主张无效（民诉法解释第三十一条）",
        )
    } else if agreement.connection == Some(Connection::None) && !anywhere {
        Some(if since(search.facts.day, 2025, 12, 31) {
            "约定的地点与争议没有实际联系，管辖协议无效（法释〔2025〕15号）"
        } else {
            "约定的地点与争议没有实际联系"
        })
    } else if court.level != level {
        Some("约定的法院不符合级别管辖的规定")
    } else {
        None
    };
    if let Some(reason) = reject {
        search.notes.push(format!("不按管辖协议确定：{reason}（{article}）"));
        return false;
    }
    if anywhere {
        let why = "涉外民事纠纷的当事人书面协议选择人民法院管辖";
        search.push(court, ("民事诉讼法第二百七十七条", why), false);
        return true;
    }
    if agreement.connection.is_none() {
        search.lacks("约定的法院与争议的实际联系（原告住所地、被告住所地、合同履行地、合同签订地、标的物所在地等）");
        return false;
    }
    search.push(court, (article, "当事人书面协议选择，且与争议有实际联系"), false);
    true
}

/// 法释〔2025〕14号第二条, before it 法释〔2018〕16号第三条: an internet court may be agreed on for its kinds of cases; whether it takes
/// others is not said in the text.
fn internet_may_be_agreed(search: &mut Search) -> bool {
    let names = nature::names(search.facts);
    match internet::matches(search, &names) {
        internet::Match::Yes(_) => true,
        internet::Match::Ask(question) => {
            search.lacks(question);
            search.refuse("约定由互联网法院管辖的，须先确定案件属于互联网法院管辖的范围（法释〔2025〕14号第一条、第二条）");
            false
        }
        internet::Match::No => {
            search.lacks("约定的互联网法院是否受理所列范围以外的案件，请向该院核实");
            search.refuse("约定由互联网法院管辖，但案件不在其管辖案件的范围内（法释〔2025〕14号第一条、第二条），约定的效力不能判断");
            false
        }
    }
}

/// 民诉法解释第三十四条: property in dispute after a union or adoption has ended may be agreed on.
fn after_a_union(search: &Search) -> bool {
    const AFTER: [&str; 3] = ["离婚后财产纠纷", "同居关系析产纠纷", "解除收养关系后财产纠纷"];
    nature::names(search.facts).iter().any(|name| AFTER.contains(name))
}
