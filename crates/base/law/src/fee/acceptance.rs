//! 案件受理费 — 第十三条, 第十五条至第十八条, 第八条.

use super::{Exact, FeeQuery, FeeResult, Matter, Working, scale};
use crate::Fen;

const ART_13_3: &str = "诉讼费用交纳办法第十三条第一款第（三）项";

/// 案件受理费，附计算过程（诉讼费用交纳办法第十三条、第十五条、第十六条、第十八条）.
pub fn acceptance(query: &FeeQuery) -> FeeResult {
    let rates = &query.rates;
    let mut working = Working::new();
    match &query.matter {
        Matter::Property { amount } => scale::PROPERTY.apply(&mut working, *amount),
        Matter::Divorce { property } => {
            let article = "诉讼费用交纳办法第十三条第一款第（二）项第1目";
            working.within(article, "离婚案件", rates.divorce, (50, 300));
            scale::DIVORCE.apply(&mut working, *property);
        }
        Matter::Personality { damages } => {
            let article = "诉讼费用交纳办法第十三条第一款第（二）项第2目";
            working.within(article, "侵害人格权案件", rates.personality, (100, 500));
            scale::PERSONALITY.apply(&mut working, *damages);
        }
        Matter::OtherNonProperty => {
            let article = "诉讼费用交纳办法第十三条第一款第（二）项第3目";
            working.within(article, "其他非财产案件", rates.other, (50, 100));
        }
        Matter::IntellectualProperty { amount: Some(amount) } => {
            working.notes.push("知识产权民事案件有争议金额的，按照财产案件的标准交纳".to_owned());
            scale::PROPERTY.apply(&mut working, *amount);
        }
        Matter::IntellectualProperty { amount: None } => {
            let what = "没有争议金额的知识产权民事案件";
            working.within(ART_13_3, what, rates.intellectual_property, (500, 1000));
        }
        Matter::JurisdictionObjectionFailed => {
            let article = "诉讼费用交纳办法第十三条第一款第（六）项";
            working.within(article, "管辖权异议不成立", rates.jurisdiction_objection, (50, 100));
            return working.finish(rates.rounding);
        }
        Matter::Labour
        | Matter::AdministrativeSpecial
        | Matter::AdministrativeOther
        | Matter::AdministrativeCompensation
        | Matter::StateCompensation
        | Matter::SpecialProcedure
        | Matter::PrivateProsecution
        | Matter::PreFilingMediation
        | Matter::AppealAgainstDismissal
        | Matter::JurisdictionObjectionUpheld
        | Matter::Retrial => flat(&mut working, &query.matter),
    }
    working.halve(&query.reductions, rates.rounding);
    working.finish(rates.rounding)
}

fn flat(working: &mut Working, matter: &Matter) {
    let mut each = |article, what: &str, yuan| {
        let sum = Fen::yuan(yuan);
        working.add(article, format!("{what}，每件{sum}元"), Exact::of(sum));
    };
    match matter {
        Matter::Labour => each("诉讼费用交纳办法第十三条第一款第（四）项", "劳动争议案件", 10),
        Matter::AdministrativeSpecial => {
            let article = "诉讼费用交纳办法第十三条第一款第（五）项第1目";
            each(article, "商标、专利、海事行政案件", 100);
        }
        Matter::AdministrativeOther => {
            each("诉讼费用交纳办法第十三条第一款第（五）项第2目", "其他行政案件", 50);
        }
        Matter::AdministrativeCompensation => {
            working.free("诉讼费用交纳办法第八条第（四）项", "行政赔偿案件不交纳案件受理费");
        }
        Matter::StateCompensation => {
            working
                .free("国家赔偿法第四十一条", "赔偿请求人要求国家赔偿的，人民法院不得收取任何费用");
        }
        Matter::SpecialProcedure => {
            let text = "依照特别程序审理的案件不交纳案件受理费";
            working.free("诉讼费用交纳办法第八条第（一）项", text);
            let note = "实现担保物权案件的申请费，裁定拍卖、变卖的由债务人、担保人负担，裁定驳回申请的由申请人负担；另行起诉的，已交的可以从案件受理费中扣除（民诉法解释第二百零四条）";
            working.notes.push(note.to_owned());
        }
        Matter::PrivateProsecution => {
            let text = "本办法适用于民事诉讼、行政诉讼，刑事自诉案件不交纳案件受理费";
            working.free("诉讼费用交纳办法第二条", text);
        }
        Matter::PreFilingMediation => {
            let text = "立案前先行调解的，不交纳案件受理费";
            working.free("民事诉讼法第一百二十五条；诉讼费用交纳办法第七条", text);
        }
        Matter::AppealAgainstDismissal => {
            let text = "对不予受理、驳回起诉和管辖权异议裁定不服提起上诉的，不交纳案件受理费";
            working.free("诉讼费用交纳办法第八条第（三）项", text);
        }
        Matter::JurisdictionObjectionUpheld => {
            let text = "管辖权异议成立的，不交纳案件受理费，只有异议不成立的才交纳";
            working.free("诉讼费用交纳办法第十三条第一款第（六）项", text);
        }
        Matter::Retrial => {
            let text = "适用审判监督程序审理的案件不交纳案件受理费；有新的证据足以推翻原判决、裁定，或者一审后未上诉而申请再审，经审查决定再审的除外";
            working.free("诉讼费用交纳办法第九条", text);
        }
        Matter::Property { .. }
        | Matter::Divorce { .. }
        | Matter::Personality { .. }
        | Matter::OtherNonProperty
        | Matter::IntellectualProperty { .. }
        | Matter::JurisdictionObjectionFailed => {}
    }
}

/// 财产案件受理费，不附过程（诉讼费用交纳办法第十三条第一款第（一）项）.
pub fn property(amount: Fen) -> Exact {
    scale::PROPERTY.sum(amount)
}
